// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/query_problems.h"

#include "ui/discover/query_line.h"
#include "ui/parts/icons.h"
#include "ui/parts/tags.h"

#include <QPainter>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowHeight = 20;
constexpr int mostShown = 3;
constexpr int longestPart = 40;

} // namespace

QueryProblems::QueryProblems(const QueryLine &line, QWidget *parent) : QWidget(parent), m_line(line)
{
    setAccessibleName(tr("What cannot be read"));
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    hide();
}

void QueryProblems::refresh()
{
    m_words.clear();
    QStringList spoken;
    for (const search::Problem &problem : m_line.problems()) {
        // A field that waits for its value is no mistake yet.
        const int end = problem.position + problem.length;
        if (m_line.hasFocus() && end == m_line.cursorPosition() &&
            m_line.text().left(end).endsWith(u':'))
            continue;
        spoken += problem.message;
        if (m_words.size() < mostShown)
            m_words.append({m_line.text().mid(problem.position, problem.length).left(longestPart),
                            problem.message, m_line.xOf(problem.position)});
    }
    setAccessibleDescription(spoken.join(u' '));
    setToolTip(spoken.join(u'\n').toHtmlEscaped());
    setVisible(!m_words.isEmpty());
    updateGeometry();
    update();
}

QSize QueryProblems::sizeHint() const
{
    return {px(200), static_cast<int>(m_words.size()) * px(rowHeight)};
}

QSize QueryProblems::minimumSizeHint() const
{
    return {px(80), sizeHint().height()};
}

void QueryProblems::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    for (int i = 0; i < m_words.size(); ++i) {
        const Words &words = m_words[i];
        const int part = textWidth(words.part, TextRole::MonoSmall);
        const int whole =
            px(18) + part + (part > 0 ? px(8) : 0) + textWidth(words.message, TextRole::Table);
        const int x = std::clamp(words.x - px(18), 0, std::max(0, width() - whole));
        QRectF row(x, i * px(rowHeight), width() - x, px(rowHeight));
        paintIcon(&painter, QRectF(row.x(), row.center().y() - px(6), px(12), px(12)), u"error"_s,
                  colour(Token::Bad));
        row.adjust(px(18), 0, 0, 0);
        paintText(&painter, row, words.part, TextRole::MonoSmall, Token::Bad);
        row.adjust(part > 0 ? part + px(8) : 0, 0, 0, 0);
        paintText(&painter, row, words.message, TextRole::Table, Token::Text2);
    }
}

} // namespace meshlens::ui
