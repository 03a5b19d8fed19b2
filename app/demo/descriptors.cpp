// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/descriptors.h"

#include "app/demo/history.h"
#include "app/demo/texts.h"
#include "models/clock.h"

using namespace Qt::StringLiterals;

namespace meshlens::demo {
namespace {

constexpr std::int64_t dayMs = 86'400'000;

/// Collects `customProperties`, leaving out what is empty.
class Properties
{
public:
    void add(const char *property, const QString &value)
    {
        if (!value.isEmpty())
            add(property, Document(plain(value)));
    }
    void add(const char *property, const QStringList &values)
    {
        if (!values.isEmpty())
            add(property, list(values));
    }
    void add(const char *property, Document value)
    {
        m_items.push_back({{"property", property}, {"value", std::move(value)}});
    }
    void putInto(Document &document)
    {
        if (!m_items.empty())
            document["customProperties"] = std::move(m_items);
    }

private:
    Document m_items = Document::array();
};

void put(Document &object, const char *key, const QString &value)
{
    if (!value.isEmpty())
        object[key] = plain(value);
}

QString address(const Source &source, const DatasetSource &dataset)
{
    const QString nameSpace = source.systems.value(dataset.system).nameSpace;
    return nameSpace + u'/' +
           source.physicalName(dataset).replace(u'.',
                                                nameSpace.startsWith(u"kafka"_s) ? u'.' : u'/');
}

Document teamOf(const Source &source, const ProductSource &product)
{
    Document members = Document::array();
    for (const QString &owner : product.owners) {
        if (const PersonSource *person = source.person(owner)) {
            members.push_back({{"username", plain(person->email)},
                               {"name", plain(person->name)},
                               {"role", "owner"},
                               {"dateIn", plain(u"2024-01-15"_s)}});
        }
    }
    Document team{{"name", plain(product.domain + u" data"_s)}};
    if (!members.empty())
        team["members"] = std::move(members);
    return team;
}

Document descriptionOf(const ProductSource &product)
{
    Document description = Document::object();
    put(description, "purpose", product.description);
    put(description, "limitations", product.limitations);
    put(description, "usage", product.usage);
    return description;
}

/// Contracts that the datasets of a product read from, each once.
QStringList inputContracts(const Source &source, const ProductSource &product)
{
    QStringList contracts;
    for (const DatasetSource &dataset : product.datasets) {
        for (const QString &input : dataset.from) {
            const DatasetSource *from = source.dataset(input);
            const bool own = from && std::any_of(product.datasets.begin(), product.datasets.end(),
                                                 [&](const auto &d) { return d.id == input; });
            if (from && !own && !contracts.contains(from->contractId))
                contracts.append(from->contractId);
        }
    }
    return contracts;
}

QString versionOfContract(const Source &source, const QString &contract)
{
    for (const ProductSource &product : source.products) {
        for (const DatasetSource &dataset : product.datasets) {
            if (dataset.contractId == contract)
                return product.version;
        }
    }
    return u"1.0.0"_s;
}

Document outputPort(const Source &source, const ProductSource &product,
                    const DatasetSource &dataset)
{
    const SystemSource system = source.systems.value(dataset.system);
    Document port{{"name", plain(dataset.id)}, {"version", plain(product.version)}};
    put(port, "description", dataset.description);
    port["type"] = plain(mesh::toText(dataset.type));
    port["contractId"] = plain(dataset.contractId);
    Properties properties;
    properties.add("dataset", dataset.id);
    properties.add("protocol", system.protocol);
    properties.add("format", system.format);
    properties.add("address", address(source, dataset));
    properties.putInto(port);
    return port;
}

Document inputPort(const Source &source, const QString &contract)
{
    return {{"name", plain(contract)},
            {"version", plain(versionOfContract(source, contract))},
            {"contractId", plain(contract)}};
}

const char *logicalType(const QString &type)
{
    if (type.startsWith(u"decimal"_s) || type == u"double"_s)
        return "number";
    if (type == u"integer"_s)
        return "integer";
    if (type == u"boolean"_s)
        return "boolean";
    return type == u"date"_s ? "date" : type == u"timestamp"_s ? "timestamp" : "string";
}

const char *physicalType(mesh::DatasetType type)
{
    using enum mesh::DatasetType;
    return type == Stream ? "topic" : type == File ? "file" : type == View ? "view" : "table";
}

Document ruleOf(const DatasetSource &dataset, const CheckSource &check)
{
    using enum mesh::Dimension;
    Document rule{
        {"id", plain(check.id)}, {"name", plain(check.title)}, {"description", plain(check.title)}};
    const double tolerated = 100 - check.objective;
    const auto library = [&](const char *metric) {
        rule["type"] = "library";
        rule["metric"] = metric;
        rule["mustBeLessOrEqualTo"] = tolerated;
        rule["unit"] = "percent";
    };
    if (check.dimension == Completeness && !check.column.isEmpty())
        library("nullValues");
    else if (check.dimension == Uniqueness)
        library("duplicateValues");
    else if (check.dimension == Validity)
        library("invalidValues");
    else {
        rule["type"] = "custom";
        rule["engine"] = "cadenza-checks";
        rule["implementation"] = plain(check.id);
    }
    rule["dimension"] = check.dimension == Validity ? std::string("conformity")
                                                    : plain(mesh::toText(check.dimension));
    rule["severity"] =
        check.dimension == Timeliness || check.dimension == Accuracy ? "warning" : "error";
    rule["schedule"] = checkPeriodMs(dataset) > dayMs ? "0 5 * * 1" : "0 5 * * *";
    rule["scheduler"] = "cron";
    Properties properties;
    properties.add("period", QString::number(checkPeriodMs(dataset) / 3'600'000) + u'h');
    properties.putInto(rule);
    return rule;
}

Document rulesFor(const DatasetSource &dataset, const QString &column)
{
    Document rules = Document::array();
    for (const CheckSource &check : dataset.checks) {
        if (check.column == column)
            rules.push_back(ruleOf(dataset, check));
    }
    return rules;
}

Document propertyOf(const ProductSource &product, const DatasetSource &dataset,
                    const ColumnSource &column, int keyPosition)
{
    Document property{{"name", plain(column.name)},
                      {"logicalType", logicalType(column.type)},
                      {"physicalType", plain(column.type)}};
    put(property, "description", column.description);
    if (column.key) {
        property["primaryKey"] = true;
        property["primaryKeyPosition"] = keyPosition;
    }
    if (column.required)
        property["required"] = true;
    if (column.personal) {
        property["classification"] =
            plain(product.classification.isEmpty() ? u"confidential"_s : product.classification);
        property["tags"] = {"personal"};
    }
    if (Document rules = rulesFor(dataset, column.name); !rules.empty())
        property["quality"] = std::move(rules);
    return property;
}

Document schemaOf(const ProductSource &product, const DatasetSource &dataset)
{
    Document object{{"name", plain(dataset.id)},
                    {"physicalName", plain(dataset.name)},
                    {"logicalType", "object"},
                    {"physicalType", physicalType(dataset.type)}};
    put(object, "description", dataset.description);
    Properties properties;
    properties.add("type", mesh::toText(dataset.type));
    properties.add("classification", product.classification);
    properties.putInto(object);
    Document columns = Document::array();
    int keys = 0;
    for (const ColumnSource &column : dataset.columns)
        columns.push_back(propertyOf(product, dataset, column, column.key ? ++keys : 0));
    object["properties"] = std::move(columns);
    if (Document rules = rulesFor(dataset, {}); !rules.empty())
        object["quality"] = std::move(rules);
    return object;
}

Document levelsOf(const DatasetSource &dataset)
{
    Document levels = Document::array();
    for (const LevelSource &level : dataset.levels) {
        Document item{{"property", plain(level.property)}};
        item["value"] = level.value.contains(u'.') ? Document(level.value.toDouble())
                                                   : Document(level.value.toLongLong());
        put(item, "unit", level.unit);
        levels.push_back(std::move(item));
    }
    return levels;
}

Document changesOf(const ProductSource &product, std::int64_t firstStartMs)
{
    Document changes = Document::array();
    for (const VersionSource &change : product.changes) {
        changes.push_back({{"version", plain(change.version)},
                           {"at", plain(toRfc3339(firstStartMs - change.days * dayMs))},
                           {"breaking", change.breaking},
                           {"summary", plain(change.summary)}});
    }
    return changes;
}

} // namespace

Document productDocument(const Source &source, const ProductSource &product,
                         std::int64_t firstStartMs)
{
    Document document{{"apiVersion", "v1.0.0"},
                      {"kind", "DataProduct"},
                      {"id", plain(product.id)},
                      {"name", plain(product.name)},
                      {"version", plain(product.version)},
                      {"status", plain(product.status)},
                      {"domain", plain(product.domain)},
                      {"tenant", "cadenza-media"},
                      {"description", descriptionOf(product)},
                      {"tags", list(product.tags)}};
    Properties properties;
    properties.add("archetype", product.archetype);
    properties.add("classification", product.classification);
    properties.add("access", product.access);
    if (product.certified)
        properties.add("certified", Document(true));
    properties.add("terms", product.terms);
    properties.add("readableDataProductKey", u"cadenza."_s + product.domain + u'.' + product.id);
    properties.add("sourceCodeLocation",
                   u"https://git.cadenza.example/"_s + product.domain + u'/' + product.id);
    if (product.access != u"open"_s)
        properties.add("requiredSecurityGroup", u"dp-"_s + product.id + u"-readers"_s);
    const int changedDays =
        product.changes.isEmpty() ? product.ageDays / 7 : product.changes.first().days;
    properties.add("updatedTs", toRfc3339(firstStartMs - changedDays * dayMs));
    properties.putInto(document);
    if (const QStringList contracts = inputContracts(source, product); !contracts.isEmpty()) {
        for (const QString &contract : contracts)
            document["inputPorts"].push_back(inputPort(source, contract));
    }
    for (const DatasetSource &dataset : product.datasets)
        document["outputPorts"].push_back(outputPort(source, product, dataset));
    document["team"] = teamOf(source, product);
    document["support"] =
        Document::array({{{"channel", plain(u"#data-"_s + product.domain)},
                          {"url", plain(u"https://chat.cadenza.example/data-"_s + product.domain)},
                          {"tool", "chat"},
                          {"scope", "interactive"}}});
    document["productCreatedTs"] = plain(toRfc3339(firstStartMs - product.ageDays * dayMs));
    return document;
}

Document contractDocument(const Source &source, const ProductSource &product,
                          const DatasetSource &dataset, std::int64_t firstStartMs)
{
    Document document{
        {"apiVersion", "v3.1.0"},
        {"kind", "DataContract"},
        {"id", plain(dataset.contractId)},
        {"name",
         plain(product.name + (product.datasets.size() > 1 ? u": "_s + dataset.id : QString()))},
        {"version", plain(product.version)},
        {"status", plain(product.contractStatus)},
        {"domain", plain(product.domain)},
        {"tenant", "cadenza-media"},
        {"dataProduct", plain(product.name)},
        {"description", descriptionOf(product)}};
    Document server{{"server", "production"}};
    server.update(source.systems.value(dataset.system).server);
    server["environment"] = "prod";
    document["servers"] = Document::array({std::move(server)});
    document["schema"] = Document::array({schemaOf(product, dataset)});
    if (Document levels = levelsOf(dataset); !levels.empty())
        document["slaProperties"] = std::move(levels);
    document["team"] = teamOf(source, product);
    if (!product.owners.isEmpty()) {
        document["roles"] = Document::array(
            {{{"role", plain(u"dp-"_s + product.id + u"-readers"_s)},
              {"access", "read"},
              {"firstLevelApprovers", plain(source.emailOf(product.owners.first()))}}});
    }
    Properties properties;
    properties.add("permittedPurposes", product.purposes);
    if (Document changes = changesOf(product, firstStartMs); !changes.empty())
        properties.add("changes", std::move(changes));
    properties.putInto(document);
    const int createdDays =
        product.changes.isEmpty() ? product.ageDays : product.changes.first().days;
    document["contractCreatedTs"] = plain(toRfc3339(firstStartMs - createdDays * dayMs));
    return document;
}

} // namespace meshlens::demo
