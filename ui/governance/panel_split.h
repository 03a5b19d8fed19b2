// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"

#include <QSplitter>

class QHBoxLayout;
class QVBoxLayout;

namespace meshlens::ui {

/// Fills a tab with a middle, which has a bar above a line, and a panel at its right whose width is
/// remembered.
class PanelSplit final : public QSplitter
{
    Q_OBJECT

public:
    explicit PanelSplit(QWidget *tab);

    [[nodiscard]] QWidget *centre() const { return m_centre; }
    [[nodiscard]] QHBoxLayout *bar() const { return m_bar; }
    [[nodiscard]] QVBoxLayout *box() const { return m_box; } // below the bar
    /// `name` is what its width is kept by.
    void setPanel(QWidget *panel, const Session &session, const QString &name);

private:
    QWidget *m_centre;
    QVBoxLayout *m_box;
    QHBoxLayout *m_bar;
};

} // namespace meshlens::ui
