// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/card.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace meshlens::ui {

Card::Card(const QString &title, QWidget *parent) : QFrame(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);

    m_header = new QWidget(this);
    m_headerRow = new QHBoxLayout(m_header);
    m_headerRow->setContentsMargins(px(14), px(10), px(14), px(8));
    m_headerRow->setSpacing(px(8));
    m_title = new ElidedLabel(title, TextRole::Section, Token::Text, m_header);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_headerRow->addWidget(m_title);
    m_headerRow->addStretch(1);
    m_header->setVisible(!title.isEmpty());
    column->addWidget(m_header);

    auto *bodyHost = new QWidget(this);
    m_body = new QVBoxLayout(bodyHost);
    m_body->setSpacing(px(8));
    setBodyMargins(14, title.isEmpty() ? 12 : 0, 14, 12);
    column->addWidget(bodyHost, 1);
    setAccessibleName(title);
}

void Card::setTitle(const QString &title)
{
    m_title->setText(title);
    m_header->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

void Card::setCaption(const QString &caption)
{
    if (!m_caption) {
        m_caption = new Label(TextRole::Table, Token::Text3, m_header);
        addBesideTitle(m_caption);
    }
    m_caption->setText(caption);
}

LinkLabel *Card::setLink(const QString &text)
{
    if (!m_link) {
        m_link = new LinkLabel(text, m_header);
        m_link->setRole(TextRole::BodyStrong);
        m_headerRow->addWidget(m_link);
    }
    m_link->setText(text);
    return m_link;
}

void Card::addBesideTitle(QWidget *widget)
{
    m_headerRow->insertWidget(m_besideTitle++, widget);
}

void Card::addAtRight(QWidget *widget)
{
    const int place = m_link ? m_headerRow->indexOf(m_link) : m_headerRow->count();
    m_headerRow->insertWidget(place, widget);
}

void Card::setBodyMargins(int left, int top, int right, int bottom)
{
    m_body->setContentsMargins(px(left), px(top), px(right), px(bottom));
}

void Card::setChosen(bool on)
{
    m_chosen = on;
    update();
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_chosen ? QPen(colour(Token::Accent), 1.5) : QPen(colour(Token::Border)));
    painter.setBrush(colour(Token::Surface));
    const double inset = m_chosen ? 0.75 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), px(8), px(8));
}

PageHeader::PageHeader(const QString &title, QWidget *parent) : QWidget(parent)
{
    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins(px(20), px(12), px(20), px(10));
    m_row->setSpacing(px(12));
    m_title = new ElidedLabel(title, TextRole::PageTitle, Token::Text, this);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_caption = new ElidedLabel({}, TextRole::Body, Token::Text3, this);
    m_caption->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_caption->hide();
    m_row->addWidget(m_title);
    m_row->addWidget(m_caption);
    m_row->addStretch(1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMinimumHeight(px(54));
}

void PageHeader::setTitle(const QString &title)
{
    m_title->setText(title);
}

void PageHeader::setCaption(const QString &caption)
{
    m_caption->setText(caption);
    m_caption->setVisible(!caption.isEmpty());
}

void PageHeader::addBesideTitle(QWidget *widget)
{
    m_row->insertWidget(m_besideTitle++, widget);
}

void PageHeader::addAtRight(QWidget *widget)
{
    m_row->addWidget(widget);
}

void PageHeader::setGround(bool on)
{
    m_ground = on;
    update();
}

void PageHeader::paintEvent(QPaintEvent *)
{
    if (!m_ground)
        return;
    QPainter painter(this);
    painter.fillRect(rect(), colour(Token::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), colour(Token::Border));
}

} // namespace meshlens::ui
