// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/source.h"

#include "app/demo/yaml_text.h"
#include "models/mesh/contract.h"

#include <QFile>

#include <stdexcept>

using namespace Qt::StringLiterals;

namespace meshlens::demo {
namespace {

using Json = nlohmann::ordered_json;

QString text(const Json &node, const char *key, const QString &otherwise = {})
{
    const auto found = node.find(key);
    if (found == node.end() || found->is_null())
        return otherwise;
    return found->is_string() ? QString::fromStdString(found->get<std::string>())
                              : QString::fromStdString(found->dump());
}

QStringList texts(const Json &node, const char *key)
{
    QStringList list;
    if (const auto found = node.find(key); found != node.end()) {
        for (const Json &item : *found)
            list.append(QString::fromStdString(item.get<std::string>()));
    }
    return list;
}

template<typename Number>
Number number(const Json &node, const char *key, Number otherwise)
{
    return node.value(key, otherwise);
}

[[noreturn]] void wrong(const QString &what)
{
    throw std::runtime_error(what.toStdString());
}

QStringList lines(const Json &node, const char *key)
{
    QStringList list;
    for (const QString &line : text(node, key).split(u'\n', Qt::SkipEmptyParts)) {
        if (!line.trimmed().isEmpty())
            list.append(line.trimmed());
    }
    return list;
}

ColumnSource columnOf(const QString &line)
{
    const QStringList parts = line.split(u'|');
    if (parts.size() < 4)
        wrong(u"a column needs name, type, expression and description: "_s + line);
    QStringList flags = parts[1].split(u' ', Qt::SkipEmptyParts);
    ColumnSource column;
    column.name = parts[0].trimmed();
    column.type = flags.takeFirst();
    column.key = flags.contains(u"key"_s);
    column.required = column.key || flags.contains(u"required"_s);
    column.personal = flags.contains(u"personal"_s);
    column.expression = parts[2].trimmed().toStdString();
    column.description = parts[3].trimmed();
    if (parts.size() > 4)
        column.sources = parts[4].split(u' ', Qt::SkipEmptyParts);
    return column;
}

QString usualTitle(const CheckSource &check)
{
    using enum mesh::Dimension;
    switch (check.dimension) {
    case Completeness:
        return check.column.isEmpty() ? u"All rows have arrived"_s
                                      : check.column + u" is filled in"_s;
    case Validity:
        return check.column + u" holds known values only"_s;
    case Consistency:
        return check.column + u" agrees with its source"_s;
    case Accuracy:
        return (check.column.isEmpty() ? u"Rows"_s : check.column) + u" agree with a recount"_s;
    case Uniqueness:
        return check.column + u" is unique"_s;
    case Timeliness:
        return u"Data is as new as promised"_s;
    }
    return {};
}

CheckSource checkOf(const QString &line, const QString &dataset)
{
    const QStringList parts = line.split(u' ', Qt::SkipEmptyParts);
    const auto dimension = mesh::fromText<mesh::Dimension>(parts.value(0));
    if (parts.size() < 3 || !dimension)
        wrong(u"a check needs dimension, column and objective: "_s + line);
    CheckSource check;
    check.dimension = *dimension;
    check.column = parts[1] == u"-"_s ? QString() : parts[1];
    check.objective = parts[2].toDouble();
    check.title = parts.size() > 3 ? parts.mid(3).join(u' ') : usualTitle(check);
    check.id =
        dataset + u'.' + parts[0] + (check.column.isEmpty() ? QString() : u'.' + check.column);
    return check;
}

QList<LevelSource> levelsOf(const QString &slo)
{
    QList<LevelSource> levels;
    if (slo == u"none"_s)
        return levels;
    for (const QString &part : slo.split(u';', Qt::SkipEmptyParts)) {
        const QStringList words = part.split(u' ', Qt::SkipEmptyParts);
        if (words.size() < 2)
            wrong(u"a service level needs property and value: "_s + part);
        levels.append({words[0], words[1], words.value(2)});
    }
    return levels;
}

DatasetSource datasetOf(const Json &node, const QString &slo)
{
    DatasetSource dataset;
    dataset.id = text(node, "id");
    const auto type = mesh::fromText<mesh::DatasetType>(text(node, "type"));
    if (!type)
        wrong(u"unknown type of dataset "_s + dataset.id);
    dataset.type = *type;
    dataset.system = text(node, "at");
    dataset.name = text(node, "name");
    dataset.description = text(node, "description");
    dataset.rows = number<std::int64_t>(node, "rows", 0);
    dataset.everyMs = text(node, "every").chopped(1).toLongLong() * 3'600'000;
    dataset.inSqlite = text(node, "storage") == u"sqlite"_s;
    dataset.levels = levelsOf(text(node, "slo", slo));
    dataset.from = text(node, "from").split(u' ', Qt::SkipEmptyParts);
    dataset.keep = text(node, "keep").toStdString();
    for (const QString &line : lines(node, "let")) {
        const qsizetype equals = line.indexOf(u'=');
        dataset.lets.append(
            {line.left(equals).trimmed().toStdString(), line.mid(equals + 1).toStdString()});
    }
    for (const QString &line : lines(node, "columns"))
        dataset.columns.append(columnOf(line));
    for (const QString &line : lines(node, "checks"))
        dataset.checks.append(checkOf(line, dataset.id));
    if (dataset.rows <= 0 || dataset.everyMs <= 0 || dataset.columns.isEmpty())
        wrong(u"dataset without rows, period or columns: "_s + dataset.id);
    return dataset;
}

Story storyOf(const Json &node)
{
    const auto found = node.find("story");
    if (found == node.end())
        return {};
    return {text(*found, "kind"), text(*found, "check"), number(*found, "days", 0),
            number(*found, "value", 0.0), text(*found, "note")};
}

NextSource nextOf(const Json &node)
{
    const auto found = node.find("next");
    if (found == node.end())
        return {};
    NextSource next{text(*found, "version"),
                    number(*found, "breaking", false),
                    text(*found, "summary"),
                    texts(*found, "without"),
                    {},
                    levelsOf(text(*found, "slo"))};
    for (const QString &line : lines(*found, "columns"))
        next.columns.append(columnOf(line));
    return next;
}

ProductSource productOf(const Json &node, const QString &domain, const QStringList &domainOwners)
{
    ProductSource product;
    product.id = text(node, "id");
    product.name = text(node, "name");
    product.domain = domain;
    product.archetype = text(node, "archetype");
    product.classification = text(node, "class");
    if (product.classification == u"none"_s)
        product.classification.clear();
    product.access = text(node, "access", u"request"_s);
    product.status = text(node, "status", u"active"_s);
    product.contractStatus = text(node, "contract_status", product.status);
    product.version = text(node, "version");
    product.description = text(node, "description");
    product.limitations = text(node, "limitations");
    product.usage = text(node, "usage");
    product.tags = texts(node, "tags");
    product.terms = texts(node, "terms");
    product.purposes = texts(node, "purposes");
    if (text(node, "owner") != u"none"_s)
        product.owners = domainOwners;
    product.certified = number(node, "certified", false);
    product.ageDays = number(node, "age", 0);
    product.health = number(node, "health", 0.97);
    product.story = storyOf(node);
    product.next = nextOf(node);
    for (const Json &change : node.value("changes", Json::array())) {
        product.changes.append({text(change, "version"), number(change, "days", 0),
                                number(change, "breaking", false), text(change, "summary")});
    }
    for (const Json &dataset : node.at("datasets")) {
        product.datasets.append(datasetOf(dataset, text(node, "slo")));
        QString contract = product.datasets.size() == 1 ? product.id : product.datasets.last().id;
        product.datasets.last().contractId = contract.replace(u'_', u'-');
    }
    return product;
}

Json readFile(const QString &name)
{
    QFile file(u":/demo/"_s + name + u".yaml"_s);
    if (!file.open(QIODevice::ReadOnly))
        wrong(u"not in the program: "_s + name);
    return fromYaml(file.readAll().toStdString());
}

void readMesh(const Json &mesh, Source &source)
{
    source.seed = number<std::uint64_t>(mesh, "seed", 1);
    source.historyDays = number(mesh, "history_days", 90);
    for (const Json &node : mesh.at("nodes")) {
        source.nodes.append({text(node, "id"), text(node, "folder"), text(node, "name"),
                             text(node, "description"), texts(node, "domains")});
    }
    for (const Json &person : mesh.at("people")) {
        source.people.append({text(person, "id"), text(person, "name"), text(person, "email"),
                              text(person, "team"), text(person, "title"), texts(person, "roles"),
                              texts(person, "owns"), number(person, "profile", false)});
    }
    for (const auto &[id, system] : mesh.at("systems").items()) {
        source.systems.insert(QString::fromStdString(id),
                              {system.at("server"), text(system, "namespace"),
                               text(system, "prefix"), text(system, "format"),
                               text(system, "protocol")});
    }
    source.domains = mesh.at("domains");
    source.terms = mesh.at("terms");
    source.policy = mesh.at("policy");
    source.requests = mesh.at("requests");
}

} // namespace

std::optional<std::int64_t> DatasetSource::objectiveMs() const
{
    QList<mesh::ServiceLevel> all;
    for (const LevelSource &level : levels)
        all.append({level.property, level.value, level.unit, {}, {}});
    return mesh::freshnessObjectiveMs(all);
}

ProductSource withNext(ProductSource product)
{
    const NextSource next = product.next;
    if (next.version.isEmpty())
        return product;
    product.version = next.version;
    product.changes.prepend({next.version, 0, next.breaking, next.summary});
    DatasetSource &dataset = product.datasets.first();
    dataset.columns.removeIf(
        [&](const ColumnSource &column) { return next.without.contains(column.name); });
    for (const ColumnSource &column : next.columns) {
        const auto same =
            std::find_if(dataset.columns.begin(), dataset.columns.end(),
                         [&](const ColumnSource &before) { return before.name == column.name; });
        if (same == dataset.columns.end())
            dataset.columns.append(column);
        else
            *same = column;
    }
    if (!next.levels.isEmpty())
        dataset.levels = next.levels;
    return product;
}

const PersonSource *Source::person(const QString &id) const
{
    const auto found =
        std::find_if(people.begin(), people.end(), [&](const auto &p) { return p.id == id; });
    return found == people.end() ? nullptr : &*found;
}

const ProductSource *Source::product(const QString &id) const
{
    const auto found =
        std::find_if(products.begin(), products.end(), [&](const auto &p) { return p.id == id; });
    return found == products.end() ? nullptr : &*found;
}

const DatasetSource *Source::dataset(const QString &id) const
{
    for (const ProductSource &product : products) {
        for (const DatasetSource &dataset : product.datasets) {
            if (dataset.id == id)
                return &dataset;
        }
    }
    return nullptr;
}

QString Source::emailOf(const QString &personId) const
{
    const PersonSource *found = person(personId);
    return found ? found->email : QString();
}

QString Source::physicalName(const DatasetSource &dataset) const
{
    return systems.value(dataset.system).prefix + dataset.name;
}

QStringList Source::sourcesOf(const DatasetSource &target, const ColumnSource &column) const
{
    QStringList sources = column.sources;
    for (const QString &input : column.sources.isEmpty() ? target.from : QStringList()) {
        const DatasetSource *found = dataset(input);
        const bool named =
            found && std::any_of(found->columns.begin(), found->columns.end(),
                                 [&](const auto &other) { return other.name == column.name; });
        if (named && sources.size() < 2)
            sources.append(input + u'.' + column.name);
    }
    return sources;
}

Result<Source> loadSource()
try {
    Source source;
    readMesh(readFile(u"mesh"_s), source);
    for (const Json &domain : source.domains) {
        const QString id = text(domain, "id");
        const QStringList owners = texts(domain, "owners");
        const Json file = readFile(id);
        for (const Json &product : file.at("products"))
            source.products.append(productOf(product, id, owners));
    }
    return source;
} catch (const std::exception &failure) {
    return Error{Error::Kind::Decode, u"The demo mesh inside the program cannot be read."_s,
                 QString::fromUtf8(failure.what())};
}

} // namespace meshlens::demo
