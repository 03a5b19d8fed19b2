// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/query_line.h"

#include "ui/discover/completion_model.h"
#include "ui/discover/query_chip.h"
#include "ui/parts/button.h"
#include "ui/parts/icons.h"
#include "ui/parts/tags.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconRoom = 34;
constexpr int textRoom = 160; // at least this much is left to type in
constexpr int longestQuery = 8000;

} // namespace

QueryLine::QueryLine(QWidget *parent)
    : QLineEdit(parent), m_clear(new IconButton(u"close"_s, tr("Clear the query"), this)),
      m_completer(new QCompleter(this)), m_completions(new CompletionModel(this))
{
    setPlaceholderText(tr("Search products, columns, owners, or write a field such as domain:"));
    setAccessibleName(tr("Query"));
    setMaxLength(longestQuery);
    setMinimumHeight(px(36));
    m_clear->setSmall(true);
    m_clear->setCursor(Qt::ArrowCursor);
    m_clear->hide();
    connect(m_clear, &QAbstractButton::clicked, this, [this] {
        setQuery({});
        setFocus();
        changed();
    });

    m_completer->setModel(m_completions);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(10);
    m_completer->popup()->setItemDelegate(new CompletionDelegate(m_completer));
    m_completer->popup()->setAccessibleName(tr("Offers"));
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this,
            &QueryLine::insertCompletion);

    connect(this, &QLineEdit::textEdited, this, &QueryLine::takeText);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        setMinimumHeight(px(36));
        rebuildChips();
    });
    placeChips();
}

QString QueryLine::query() const
{
    QStringList parts = m_chips;
    if (const QString typed = text().trimmed(); !typed.isEmpty())
        parts += typed;
    return parts.join(u' ');
}

QStringList QueryLine::chips() const
{
    return m_chips;
}

int QueryLine::xOf(int position) const
{
    // The cursor says where the text is scrolled to.
    const QFontMetricsF metrics(font());
    const qreal origin =
        cursorRect().center().x() - metrics.horizontalAdvance(text().left(cursorPosition()));
    return static_cast<int>(origin + metrics.horizontalAdvance(text().left(position)));
}

void QueryLine::setQuery(const QString &wanted)
{
    if (wanted.trimmed() == query())
        return;
    m_chips.clear();
    QString rest = wanted + u' ';
    takeChips(rest, nullptr);
    setText(rest.trimmed());
    rebuildChips();
    m_problems = search::parse(text()).problems;
    update();
}

void QueryLine::setStatus(const QString &words)
{
    if (words == m_status)
        return;
    m_status = words;
    placeChips();
    update();
}

void QueryLine::takeChips(QString &text, int *cursor)
{
    // From the right, so that positions further left stay true.
    QStringList taken;
    const QList<search::Token> found = search::tokens(search::parse(text));
    for (auto token = found.rbegin(); token != found.rend(); ++token) {
        const int end = token->position + token->length;
        const bool closed = end < text.size() && text[end].isSpace();
        if (!closed || (cursor && *cursor <= end && *cursor >= token->position))
            continue; // still being written
        taken.prepend(text.mid(token->position, token->length));
        text.remove(token->position, token->length + 1);
        if (cursor && *cursor > end)
            *cursor -= token->length + 1;
    }
    m_chips += taken;
}

void QueryLine::takeText()
{
    QString typed = text();
    int cursor = cursorPosition();
    const qsizetype before = m_chips.size();
    takeChips(typed, &cursor);
    if (m_chips.size() != before) {
        setText(typed);
        setCursorPosition(std::clamp(cursor, 0, static_cast<int>(typed.size())));
        rebuildChips();
    }
    changed();
    emit completionsWanted(text(), cursorPosition());
}

void QueryLine::changed()
{
    m_problems = search::parse(text()).problems;
    const bool empty = query().isEmpty();
    m_clear->setVisible(!empty);
    update();
    emit queryChanged(query());
}

void QueryLine::openChip(int number)
{
    const QString chip = m_chips.takeAt(number);
    const QString rest = text();
    setText(rest.isEmpty() ? chip : chip + u' ' + rest);
    setCursorPosition(static_cast<int>(chip.size()));
    rebuildChips();
    setFocus();
    changed();
}

void QueryLine::dropChip(int number)
{
    m_chips.removeAt(number);
    rebuildChips();
    setFocus();
    changed();
}

void QueryLine::rebuildChips()
{
    for (QueryChip *chip : std::exchange(m_chipButtons, {})) {
        chip->hide();
        chip->deleteLater();
    }
    for (int i = 0; i < m_chips.size(); ++i) {
        auto *chip = new QueryChip(m_chips[i], true, this);
        connect(chip, &QueryChip::openClicked, this, [this, i] { openChip(i); });
        connect(chip, &QueryChip::removeClicked, this, [this, i] { dropChip(i); });
        m_chipButtons += chip;
    }
    placeChips();
    m_clear->setVisible(!query().isEmpty());
}

void QueryLine::placeChips()
{
    const int statusWidth = m_status.isEmpty() ? 0 : textWidth(m_status, TextRole::Table) + px(12);
    const int right = px(34) + statusWidth;
    const int room = width() - px(iconRoom) - right - px(textRoom);
    // The newest chips are shown; those before that do not fit stand behind "+2".
    int used = 0;
    int first = static_cast<int>(m_chipButtons.size());
    while (first > 0) {
        const int next = m_chipButtons[first - 1]->width() + px(6);
        if (used + next > room && first < m_chipButtons.size())
            break;
        used += next;
        --first;
    }
    if (m_restChip)
        m_restChip->deleteLater();
    m_restChip = nullptr;
    int x = px(iconRoom);
    if (first > 0) {
        m_restChip = new QueryChip(u"+%1"_s.arg(first), false, this);
        m_restChip->setToolTip(m_chips.first(first).join(u'\n'));
        connect(m_restChip, &QueryChip::openClicked, this, [this, first] { openChip(first - 1); });
        m_restChip->move(x, (height() - m_restChip->height()) / 2);
        m_restChip->show();
        x += m_restChip->width() + px(6);
    }
    for (int i = 0; i < m_chipButtons.size(); ++i) {
        QueryChip *chip = m_chipButtons[i];
        chip->setVisible(i >= first);
        if (i < first)
            continue;
        chip->move(x, (height() - chip->height()) / 2);
        x += chip->width() + px(6);
    }
    setTextMargins(x - px(8), 0, right, 0);
    m_clear->move(width() - m_clear->sizeHint().width() - px(6),
                  (height() - m_clear->sizeHint().height()) / 2);
}

void QueryLine::offer(const QList<search::Completion> &completions)
{
    m_completions->setCompletions(completions);
    if (completions.isEmpty() || !hasFocus()) {
        m_completer->popup()->hide();
        return;
    }
    popUp(cursorRect().left() - px(10));
}

void QueryLine::offerWhole(const QList<Whole> &queries)
{
    if (queries.isEmpty() || !hasFocus() || !query().isEmpty())
        return;
    QList<CompletionModel::Offer> offers;
    for (const Whole &one : queries)
        offers.append({{one.query, one.label, one.count.value_or(0), -1, 0}, one.icon});
    m_completions->setOffers(offers);
    popUp(px(iconRoom) - px(26));
}

void QueryLine::popUp(int x)
{
    m_completer->complete(QRect(x, 0, px(x < px(iconRoom) ? 420 : 280), height()));
}

void QueryLine::insertCompletion(const QModelIndex &index)
{
    const search::Completion *completion = m_completions->at(index.row());
    if (!completion)
        return;
    if (completion->position < 0) { // a whole query
        setQuery(completion->text);
        changed();
        emit submitted();
        return;
    }
    QString typed = text();
    typed.replace(completion->position, completion->length, completion->text);
    int cursor = completion->position + static_cast<int>(completion->text.size());
    // A field name waits for its value; a value is done.
    if (!completion->text.endsWith(u':')) {
        if (cursor == typed.size())
            typed += u' ';
        ++cursor;
    }
    setText(typed);
    setCursorPosition(std::min(cursor, static_cast<int>(typed.size())));
    takeText();
}

void QueryLine::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Backspace && cursorPosition() == 0 && !hasSelectedText() &&
        !m_chips.isEmpty()) {
        openChip(static_cast<int>(m_chips.size()) - 1);
        return;
    }
    if (event->key() == Qt::Key_Down && event->modifiers() == Qt::AltModifier &&
        query().isEmpty()) {
        emit wholeWanted();
        return;
    }
    if (event->key() == Qt::Key_Down && event->modifiers() == Qt::NoModifier) {
        emit resultsWanted();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        m_completer->popup()->hide();
        emit submitted();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void QueryLine::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    // A field that was written to its end is complete without a space as well.
    if (event->reason() == Qt::PopupFocusReason)
        return;
    QString typed = text() + u' ';
    const qsizetype before = m_chips.size();
    takeChips(typed, nullptr);
    if (m_chips.size() == before)
        return;
    setText(typed.trimmed());
    rebuildChips();
    changed();
}

void QueryLine::mouseReleaseEvent(QMouseEvent *event)
{
    QLineEdit::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && query().isEmpty())
        emit wholeWanted();
}

bool QueryLine::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QLineEdit::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    for (const search::Problem &problem : std::as_const(m_problems)) {
        const int from = xOf(problem.position);
        const int to = xOf(problem.position + std::max(problem.length, 1));
        if (help->pos().x() >= from && help->pos().x() <= std::max(to, from + px(8))) {
            QToolTip::showText(help->globalPos(), problem.message.toHtmlEscaped(), this);
            return true;
        }
    }
    QToolTip::hideText();
    return true;
}

void QueryLine::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    placeChips();
}

void QueryLine::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    paintIcon(&painter, QRectF(px(12), height() / 2. - px(8), px(16), px(16)), u"search"_s,
              colour(Token::Text2));
    const QRectF inside = QRectF(rect()).adjusted(0, 0, -px(38), 0);
    paintText(&painter, inside, m_status, TextRole::Table, Token::Text3,
              Qt::AlignRight | Qt::AlignVCenter);

    // Bad syntax: a wavy line under it.
    if (m_problems.isEmpty())
        return;
    const QFontMetricsF metrics(font());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour(Token::BadFill), 1.25));
    painter.setClipRect(QRectF(textMargins().left(), 0,
                               width() - textMargins().left() - textMargins().right(), height()));
    for (const search::Problem &problem : m_problems) {
        const qreal from = xOf(problem.position);
        const qreal to = xOf(problem.position + std::max(problem.length, 1));
        const qreal y = height() / 2. + metrics.height() / 2. - 1;
        QPainterPath wave(QPointF(from, y));
        bool up = true;
        for (qreal x = from + 2; x <= std::max(to, from + 6); x += 2, up = !up)
            wave.lineTo(x, y + (up ? -1.5 : 1.5));
        painter.drawPath(wave);
    }
}

} // namespace meshlens::ui
