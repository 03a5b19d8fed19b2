// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/fields.h"
#include "app/catalogs/formats/link.h"
#include "app/catalogs/formats/odcs.h"
#include "app/catalogs/formats/odps.h"
#include "app/catalogs/formats/openlineage.h"
#include "app/catalogs/formats/yaml.h"
#include "app/node/content_reader.h"
#include "app/node/data_file.h"
#include "models/clock.h"

/// Products, contracts and lineage: from the descriptors to what the API sends.
namespace meshlens::node {
namespace {

constexpr qint64 largestDescriptor = 16 * 1024 * 1024;
constexpr qint64 largestLineageFile = 1024LL * 1024 * 1024;

Json texts(const QStringList &list)
{
    Json array = Json::array();
    for (const QString &text : list)
        array.push_back(text.toStdString());
    return array;
}

Json textOrNull(const QString &text)
{
    return text.isEmpty() ? Json() : Json(text.toStdString());
}

Json timeOrNull(const std::optional<std::int64_t> &ms)
{
    return ms ? Json(toRfc3339(*ms).toStdString()) : Json();
}

Json idsOfKeys(const QStringList &keys)
{
    Json ids = Json::array();
    for (const QString &key : keys)
        ids.push_back(idOfKey(key));
    return ids;
}

/// E-mails in lower case; a name where a party has no e-mail.
std::vector<std::string> partiesOf(const QStringList &keys)
{
    std::vector<std::string> parties;
    for (const QString &key : keys)
        parties.push_back(idOfKey(key));
    return parties;
}

void readDescriptor(Reading &reading, const QString &file, bool product,
                    const catalogs::DecodeContext &base, catalogs::Decoded &all)
{
    const auto bytes = readBytes(file, largestDescriptor, reading.problems);
    if (!bytes)
        return;
    const auto documents = catalogs::readYamlDocuments(*bytes);
    if (!documents) {
        reading.problems({file, catalogs::errorLine(documents.error()), documents.error().message});
        return;
    }
    for (const catalogs::YamlDocument &document : *documents) {
        catalogs::DecodeContext context = base;
        context.file = file;
        context.lines = &document.lines;
        all.append(product ? catalogs::decodeOdps(document.value, context)
                           : catalogs::decodeOdcs(document.value, context));
        if (product)
            reading.documents[textOf(document.value, "id")] = document.value;
    }
}

Json columnsJson(const mesh::Dataset &dataset)
{
    Json columns = Json::array();
    for (const mesh::Column &column : dataset.columns) {
        columns.push_back({{"name", column.name.toStdString()},
                           {"type", column.type.toStdString()},
                           {"description", column.description.toStdString()},
                           {"class", textOrNull(mesh::toText(column.classification))},
                           {"personal", column.personal},
                           {"primary_key", column.primaryKey},
                           {"required", column.required},
                           {"unique", column.unique},
                           {"tags", texts(column.tags)},
                           {"terms", idsOfKeys(column.terms)}});
    }
    return columns;
}

} // namespace

void readDescriptors(Reading &reading)
{
    catalogs::DecodeContext context;
    context.authority = QString::fromStdString(reading.content.id);
    context.catalog = context.authority;
    const QStringList yaml = {QStringLiteral("*.yaml"), QStringLiteral("*.yml")};
    catalogs::Decoded all;
    for (const QString &file : reading.files("contracts", yaml))
        readDescriptor(reading, file, false, context, all);
    for (const QString &file : reading.files("products", yaml))
        readDescriptor(reading, file, true, context, all);
    catalogs::linkBatch(all, context);

    catalogs::OpenLineageReader events(context);
    for (const QString &file :
         reading.files("lineage", {QStringLiteral("*.ndjson"), QStringLiteral("*.json")})) {
        if (const auto bytes = readBytes(file, largestLineageFile, reading.problems))
            events.addFile(*bytes, file);
    }
    catalogs::Decoded lineage = events.finish();
    for (const catalogs::Decoded *decoded : {&all, &lineage}) {
        for (const PullProblem &problem : decoded->problems)
            reading.problems({problem.file, problem.line, problem.reason});
    }
    reading.batch = std::move(all.batch);
    reading.batch.edges += lineage.batch.edges;
}

void buildDatasets(Reading &reading)
{
    Content &content = reading.content;
    for (const mesh::Dataset &described : reading.batch.datasets) {
        if (described.referenced)
            continue;
        Dataset dataset;
        dataset.id = described.nativeId.toStdString();
        dataset.contract = described.contractId.toStdString();
        dataset.object = described.nativeId.mid(described.contractId.size() + 1).toStdString();
        QString search = described.name + u' ' + described.description + u' ';
        for (const mesh::Column &column : described.columns) {
            dataset.columns.push_back(
                {column.name.toStdString(), column.type.toStdString(), column.personal});
            search += column.name + u' ';
        }
        dataset.searchText = search.toLower().toStdString();
        const catalogs::OpenLineageName name = catalogs::openLineageName(described.key);
        const auto newest = reading.newestData.find(dataset.id);
        const std::optional<std::int64_t> rows = countRows(reading.folder, dataset);
        const Json json = {
            {"id", dataset.id},
            {"type", mesh::toText(described.type).toStdString()},
            {"identity",
             {{"namespace", name.nameSpace.toStdString()}, {"name", name.name.toStdString()}}},
            {"name", described.name.toStdString()},
            {"description", described.description.toStdString()},
            {"contract", textOrNull(described.contractId)},
            {"class", textOrNull(mesh::toText(described.classification))},
            {"tags", texts(described.tags)},
            {"terms", idsOfKeys(described.terms)},
            {"columns", columnsJson(described)},
            {"updated_at", newest == reading.newestData.end()
                               ? Json()
                               : Json(toRfc3339(newest->second).toStdString())},
            {"rows", rows ? Json(*rows) : Json()}};
        content.datasetList.items.push_back({dataset.id, json.dump()});
        content.datasets.emplace(dataset.id, std::move(dataset));
    }
}

namespace {

Json portsJson(const Reading &reading, const mesh::DataProduct &described, Product &product)
{
    Json ports = Json::array();
    for (const mesh::Port &port : described.ports) {
        const auto dataset = reading.datasetIds.find(port.dataset.toStdString());
        const bool known = dataset != reading.datasetIds.end();
        const bool output = port.direction == mesh::PortDirection::Output;
        product.ports.push_back({port.id.toStdString(), output, known ? dataset->second : ""});
        ports.push_back({{"id", port.id.toStdString()},
                         {"kind", output ? "output" : "input"},
                         {"name", port.name.toStdString()},
                         {"description", port.description.toStdString()},
                         {"version", textOrNull(port.version)},
                         {"dataset", known ? Json(dataset->second) : Json()},
                         {"protocol", textOrNull(port.protocol)},
                         {"format", textOrNull(port.format)},
                         {"address", textOrNull(port.address)},
                         {"contract", textOrNull(port.contractId)}});
    }
    return ports;
}

std::vector<std::string> ownersOf(const Content &content, const Product &product,
                                  const QStringList &owners)
{
    std::vector<std::string> emails;
    const std::vector<std::string> named = partiesOf(owners);
    std::ranges::copy_if(named, std::back_inserter(emails), [](const std::string &name) {
        return name.find('@') != std::string::npos;
    });
    for (const Person &person : content.people) {
        if (person.owns.contains(product.id) &&
            std::ranges::find(emails, person.email) == emails.end())
            emails.push_back(person.email);
    }
    const auto domain = content.domainOwners.find(product.domain);
    if (emails.empty() && domain != content.domainOwners.end())
        return domain->second;
    return emails;
}

/// The contracts of a product's output ports, the one that covers the product first.
std::vector<const mesh::Contract *> contractsOf(const Reading &reading,
                                                const mesh::DataProduct &described)
{
    QStringList ids;
    if (!described.contractId.isEmpty())
        ids.append(described.contractId);
    for (const mesh::Port &port : described.ports) {
        if (port.direction == mesh::PortDirection::Output && !ids.contains(port.contractId))
            ids.append(port.contractId);
    }
    std::vector<const mesh::Contract *> contracts;
    for (const QString &id : std::as_const(ids)) {
        const auto found = std::ranges::find(reading.batch.contracts, id, &mesh::Contract::id);
        if (found != reading.batch.contracts.end())
            contracts.push_back(&*found);
    }
    return contracts;
}

Json documentOf(const mesh::Contract &contract)
{
    return Json::parse(contract.document.toStdString(), nullptr, false);
}

Json productJson(const Reading &reading, const mesh::DataProduct &described, Product &product)
{
    const Content &content = reading.content;
    const auto found = reading.documents.find(product.id);
    const nlohmann::json raw = found == reading.documents.end() ? nlohmann::json() : found->second;
    const QString readable = catalogs::customText(raw, "readableDataProductKey");
    const std::vector<std::string> parties =
        product.owners.empty() ? partiesOf(described.owners) : product.owners;
    const Json owners = partiesJson(content, parties);

    Json json;
    json["dataProductGUID"] = product.id;
    json["createDate"] = timeOrNull(described.createdAtMs);
    json["owner"] = owners.empty() ? Json() : owners.front()["name"];
    json["displayname"] = product.name;
    json["sourceCodeLocation"] = textOrNull(described.sourceCodeLocation);
    json["description"] = product.description;
    json["readableDataProductKey"] =
        readable.isEmpty()
            ? (product.domain.empty() ? "" : slug(product.domain) + ".") + slug(product.name)
            : readable.toStdString();
    json["requiredSecurityGroup"] = textOrNull(catalogs::customText(raw, "requiredSecurityGroup"));

    json["domain"] = product.domain.empty() ? Json() : Json(product.domain);
    json["status"] = textOrNull(mesh::toText(described.status));
    json["archetype"] = textOrNull(mesh::toText(described.archetype));
    json["version"] = textOrNull(described.version);
    json["tags"] = texts(described.tags);
    json["terms"] = idsOfKeys(described.terms);
    json["class"] = textOrNull(mesh::toText(described.classification));
    json["owners"] = owners;
    json["contract"] = Json();
    json["access"] = {{"mode", product.open ? "open" : "request"}};
    json["ports"] = portsJson(reading, described, product);
    json["certified"] = described.certified;
    json["limitations"] = described.limitations.toStdString();
    json["usage"] = described.usage.toStdString();
    json["updatedDate"] = timeOrNull(described.updatedAtMs);
    json["url"] = textOrNull(described.url);
    json["contracts"] = Json::array();
    for (const mesh::Contract *contract : contractsOf(reading, described)) {
        if (json["contract"].is_null())
            json["contract"] = documentOf(*contract);
        json["contracts"].push_back(contract->id.toStdString());
    }
    return json;
}

} // namespace

void buildProducts(Reading &reading)
{
    Content &content = reading.content;
    for (const mesh::DataProduct &described : reading.batch.products) {
        Product product;
        product.id = described.nativeId.toStdString();
        product.name = described.name.toStdString();
        product.description = described.description.toStdString();
        if (!described.domain.isEmpty())
            product.domain = domainId(content, idOfKey(described.domain));
        product.classification = mesh::toText(described.classification).toStdString();
        product.open = described.access == mesh::AccessMode::Open;
        product.owners = ownersOf(content, product, described.owners);
        for (const mesh::Contract *contract : contractsOf(reading, described)) {
            for (const QString &purpose : contract->permittedPurposes)
                product.permittedPurposes.insert(purpose.toStdString());
        }
        const Json json = productJson(reading, described, product);
        for (const Port &port : product.ports) {
            if (port.output && content.datasets.contains(port.dataset))
                content.datasets[port.dataset].products.insert(product.id);
        }
        product.searchText = lowerCase(
            product.name + ' ' + product.description + ' ' + product.domain + ' ' +
            described.tags.join(u' ').toStdString() + ' ' + textOf(nlohmann::json(json), "owner"));
        Item item{product.id, json.dump()};
        if (!product.open) {
            // Behind it comes nothing with such a member; inside texts the quotes are escaped.
            constexpr std::string_view access = "\"access\":{\"mode\":\"request\"";
            item.personalAt = item.json.rfind(access) + access.size();
            item.dependsOn = content.policy.text;
        }
        content.productList.items.push_back(std::move(item));
        content.products.emplace(product.id, std::move(product));
    }
    for (Person &person : content.people) {
        const bool owner = std::ranges::any_of(content.products, [&](const auto &entry) {
            return content.owns(person, entry.second);
        });
        if (owner || !person.owns.empty())
            person.roles.insert("owner");
        const Json json = {{"id", person.id},     {"name", person.name},   {"email", person.email},
                           {"team", person.team}, {"title", person.title}, {"roles", person.roles}};
        content.peopleList.items.push_back({person.id, json.dump()});
    }
}

void buildEdges(Reading &reading)
{
    const auto side = [](const QString &key, const QString &column) {
        const catalogs::OpenLineageName name = catalogs::openLineageName(key);
        Json json = {{"namespace", name.nameSpace.toStdString()},
                     {"name", name.name.toStdString()}};
        if (!column.isEmpty())
            json["column"] = column.toStdString();
        return json;
    };
    for (const mesh::LineageEdge &edge : reading.batch.edges) {
        // An upstream contract of another node: that node's events name its data set, not we.
        if (edge.from.startsWith(u"odcs://_") || edge.to.startsWith(u"odcs://_"))
            continue;
        const Json ends = {{"from", side(edge.from, edge.fromColumn)},
                           {"to", side(edge.to, edge.toColumn)},
                           {"job", textOrNull(edge.job)}};
        Json json = ends;
        json["seen"] = timeOrNull(edge.seenAtMs);
        json["declared"] = edge.declared;
        reading.content.edgeList.items.push_back({ends.dump(), json.dump()});
    }
}

} // namespace meshlens::node
