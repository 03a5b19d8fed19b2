// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/live/question.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::live {
namespace {

using search::Node;

constexpr qsizetype mostAlternatives = 4;

QString tr(const char *text)
{
    return QCoreApplication::translate("Live", text);
}

/// The ways to satisfy the words of a node, each as its words.
QList<QStringList> waysOf(const Node &node)
{
    switch (node.type) {
    case Node::Type::Word:
    case Node::Type::Phrase:
        return {{node.text.simplified()}};
    case Node::Type::Any: {
        QList<QStringList> ways;
        for (const Node &child : node.children)
            ways += waysOf(child);
        return ways;
    }
    case Node::Type::All: {
        QList<QStringList> ways{QStringList()};
        for (const Node &child : node.children) {
            const QList<QStringList> more = waysOf(child);
            if (more.isEmpty())
                continue;
            QList<QStringList> both;
            for (const QStringList &one : std::as_const(ways)) {
                for (const QStringList &other : more) {
                    if (both.size() <= mostAlternatives)
                        both.append(one + other);
                }
            }
            ways = both;
        }
        return ways;
    }
    case Node::Type::Not:
    case Node::Type::Field:
        return {QStringList()};
    }
    return {};
}

bool isCheckable(const QString &field)
{
    static const QStringList known{u"kind"_s, u"type"_s,  u"domain"_s, u"catalog"_s,
                                   u"tag"_s,  u"owner"_s, u"status"_s};
    return known.contains(field);
}

void collectFields(const Node &node, QStringList &fields)
{
    if (node.type == Node::Type::Field)
        fields.append(node.field);
    for (const Node &child : node.children)
        collectFields(child, fields);
}

bool anyContains(const QStringList &texts, const QStringList &values)
{
    return std::ranges::any_of(texts, [&](const QString &text) {
        const QString folded = search::folded(text);
        return std::ranges::any_of(
            values, [&](const QString &value) { return folded.contains(search::folded(value)); });
    });
}

bool fieldPasses(const Node &node, const Found &found, const QString &catalog)
{
    QStringList said;
    if (node.field == "kind"_L1)
        return node.values.contains(mesh::toText(found.thing.kind), Qt::CaseInsensitive);
    if (node.field == "type"_L1)
        return found.type && node.values.contains(mesh::toText(*found.type), Qt::CaseInsensitive);
    if (node.field == "status"_L1)
        return node.values.contains(mesh::toText(found.status), Qt::CaseInsensitive);
    if (node.field == "catalog"_L1)
        said = {catalog};
    else if (node.field == "domain"_L1)
        said = {found.domainName};
    else if (node.field == "tag"_L1)
        said = found.tags;
    else if (node.field == "owner"_L1)
        said = found.owners;
    return anyContains(said, node.values);
}

QString textOf(const Found &found)
{
    return search::folded(QStringList{found.name, found.qualifiedName, found.description,
                                      found.domainName, found.tags.join(u' '),
                                      found.owners.join(u' ')}
                              .join(u'\n'));
}

bool nodePasses(const Node &node, const Found &found, const QString &catalog, bool negated)
{
    switch (node.type) {
    case Node::Type::Word:
    case Node::Type::Phrase:
        // The catalog has looked for words; what it must not have can only be looked for here.
        return !negated || textOf(found).contains(search::folded(node.text));
    case Node::Type::Field:
        return fieldPasses(node, found, catalog);
    case Node::Type::Not:
        return !std::ranges::all_of(node.children, [&](const Node &child) {
            return nodePasses(child, found, catalog, !negated);
        });
    case Node::Type::All:
        return std::ranges::all_of(node.children, [&](const Node &child) {
            return nodePasses(child, found, catalog, negated);
        });
    case Node::Type::Any:
        return std::ranges::any_of(node.children, [&](const Node &child) {
            return nodePasses(child, found, catalog, negated);
        });
    }
    return true;
}

/// Whether a filter on the catalog leaves this one in; other filters are not looked at.
bool leavesIn(const Node &node, const QString &catalog)
{
    if (node.type == Node::Type::Field && node.field == "catalog"_L1)
        return anyContains({catalog}, node.values);
    if (node.type == Node::Type::Not && node.children.size() == 1 &&
        node.children.first().type == Node::Type::Field &&
        node.children.first().field == "catalog"_L1)
        return !anyContains({catalog}, node.children.first().values);
    if (node.type == Node::Type::All)
        return std::ranges::all_of(node.children,
                                   [&](const Node &child) { return leavesIn(child, catalog); });
    return true;
}

QStringList wordsOf(const search::Query &query)
{
    QStringList words;
    for (const QStringList &way : waysOf(query.root)) {
        for (const QString &text : way) {
            for (const QString &word : text.split(u' ', Qt::SkipEmptyParts)) {
                if (!words.contains(word))
                    words.append(word);
            }
        }
    }
    return words;
}

QList<search::Match> marksIn(const QString &text, const QStringList &words)
{
    QList<search::Match> marks;
    for (const QString &word : words) {
        const qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive);
        if (at >= 0 && !word.isEmpty())
            marks.append({static_cast<int>(at), static_cast<int>(word.size())});
    }
    std::ranges::sort(marks, {}, &search::Match::start);
    QList<search::Match> apart; // none over another
    for (const search::Match &mark : std::as_const(marks)) {
        if (apart.isEmpty() || apart.last().start + apart.last().length <= mark.start)
            apart.append(mark);
    }
    return apart;
}

QString whyOf(const search::Query &query, const QStringList &words, const Found &found)
{
    const auto has = [&](const QString &text) {
        const QString folded = search::folded(text);
        return std::ranges::all_of(
            words, [&](const QString &word) { return folded.contains(search::folded(word)); });
    };
    const QString name = search::folded(found.name);
    const QString whole = search::folded(search::freeText(query).remove(u'"').simplified());
    if (name == whole)
        return u"exact_name"_s;
    if (!found.qualifiedName.isEmpty() && search::folded(found.qualifiedName) == whole)
        return u"qualified_name"_s;
    if (name.startsWith(whole))
        return u"name_prefix"_s;
    if (has(found.name))
        return u"name_words"_s;
    if (has(found.tags.join(u' ')))
        return u"tag"_s;
    if (has(found.owners.join(u' ')))
        return u"owner"_s;
    return u"description"_s;
}

} // namespace

Question questionOf(const search::Query &query, const QString &catalog)
{
    if (!leavesIn(query.root, catalog))
        return {{}, tr("the query leaves it out")};
    QStringList fields;
    collectFields(query.root, fields);
    for (const QString &field : std::as_const(fields)) {
        if (!isCheckable(field))
            return {{}, tr("its search does not know \"%1\"").arg(field)};
    }
    Question question;
    const QList<QStringList> ways = waysOf(query.root);
    if (ways.size() > mostAlternatives)
        return {{}, tr("the query has too many alternatives")};
    for (const QStringList &way : ways) {
        const QString words = way.join(u' ').simplified();
        if (words.isEmpty())
            return {{}, tr("it needs a word to look for")};
        if (!question.alternatives.contains(words))
            question.alternatives.append(words);
    }
    if (question.alternatives.isEmpty())
        question.notAsked = tr("it needs a word to look for");
    return question;
}

bool passes(const search::Query &query, const Found &found, const QString &catalog)
{
    return nodePasses(query.root, found, catalog, false);
}

bool showsAllWords(const search::Query &query, const Found &found)
{
    const QString text = textOf(found);
    const QList<QStringList> ways = waysOf(query.root);
    return std::ranges::any_of(ways, [&](const QStringList &way) {
        return !way.isEmpty() && std::ranges::all_of(way, [&](const QString &word) {
            return text.contains(search::folded(word));
        });
    });
}

search::Hit hitOf(const search::Query &query, const Found &found, const QString &catalog)
{
    const QStringList words = wordsOf(query);
    search::Hit hit;
    hit.key = found.key;
    hit.kind = found.thing.kind;
    hit.type = found.type;
    hit.name = found.name.isEmpty() ? found.thing.nativeId : found.name;
    hit.qualifiedName = found.qualifiedName;
    hit.description = found.description;
    hit.version = found.version;
    hit.domain = found.domain;
    hit.domainName = found.domainName;
    hit.ownerNames = found.owners;
    hit.catalogs = {catalog};
    hit.tags = found.tags;
    hit.status = found.status;
    hit.why = {whyOf(query, words, found)};
    hit.nameMatches = marksIn(hit.name, words);
    hit.descriptionMatches = marksIn(hit.description, words);
    return hit;
}

} // namespace meshlens::live
