// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/states.h"

#include "ui/parts/icons.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QResizeEvent>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

class EmptyState::Disc final : public QWidget
{
public:
    Disc(QString name, Tone tone, QWidget *parent)
        : QWidget(parent), iconName(std::move(name)), m_tone(tone)
    {
        setFixedSize(px(40), px(40));
    }
    QString iconName;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour(m_tone == Tone::Mute ? Token::Sunken : toneSoft(m_tone)));
        painter.drawEllipse(rect());
        const int inset = px(10);
        paintIcon(&painter, QRectF(rect()).adjusted(inset, inset, -inset, -inset), iconName,
                  colour(toneText(m_tone)));
    }

private:
    Tone m_tone;
};

EmptyState::EmptyState(const QString &iconName, const QString &title, const QString &text,
                       Tone tone, QWidget *parent)
    : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(px(20), px(20), px(20), px(20));
    column->setSpacing(px(8));
    column->addStretch(1);
    m_disc = new Disc(iconName, tone, this);
    m_title = new Label(title, TextRole::CardTitle, Token::Text, this);
    m_text = new Label(text, TextRole::Body, Token::Text2, this);
    for (Label *label : {m_title, m_text}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
    }
    m_text->setVisible(!text.isEmpty());
    m_actions = new QHBoxLayout;
    m_actions->setSpacing(px(8));
    m_actions->addStretch(1);
    m_actions->addStretch(1);
    column->addWidget(m_disc, 0, Qt::AlignHCenter);
    column->addSpacing(px(4));
    column->addWidget(m_title);
    column->addWidget(m_text, 0, Qt::AlignHCenter);
    column->addLayout(m_actions);
    column->addStretch(1);
}

void EmptyState::setIconName(const QString &name)
{
    m_disc->iconName = name;
    m_disc->update();
}

void EmptyState::setTitle(const QString &title)
{
    m_title->setText(title);
}

void EmptyState::setText(const QString &text)
{
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    QResizeEvent again(size(), size());
    resizeEvent(&again);
}

void EmptyState::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int wide = std::clamp(width() - px(40), px(120), px(420));
    m_text->setFixedWidth(std::min(
        wide, std::max(px(120), m_text->fontMetrics().horizontalAdvance(m_text->text()) + px(4))));
    m_text->setMinimumHeight(m_text->heightForWidth(m_text->width()));
}

Button *EmptyState::addAction(const QString &text, ButtonKind kind)
{
    auto *button = new Button(text, kind, this);
    m_actions->insertWidget(m_actions->count() - 1, button);
    return button;
}

void EmptyState::addWidget(QWidget *widget)
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->insertWidget(column->count() - 2, widget, 0, Qt::AlignHCenter);
}

void EmptyState::clearActions()
{
    for (Button *button : findChildren<Button *>(Qt::FindDirectChildrenOnly)) {
        m_actions->removeWidget(button);
        button->deleteLater();
    }
}

MessageStrip::MessageStrip(Tone tone, QWidget *parent) : QWidget(parent), m_tone(tone)
{
    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins(px(32), px(8), px(10), px(8));
    m_row->setSpacing(px(8));
    m_words = new Label(TextRole::Table, Token::Text, this);
    m_words->setTextFormat(Qt::RichText); // ours alone: what comes from outside is escaped
    m_words->setWordWrap(true);
    m_row->addWidget(m_words, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

MessageStrip::MessageStrip(Tone tone, const QString &strong, const QString &text, QWidget *parent)
    : MessageStrip(tone, parent)
{
    setMessage(tone, strong, text);
}

void MessageStrip::setMessage(Tone tone, const QString &strong, const QString &text)
{
    m_tone = tone;
    const QString bold = strong.isEmpty() ? QString() : u"<b>%1</b> "_s.arg(strong.toHtmlEscaped());
    m_words->setText(bold + text.toHtmlEscaped());
    setAccessibleName(strong.isEmpty() ? text : strong + u' ' + text);
    fit();
    update();
}

void MessageStrip::setFlat(bool on)
{
    m_flat = on;
    m_row->setContentsMargins(px(on ? 46 : 32), px(8), px(on ? 20 : 10), px(8));
    update();
}

Button *MessageStrip::addAction(const QString &text, ButtonKind kind)
{
    auto *button = new Button(text, kind, this);
    button->setSmall(true);
    m_buttons += button;
    m_row->addWidget(button);
    button->show(); // else the row leaves it out until events are handled, and fit() with it
    fit();
    return button;
}

void MessageStrip::clearActions()
{
    for (Button *button : std::as_const(m_buttons)) {
        m_row->removeWidget(button);
        button->deleteLater();
    }
    m_buttons.clear();
}

void MessageStrip::fit()
{
    // Words that wrap say their height only once the width is known.
    setFixedHeight(std::max(px(m_buttons.isEmpty() ? 34 : 40),
                            m_row->totalHeightForWidth(std::max(width(), px(120)))));
}

void MessageStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fit();
    m_row->setGeometry(rect()); // the height that fit() sets comes after the layout's turn
}

void MessageStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Theme::instance().highContrast() ? QPen(colour(Token::Control))
                                                    : QPen(Qt::NoPen));
    painter.setBrush(colour(m_tone == Tone::Mute ? Token::Surface2 : toneSoft(m_tone)));
    if (m_tone == Tone::Mute)
        painter.setPen(colour(Token::Border));
    const double radius = m_flat ? 0 : px(6);
    painter.drawRoundedRect(m_flat ? QRectF(rect()) : QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5),
                            radius, radius);
    const QString name = m_tone == Tone::Good   ? u"check"_s
                         : m_tone == Tone::Warn ? u"warn"_s
                         : m_tone == Tone::Bad  ? u"error"_s
                                                : u"info"_s;
    const double x = px(m_flat ? 20 : 11);
    const double y = height() < px(46) ? (height() - px(14)) / 2.0 : px(9);
    paintIcon(&painter, QRectF(x, y, px(14), px(14)), name, colour(toneText(m_tone)));
}

Skeleton::Skeleton(Shape shape, QWidget *parent) : QWidget(parent), m_shape(shape)
{
    setAccessibleName(tr("Loading"));
}

void Skeleton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour(Theme::instance().isDark() ? Token::Border : Token::Sunken));
    const double radius = px(4);
    const auto block = [&](double x, double y, double w, double h) {
        painter.drawRoundedRect(QRectF(x, y, w, h), radius, radius);
    };
    const double edge = px(14);
    const double width = this->width() - 2 * edge;
    switch (m_shape) {
    case Shape::Rows: {
        static constexpr double first[] = {0.35, 0.28, 0.40, 0.25};
        static constexpr double second[] = {0.66, 0.56, 0.72, 0.50};
        int row = 0;
        for (double y = edge; y + px(28) < height() && row < 12; y += px(40), ++row) {
            block(edge, y, px(28), px(28));
            block(edge + px(38), y, (width - px(38)) * first[row % 4], px(11));
            block(edge + px(38), y + px(17), (width - px(38)) * second[row % 4], px(9));
        }
        break;
    }
    case Shape::Cards:
        for (int i = 0; i < 4; ++i)
            block(edge + i * (width + px(12)) / 4, edge, (width - 3 * px(12)) / 4, px(110));
        block(edge, edge + px(124), width, std::max(px(60), height() - px(160)));
        break;
    case Shape::Chart:
        block(edge, edge, width, height() - 2 * edge);
        break;
    }
}

ContentStack::ContentStack(QWidget *content, Skeleton::Shape shape, QWidget *parent)
    : QStackedWidget(parent)
{
    addWidget(new QWidget(this)); // nothing, for the first 150 ms
    m_host = new QWidget(this);
    auto *column = new QVBoxLayout(m_host);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(content, 1);
    addWidget(m_host);
    m_skeleton = new Skeleton(shape, this);
    addWidget(m_skeleton);
    m_slow.setSingleShot(true);
    m_slow.setInterval(150);
    connect(&m_slow, &QTimer::timeout, this, [this] { setCurrentWidget(m_skeleton); });
}

void ContentStack::begin()
{
    if (!m_filled && !m_standIn)
        m_slow.start();
}

void ContentStack::showContent()
{
    m_slow.stop();
    m_filled = true;
    if (m_strip)
        m_strip->hide();
    setCurrentWidget(m_host);
    put(nullptr);
}

void ContentStack::showEmpty(EmptyState *state)
{
    m_slow.stop();
    m_filled = false;
    put(state);
}

void ContentStack::showError(const QString &what, const Error &error,
                             const std::function<void()> &retry)
{
    m_slow.stop();
    if (m_filled) {
        if (!m_strip) {
            m_strip = new MessageStrip(Tone::Bad, m_host);
            static_cast<QVBoxLayout *>(m_host->layout())->insertWidget(0, m_strip);
        }
        m_strip->setMessage(Tone::Bad, what, error.message);
        m_strip->clearActions();
        connect(m_strip->addAction(tr("Try again")), &QPushButton::clicked, this, retry);
        m_strip->show();
        return;
    }
    auto *state = new EmptyState(u"error"_s, what, error.message, Tone::Bad, this);
    connect(state->addAction(tr("Try again"), ButtonKind::Primary), &QPushButton::clicked, this,
            retry);
    Button *copy = state->addAction(tr("Copy details"), ButtonKind::Quiet);
    const QString details = what + u'\n' + error.message + u'\n' + error.detail;
    connect(copy, &QPushButton::clicked, copy, [copy, details] {
        QGuiApplication::clipboard()->setText(details);
        copy->confirm(tr("Copied"));
    });
    put(state);
}

void ContentStack::put(QWidget *standIn)
{
    QWidget *old = std::exchange(m_standIn, standIn);
    if (standIn) {
        addWidget(standIn);
        setCurrentWidget(standIn);
    }
    if (old) {
        removeWidget(old);
        old->deleteLater();
    }
}

} // namespace meshlens::ui
