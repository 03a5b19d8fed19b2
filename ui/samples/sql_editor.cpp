// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/sql_editor.h"

#include "ui/parts/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QPainter>
#include <QRegularExpression>
#include <QScrollBar>
#include <QStringListModel>
#include <QTextBlock>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

enum BlockState { Plain = -1, InComment = 1 };

class Gutter final : public QWidget
{
public:
    explicit Gutter(SqlEditor *editor) : QWidget(editor), m_editor(editor) {}
    [[nodiscard]] QSize sizeHint() const override { return {m_editor->gutterWidth(), 0}; }

protected:
    void paintEvent(QPaintEvent *event) override { m_editor->paintGutter(event); }

private:
    SqlEditor *m_editor;
};

/// Parts of a line, in the order in which they are tried at a place.
const QRegularExpression &parts()
{
    static const QRegularExpression expression(
        uR"((?<comment>--[^\n]*)|(?<open>/\*)|(?<text>'(?:[^']|'')*'?)|)"
        uR"((?<name>"(?:[^"]|"")*"?)|(?<number>\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b)|)"
        uR"((?<word>[A-Za-z_][A-Za-z_0-9]*))"_s);
    return expression;
}

QTextCharFormat inkOf(Token token)
{
    QTextCharFormat format;
    format.setForeground(colour(token));
    return format;
}

} // namespace

SqlHighlighter::SqlHighlighter(QTextDocument *document) : QSyntaxHighlighter(document)
{
    connect(&Theme::instance(), &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

const QStringList &SqlHighlighter::keywords()
{
    static const QStringList words{
        u"ALL"_s,      u"AND"_s,       u"AS"_s,        u"ASC"_s,       u"BETWEEN"_s,   u"BY"_s,
        u"CASE"_s,     u"CAST"_s,      u"COLLATE"_s,   u"CROSS"_s,     u"CURRENT"_s,   u"DESC"_s,
        u"DISTINCT"_s, u"ELSE"_s,      u"END"_s,       u"ESCAPE"_s,    u"EXCEPT"_s,    u"EXISTS"_s,
        u"FILTER"_s,   u"FOLLOWING"_s, u"FROM"_s,      u"FULL"_s,      u"GLOB"_s,      u"GROUP"_s,
        u"HAVING"_s,   u"IN"_s,        u"INNER"_s,     u"INTERSECT"_s, u"IS"_s,        u"JOIN"_s,
        u"LEFT"_s,     u"LIKE"_s,      u"LIMIT"_s,     u"NATURAL"_s,   u"NOT"_s,       u"NULL"_s,
        u"NULLS"_s,    u"OFFSET"_s,    u"ON"_s,        u"OR"_s,        u"ORDER"_s,     u"OUTER"_s,
        u"OVER"_s,     u"PARTITION"_s, u"PRECEDING"_s, u"RANGE"_s,     u"RECURSIVE"_s, u"RIGHT"_s,
        u"ROW"_s,      u"ROWS"_s,      u"SELECT"_s,    u"THEN"_s,      u"UNBOUNDED"_s, u"UNION"_s,
        u"USING"_s,    u"VALUES"_s,    u"WHEN"_s,      u"WHERE"_s,     u"WINDOW"_s,    u"WITH"_s};
    return words;
}

const QStringList &SqlHighlighter::functions()
{
    static const QStringList words{
        u"abs"_s,      u"avg"_s,        u"coalesce"_s,    u"count"_s,        u"date"_s,
        u"datetime"_s, u"dense_rank"_s, u"first_value"_s, u"group_concat"_s, u"ifnull"_s,
        u"iif"_s,      u"instr"_s,      u"julianday"_s,   u"lag"_s,          u"last_value"_s,
        u"lead"_s,     u"length"_s,     u"lower"_s,       u"max"_s,          u"min"_s,
        u"ntile"_s,    u"nullif"_s,     u"printf"_s,      u"rank"_s,         u"replace"_s,
        u"round"_s,    u"row_number"_s, u"strftime"_s,    u"substr"_s,       u"sum"_s,
        u"time"_s,     u"total"_s,      u"trim"_s,        u"typeof"_s,       u"unixepoch"_s,
        u"upper"_s};
    return words;
}

void SqlHighlighter::highlightBlock(const QString &text)
{
    qsizetype at = 0;
    setCurrentBlockState(Plain);
    if (previousBlockState() == InComment) {
        const qsizetype end = text.indexOf(u"*/"_s);
        const qsizetype until = end < 0 ? text.size() : end + 2;
        setFormat(0, static_cast<int>(until), inkOf(Token::CodeComment));
        if (end < 0) {
            setCurrentBlockState(InComment);
            return;
        }
        at = until;
    }
    while (at < text.size()) {
        const QRegularExpressionMatch match = parts().match(text, at);
        if (!match.hasMatch())
            return;
        qsizetype start = match.capturedStart();
        qsizetype end = match.capturedEnd();
        const auto ink = [&](Token token) {
            setFormat(static_cast<int>(start), static_cast<int>(end - start), inkOf(token));
        };
        if (match.hasCaptured(u"comment"_s)) {
            ink(Token::CodeComment);
        } else if (match.hasCaptured(u"open"_s)) {
            const qsizetype close = text.indexOf(u"*/"_s, end);
            end = close < 0 ? text.size() : close + 2;
            if (close < 0)
                setCurrentBlockState(InComment);
            ink(Token::CodeComment);
        } else if (match.hasCaptured(u"text"_s) || match.hasCaptured(u"name"_s)) {
            ink(Token::CodeString);
        } else if (match.hasCaptured(u"number"_s)) {
            ink(Token::CodeNumber);
        } else {
            const QString word = match.captured();
            if (keywords().contains(word, Qt::CaseInsensitive))
                ink(Token::CodeKeyword);
            else if (functions().contains(word, Qt::CaseInsensitive) &&
                     QStringView(text).mid(end).trimmed().startsWith(u'('))
                ink(Token::CodeFunction);
        }
        at = end;
    }
}

SqlEditor::SqlEditor(QWidget *parent)
    : QPlainTextEdit(parent), m_gutter(new Gutter(this)), m_completer(new QCompleter(this)),
      m_words(new QStringListModel(this))
{
    new SqlHighlighter(document()); // belongs to the document
    setAccessibleName(tr("SQL"));
    setFrameShape(QFrame::NoFrame);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(true);
    setPlaceholderText(tr("SELECT ... FROM \"product.dataset\""));
    m_completer->setModel(m_words);
    m_completer->setWidget(this);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->setMaxVisibleItems(9);
    setWords({});
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this,
            &SqlEditor::insertCompletion);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &SqlEditor::layOut);
    connect(this, &QPlainTextEdit::updateRequest, m_gutter, qOverload<>(&QWidget::update));
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &SqlEditor::showLines);
    connect(&Theme::instance(), &Theme::changed, this, &SqlEditor::layOut);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        if (m_markedLine > 0)
            markLine(0);
    });
    layOut();
}

void SqlEditor::setWords(const QStringList &tablesAndColumns)
{
    QStringList words = tablesAndColumns + SqlHighlighter::keywords() + SqlHighlighter::functions();
    words.removeDuplicates();
    m_words->setStringList(words);
}

void SqlEditor::markLine(int line)
{
    m_markedLine = line;
    showLines();
}

int SqlEditor::gutterWidth() const
{
    const int digits = std::max<int>(2, static_cast<int>(QString::number(blockCount()).size()));
    return QFontMetrics(textFont(TextRole::Mono)).horizontalAdvance(u'9') * digits + px(22);
}

void SqlEditor::layOut()
{
    setFont(textFont(TextRole::Mono));
    setViewportMargins(gutterWidth(), px(8), 0, px(4));
    const QRect area = contentsRect();
    m_gutter->setGeometry(area.left(), area.top(), gutterWidth(), area.height());
    showLines();
    m_gutter->update();
}

void SqlEditor::showLines()
{
    QList<QTextEdit::ExtraSelection> marks;
    QTextEdit::ExtraSelection current;
    current.format.setBackground(colour(Token::Surface2));
    current.format.setProperty(QTextFormat::FullWidthSelection, true);
    current.cursor = textCursor();
    current.cursor.clearSelection();
    marks += current;
    if (m_markedLine > 0) {
        const QTextBlock block = document()->findBlockByNumber(m_markedLine - 1);
        if (block.isValid()) {
            QTextEdit::ExtraSelection wrong;
            wrong.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
            wrong.format.setUnderlineColor(colour(Token::Bad));
            wrong.cursor = QTextCursor(block);
            wrong.cursor.select(QTextCursor::LineUnderCursor);
            marks += wrong;
        }
    }
    setExtraSelections(marks);
    m_gutter->update();
}

void SqlEditor::paintGutter(QPaintEvent *)
{
    QPainter painter(m_gutter);
    painter.fillRect(m_gutter->rect(), colour(Token::Surface));
    painter.setFont(textFont(TextRole::Mono));
    const int current = textCursor().blockNumber();
    const int top = px(8);
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF area = blockBoundingGeometry(block).translated(contentOffset());
        if (area.top() > height())
            break;
        const int line = block.blockNumber();
        painter.setPen(colour(line + 1 == m_markedLine ? Token::Bad
                              : line == current        ? Token::Text2
                                                       : Token::Text3));
        painter.drawText(QRectF(0, top + area.top(), m_gutter->width() - px(12), area.height()),
                         Qt::AlignRight | Qt::AlignVCenter, QString::number(line + 1));
    }
}

void SqlEditor::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    layOut();
}

void SqlEditor::focusInEvent(QFocusEvent *event)
{
    m_completer->setWidget(this);
    QPlainTextEdit::focusInEvent(event);
}

void SqlEditor::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers().testFlag(Qt::ControlModifier)) {
        m_completer->popup()->hide();
        emit runWanted();
        return;
    }
    if (m_completer->popup()->isVisible() &&
        (isEnter || event->key() == Qt::Key_Tab || event->key() == Qt::Key_Escape)) {
        event->ignore(); // the list of proposals takes it
        return;
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        complete(true);
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
    if (!event->text().isEmpty() && event->text().front().isPrint())
        complete(false);
    else if (event->key() == Qt::Key_Backspace && m_completer->popup()->isVisible())
        complete(false);
}

QTextCursor SqlEditor::wordCursor() const
{
    QTextCursor cursor = textCursor();
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    static const QRegularExpression word(uR"("?[\w.]*$)"_s);
    const auto length = static_cast<int>(word.match(before).capturedLength());
    cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor, length);
    return cursor;
}

void SqlEditor::complete(bool asked)
{
    const QString prefix = wordCursor().selectedText();
    if (!asked && prefix.size() < 2) {
        m_completer->popup()->hide();
        return;
    }
    QString bare = prefix;
    m_completer->setCompletionPrefix(bare.remove(u'"'));
    const bool isWhole = m_completer->completionCount() == 1 &&
                         m_completer->currentCompletion().compare(bare, Qt::CaseInsensitive) == 0;
    if (m_completer->completionCount() == 0 || isWhole) {
        m_completer->popup()->hide();
        return;
    }
    QRect place = cursorRect().translated(viewport()->pos());
    place.setWidth(px(280));
    m_completer->complete(place);
}

void SqlEditor::insertCompletion(const QString &word)
{
    QTextCursor cursor = wordCursor();
    cursor.insertText(word);
    setTextCursor(cursor);
}

} // namespace meshlens::ui
