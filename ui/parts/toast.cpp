// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/toast.h"

#include "ui/parts/tags.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QEvent>
#include <QPainter>

namespace meshlens::ui {

namespace {

/// Underlined words on the dark ground of a toast.
class ToastAction final : public QAbstractButton
{
public:
    ToastAction(const QString &text, QWidget *parent) : QAbstractButton(parent)
    {
        setText(text);
        setCursor(Qt::PointingHandCursor);
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        return {textWidth(text(), TextRole::TableStrong) + px(8), px(24)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        QFont used = textFont(TextRole::TableStrong);
        used.setUnderline(true);
        painter.setFont(used);
        painter.setPen(colour(Token::Surface));
        painter.drawText(rect(), Qt::AlignCenter, text());
    }
};

} // namespace

Toast::Toast(QWidget *window, QString text, const QString &actionText, std::function<void()> act)
    : QWidget(window), m_text(std::move(text))
{
    setAccessibleName(m_text);
    if (!actionText.isEmpty()) {
        m_action = new ToastAction(actionText, this);
        connect(m_action, &QAbstractButton::clicked, this, [this, act = std::move(act)] {
            close();
            if (act)
                act();
        });
    }
    setAttribute(Qt::WA_DeleteOnClose);
    window->installEventFilter(this);
    m_life.setSingleShot(true);
    connect(&m_life, &QTimer::timeout, this, &QWidget::close);
    m_life.start(m_action ? 10'000 : 4'000);
}

Toast *Toast::show(QWidget *window, const QString &text, const QString &actionText,
                   std::function<void()> act)
{
    window = window->window();
    const QList<Toast *> open = window->findChildren<Toast *>(Qt::FindDirectChildrenOnly);
    if (open.size() >= 3)
        open.front()->close();
    auto *toast = new Toast(window, text, actionText, std::move(act));
    toast->QWidget::show();
    arrange(window);
    QAccessibleEvent alert(toast, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    return toast;
}

QSize Toast::sizeHint() const
{
    const int words = textWidth(m_text, TextRole::Table);
    const int action = m_action ? m_action->sizeHint().width() + px(8) : 0;
    return {std::min(words, px(520)) + action + px(24), px(36)};
}

void Toast::arrange(QWidget *window)
{
    int y = window->height() - px(24 + 16);
    QList<Toast *> open = window->findChildren<Toast *>(Qt::FindDirectChildrenOnly);
    for (auto it = open.crbegin(); it != open.crend(); ++it) {
        Toast *toast = *it;
        if (!toast->isVisible())
            continue;
        const QSize size = toast->sizeHint();
        y -= size.height();
        toast->setGeometry((window->width() - size.width()) / 2, y, size.width(), size.height());
        y -= px(8);
        if (toast->m_action) {
            const QSize action = toast->m_action->sizeHint();
            toast->m_action->setGeometry(size.width() - action.width() - px(8),
                                         (size.height() - action.height()) / 2, action.width(),
                                         action.height());
        }
        toast->raise();
    }
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        arrange(static_cast<QWidget *>(watched));
    return QWidget::eventFilter(watched, event);
}

void Toast::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour(Token::Text));
    painter.drawRoundedRect(rect(), px(8), px(8));
    const int right = m_action ? m_action->width() + px(16) : px(12);
    paintText(&painter, QRectF(rect()).adjusted(px(12), 0, -right, 0), m_text, TextRole::Table,
              Token::Surface);
}

} // namespace meshlens::ui
