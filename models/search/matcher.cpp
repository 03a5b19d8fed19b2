// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/matcher.h"

#include "models/clock.h"
#include "models/scores/freshness.h"
#include "models/scores/quality.h"
#include "models/search/folding.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace meshlens::search {
namespace {

using Bits = std::vector<bool>;

bool contains(std::string_view text, const QByteArray &needle)
{
    return text.find(
               std::string_view(needle.constData(), static_cast<std::size_t>(needle.size()))) !=
           std::string_view::npos;
}

/// A word or phrase of the query, as the lines of the index are searched for it.
struct Needles {
    QList<QByteArray> all; // every one must be in the same text
    [[nodiscard]] bool in(std::string_view text) const
    {
        return std::all_of(all.begin(), all.end(),
                           [&](const QByteArray &needle) { return contains(text, needle); });
    }
};

Needles needlesOf(const Node &node)
{
    if (node.type == Node::Type::Phrase) {
        const QByteArray line = wordLine(node.text);
        return {line.size() > 1 ? QList<QByteArray>{line} : QList<QByteArray>()};
    }
    Needles needles;
    for (const QString &word : wordsOf(node.text))
        needles.all.append(' ' + word.toUtf8());
    return needles;
}

Bits matching(const Table &table, const Needles &needles)
{
    Bits bits(table.size());
    for (int i = 0; i < table.size(); ++i)
        bits[i] = needles.in(
            {table.lines[i].constData(), static_cast<std::size_t>(table.lines[i].size())});
    return bits;
}

bool anyOf(std::span<const int> numbers, const Bits &bits)
{
    return std::any_of(numbers.begin(), numbers.end(), [&](int number) { return bits[number]; });
}

bool compares(double left, Comparison comparison, double right)
{
    switch (comparison) {
    case Comparison::Less:
        return left < right;
    case Comparison::LessOrEqual:
        return left <= right;
    case Comparison::Greater:
        return left > right;
    case Comparison::GreaterOrEqual:
        return left >= right;
    case Comparison::Equal:
        break;
    }
    return std::round(left) == std::round(right);
}

QString gradeWord(const Entry &entry)
{
    if (std::isnan(entry.quality))
        return u"none"_s;
    return QString(QChar(u'a' + static_cast<int>(scores::gradeOf(entry.quality))));
}

/// A `field:value` of the query, ready to be asked.
struct FieldTest {
    int field = 0;
    Comparison comparison = Comparison::Equal;
    QStringList values;
    Bits bits; // of the table that the field is about
};

/// Values name an owner, tag or domain by its text or key; else a part of its words is enough.
Bits named(const Table &table, const QStringList &values)
{
    Bits bits(table.size());
    for (const QString &value : values) {
        bool exact = false;
        for (int i = 0; i < table.size(); ++i) {
            if (table.values[i].compare(value, Qt::CaseInsensitive) == 0 ||
                table.texts[i].compare(value, Qt::CaseInsensitive) == 0)
                bits[i] = exact = true;
        }
        Node word;
        word.type = Node::Type::Word;
        word.text = value;
        const Needles needles = needlesOf(word);
        if (exact || needles.all.isEmpty())
            continue;
        const Bits found = matching(table, needles);
        for (int i = 0; i < table.size(); ++i)
            bits[i] = bits[i] || found[i];
    }
    return bits;
}

} // namespace

struct Matcher::Leaf {
    Needles needles;
    QByteArray joined; // of all its words, nothing between
    Bits domains, owners, tags, terms, columns;
};

struct Matcher::Private {
    const Index::Data &data;
    std::int64_t nowMs = 0;
    Node text; // the query without its top-level fields
    QList<Node> words;
    std::vector<FieldTest> chosen;   // top-level fields
    std::vector<FieldTest> excluded; // top-level -fields
    std::vector<Leaf> leaves;
    QHash<const Node *, int> leafOf;
    std::vector<FieldTest> nestedFields;
    QHash<const Node *, int> fieldOf;
    QByteArray wholeText; // of all top-level words, nothing between

    void prepare(const Node &node);
    [[nodiscard]] FieldTest testOf(const Node &node) const;
    [[nodiscard]] bool passes(const FieldTest &test, const Entry &entry) const;
    [[nodiscard]] bool hasColumn(const Entry &entry, const Bits &names) const;
    [[nodiscard]] Why leafTier(const Leaf &leaf, const Entry &entry) const;
    [[nodiscard]] Why tier(const Node &node, const Entry &entry) const;
    [[nodiscard]] Why wholeTier(const Entry &entry) const;
};

QString toText(Why why)
{
    static const QStringList words{
        u"exact_name"_s, u"qualified_name"_s, u"name_prefix"_s, u"name_words"_s, u"term"_s,
        u"tag"_s,        u"owner"_s,          u"description"_s, u"column"_s,     QString()};
    return words[static_cast<int>(why)];
}

FieldTest Matcher::Private::testOf(const Node &node) const
{
    FieldTest test;
    test.field = static_cast<int>(fieldNames().indexOf(node.field));
    test.comparison = node.comparison;
    test.values = node.values;
    if (node.field == u"domain")
        test.bits = named(data.domains, node.values);
    else if (node.field == u"owner")
        test.bits = named(data.owners, node.values);
    else if (node.field == u"tag")
        test.bits = named(data.tags, node.values);
    else if (node.field == u"term")
        test.bits = named(data.terms, node.values);
    else if (node.field == u"column")
        test.bits = named(data.columnNames, node.values);
    else if (node.field == u"catalog")
        test.bits = named(data.catalogs, node.values);
    return test;
}

void Matcher::Private::prepare(const Node &node)
{
    for (const Node &child : node.children)
        prepare(child);
    if (node.type == Node::Type::Field) {
        fieldOf.insert(&node, static_cast<int>(nestedFields.size()));
        nestedFields.push_back(testOf(node));
    }
    if (node.type != Node::Type::Word && node.type != Node::Type::Phrase)
        return;
    Leaf leaf;
    leaf.needles = needlesOf(node);
    leaf.joined = compact(node.text);
    leaf.owners = matching(data.owners, leaf.needles);
    leaf.tags = matching(data.tags, leaf.needles);
    leaf.terms = matching(data.terms, leaf.needles);
    leaf.columns = matching(data.columnNames, leaf.needles);
    leafOf.insert(&node, static_cast<int>(leaves.size()));
    leaves.push_back(std::move(leaf));
}

bool Matcher::Private::hasColumn(const Entry &entry, const Bits &names) const
{
    const auto has = [&](const Entry &one) {
        const auto columns = data.columnsOf(one);
        return std::any_of(columns.begin(), columns.end(),
                           [&](const ColumnEntry &column) { return names[column.name]; });
    };
    if (entry.columnCount > 0 && has(entry))
        return true;
    const auto datasets = data.list(entry.datasets);
    return std::any_of(datasets.begin(), datasets.end(),
                       [&](int dataset) { return has(data.entries[dataset]); });
}

bool Matcher::Private::passes(const FieldTest &test, const Entry &entry) const
{
    const QString &field = fieldNames()[test.field];
    const auto isWord = [&](const QString &word) { return test.values.contains(word); };
    if (field == u"domain")
        return entry.domain >= 0 && test.bits[entry.domain];
    if (field == u"catalog")
        return anyOf(data.list(entry.catalogs), test.bits);
    if (field == u"owner")
        return anyOf(data.list(entry.owners), test.bits);
    if (field == u"tag")
        return anyOf(data.list(entry.tags), test.bits);
    if (field == u"term")
        return anyOf(data.list(entry.terms), test.bits);
    if (field == u"column")
        return hasColumn(entry, test.bits);
    if (field == u"kind")
        return isWord(mesh::toText(entry.kind));
    if (field == u"type")
        return entry.hasType && isWord(mesh::toText(entry.type));
    if (field == u"class")
        return isWord(mesh::toText(entry.classification)) ||
               (entry.personal && isWord(u"personal"_s));
    if (field == u"status")
        return isWord(mesh::toText(entry.status));
    if (field == u"archetype")
        return isWord(mesh::toText(entry.archetype));
    if (field == u"access")
        return entry.kind == mesh::Kind::Product && isWord(mesh::toText(entry.access));
    if (field == u"fresh") {
        return entry.hasScore &&
               isWord(mesh::toText(scores::freshness(entry.dataTimeMs == unknownTime
                                                         ? std::nullopt
                                                         : std::optional(entry.dataTimeMs),
                                                     entry.objectiveMs == unknownTime
                                                         ? std::nullopt
                                                         : std::optional(entry.objectiveMs),
                                                     entry.learned, nowMs)
                                       .state));
    }
    if (field == u"quality") {
        return entry.hasScore &&
               std::any_of(test.values.begin(), test.values.end(), [&](const QString &value) {
                   bool isNumber = false;
                   const double number = value.toDouble(&isNumber);
                   return isNumber ? !std::isnan(entry.quality) &&
                                         compares(entry.quality, test.comparison, number)
                                   : gradeWord(entry) == value;
               });
    }
    // changed: `<7d` speaks of the age, `>2026-03-01` of the moment.
    return entry.changedAtMs != unknownTime &&
           std::any_of(test.values.begin(), test.values.end(), [&](const QString &value) {
               if (const qint64 age = durationMs(value); age >= 0)
                   return compares(static_cast<double>(nowMs - entry.changedAtMs), test.comparison,
                                   static_cast<double>(age));
               return compares(static_cast<double>(entry.changedAtMs), test.comparison,
                               static_cast<double>(fromRfc3339(value)));
           });
}

/// The best place where one word is found.
Why Matcher::Private::leafTier(const Leaf &leaf, const Entry &entry) const
{
    if (leaf.needles.all.isEmpty())
        return Why::NameWords; // `...`, `--`: nothing to look for, so nothing is in the way
    if (leaf.needles.in(data.view(entry.nameLine)))
        return Why::NameWords;
    if (anyOf(data.list(entry.terms), leaf.terms))
        return Why::Term;
    if (anyOf(data.list(entry.tags), leaf.tags))
        return Why::Tag;
    if (anyOf(data.list(entry.owners), leaf.owners))
        return Why::Owner;
    if (leaf.needles.in(data.view(entry.qualifiedLine)) ||
        leaf.needles.in(data.view(entry.descriptionLine)))
        return Why::Description;
    return hasColumn(entry, leaf.columns) ? Why::Column : Why::Nothing;
}

/// Worst of all that must hold, best of any that may.
Why Matcher::Private::tier(const Node &node, const Entry &entry) const
{
    switch (node.type) {
    case Node::Type::All: {
        Why worst = Why::ExactName;
        for (const Node &child : node.children) {
            worst = std::max(worst, tier(child, entry));
            if (worst == Why::Nothing)
                break;
        }
        return worst;
    }
    case Node::Type::Any: {
        Why best = Why::Nothing;
        for (const Node &child : node.children)
            best = std::min(best, tier(child, entry));
        return best;
    }
    case Node::Type::Not:
        return tier(node.children.first(), entry) == Why::Nothing ? Why::ExactName : Why::Nothing;
    case Node::Type::Field:
        return passes(nestedFields[fieldOf.value(&node)], entry) ? Why::ExactName : Why::Nothing;
    case Node::Type::Word:
    case Node::Type::Phrase:
        break;
    }
    return leafTier(leaves[leafOf.value(&node)], entry);
}

static QByteArray withoutSpaces(std::string_view line)
{
    QByteArray joined;
    for (const char c : line) {
        if (c != ' ')
            joined += c;
    }
    return joined;
}

/// Whether the whole text is the name, the qualified name (or its end) or how the name begins.
Why Matcher::Private::wholeTier(const Entry &entry) const
{
    if (wholeText.isEmpty())
        return Why::Nothing;
    const QByteArray name = withoutSpaces(data.view(entry.nameLine));
    if (name == wholeText)
        return Why::ExactName;
    // Of terms the line holds synonyms, of people an address: found, but no name of theirs.
    const bool isQualified = entry.kind != mesh::Kind::Term && entry.kind != mesh::Kind::Party;
    if (isQualified && entry.qualifiedLine.size > 1) {
        const std::string_view line = data.view(entry.qualifiedLine);
        const QByteArray qualified = withoutSpaces(line);
        if (qualified == wholeText)
            return Why::QualifiedName;
        // "public.orders" is the end of "shop.public.orders", from a word's start.
        if (wholeText.size() > name.size() && qualified.endsWith(wholeText)) {
            qsizetype left = qualified.size() - wholeText.size();
            std::size_t at = 0;
            for (; left > 0; ++at)
                left -= line[at] == ' ' ? 0 : 1;
            if (line[at] == ' ')
                return Why::QualifiedName;
        }
    }
    return name.startsWith(wholeText) ? Why::NamePrefix : Why::Nothing;
}

Matcher::Matcher(const Index::Data &data, const Query &query, std::int64_t nowMs)
    : d(new Private{data, nowMs, {}, {}, {}, {}, {}, {}, {}, {}, {}})
{
    for (const Node &node : query.root.children) {
        const bool isNot = node.type == Node::Type::Not;
        if (node.type == Node::Type::Field)
            d->chosen.push_back(d->testOf(node));
        else if (isNot && node.children.first().type == Node::Type::Field)
            d->excluded.push_back(d->testOf(node.children.first()));
        else
            d->text.children.append(node);
    }
    d->prepare(d->text);
    for (const Node &node : std::as_const(d->text.children)) {
        if (node.type == Node::Type::Word || node.type == Node::Type::Phrase) {
            d->words.append(node);
            d->wholeText += compact(node.text);
        }
    }
}

Matcher::~Matcher() = default;

Why Matcher::textTier(const Entry &entry) const
{
    const Why found = d->tier(d->text, entry);
    const bool onlyWords = d->words.size() == d->text.children.size();
    const Why whole =
        d->words.isEmpty() || found == Why::Nothing ? Why::Nothing : d->wholeTier(entry);
    if (found != Why::Nothing)
        return std::min(found, whole);
    // `grossrevenue` and `shop.public.orders` are found by their letters alone.
    return onlyWords ? d->wholeTier(entry) : Why::Nothing;
}

Why Matcher::columnTier(const ColumnEntry &column) const
{
    const QByteArray &line = d->data.columnNames.lines[column.name];
    for (const Node &child : std::as_const(d->text.children)) {
        if (d->leafOf.contains(&child) && !d->leaves[d->leafOf.value(&child)].columns[column.name])
            return Why::Nothing;
    }
    const QByteArray name =
        withoutSpaces({line.constData(), static_cast<std::size_t>(line.size())});
    if (name == d->wholeText)
        return Why::ExactName;
    return name.startsWith(d->wholeText) ? Why::NamePrefix : Why::NameWords;
}

QList<Why> Matcher::reasons(const Entry &entry) const
{
    QSet<Why> found;
    const Why whole = d->wholeTier(entry);
    if (whole != Why::Nothing)
        found.insert(whole);
    for (const Leaf &leaf : d->leaves) {
        if (leaf.needles.all.isEmpty())
            continue;
        if (whole > Why::NamePrefix && leaf.needles.in(d->data.view(entry.nameLine)))
            found.insert(Why::NameWords);
        else if (whole > Why::NamePrefix && entry.kind == mesh::Kind::Dataset &&
                 leaf.needles.in(d->data.view(entry.qualifiedLine)))
            found.insert(Why::QualifiedName);
        if (anyOf(d->data.list(entry.terms), leaf.terms))
            found.insert(Why::Term);
        if (anyOf(d->data.list(entry.tags), leaf.tags))
            found.insert(Why::Tag);
        if (anyOf(d->data.list(entry.owners), leaf.owners))
            found.insert(Why::Owner);
        if (leaf.needles.in(d->data.view(entry.descriptionLine)))
            found.insert(Why::Description);
        if (d->hasColumn(entry, leaf.columns))
            found.insert(Why::Column);
    }
    QList<Why> ordered = found.values();
    std::sort(ordered.begin(), ordered.end());
    return ordered;
}

int Matcher::failedField(const Entry &entry) const
{
    int failed = meetsAll;
    const auto note = [&](int field) {
        failed = failed == meetsAll || failed == field ? field : failsSeveral;
    };
    for (const FieldTest &test : d->chosen) {
        if (!d->passes(test, entry))
            note(test.field);
    }
    for (const FieldTest &test : d->excluded) {
        if (d->passes(test, entry))
            note(test.field);
    }
    return failed;
}

const QList<Node> &Matcher::words() const
{
    return d->words;
}

quint32 Matcher::wordsFound(const Entry &entry) const
{
    quint32 found = 0;
    int word = 0;
    for (const Node &child : std::as_const(d->text.children)) {
        if (!d->leafOf.contains(&child))
            continue;
        if (word < 32 && d->leafTier(d->leaves[d->leafOf.value(&child)], entry) != Why::Nothing)
            found |= 1u << word;
        ++word;
    }
    return found;
}

bool Matcher::matchesColumn(const ColumnEntry &column) const
{
    return std::any_of(d->leaves.begin(), d->leaves.end(), [&](const Leaf &leaf) {
        return !leaf.needles.all.isEmpty() && leaf.columns[column.name];
    });
}

QList<Match> Matcher::marks(const QString &text) const
{
    QList<Match> marks;
    for (const Piece &piece : piecesOf(text)) {
        const QByteArray word = ' ' + piece.folded.toUtf8() + ' ';
        int longest = 0;
        for (const Leaf &leaf : d->leaves) {
            for (const QByteArray &needle : leaf.needles.all) {
                for (const QByteArray &part : needle.trimmed().split(' ')) {
                    if (!part.isEmpty() && word.startsWith(' ' + part))
                        longest =
                            std::max(longest, static_cast<int>(QString::fromUtf8(part).size()));
                }
            }
        }
        if (longest > 0)
            marks.append({piece.start, std::min(longest, piece.length)});
    }
    return marks;
}

mesh::FreshnessState Matcher::freshness(const Entry &entry) const
{
    return scores::freshness(
               entry.dataTimeMs == unknownTime ? std::nullopt : std::optional(entry.dataTimeMs),
               entry.objectiveMs == unknownTime ? std::nullopt : std::optional(entry.objectiveMs),
               entry.learned, d->nowMs)
        .state;
}

} // namespace meshlens::search
