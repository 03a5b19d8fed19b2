// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/merge.h"

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

template<typename Container>
requires requires(const Container &container)
{
    container.isEmpty();
}
void fill(Container &field, const Container &other)
{
    if (field.isEmpty())
        field = other;
}

template<typename Enum>
requires std::is_enum_v<Enum>
void fill(Enum &field, Enum other)
{
    if (field == Enum::Unknown)
        field = other;
}

void fill(std::optional<std::int64_t> &field, std::optional<std::int64_t> other)
{
    if (!field)
        field = other;
}

void addField(QList<Field> &fields, const QString &name, const QString &value)
{
    if (const QString text = value.simplified(); !text.isEmpty())
        fields.append({name, text});
}

QString sorted(QStringList list)
{
    list.sort();
    return list.join(u", "_s);
}

} // namespace

void fillGaps(mesh::Domain &domain, const mesh::Domain &other)
{
    fill(domain.name, other.name);
    fill(domain.description, other.description);
    fill(domain.owners, other.owners);
}

void fillGaps(mesh::Party &party, const mesh::Party &other)
{
    fill(party.name, other.name);
    fill(party.email, other.email);
    fill(party.team, other.team);
    fill(party.title, other.title);
    fill(party.roles, other.roles);
}

void fillGaps(mesh::Term &term, const mesh::Term &other)
{
    fill(term.name, other.name);
    fill(term.definition, other.definition);
    fill(term.domain, other.domain);
    fill(term.synonyms, other.synonyms);
}

void fillGaps(mesh::DataProduct &product, const mesh::DataProduct &other)
{
    fill(product.name, other.name);
    fill(product.description, other.description);
    fill(product.limitations, other.limitations);
    fill(product.usage, other.usage);
    fill(product.domain, other.domain);
    fill(product.status, other.status);
    fill(product.archetype, other.archetype);
    fill(product.classification, other.classification);
    fill(product.access, other.access);
    product.certified = product.certified || other.certified;
    fill(product.version, other.version);
    fill(product.tags, other.tags);
    fill(product.terms, other.terms);
    fill(product.owners, other.owners);
    fill(product.ports, other.ports);
    fill(product.contractId, other.contractId);
    fill(product.url, other.url);
    fill(product.sourceCodeLocation, other.sourceCodeLocation);
    fill(product.createdAtMs, other.createdAtMs);
    fill(product.updatedAtMs, other.updatedAtMs);
}

void fillGaps(mesh::Dataset &dataset, const mesh::Dataset &other)
{
    if (dataset.referenced && !other.referenced) {
        // Whoever describes it knows better than whoever only names it.
        dataset.referenced = false;
        dataset.type = other.type;
        dataset.name = other.name;
        dataset.qualifiedName = other.qualifiedName;
    }
    fill(dataset.name, other.name);
    fill(dataset.qualifiedName, other.qualifiedName);
    fill(dataset.description, other.description);
    fill(dataset.domain, other.domain);
    fill(dataset.status, other.status);
    fill(dataset.classification, other.classification);
    fill(dataset.tags, other.tags);
    fill(dataset.terms, other.terms);
    fill(dataset.owners, other.owners);
    fill(dataset.columns, other.columns);
    for (const mesh::Alias &alias : other.aliases) {
        if (!dataset.aliases.contains(alias))
            dataset.aliases.append(alias);
    }
    fill(dataset.contractId, other.contractId);
    fill(dataset.url, other.url);
    fill(dataset.updatedAtMs, other.updatedAtMs);
    fill(dataset.rows, other.rows);
}

QList<Field> comparedFields(const mesh::Domain &domain)
{
    QList<Field> fields;
    addField(fields, u"name"_s, domain.name);
    addField(fields, u"description"_s, domain.description);
    addField(fields, u"owners"_s, sorted(domain.owners));
    return fields;
}

QList<Field> comparedFields(const mesh::Party &party)
{
    QList<Field> fields;
    addField(fields, u"name"_s, party.name);
    addField(fields, u"team"_s, party.team);
    addField(fields, u"title"_s, party.title);
    return fields;
}

QList<Field> comparedFields(const mesh::Term &term)
{
    QList<Field> fields;
    addField(fields, u"name"_s, term.name);
    addField(fields, u"definition"_s, term.definition);
    addField(fields, u"domain"_s, term.domain);
    return fields;
}

QList<Field> comparedFields(const mesh::DataProduct &product)
{
    QList<Field> fields;
    addField(fields, u"name"_s, product.name);
    addField(fields, u"description"_s, product.description);
    addField(fields, u"owners"_s, sorted(product.owners));
    addField(fields, u"status"_s, mesh::toText(product.status));
    addField(fields, u"classification"_s, mesh::toText(product.classification));
    addField(fields, u"version"_s, product.version);
    addField(fields, u"domain"_s, product.domain);
    return fields;
}

QList<Field> comparedFields(const mesh::Dataset &dataset)
{
    QList<Field> fields;
    if (dataset.referenced)
        return fields; // says nothing of its own
    addField(fields, u"name"_s, dataset.name);
    addField(fields, u"description"_s, dataset.description);
    addField(fields, u"owners"_s, sorted(dataset.owners));
    addField(fields, u"status"_s, mesh::toText(dataset.status));
    addField(fields, u"classification"_s, mesh::toText(dataset.classification));
    addField(fields, u"domain"_s, dataset.domain);
    return fields;
}

QList<Conflict> conflictsOf(const QList<std::pair<QString, QList<Field>>> &saidBy)
{
    QList<Conflict> conflicts;
    for (const auto &[catalog, fields] : saidBy) {
        for (const auto &[name, value] : fields) {
            const auto found = std::find_if(
                conflicts.begin(), conflicts.end(),
                [&name = name](const Conflict &conflict) { return conflict.field == name; });
            Conflict &conflict =
                found == conflicts.end() ? conflicts.emplaceBack(Conflict{name, {}}) : *found;
            const bool hasSpoken = std::any_of(
                conflict.values.begin(), conflict.values.end(),
                [&catalog = catalog](const auto &said) { return said.first == catalog; });
            if (!hasSpoken)
                conflict.values.append({catalog, value});
        }
    }
    conflicts.removeIf([](const Conflict &conflict) {
        return std::all_of(conflict.values.begin(), conflict.values.end(), [&](const auto &said) {
            return said.second == conflict.values.constFirst().second;
        });
    });
    return conflicts;
}

} // namespace meshlens::store
