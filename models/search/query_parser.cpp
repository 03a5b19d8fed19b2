// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/query_parser.h"

#include "models/clock.h"
#include "models/mesh/vocabulary.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::search {
namespace {

constexpr int longestQuery = 8000;
constexpr int deepestBrackets = 32;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Query)
};

template<typename Enum>
QString wordOf(const QString &value)
{
    const auto found = mesh::fromText<Enum>(value);
    return found ? mesh::toText(*found) : QString();
}

/// The canonical word of a value of a field with a closed vocabulary; empty where it is none.
QString canonical(const QString &field, const QString &value)
{
    if (field == u"kind")
        return wordOf<mesh::Kind>(value);
    if (field == u"type")
        return wordOf<mesh::DatasetType>(value);
    if (field == u"class")
        return value.compare(u"personal", Qt::CaseInsensitive) == 0
                   ? u"personal"_s
                   : wordOf<mesh::Classification>(value);
    if (field == u"status")
        return wordOf<mesh::Status>(value);
    if (field == u"archetype")
        return wordOf<mesh::Archetype>(value);
    if (field == u"fresh")
        return wordOf<mesh::FreshnessState>(value);
    if (field == u"access")
        return wordOf<mesh::AccessWay>(value);
    return value;
}

bool isGrade(const QString &value)
{
    static const QStringList grades{u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"none"_s};
    return grades.contains(value, Qt::CaseInsensitive);
}

bool isPercent(const QString &value)
{
    bool isNumber = false;
    const double number = value.toDouble(&isNumber);
    return isNumber && number >= 0 && number <= 100;
}

bool endsWord(QChar character)
{
    return character.isSpace() || character == u'(' || character == u')' || character == u'"';
}

Node wrapped(QList<Node> nodes, Node::Type type)
{
    if (nodes.size() == 1)
        return nodes.first();
    Node group;
    group.type = type;
    for (Node &node : nodes) {
        if (node.type == type)
            group.children.append(node.children);
        else
            group.children.append(std::move(node));
    }
    return group;
}

} // namespace

const QStringList &fieldNames()
{
    static const QStringList names{u"domain"_s, u"catalog"_s,   u"kind"_s,    u"type"_s,
                                   u"owner"_s,  u"tag"_s,       u"term"_s,    u"class"_s,
                                   u"status"_s, u"archetype"_s, u"quality"_s, u"fresh"_s,
                                   u"access"_s, u"column"_s,    u"changed"_s};
    return names;
}

QStringList fieldValues(const QString &field)
{
    if (field == u"kind")
        return mesh::allTexts<mesh::Kind>();
    if (field == u"type")
        return mesh::allTexts<mesh::DatasetType>();
    if (field == u"class")
        return mesh::allTexts<mesh::Classification>() << u"personal"_s;
    if (field == u"status")
        return mesh::allTexts<mesh::Status>();
    if (field == u"archetype")
        return mesh::allTexts<mesh::Archetype>();
    if (field == u"quality")
        return {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"none"_s};
    if (field == u"fresh")
        return mesh::allTexts<mesh::FreshnessState>();
    if (field == u"access")
        return mesh::allTexts<mesh::AccessWay>();
    return {};
}

Query parse(const QString &text)
{
    return QueryParser(text).parse();
}

QueryParser::QueryParser(const QString &text) : m_text(text) {}

Query QueryParser::parse()
{
    Query query;
    query.text = m_text;
    if (m_text.size() > longestQuery) {
        problem(longestQuery, static_cast<int>(m_text.size()) - longestQuery,
                Text::tr("The query is too long; this part is left out."));
        m_text.truncate(longestQuery);
    }
    QList<Node> nodes = sequence(false);
    for (Node &node : nodes) {
        if (node.type == Node::Type::All)
            query.root.children.append(node.children);
        else
            query.root.children.append(std::move(node));
    }
    query.problems = m_problems;
    return query;
}

QChar QueryParser::peek(int ahead) const
{
    return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
}

bool QueryParser::atOr() const
{
    return QStringView(m_text).mid(m_at, 2) == u"OR" &&
           (m_at + 2 >= m_text.size() || endsWord(m_text[m_at + 2]));
}

void QueryParser::skipSpaces()
{
    while (!atEnd() && peek().isSpace())
        ++m_at;
}

void QueryParser::problem(int position, int length, const QString &message)
{
    m_problems.append({position, length, message});
}

QList<Node> QueryParser::sequence(bool insideBrackets)
{
    QList<Node> nodes;
    for (skipSpaces(); !atEnd(); skipSpaces()) {
        if (peek() == u')') {
            if (insideBrackets)
                break;
            problem(m_at, 1, Text::tr("This bracket was never opened."));
            ++m_at;
            continue;
        }
        if (auto node = choice())
            nodes.append(std::move(*node));
    }
    return nodes;
}

std::optional<Node> QueryParser::choice()
{
    QList<Node> choices;
    const int start = m_at;
    for (bool again = true; again;) {
        if (atOr()) {
            problem(m_at, 2, Text::tr("OR needs something on both sides."));
            m_at += 2;
            break;
        }
        if (auto node = item())
            choices.append(std::move(*node));
        const int end = m_at;
        skipSpaces();
        again = atOr();
        if (!again) {
            m_at = end;
            break;
        }
        const int orAt = m_at;
        m_at += 2;
        skipSpaces();
        if (atEnd() || peek() == u')') {
            problem(orAt, 2, Text::tr("OR needs something on both sides."));
            break;
        }
    }
    if (choices.isEmpty())
        return std::nullopt;
    Node node = wrapped(std::move(choices), Node::Type::Any);
    if (node.type == Node::Type::Any) {
        node.position = start;
        node.length = m_at - start;
    }
    return node;
}

std::optional<Node> QueryParser::item()
{
    switch (peek().unicode()) {
    case u'-':
        return negated();
    case u'(':
        return bracketed();
    case u'"':
        return phrase();
    default:
        return wordOrField();
    }
}

std::optional<Node> QueryParser::negated()
{
    const int start = m_at++;
    if (atEnd() || peek().isSpace() || peek() == u')') {
        problem(start, 1, Text::tr("A minus sign leaves out what follows it at once."));
        return std::nullopt;
    }
    // A run of minus signs reads as one, so that no text makes the parser go deep.
    while (peek() == u'-')
        ++m_at;
    if (atEnd() || peek().isSpace() || peek() == u')') {
        problem(start, m_at - start, Text::tr("A minus sign leaves out what follows it at once."));
        return std::nullopt;
    }
    auto inner = item();
    if (!inner)
        return std::nullopt;
    if (inner->type == Node::Type::Not)
        return inner;
    Node node;
    node.type = Node::Type::Not;
    node.children.append(std::move(*inner));
    node.position = start;
    node.length = m_at - start;
    return node;
}

std::optional<Node> QueryParser::bracketed()
{
    const int start = m_at++;
    if (m_depth >= deepestBrackets) {
        problem(start, 1, Text::tr("There are too many brackets inside each other."));
        return std::nullopt;
    }
    ++m_depth;
    QList<Node> nodes = sequence(true);
    --m_depth;
    if (peek() == u')')
        ++m_at;
    else
        problem(start, 1, Text::tr("This bracket is never closed."));
    if (nodes.isEmpty())
        return std::nullopt;
    Node node = wrapped(std::move(nodes), Node::Type::All);
    if (node.type == Node::Type::All || node.type == Node::Type::Any) {
        node.position = start;
        node.length = m_at - start;
    }
    return node;
}

QString QueryParser::quotedText()
{
    const int start = m_at++;
    QString text;
    for (; !atEnd(); ++m_at) {
        if (peek() == u'\\' && (peek(1) == u'"' || peek(1) == u'\\'))
            ++m_at;
        else if (peek() == u'"')
            break;
        text += peek();
    }
    if (atEnd())
        problem(start, 1, Text::tr("This quotation mark is never closed."));
    else
        ++m_at;
    return text;
}

Node QueryParser::phrase()
{
    Node node;
    node.type = Node::Type::Phrase;
    node.position = m_at;
    node.text = quotedText();
    node.length = m_at - node.position;
    return node;
}

std::optional<Node> QueryParser::wordOrField()
{
    const int start = m_at;
    int end = m_at;
    while (end < m_text.size() && !endsWord(m_text[end]))
        ++end;
    const QString word = m_text.mid(start, end - start);
    const qsizetype colon = word.indexOf(u':');
    const QString name = word.left(colon).toLower();
    if (colon > 0 && fieldNames().contains(name) && !word.contains(u"://"_s + u"/"_s)) {
        m_at = start + static_cast<int>(colon) + 1;
        return field(name, start);
    }
    m_at = end;
    // `arn:aws:...`, `urn:li:...` and addresses are words; `prise:80` is a field that is not there.
    if (colon > 0 && word.count(u':') == 1 && !word.contains(u"://"_s)) {
        if (peek() == u'"')
            (void)quotedText();
        problem(start, m_at - start, Text::tr("There is no field “%1”.").arg(word.left(colon)));
        return std::nullopt;
    }
    Node node;
    node.type = Node::Type::Word;
    node.text = word;
    node.position = start;
    node.length = end - start;
    return node;
}

QString QueryParser::value()
{
    if (peek() == u'"')
        return quotedText();
    const int start = m_at;
    while (!atEnd() && !endsWord(peek()) && peek() != u',')
        ++m_at;
    return m_text.mid(start, m_at - start);
}

std::optional<Node> QueryParser::field(const QString &name, int start)
{
    Node node;
    node.type = Node::Type::Field;
    node.field = name;
    const bool ordered = name == u"quality" || name == u"changed";
    if (ordered && (peek() == u'<' || peek() == u'>' || peek() == u'=')) {
        const QChar sign = peek();
        ++m_at;
        const bool orEqual = sign != u'=' && peek() == u'=';
        m_at += orEqual ? 1 : 0;
        if (sign == u'<')
            node.comparison = orEqual ? Comparison::LessOrEqual : Comparison::Less;
        else if (sign == u'>')
            node.comparison = orEqual ? Comparison::GreaterOrEqual : Comparison::Greater;
    }
    do {
        const int valueAt = m_at;
        QString text = value();
        if (text.isEmpty()) {
            problem(start, m_at - start, Text::tr("“%1:” needs a value.").arg(name));
        } else if (name == u"quality" && !isPercent(text) &&
                   (node.comparison != Comparison::Equal || !isGrade(text))) {
            problem(valueAt, m_at - valueAt,
                    Text::tr("Quality is a number from 0 to 100, or a, b, c, d, none."));
        } else if (name == u"changed" && durationMs(text) < 0 && fromRfc3339(text) < 0) {
            problem(valueAt, m_at - valueAt, Text::tr("Write a time as 7d, 12h or 2026-03-12."));
        } else if (canonical(name, text).isEmpty()) {
            problem(valueAt, m_at - valueAt,
                    Text::tr("“%1” is none of: %2.").arg(text, fieldValues(name).join(u", "_s)));
        } else {
            node.values.append(isGrade(text) && name == u"quality" ? text.toLower()
                                                                   : canonical(name, text));
        }
    } while (peek() == u',' && ++m_at > 0);
    if (node.values.isEmpty())
        return std::nullopt;
    if (name == u"changed" && node.comparison == Comparison::Equal)
        node.comparison = Comparison::LessOrEqual; // `changed:7d` is what people mean by it
    node.position = start;
    node.length = m_at - start;
    return node;
}

} // namespace meshlens::search
