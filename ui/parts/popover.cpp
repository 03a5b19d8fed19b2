// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/popover.h"

#include "ui/parts/labels.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace meshlens::ui {

Popover::Popover(QWidget *anchor, const QString &title)
    : QFrame(anchor->window()), m_anchor(anchor), m_body(new QVBoxLayout(this))
{
    setAccessibleName(title);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_DeleteOnClose);
    m_body->setContentsMargins(px(14), px(10), px(14), px(12));
    m_body->setSpacing(px(6));
    if (!title.isEmpty())
        m_body->addWidget(new Label(title, TextRole::Section, Token::Text, this));
}

void Popover::open()
{
    QWidget *over = parentWidget();
    const QSize size = sizeHint().boundedTo(over->size() - QSize(px(16), px(16)));
    const QPoint below = m_anchor->mapTo(over, QPoint(0, m_anchor->height() + px(4)));
    int x = std::clamp(below.x(), px(8), std::max(px(8), over->width() - size.width() - px(8)));
    int y = below.y();
    if (y + size.height() > over->height() - px(8))
        y = std::max(px(8), below.y() - m_anchor->height() - px(8) - size.height());
    setGeometry(x, y, size.width(), size.height());
    show();
    raise();
    setFocus();
    qApp->installEventFilter(this);
    over->installEventFilter(this);
}

void Popover::finish()
{
    qApp->removeEventFilter(this);
    if (m_anchor && isAncestorOf(QApplication::focusWidget()))
        m_anchor->setFocus();
    close();
}

void Popover::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colour(Token::BorderStrong));
    painter.setBrush(colour(Token::Raised));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(8), px(8));
}

void Popover::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        finish();
    else
        QFrame::keyPressEvent(event);
}

bool Popover::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress && watched != this) {
        const auto *widget = qobject_cast<QWidget *>(watched);
        if (widget && widget != this && !isAncestorOf(widget))
            finish();
    } else if (event->type() == QEvent::Resize && watched == parentWidget()) {
        finish();
    }
    return false;
}

} // namespace meshlens::ui
