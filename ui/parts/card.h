// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/labels.h"

#include <QFrame>

class QHBoxLayout;
class QVBoxLayout;

namespace meshlens::ui {

/// A surface with a line around it, a title row and a body.
class Card : public QFrame
{
    Q_OBJECT

public:
    /// An empty title: no title row.
    explicit Card(const QString &title = {}, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setCaption(const QString &caption);
    /// Words at the right of the title that can be clicked.
    LinkLabel *setLink(const QString &text);
    /// Behind the title (a tag, say), or at the right edge before the link.
    void addBesideTitle(QWidget *widget);
    void addAtRight(QWidget *widget);
    [[nodiscard]] QVBoxLayout *body() const { return m_body; }
    void setBodyMargins(int left, int top, int right,
                        int bottom); // design pixels; else 14, 0, 14, 12
    void setChosen(bool on);         // a line in the accent

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *m_header = nullptr;
    QHBoxLayout *m_headerRow = nullptr;
    ElidedLabel *m_title = nullptr;
    Label *m_caption = nullptr;
    LinkLabel *m_link = nullptr;
    QVBoxLayout *m_body = nullptr;
    int m_besideTitle = 1; // where the next such widget goes
    bool m_chosen = false;
};

/// The top row of a page: title, words beside it, controls at the right.
class PageHeader : public QWidget
{
    Q_OBJECT

public:
    explicit PageHeader(const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setCaption(const QString &caption);
    void addBesideTitle(QWidget *widget);
    void addAtRight(QWidget *widget);
    void setGround(bool on); // surface with a line below, as above tables

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QHBoxLayout *m_row;
    ElidedLabel *m_title;
    ElidedLabel *m_caption;
    int m_besideTitle = 2;
    bool m_ground = false;
};

} // namespace meshlens::ui
