// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/odcs.h"

#include "app/catalogs/formats/bitol.h"
#include "app/catalogs/formats/quality_rules.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace meshlens::catalogs {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::catalogs::Odcs)
};

constexpr int deepestColumn = 32;

mesh::Classification classificationOf(const QString &word)
{
    return mesh::fromText<mesh::Classification>(word).value_or(mesh::Classification::Unknown);
}

bool isPersonal(const Field &node, const QString &classification, const QStringList &tags)
{
    return marksPersonal(classification) || std::any_of(tags.begin(), tags.end(), marksPersonal) ||
           customFlag(node.value(), "personal").value_or(false) ||
           customFlag(node.value(), "pii").value_or(false) || node.flag("pii").value_or(false);
}

mesh::Column readColumn(const Field &node, const QString &prefix, const DecodeContext &context)
{
    mesh::Column column;
    const QString physical = node.text("physicalName");
    column.name = prefix + (physical.isEmpty() ? node.text("name") : physical);
    column.type = node.text("physicalType");
    if (column.type.isEmpty())
        column.type = node.text("logicalType");
    column.description = node.text("description");
    if (column.description.isEmpty())
        column.description = node.text("businessName");
    column.tags = node.texts("tags");
    const QString classification = node.text("classification");
    column.classification = classificationOf(classification);
    column.personal = isPersonal(node, classification, column.tags);
    column.primaryKey = node.flag("primaryKey").value_or(false);
    column.required = node.flag("required").value_or(false);
    column.unique = node.flag("unique").value_or(false);
    column.terms = termKeys(node.value(), context);
    return column;
}

/// One schema object on its way to datasets.
struct Object {
    Field node;
    QString name;
    QString physicalName;
    QList<mesh::Column> columns;
    QList<std::pair<QString, Field>> ruledNodes; // column name (empty: the object) and its node
};

void readColumns(const Field &parent, const QString &prefix, int depth, Object &object,
                 const DecodeContext &context)
{
    if (depth > deepestColumn) {
        parent.problem(Text::tr("columns nested deeper than %1 levels.").arg(deepestColumn));
        return;
    }
    for (const Field &node : parent.objects("properties")) {
        mesh::Column column = readColumn(node, prefix, context);
        if (column.name == prefix) {
            node.problem(Text::tr("a column without a name."));
            continue;
        }
        object.columns.append(column);
        object.ruledNodes.append({column.name, node});
        readColumns(node, column.name + u'.', depth + 1, object, context);
        // A list of objects: its members are columns of the list's own name.
        readColumns(node.object("items"), column.name + u'.', depth + 1, object, context);
    }
}

mesh::DatasetType datasetType(const Field &node)
{
    const QString own = customText(node.value(), "type");
    const QString physical = (own.isEmpty() ? node.text("physicalType") : own).toLower();
    if (const auto type = mesh::fromText<mesh::DatasetType>(physical))
        return *type;
    if (physical == u"topic" || physical == u"queue")
        return mesh::DatasetType::Stream;
    if (physical.contains(u"view"))
        return mesh::DatasetType::View;
    if (physical == u"document" || physical == u"object" || physical == u"csv")
        return mesh::DatasetType::File;
    return mesh::DatasetType::Table;
}

QList<Object> readObjects(const Field &root, const DecodeContext &context)
{
    QList<Object> objects;
    for (const Field &node : root.objects("schema")) {
        Object object{node, node.text("name"), node.text("physicalName"), {}, {}};
        if (object.name.isEmpty())
            object.name = object.physicalName;
        if (object.name.isEmpty()) {
            node.problem(Text::tr("a schema object without a name."));
            continue;
        }
        if (object.physicalName.isEmpty())
            object.physicalName = object.name;
        object.ruledNodes.append({QString(), node});
        readColumns(node, {}, 0, object, context);
        objects.append(object);
    }
    return objects;
}

QList<mesh::ServiceLevel> readServiceLevels(const Field &root)
{
    QList<mesh::ServiceLevel> levels;
    for (const Field &node : root.objects("slaProperties")) {
        mesh::ServiceLevel level;
        level.property = node.text("property").toLower();
        level.value = node.text("value");
        level.unit = node.text("unit");
        level.element = node.text("element");
        level.description = node.text("description");
        if (!level.property.isEmpty())
            levels.append(level);
    }
    return levels;
}

/// The servers with the leading one first: production, else the first that is written.
QList<QMap<QString, QString>> serversInOrder(const Field &root)
{
    QList<QMap<QString, QString>> servers;
    for (const Field &node : root.objects("servers"))
        servers.append(serverMap(node.value()));
    std::stable_partition(servers.begin(), servers.end(), [](const QMap<QString, QString> &server) {
        return server.value(u"environment"_s).startsWith(u"prod", Qt::CaseInsensitive);
    });
    return servers;
}

mesh::Dataset makeDataset(const Object &object, const mesh::Contract &contract,
                          const mesh::DatasetKey &key, const DecodeContext &context)
{
    mesh::Dataset dataset;
    dataset.key = key.key;
    dataset.nativeId = contract.id + u'.' + object.name;
    dataset.name = key.name.isEmpty() ? object.physicalName : key.name;
    dataset.qualifiedName = key.qualifiedName.isEmpty() ? object.physicalName : key.qualifiedName;
    dataset.type = datasetType(object.node);
    dataset.description = object.node.text("description");
    dataset.status = contract.status;
    dataset.classification = classificationOf(customText(object.node.value(), "classification"));
    dataset.tags = object.node.texts("tags");
    dataset.terms = termKeys(object.node.value(), context);
    dataset.columns = object.columns;
    dataset.contractId = contract.id;
    return dataset;
}

mesh::DatasetKey keyWithoutServer(const mesh::Contract &contract, const Object &object,
                                  const DecodeContext &context)
{
    mesh::DatasetKey key =
        mesh::datasetKey(u"odcs"_s, u"_"_s + context.catalog, {contract.id, object.name});
    key.name = object.physicalName;
    key.qualifiedName = object.physicalName;
    return key;
}

/// A server may name a file or a folder of this very checkout.
QStringList dataPathsOf(const QMap<QString, QString> &server, const Object &object)
{
    QStringList paths;
    for (const auto &key : {u"path"_s, u"location"_s}) {
        QString path = server.value(key);
        for (const auto &variable : {u"{model}"_s, u"{object}"_s, u"{schema}"_s})
            path.replace(variable, object.physicalName);
        const bool isElsewhere = path.contains(u"://"_s) && !path.startsWith(u"file:"_s);
        if (path.isEmpty() || isElsewhere)
            continue;
        paths.append(path);
        paths.append(path + u'/' + object.physicalName + u".csv"_s);
    }
    return paths;
}

/// Datasets of one object at every server; returns the key at the leading one.
QString addDatasets(const Object &object, const mesh::Contract &contract,
                    const QList<QMap<QString, QString>> &servers, const QString &domain,
                    const QStringList &owners, Decoded &decoded, const DecodeContext &context)
{
    QString leading;
    QSet<QString> seen;
    for (const QMap<QString, QString> &server : servers) {
        const auto key = mesh::contractServerKey(server, object.physicalName, hintsOf(context));
        if (key.key.isEmpty() || seen.contains(key.key))
            continue;
        seen.insert(key.key);
        decoded.dataPaths[key.key] += dataPathsOf(server, object);
        mesh::Dataset dataset = makeDataset(object, contract, key, context);
        dataset.domain = domain;
        dataset.owners = owners;
        if (leading.isEmpty()) {
            leading = key.key;
            dataset.aliases.append({u"odcs:"_s + contract.id + u'/' + object.name, u"strong"_s});
        } else {
            dataset.nativeId += u'@' + server.value(u"server"_s);
        }
        decoded.batch.datasets.append(dataset);
    }
    if (leading.isEmpty()) {
        const mesh::DatasetKey key = keyWithoutServer(contract, object, context);
        mesh::Dataset dataset = makeDataset(object, contract, key, context);
        dataset.domain = domain;
        dataset.owners = owners;
        dataset.aliases.append({u"odcs:"_s + contract.id + u'/' + object.name, u"strong"_s});
        leading = key.key;
        decoded.batch.datasets.append(dataset);
    }
    return leading;
}

mesh::Contract readContract(const Field &root)
{
    mesh::Contract contract;
    contract.id = root.text("id");
    contract.name = root.text("name");
    contract.version = root.text("version");
    contract.status = statusFromText(root.text("status"));
    const Description description = readDescription(root);
    contract.description = description.purpose;
    contract.limitations = description.limitations;
    contract.usage = description.usage;
    contract.serviceLevels = readServiceLevels(root);
    for (const QString &word : customTexts(root.value(), "permittedPurposes")) {
        if (const auto kind = mesh::fromText<mesh::PurposeKind>(word))
            contract.permittedPurposes.append(mesh::toText(*kind));
        else
            root.problem(Text::tr("\"%1\" is no kind of purpose.").arg(word.left(80)));
    }
    contract.document = QByteArray::fromStdString(
        root.value().dump(-1, ' ', false, json::error_handler_t::replace));
    return contract;
}

} // namespace

Decoded decodeOdcs(const json &document, const DecodeContext &context)
{
    Decoded decoded;
    Report report(context);
    const Field root(document, {}, report);
    mesh::Contract contract = readContract(root);
    if (contract.id.isEmpty()) {
        report.problem({}, Text::tr("a data contract without an id cannot be shown."));
        decoded.problems = report.take();
        return decoded;
    }
    if (contract.name.isEmpty())
        contract.name = contract.id;
    const QString domain = addDomain(decoded.batch, root.text("domain"), context);
    const QStringList owners = addTeam(decoded.batch, root, context);
    const QList<QMap<QString, QString>> servers = serversInOrder(root);
    QList<ContractObject> contractObjects;
    RuleReader rules(contract.id, decoded.batch.checks);
    for (const Object &object : readObjects(root, context)) {
        const QString key =
            addDatasets(object, contract, servers, domain, owners, decoded, context);
        contract.datasets.append(key);
        contractObjects.append({object.name, key});
        for (const auto &[column, node] : object.ruledNodes)
            rules.read(node, key, object.name, column);
    }
    decoded.contractObjects.insert(contract.id, contractObjects);
    decoded.batch.contracts.append(contract);
    decoded.problems = report.take();
    return decoded;
}

} // namespace meshlens::catalogs
