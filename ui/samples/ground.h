// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/theme.h"

#include <QWidget>

namespace meshlens::ui {

/// A box with a ground and lines at some edges.
class Ground : public QWidget
{
    Q_OBJECT

public:
    Ground(Token ground, Qt::Edges lines, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Token m_ground;
    Qt::Edges m_lines;
};

/// An icon that only shows.
class IconSign final : public QWidget
{
    Q_OBJECT

public:
    explicit IconSign(const QString &iconName, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_iconName;
};

} // namespace meshlens::ui
