// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/products.h"

#include "app/catalogs/formats/bitol.h"
#include "app/catalogs/formats/odcs.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace meshlens::catalogs {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::catalogs::Products)
};

/// Sets what every product has; false, with a problem, where there is no id.
bool begin(mesh::DataProduct &product, const QString &id, const QString &name, Report &report,
           const DecodeContext &context)
{
    if (id.isEmpty()) {
        report.problem({}, Text::tr("a data product without an id cannot be shown."));
        return false;
    }
    product.nativeId = id;
    product.key = mesh::productKey(context.authority, id);
    product.name = name.isEmpty() ? id : name;
    return true;
}

void addPort(mesh::DataProduct &product, mesh::Port port)
{
    const auto taken = [&](const QString &id) {
        return std::any_of(product.ports.begin(), product.ports.end(),
                           [&](const mesh::Port &other) { return other.id == id; });
    };
    if (port.id.isEmpty())
        port.id = port.name;
    if (port.name.isEmpty())
        port.name = port.id;
    if (port.direction == mesh::PortDirection::Input && taken(port.id))
        port.id.prepend(u"input/"_s);
    const QString stem = port.id;
    for (int n = 2; taken(port.id); ++n)
        port.id = stem + u'#' + QString::number(n);
    product.ports.append(port);
}

/// A dataset that a port locates by itself.
QString addDataset(Batch &batch, const mesh::DatasetKey &key, const QStringList &tags)
{
    if (key.key.isEmpty())
        return {};
    mesh::Dataset dataset;
    dataset.key = key.key;
    dataset.nativeId = key.key;
    dataset.name = key.name;
    dataset.qualifiedName = key.qualifiedName;
    dataset.tags = tags;
    dataset.referenced = true; // nothing is said but where it is
    batch.datasets.append(dataset);
    return key.key;
}

mesh::DatasetKey locatedAt(const Field &port, const DecodeContext &context)
{
    QMap<QString, QString> server = serverMap(port.object("server").value());
    QString object;
    for (const auto &key : {u"table"_s, u"view"_s, u"topic"_s}) {
        if (object.isEmpty())
            object = server.value(key);
    }
    if (!object.isEmpty() && !port.text("type").isEmpty()) {
        if (!server.contains(u"type"_s))
            server.insert(u"type"_s, port.text("type").toLower());
        const auto key = mesh::contractServerKey(server, object, hintsOf(context));
        if (!key.key.isEmpty())
            return key;
    }
    QString location = port.text("location");
    if (location.isEmpty())
        location = server.value(u"location"_s);
    const bool isAddress = location.startsWith(u"arn:"_s) || location.contains(u"://"_s);
    return isAddress ? mesh::locationKey(location, hintsOf(context)) : mesh::DatasetKey();
}

void readDpsPorts(const Field &root, const char *key, mesh::PortDirection direction,
                  mesh::DataProduct &product, Batch &batch, const DecodeContext &context)
{
    for (const Field &node : root.objects(key)) {
        mesh::Port port;
        port.direction = direction;
        port.id = node.text("id");
        port.name = node.text("name");
        port.description = node.text("description");
        port.protocol = node.text("type");
        port.address = node.text("location");
        port.contractId = node.text("dataContractId");
        const QString format = node.object("server").text("format");
        port.format = format;
        QStringList tags = node.texts("tags");
        if (node.flag("containsPii").value_or(false) && !tags.contains(u"pii"_s))
            tags.append(u"pii"_s);
        port.dataset = addDataset(batch, locatedAt(node, context), tags);
        if (port.id.isEmpty() && port.name.isEmpty())
            node.problem(Text::tr("a port without an id."));
        else
            addPort(product, port);
    }
}

/// English, else the first language there is.
Field inBestLanguage(const Field &node)
{
    if (node.value().contains("en") && node.value()["en"].is_object())
        return node.object("en");
    for (const auto &[language, value] : node.value().items()) {
        if (value.is_object())
            return node.object(language.c_str());
    }
    return node;
}

/// A text, or a map of languages to texts.
QString textInBestLanguage(const Field &node, const char *key)
{
    const auto value = node.value().find(key);
    if (value == node.value().end() || !value->is_object())
        return node.text(key);
    const Field languages = node.object(key);
    if (languages.has("en"))
        return languages.text("en");
    return value->empty() ? QString() : languages.text(value->begin().key().c_str());
}

mesh::Contract targetsOf(const Field &product, const mesh::DataProduct &owner)
{
    mesh::Contract contract;
    contract.id = owner.nativeId;
    contract.name = owner.name;
    contract.version = owner.version;
    contract.status = owner.status;
    const Field sla = product.object("SLA");
    const Field profile = sla.has("default") ? sla.object("default") : sla;
    for (const char *list : {"dimensions", "declarative"}) {
        for (const Field &node : profile.objects(list)) {
            mesh::ServiceLevel level;
            level.property = node.text("dimension");
            if (level.property.compare(u"updateFrequency", Qt::CaseInsensitive) == 0)
                level.property = u"frequency"_s; // the word that ODCS has for it
            level.property = level.property.toLower();
            level.value = node.text("objective");
            level.unit = node.text("unit");
            if (!level.property.isEmpty())
                contract.serviceLevels.append(level);
        }
    }
    contract.document = QByteArray::fromStdString(
        product.value().dump(-1, ' ', false, json::error_handler_t::replace));
    return contract;
}

void readOdpiAccess(const Field &product, mesh::DataProduct &out)
{
    for (const auto &[name, node] : product.members("dataAccess")) {
        mesh::Port port;
        port.id = name;
        port.name = textInBestLanguage(node, "name");
        port.description = textInBestLanguage(node, "description");
        port.protocol = node.text("outputPorttype");
        if (port.protocol.isEmpty())
            port.protocol = node.text("outputPortType");
        port.format = node.text("format");
        port.address = node.text("accessURL");
        port.contractId = out.contractId;
        addPort(out, port);
    }
}

void readDpdsPorts(const Field &components, const char *key, mesh::PortDirection direction,
                   mesh::DataProduct &product)
{
    for (const Field &node : components.objects(key)) {
        if (node.has("$ref")) {
            node.problem(Text::tr("refers to \"%1\", which is not followed.")
                             .arg(node.text("$ref").left(200)));
            continue;
        }
        mesh::Port port;
        port.direction = direction;
        port.id = node.text("fullyQualifiedName");
        port.name = node.text("displayName");
        if (port.name.isEmpty())
            port.name = node.text("name");
        port.version = node.text("version");
        port.description = node.text("description");
        const Field promises = node.object("promises");
        port.protocol = promises.text("servicesType");
        port.address = promises.text("platform");
        // Ports meet by their fully qualified name as others do by their contract.
        port.contractId = port.id;
        if (port.id.isEmpty() && port.name.isEmpty())
            node.problem(Text::tr("a port without a name."));
        else
            addPort(product, port);
    }
}

/// `lineage.inputFields` of the fields of a model, in the naming of OpenLineage.
void addFieldLineage(const Field &model, const QString &dataset, Batch &batch,
                     const DecodeContext &context)
{
    for (const auto &[column, field] : model.members("fields")) {
        for (const Field &input : field.object("lineage").objects("inputFields")) {
            const auto source =
                mesh::openLineageKey(input.text("namespace"), input.text("name"), hintsOf(context));
            if (source.key.isEmpty())
                continue;
            addDataset(batch, source, {});
            batch.edges.append({source.key, {}, dataset, {}, {}, true, std::nullopt});
            if (input.has("field"))
                batch.edges.append(
                    {source.key, input.text("field"), dataset, column, {}, true, std::nullopt});
        }
    }
}

} // namespace

Decoded decodeDataProductSpecification(const json &document, const DecodeContext &context)
{
    Decoded decoded;
    Report report(context);
    const Field root(document, {}, report);
    const Field info = root.object("info");
    mesh::DataProduct product;
    if (begin(product, root.text("id"), info.text("title"), report, context)) {
        product.description = info.text("description");
        product.status = statusFromText(info.text("status"));
        product.archetype = mesh::fromText<mesh::Archetype>(info.text("archetype"))
                                .value_or(mesh::Archetype::Unknown);
        product.tags = root.texts("tags");
        product.domain = addDomain(decoded.batch, info.text("domain"), context);
        const QString owner = addParty(decoded.batch, info.text("owner"), context);
        if (!owner.isEmpty())
            product.owners.append(owner);
        readDpsPorts(root, "outputPorts", mesh::PortDirection::Output, product, decoded.batch,
                     context);
        readDpsPorts(root, "inputPorts", mesh::PortDirection::Input, product, decoded.batch,
                     context);
        decoded.batch.products.append(product);
    }
    decoded.problems = report.take();
    return decoded;
}

Decoded decodeOdpi(const json &document, const DecodeContext &context)
{
    Decoded decoded;
    Report report(context);
    const Field root(document, {}, report);
    const Field node = root.object("product");
    const Field details = inBestLanguage(node.has("details") ? node.object("details") : node);
    mesh::DataProduct product;
    if (begin(product, details.text("productID"), details.text("name"), report, context)) {
        product.description = details.text("description");
        if (product.description.isEmpty())
            product.description = details.text("valueProposition");
        product.limitations = details.text("issues");
        product.usage = details.text("valueProposition");
        product.status = statusFromText(details.text("status"));
        product.version = details.text("productVersion");
        product.tags = details.texts("tags");
        product.createdAtMs = timeFromText(details.text("created"));
        product.updatedAtMs = timeFromText(details.text("updated"));
        const Field contract = node.object("contract");
        product.url = contract.text("contractURL");
        product.contractId = contract.text("id");
        const Field holder = inBestLanguage(node.object("dataHolder"));
        const QString email = holder.text("email");
        const QString owner =
            addParty(decoded.batch, email.isEmpty() ? holder.text("legalName") : email, context,
                     holder.text("legalName"));
        if (!owner.isEmpty())
            product.owners.append(owner);
        if (node.has("SLA") || node.has("dataQuality")) {
            decoded.batch.contracts.append(targetsOf(node, product));
            product.contractId = product.nativeId;
        }
        readOdpiAccess(node, product);
        decoded.batch.products.append(product);
    }
    decoded.problems = report.take();
    return decoded;
}

Decoded decodeOpenDataMesh(const json &document, const DecodeContext &context)
{
    Decoded decoded;
    Report report(context);
    const Field root(document, {}, report);
    const Field info = root.object("info");
    QString id = info.text("fullyQualifiedName");
    if (id.isEmpty())
        id = info.text("id");
    QString name = info.text("displayName");
    if (name.isEmpty())
        name = info.text("name");
    mesh::DataProduct product;
    if (begin(product, id, name, report, context)) {
        product.description = info.text("description");
        product.version = info.text("version");
        product.tags = root.texts("tags");
        product.domain = addDomain(decoded.batch, info.text("domain"), context);
        const Field owner = info.object("owner");
        const QString key = addParty(decoded.batch, owner.text("id"), context, owner.text("name"));
        if (!key.isEmpty())
            product.owners.append(key);
        const Field components = root.object("interfaceComponents");
        readDpdsPorts(components, "outputPorts", mesh::PortDirection::Output, product);
        readDpdsPorts(components, "inputPorts", mesh::PortDirection::Input, product);
        decoded.batch.products.append(product);
    }
    decoded.problems = report.take();
    return decoded;
}

Decoded decodeDataContract(const json &document, const DecodeContext &context)
{
    Decoded decoded = decodeOdcs(odcsFromDataContractSpecification(document), context);
    if (decoded.batch.contracts.isEmpty())
        return decoded;
    decoded.batch.contracts.first().document =
        QByteArray::fromStdString(document.dump(-1, ' ', false, json::error_handler_t::replace));
    Report report(context);
    const Field root(document, {}, report);
    const QList<ContractObject> objects =
        decoded.contractObjects.value(decoded.batch.contracts.first().id);
    for (const auto &[name, model] : root.members("models")) {
        for (const ContractObject &object : objects) {
            if (object.name == name)
                addFieldLineage(model, object.dataset, decoded.batch, context);
        }
    }
    decoded.problems += report.take();
    return decoded;
}

} // namespace meshlens::catalogs
