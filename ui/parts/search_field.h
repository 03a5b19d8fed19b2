// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace meshlens::ui {

/// A line to filter by: magnifier at the start, a cross to clear, Esc clears.
class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    explicit SearchField(const QString &placeholder, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

/// Marks a field as wrong (red line) and says why to assistive technology; empty: it is fine.
void setWrong(QWidget *field, const QString &reason);

} // namespace meshlens::ui
