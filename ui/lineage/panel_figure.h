// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/theme.h"

#include <QWidget>

#include <optional>

namespace meshlens::ui {

/// A number with its word in a frame.
class PanelFigure final : public QWidget
{
    Q_OBJECT

public:
    explicit PanelFigure(QWidget *parent);

    /// No value: not known yet, shown as a dash.
    void set(std::optional<int> value, const QString &word, Token valueColour = Token::Text);
    [[nodiscard]] QString value() const { return m_value; }
    [[nodiscard]] QString word() const { return m_word; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_value;
    QString m_word;
    Token m_colour = Token::Text;
};

} // namespace meshlens::ui
