// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/query.h"

#include "models/search/query_parser.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace meshlens::search {
namespace {

QString quoted(QString text)
{
    text.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u'"' + text + u'"';
}

QString valueText(const QString &value)
{
    static const QRegularExpression plain(uR"(^[^\s",()<>=\\][^\s",()\\]*$)"_s);
    return plain.match(value).hasMatch() ? value : quoted(value);
}

QString comparisonText(Comparison comparison)
{
    switch (comparison) {
    case Comparison::Less:
        return u"<"_s;
    case Comparison::LessOrEqual:
        return u"<="_s;
    case Comparison::Greater:
        return u">"_s;
    case Comparison::GreaterOrEqual:
        return u">="_s;
    case Comparison::Equal:
        break;
    }
    return {};
}

QString fieldText(const QString &field, Comparison comparison, const QStringList &values)
{
    QStringList texts;
    for (const QString &value : values)
        texts.append(valueText(value));
    return field + u':' + comparisonText(comparison) + texts.join(u',');
}

QString joined(const QList<Node> &nodes, const QString &separator)
{
    QStringList texts;
    for (const Node &node : nodes)
        texts.append(toText(node));
    return texts.join(separator);
}

bool isToken(const Node &node)
{
    return node.type == Node::Type::Field ||
           (node.type == Node::Type::Not && node.children.first().type == Node::Type::Field);
}

bool sameValue(const QString &left, const QString &right)
{
    return left.compare(right, Qt::CaseInsensitive) == 0;
}

} // namespace

bool Node::operator==(const Node &other) const
{
    return type == other.type && text == other.text && field == other.field &&
           comparison == other.comparison && values == other.values && children == other.children;
}

QString toText(const Node &node)
{
    switch (node.type) {
    case Node::Type::All:
        return u'(' + joined(node.children, u" "_s) + u')';
    case Node::Type::Any:
        return u'(' + joined(node.children, u" OR "_s) + u')';
    case Node::Type::Not:
        return u'-' + toText(node.children.first());
    case Node::Type::Word:
        return node.text;
    case Node::Type::Phrase:
        return quoted(node.text);
    case Node::Type::Field:
        return fieldText(node.field, node.comparison, node.values);
    }
    return {};
}

QString toText(const Query &query)
{
    return joined(query.root.children, u" "_s);
}

QString freeText(const Query &query)
{
    QList<Node> rest;
    for (const Node &node : query.root.children) {
        if (!isToken(node))
            rest.append(node);
    }
    return joined(rest, u" "_s);
}

QList<Token> tokens(const Query &query)
{
    QList<Token> found;
    for (const Node &node : query.root.children) {
        if (!isToken(node))
            continue;
        const bool excluded = node.type == Node::Type::Not;
        const Node &field = excluded ? node.children.first() : node;
        found.append(
            {field.field, field.comparison, field.values, excluded, node.position, node.length});
    }
    return found;
}

QString withChoice(const QString &text, const QString &field, const QString &value, Choice choice)
{
    QString result = text;
    QList<Token> all = tokens(parse(text));
    bool placed = choice == Choice::Free;
    // From the right, so that positions further left stay true.
    for (auto token = all.rbegin(); token != all.rend(); ++token) {
        if (token->field != field || token->comparison != Comparison::Equal)
            continue;
        token->values.removeIf([&](const QString &other) { return sameValue(other, value); });
        if (!placed && token->excluded == (choice == Choice::Excluded)) {
            token->values.append(value);
            placed = true;
        }
        const QString sign = token->excluded ? u"-"_s : QString();
        const QString now = token->values.isEmpty()
                                ? QString()
                                : sign + fieldText(field, token->comparison, token->values);
        result.replace(token->position, token->length, now);
    }
    result = result.simplified() == result ? result : result.trimmed();
    if (!placed) {
        if (!result.isEmpty())
            result += u' ';
        result += (choice == Choice::Excluded ? u"-"_s : QString()) +
                  fieldText(field, Comparison::Equal, {value});
    }
    return result;
}

qint64 durationMs(const QString &text)
{
    static const QRegularExpression shape(uR"(^(\d{1,6})\s*(s|min|h|d|w|mo|y)$)"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = shape.match(text.trimmed());
    if (!match.hasMatch())
        return -1;
    constexpr qint64 second = 1000, hour = 3600 * second, day = 24 * hour;
    static const QHash<QString, qint64> units{
        {u"s"_s, second},  {u"min"_s, 60 * second}, {u"h"_s, hour},     {u"d"_s, day},
        {u"w"_s, 7 * day}, {u"mo"_s, 30 * day},     {u"y"_s, 365 * day}};
    return match.captured(1).toLongLong() * units.value(match.captured(2).toLower());
}

} // namespace meshlens::search
