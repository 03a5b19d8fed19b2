// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/openlineage_datasets.h"

#include "app/catalogs/formats/bitol.h"
#include "app/catalogs/formats/quality_rules.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace meshlens::catalogs {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::catalogs::OpenLineage)
};

constexpr int deepestColumn = 32;

/// How far two equal keys prove that they are one dataset; a hint proves nothing.
int rank(mesh::KeyStrength strength)
{
    switch (strength) {
    case mesh::KeyStrength::Strong:
        return 3;
    case mesh::KeyStrength::Name:
        return 2;
    case mesh::KeyStrength::Location:
        return 1;
    case mesh::KeyStrength::Hint:
        break;
    }
    return 0;
}

QString strengthText(mesh::KeyStrength strength)
{
    static const QStringList words = {u"hint"_s, u"location"_s, u"name"_s, u"strong"_s};
    return words[rank(strength)];
}

mesh::DatasetType typeOf(const QString &word)
{
    const QString folded = word.toLower();
    if (folded == u"topic")
        return mesh::DatasetType::Stream;
    return mesh::fromText<mesh::DatasetType>(folded).value_or(mesh::DatasetType::Table);
}

bool isDeleted(const Field &facet)
{
    return facet.flag("_deleted").value_or(false);
}

/// Owners are written `team:data` or `user:x`.
QString withoutOwnerKind(const QString &name)
{
    const qsizetype colon = name.indexOf(u':');
    return colon > 0 && colon < name.size() - 1 ? name.mid(colon + 1) : name;
}

} // namespace

std::optional<OpenLineageDatasets::No> OpenLineageDatasets::number(const Field &node)
{
    const QString nameSpace = node.text("namespace");
    const QString name = node.text("name");
    if (name.isEmpty()) {
        node.problem(Text::tr("a dataset without a name."));
        return std::nullopt;
    }
    const auto found = m_numbers.constFind({nameSpace, name});
    if (found != m_numbers.cend())
        return *found;
    Entry entry;
    entry.nameSpace = nameSpace;
    entry.name = name;
    entry.own = mesh::openLineageKey(nameSpace, name, hintsOf(*m_context));
    if (entry.own.key.isEmpty()) {
        node.problem(Text::tr("\"%1\" in \"%2\" names no dataset.")
                         .arg(name.left(120), nameSpace.left(120)));
        return std::nullopt;
    }
    const No number = static_cast<No>(m_entries.size());
    m_numbers.insert({nameSpace, name}, number);
    m_entries.append(entry);
    return number;
}

void OpenLineageDatasets::addSymlinks(Entry &entry, const Field &facets)
{
    for (const Field &node : facets.object("symlinks").objects("identifiers")) {
        const auto key =
            mesh::openLineageKey(node.text("namespace"), node.text("name"), hintsOf(*m_context));
        if (key.key.isEmpty() || key.key == entry.own.key)
            continue;
        const bool known =
            std::any_of(entry.symlinks.begin(), entry.symlinks.end(),
                        [&](const mesh::DatasetKey &other) { return other.key == key.key; });
        if (!known)
            entry.symlinks.append(key);
    }
    const Field previous = facets.object("lifecycleStateChange").object("previousIdentifier");
    if (previous.has("name")) {
        const auto key = mesh::openLineageKey(previous.text("namespace"), previous.text("name"),
                                              hintsOf(*m_context));
        if (!key.key.isEmpty() && key.key != entry.own.key)
            entry.data.aliases.append({key.key, u"name"_s});
    }
}

void OpenLineageDatasets::addColumns(const Field &node, const QString &prefix, int depth,
                                     mesh::Dataset &data) const
{
    if (depth > deepestColumn) {
        node.problem(Text::tr("columns nested deeper than %1 levels.").arg(deepestColumn));
        return;
    }
    for (const Field &field : node.objects("fields")) {
        const QString name = field.text("name");
        if (name.isEmpty()) {
            field.problem(Text::tr("a column without a name."));
            continue;
        }
        mesh::Column column;
        column.name = prefix + name;
        column.type = field.text("type");
        column.description = field.text("description");
        data.columns.append(column);
        addColumns(field, column.name + u'.', depth + 1, data);
    }
}

void OpenLineageDatasets::addTags(Entry &entry, const Field &facets)
{
    for (const Field &tag : facets.object("tags").objects("tags")) {
        const QString key = tag.text("key");
        const QString value = tag.text("value");
        const QString field = tag.text("field");
        // A tag is a key that may carry a value: "pii: true" is the tag "pii".
        if (key.isEmpty() || value.compare(u"false", Qt::CaseInsensitive) == 0)
            continue;
        const bool bare = value.isEmpty() || value.compare(u"true", Qt::CaseInsensitive) == 0;
        const QString text = bare ? key : key + u':' + value;
        if (field.isEmpty()) {
            if (!entry.data.tags.contains(text))
                entry.data.tags.append(text);
            continue;
        }
        for (mesh::Column &column : entry.data.columns) {
            if (column.name != field)
                continue;
            if (!column.tags.contains(text))
                column.tags.append(text);
            column.personal = column.personal || marksPersonal(key) || marksPersonal(value);
        }
    }
}

void OpenLineageDatasets::addFacets(No dataset, const Field &facets, std::int64_t atMs)
{
    Entry &entry = m_entries[dataset];
    if (facets.has("schema")) {
        const Field schema = facets.object("schema");
        entry.data.columns.clear(); // the last value of a facet wins
        if (!isDeleted(schema))
            addColumns(schema, {}, 0, entry.data);
        entry.described = true;
    }
    if (facets.has("documentation")) {
        entry.data.description = facets.object("documentation").text("description");
        entry.described = true;
    }
    if (facets.has("datasetType")) {
        entry.data.type = typeOf(facets.object("datasetType").text("datasetType"));
        entry.described = true;
    }
    if (facets.has("ownership")) {
        entry.data.owners.clear();
        for (const Field &owner : facets.object("ownership").objects("owners")) {
            const QString key =
                addParty(m_parties, withoutOwnerKind(owner.text("name")), *m_context);
            if (!key.isEmpty() && !entry.data.owners.contains(key))
                entry.data.owners.append(key);
        }
        entry.described = true;
    }
    addTags(entry, facets);
    addSymlinks(entry, facets);
    addAssertions(dataset, facets, atMs);
}

void OpenLineageDatasets::addAssertions(No dataset, const Field &facets, std::int64_t atMs)
{
    if (!facets.has("dataQualityAssertions"))
        return;
    Entry &entry = m_entries[dataset];
    for (const Field &node : facets.object("dataQualityAssertions").objects("assertions")) {
        const QString assertion = node.text("assertion");
        const auto success = node.flag("success");
        if (assertion.isEmpty() || !success) {
            node.problem(Text::tr("an assertion without its name or its result."));
            continue;
        }
        mesh::Check check;
        check.column = node.text("column");
        const QString name = node.text("name");
        check.id = entry.nameSpace + u'/' + entry.name +
                   (check.column.isEmpty() ? QString() : u'#' + check.column) + u':' +
                   (name.isEmpty() ? assertion : name);
        check.dimension = dimensionOf(assertion);
        check.title = name.isEmpty() ? assertion : name;
        check.description = node.text("description");
        const bool onlyWarns = node.text("severity").startsWith(u"warn", Qt::CaseInsensitive);
        check.severity = onlyWarns ? mesh::Severity::Warning : mesh::Severity::Error;
        entry.checks.insert(check.id, check);

        mesh::CheckResult result;
        result.check = check.id;
        result.atMs = atMs;
        const auto failed = onlyWarns ? mesh::CheckStatus::Warning : mesh::CheckStatus::Failed;
        result.status = *success ? mesh::CheckStatus::Passed : failed;
        result.value = node.text("actual");
        result.expected = node.text("expected");
        if (atMs >= 0)
            entry.results.append(result);
    }
}

void OpenLineageDatasets::addLoad(No dataset, const Field &node, std::int64_t atMs)
{
    if (atMs < 0)
        return;
    Entry &entry = m_entries[dataset];
    mesh::Load load;
    load.arrivedAtMs = atMs;
    load.dataTimeMs = atMs;
    const Field metrics = node.object("facets").object("dataQualityMetrics");
    if (const auto updated = timeFromText(metrics.text("lastUpdated")))
        load.dataTimeMs = *updated;
    if (const auto rows = node.object("outputFacets").object("outputStatistics").number("rowCount"))
        load.rows = static_cast<std::int64_t>(*rows);
    if (const auto rows = metrics.number("rowCount"))
        entry.data.rows = static_cast<std::int64_t>(*rows);
    entry.data.updatedAtMs = std::max(entry.data.updatedAtMs.value_or(0), load.dataTimeMs);
    entry.loads.append(load);
    entry.described = true;
}

const mesh::DatasetKey &OpenLineageDatasets::strongest(const Entry &entry) const
{
    const mesh::DatasetKey *best = &entry.own;
    for (const mesh::DatasetKey &key : entry.symlinks) {
        if (rank(key.strength) > rank(best->strength))
            best = &key;
    }
    return *best;
}

QString OpenLineageDatasets::keyOf(No dataset) const
{
    return strongest(m_entries[dataset]).key;
}

OpenLineageDatasets::No OpenLineageDatasets::leader(No dataset) const
{
    return m_leaders[dataset];
}

mesh::Dataset OpenLineageDatasets::finished(const Entry &entry) const
{
    const mesh::DatasetKey &key = strongest(entry);
    mesh::Dataset dataset = entry.data;
    dataset.key = key.key;
    dataset.nativeId = entry.nameSpace + u'/' + entry.name;
    dataset.name = key.name.isEmpty() ? entry.name : key.name;
    dataset.qualifiedName = key.qualifiedName.isEmpty() ? entry.name : key.qualifiedName;
    dataset.referenced = !entry.described && entry.checks.isEmpty();
    QList<mesh::DatasetKey> names = entry.symlinks;
    names.prepend(entry.own);
    for (const mesh::DatasetKey &name : std::as_const(names)) {
        if (name.key != key.key && name.strength != mesh::KeyStrength::Hint)
            dataset.aliases.append({name.key, strengthText(name.strength)});
    }
    return dataset;
}

Decoded OpenLineageDatasets::take()
{
    Decoded decoded;
    decoded.batch.parties = m_parties.parties;
    QHash<QString, No> first;
    m_leaders.clear();
    for (No number = 0; number < m_entries.size(); ++number) {
        const Entry &entry = m_entries[number];
        const QString key = keyOf(number);
        const auto known = first.constFind(key);
        m_leaders.append(known == first.cend() ? number : *known);
        first.insert(key, m_leaders.last());
        decoded.batch.datasets.append(finished(entry));
        for (mesh::Check check : entry.checks) {
            check.dataset = key;
            decoded.batch.checks.append(check);
        }
        for (mesh::Load load : entry.loads) {
            load.dataset = key;
            decoded.batch.loads.append(load);
        }
        decoded.batch.results += entry.results;
    }
    return decoded;
}

} // namespace meshlens::catalogs
