// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QList>

class QButtonGroup;
class QHBoxLayout;

namespace meshlens::ui {

/// A few choices side by side, one of them on. Arrow keys move the choice.
class SegmentedControl : public QWidget
{
    Q_OBJECT

public:
    explicit SegmentedControl(const QString &accessibleName, QWidget *parent = nullptr);

    void addChoice(const QString &text, const QString &iconName = {});
    void setText(int index, const QString &text);
    [[nodiscard]] int count() const;
    [[nodiscard]] int current() const;
    void setCurrent(int index); // without currentChanged

signals:
    void currentChanged(int index); // the user chose another one

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QButtonGroup *m_group;
    QHBoxLayout *m_row;
};

} // namespace meshlens::ui
