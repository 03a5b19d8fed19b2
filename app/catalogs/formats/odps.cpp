// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/odps.h"

#include "app/catalogs/formats/bitol.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace meshlens::catalogs {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::catalogs::Odps)
};

template<typename Enum>
Enum customWord(const Field &node, const char *name, Enum otherwise)
{
    const QString word = customText(node.value(), name);
    if (word.isEmpty())
        return otherwise;
    if (const auto value = mesh::fromText<Enum>(word))
        return *value;
    node.problem(
        Text::tr("the custom property %1 says \"%2\", which is none of: %3.")
            .arg(QString::fromLatin1(name), word.left(80), mesh::allTexts<Enum>().join(u", "_s)));
    return otherwise;
}

/// The dataset that a port names by itself, without a contract: `customProperties.server`.
QString datasetOfServer(const Field &port, const DecodeContext &context)
{
    const json &server = customProperty(port.value(), "server");
    QMap<QString, QString> map = serverMap(server);
    if (map.isEmpty())
        return {};
    if (!map.contains(u"type"_s))
        map.insert(u"type"_s, port.text("type"));
    const QString object = customText(port.value(), "dataset");
    if (object.isEmpty() && !map.contains(u"table"_s) && !map.contains(u"topic"_s))
        return {};
    const QString name = object.isEmpty() ? map.value(u"table"_s, map.value(u"topic"_s)) : object;
    return mesh::contractServerKey(map, name, hintsOf(context)).key;
}

mesh::Port readPort(const Field &node, mesh::PortDirection direction, const DecodeContext &context)
{
    mesh::Port port;
    port.direction = direction;
    port.name = node.text("name");
    port.version = node.text("version");
    port.description = node.text("description");
    port.contractId = node.text("contractId");
    port.protocol = customText(node.value(), "protocol");
    if (port.protocol.isEmpty())
        port.protocol = node.text("type");
    port.format = customText(node.value(), "format");
    port.address = customText(node.value(), "address");
    port.dataset = datasetOfServer(node, context);
    return port;
}

PortHint readHint(const Field &node)
{
    PortHint hint;
    hint.object = customText(node.value(), "dataset");
    for (const Field &contract : node.objects("inputContracts")) {
        const QString id = contract.text("id");
        if (!id.isEmpty())
            hint.inputContracts.append(id);
    }
    return hint;
}

/// Port ids must differ inside a product, and stay when other ports come and go.
QString portId(const mesh::Port &port, const QHash<QString, int> &sameName, QSet<QString> &taken)
{
    QString id = sameName.value(port.name) > 1 && !port.version.isEmpty()
                     ? port.name + u'@' + port.version
                     : port.name;
    if (port.direction == mesh::PortDirection::Input && taken.contains(id))
        id.prepend(u"input/"_s);
    const QString stem = id;
    for (int n = 2; taken.contains(id); ++n)
        id = stem + u'#' + QString::number(n);
    taken.insert(id);
    return id;
}

void readPorts(const Field &document, const char *key, mesh::PortDirection direction,
               mesh::DataProduct &product, QSet<QString> &taken, Decoded &decoded,
               const DecodeContext &context)
{
    const QList<Field> nodes = document.objects(key);
    QHash<QString, int> sameName;
    for (const Field &node : nodes)
        ++sameName[node.text("name")];
    for (const Field &node : nodes) {
        mesh::Port port = readPort(node, direction, context);
        if (port.name.isEmpty()) {
            node.problem(Text::tr("a port without a name."));
            port.name = port.contractId.isEmpty() ? u"port"_s : port.contractId;
        }
        port.id = portId(port, sameName, taken);
        decoded.portHints.insert({product.nativeId, port.id}, readHint(node));
        product.ports.append(port);
    }
}

QString linkOfType(const Field &document, QStringView type)
{
    for (const Field &definition : document.objects("authoritativeDefinitions")) {
        if (definition.text("type").compare(type, Qt::CaseInsensitive) == 0)
            return definition.text("url");
    }
    return {};
}

} // namespace

Decoded decodeOdps(const json &document, const DecodeContext &context)
{
    Decoded decoded;
    Report report(context);
    const Field root(document, {}, report);
    mesh::DataProduct product;
    product.nativeId = root.text("id");
    if (product.nativeId.isEmpty()) {
        report.problem({}, Text::tr("a data product without an id cannot be shown."));
        decoded.problems = report.take();
        return decoded;
    }
    product.key = mesh::productKey(context.authority, product.nativeId);
    product.name = root.text("name");
    if (product.name.isEmpty())
        product.name = product.nativeId;
    product.version = root.text("version");
    product.status = statusFromText(root.text("status"));
    const Description description = readDescription(root);
    product.description = description.purpose;
    product.limitations = description.limitations;
    product.usage = description.usage;
    product.tags = root.texts("tags");
    product.createdAtMs = timeFromText(root.text("productCreatedTs"));
    product.updatedAtMs = timeFromText(customText(document, "updatedTs"));

    product.archetype = customWord(root, "archetype", mesh::Archetype::Unknown);
    product.classification = customWord(root, "classification", mesh::Classification::Unknown);
    product.access = customWord(root, "access", mesh::AccessMode::Unknown);
    product.certified = customFlag(document, "certified").value_or(false);
    product.terms = termKeys(document, context);
    product.sourceCodeLocation = customText(document, "sourceCodeLocation");
    product.url = customText(document, "url");
    if (product.url.isEmpty())
        product.url = linkOfType(root, u"canonical");

    product.domain = addDomain(decoded.batch, root.text("domain"), context);
    product.owners = addTeam(decoded.batch, root, context);
    QSet<QString> taken;
    readPorts(root, "outputPorts", mesh::PortDirection::Output, product, taken, decoded, context);
    readPorts(root, "inputPorts", mesh::PortDirection::Input, product, taken, decoded, context);

    decoded.batch.products.append(product);
    decoded.problems = report.take();
    return decoded;
}

} // namespace meshlens::catalogs
