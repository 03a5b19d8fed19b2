// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/sheet.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

class Sheet::Panel final : public QWidget
{
public:
    using QWidget::QWidget;
    QWidget *footer = nullptr;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QPainterPath shape;
        shape.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(10), px(10));
        painter.fillPath(shape, colour(Token::Raised));
        if (footer && footer->isVisible()) {
            painter.save();
            painter.setClipPath(shape);
            const int top = footer->y();
            painter.fillRect(QRect(0, top, width(), height() - top), colour(Token::Surface2));
            painter.fillRect(QRect(0, top, width(), 1), colour(Token::Border));
            painter.restore();
        }
        painter.setPen(colour(Token::BorderStrong));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(shape);
    }
};

Sheet::Sheet(QWidget *window, const QString &title, int width, int height)
    : QWidget(window->window()), m_wanted(width, height)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(title);
    m_panel = new Panel(this);
    auto *column = new QVBoxLayout(m_panel);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);

    auto *header = new QHBoxLayout;
    header->setContentsMargins(px(20), px(14), px(14), px(10));
    auto *titles = new QVBoxLayout;
    titles->setSpacing(px(2));
    m_title = new ElidedLabel(title, TextRole::CardTitle, Token::Text, m_panel);
    m_subtitle = new Label(TextRole::Table, Token::Text2, m_panel);
    m_subtitle->setWordWrap(true);
    m_subtitle->hide();
    titles->addWidget(m_title);
    titles->addWidget(m_subtitle);
    m_close = new IconButton(u"close"_s, tr("Close"), m_panel);
    connect(m_close, &QToolButton::clicked, this, &Sheet::reject);
    header->addLayout(titles, 1);
    header->addWidget(m_close, 0, Qt::AlignTop);
    column->addLayout(header);
    column->addWidget(new Line(Qt::Horizontal, m_panel));

    auto *bodyHost = new QWidget(m_panel);
    m_body = new QVBoxLayout(bodyHost);
    m_body->setSpacing(px(12));
    setBodyMargins(20, 16, 20, 16);
    column->addWidget(bodyHost, 1);

    m_footer = new QWidget(m_panel);
    m_panel->footer = m_footer;
    m_actions = new QHBoxLayout(m_footer);
    m_actions->setContentsMargins(px(20), px(12), px(20), px(12));
    m_actions->setSpacing(px(8));
    m_actions->addStretch(1);
    m_footer->hide();
    column->addWidget(m_footer);
    hide();
    window->window()->installEventFilter(this);
}

void Sheet::setHeading(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void Sheet::setSubtitle(const QString &text)
{
    m_subtitle->setText(text);
    m_subtitle->setVisible(!text.isEmpty());
}

void Sheet::setBodyMargins(int left, int top, int right, int bottom)
{
    m_body->setContentsMargins(px(left), px(top), px(right), px(bottom));
}

void Sheet::setFooterVisible(bool on)
{
    m_footer->setVisible(on);
}

Button *Sheet::addAction(const QString &text, ButtonKind kind)
{
    auto *button = new Button(text, kind, m_footer);
    m_actions->addWidget(button);
    m_footer->show();
    return button;
}

Button *Sheet::addSideAction(const QString &text, ButtonKind kind)
{
    auto *button = new Button(text, kind, m_footer);
    addToFooter(button);
    return button;
}

void Sheet::addToFooter(QWidget *widget)
{
    m_actions->insertWidget(m_sideActions++, widget);
    m_footer->show();
}

void Sheet::setCloseable(bool on)
{
    m_closeable = on;
    m_close->setEnabled(on);
}

void Sheet::open()
{
    m_focusBefore = QApplication::focusWidget();
    place();
    show();
    raise();
    setFocus();
    focusNextPrevChild(true);
}

void Sheet::accept()
{
    emit accepted();
    finish();
}

void Sheet::reject()
{
    if (!m_closeable)
        return;
    emit rejected();
    finish();
}

void Sheet::finish()
{
    hide();
    if (m_focusBefore && m_focusBefore->isVisible())
        m_focusBefore->setFocus();
    emit closed();
    deleteLater();
}

Sheet *Sheet::topmost(QWidget *window)
{
    const QList<Sheet *> sheets =
        window->window()->findChildren<Sheet *>(Qt::FindDirectChildrenOnly);
    for (auto it = sheets.crbegin(); it != sheets.crend(); ++it) {
        if ((*it)->isVisible())
            return *it;
    }
    return nullptr;
}

Sheet *Sheet::confirm(QWidget *window, const QString &question, const QString &effect,
                      const QString &actText, const QString &keepText, ButtonKind kind)
{
    auto *sheet = new Sheet(window, question, 420, 0);
    auto *words = new Label(effect, TextRole::Body, Token::Text2, sheet);
    words->setWordWrap(true);
    sheet->body()->addWidget(words);
    Button *keep = sheet->addAction(keepText);
    Button *act = sheet->addAction(actText, kind);
    connect(keep, &QPushButton::clicked, sheet, &Sheet::reject);
    connect(act, &QPushButton::clicked, sheet, &Sheet::accept);
    sheet->open();
    keep->setFocus();
    return sheet;
}

bool Sheet::focusNextPrevChild(bool next)
{
    // Around inside the panel: the window behind is not reached.
    QList<QWidget *> stops;
    for (QWidget *widget = m_panel->nextInFocusChain(); widget && widget != m_panel;
         widget = widget->nextInFocusChain()) {
        if (m_panel->isAncestorOf(widget) && widget->focusPolicy() & Qt::TabFocus &&
            widget->isVisibleTo(this) && widget->isEnabled() && !widget->focusProxy())
            stops += widget;
    }
    if (stops.isEmpty())
        return true;
    if (stops.size() > 1 && stops.contains(m_close)) { // the cross comes last
        stops.removeOne(m_close);
        stops += m_close;
    }
    const qsizetype at = stops.indexOf(QApplication::focusWidget());
    const qsizetype count = stops.size();
    const qsizetype to = at < 0 ? (next ? 0 : count - 1) : (at + (next ? 1 : count - 1)) % count;
    stops[to]->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void Sheet::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        reject();
        event->accept();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        auto *button = qobject_cast<QPushButton *>(QApplication::focusWidget());
        if (button && m_panel->isAncestorOf(button))
            button->click();
    }
    event->accept(); // nothing reaches the window behind
}

void Sheet::mousePressEvent(QMouseEvent *event)
{
    event->accept();
}

void Sheet::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Token::Dim));
}

bool Sheet::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == parentWidget())
        place();
    return QWidget::eventFilter(watched, event);
}

void Sheet::place()
{
    setGeometry(parentWidget()->rect());
    const QSize room = size() - QSize(px(32), px(32));
    QSize wanted(px(m_wanted.width()), px(m_wanted.height()));
    if (m_wanted.height() == 0) { // as high as its content
        m_panel->setFixedWidth(std::min(wanted.width(), room.width()));
        m_panel->layout()->activate();
        wanted.setHeight(m_panel->layout()->hasHeightForWidth()
                             ? m_panel->layout()->totalHeightForWidth(m_panel->width())
                             : m_panel->sizeHint().height());
    }
    const QSize used = wanted.boundedTo(room);
    m_panel->setGeometry((width() - used.width()) / 2, (height() - used.height()) / 2, used.width(),
                         used.height());
}

} // namespace meshlens::ui
