// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/node_folder.h"

#include "app/demo/descriptors.h"
#include "app/demo/requests.h"
#include "app/demo/tables.h"
#include "app/demo/yaml_text.h"
#include "app/node/table_file.h"

#include <QDir>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace meshlens::demo {
namespace {

Error storageError(const QString &path, const QString &reason)
{
    return {Error::Kind::Storage, u"The demo mesh cannot be written."_s, path + u": "_s + reason};
}

QString affinity(const QString &type)
{
    if (type == u"integer"_s || type == u"boolean"_s)
        return u"INTEGER"_s;
    return type.startsWith(u"decimal"_s) || type == u"double"_s ? u"REAL"_s : u"TEXT"_s;
}

QVariant cellOf(const Value &value, const QString &type)
{
    const std::string text = cellText(value, type); // rounds as the type says
    if (value.kind == Value::Kind::Null)
        return {};
    if (value.kind == Value::Kind::Number && type == u"boolean"_s)
        return value.number != 0;
    if (value.kind == Value::Kind::Number && affinity(type) == u"INTEGER"_s)
        return static_cast<qint64>(value.integer());
    if (affinity(type) == u"REAL"_s)
        return std::strtod(text.c_str(), nullptr);
    return QByteArray::fromStdString(text);
}

Result<void> writeTable(const Table &table, node::TableFile &file)
{
    const QList<ColumnSource> &columns = table.dataset().columns;
    QList<node::TableFile::Column> declared;
    for (const ColumnSource &column : columns)
        declared.append({column.name, affinity(column.type)});
    if (auto begun = file.beginTable(table.dataset().id, declared); !begun)
        return begun;
    Result<void> done;
    QList<QVariant> cells(columns.size());
    table.make([&](const std::vector<Value> &row) {
        for (qsizetype i = 0; i < columns.size(); ++i)
            cells[i] = cellOf(row[static_cast<std::size_t>(i)], columns[i].type);
        if (done)
            done = file.addRow(cells);
    });
    return done;
}

Result<void> writeData(const Source &source, const NodeSource &node, const QString &folder,
                       std::int64_t endMs)
{
    std::optional<node::TableFile> tables;
    for (const ProductSource &product : source.products) {
        if (!node.domains.contains(product.domain))
            continue;
        for (const DatasetSource &dataset : product.datasets) {
            const Result<Table> table = Table::create(dataset, source.seed, endMs);
            if (!table)
                return table.error();
            if (!dataset.inSqlite) {
                if (auto done = writeCsv(*table, folder + u'/' + dataset.nodeId() + u".csv"_s);
                    !done)
                    return done;
                continue;
            }
            if (!tables) {
                auto created = node::TableFile::create(folder + u"/tables.sqlite"_s);
                if (!created)
                    return std::move(created).error();
                tables.emplace(std::move(*created));
            }
            if (auto done = writeTable(*table, *tables); !done)
                return done;
        }
    }
    return tables ? tables->finish() : Result<void>();
}

Result<void> writeDocument(const QString &path, const Document &document)
{
    return writeWhole(path, QByteArray::fromStdString(toYaml(document)));
}

Result<void> writeDescriptors(const Source &source, const NodeSource &node, const QString &folder,
                              std::int64_t firstStartMs)
{
    for (const ProductSource &product : source.products) {
        if (!node.domains.contains(product.domain))
            continue;
        if (auto done = writeProduct(source, product, folder, firstStartMs); !done)
            return done;
    }
    if (auto done = writeDocument(folder + u"/node.yaml"_s, nodeDocument(node)); !done)
        return done;
    if (auto done = writeDocument(folder + u"/domains.yaml"_s, domainsDocument(source, node));
        !done)
        return done;
    if (auto done = writeDocument(folder + u"/terms.yaml"_s, termsDocument(source, node)); !done)
        return done;
    return writeDocument(folder + u"/policy.yaml"_s, policyDocument(source));
}

} // namespace

Result<void> writeWhole(const QString &path, const QByteArray &content, bool secret)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return storageError(path, file.errorString());
    const auto owner = QFile::ReadOwner | QFile::WriteOwner;
    if (secret && !file.setPermissions(owner))
        return storageError(path, file.errorString());
    if (file.write(content) != content.size() || !file.commit())
        return storageError(path, file.errorString());
    return {};
}

Result<void> writeProduct(const Source &source, const ProductSource &product, const QString &folder,
                          std::int64_t firstStartMs)
{
    const QString file = folder + u"/products/"_s + product.id + u".odps.yaml"_s;
    if (auto done = writeDocument(file, productDocument(source, product, firstStartMs)); !done)
        return done;
    for (const DatasetSource &dataset : product.datasets) {
        const QString contract = folder + u"/contracts/"_s + dataset.contractId + u".odcs.yaml"_s;
        if (auto done =
                writeDocument(contract, contractDocument(source, product, dataset, firstStartMs));
            !done)
            return done;
    }
    return {};
}

Result<void> writePeople(const Source &source, const NodeSource &node, const QString &folder,
                         const QHash<QString, QByteArray> &tokenHashes)
{
    return writeWhole(folder + u"/people.yaml"_s,
                      QByteArray::fromStdString(toYaml(peopleDocument(source, node, tokenHashes))),
                      true);
}

Result<void> writeHistory(const Source &source, const NodeSource &node, const QString &folder,
                          const Span &span)
{
    if (auto done = writeWhole(folder + u"/loads.ndjson"_s, loadLines(source, node, span)); !done)
        return done;
    return writeWhole(folder + u"/quality.ndjson"_s, resultLines(source, node, span));
}

Result<void> writeNodeFolder(const Source &source, const NodeSource &node, const QString &folder,
                             std::int64_t firstStartMs)
{
    for (const QString &part : {u"products"_s, u"contracts"_s, u"lineage"_s, u"data"_s}) {
        if (!QDir().mkpath(folder + u'/' + part))
            return storageError(folder, u"the folder cannot be made"_s);
    }
    if (auto done = writeDescriptors(source, node, folder, firstStartMs); !done)
        return done;
    if (auto done = writeWhole(folder + u"/lineage/events.ndjson"_s,
                               lineageLines(source, node, firstStartMs));
        !done)
        return done;
    const Span span{firstStartMs, firstStartMs - source.historyDays * 86'400'000LL, firstStartMs};
    if (auto done = writeHistory(source, node, folder, span); !done)
        return done;
    const std::string requests = seedRequests(source, node).dump(1);
    if (auto done = writeWhole(folder + u"/seed-requests.json"_s,
                               QByteArray::fromStdString(requests + "\n"));
        !done)
        return done;
    return writeData(source, node, folder + u"/data"_s, firstStartMs);
}

} // namespace meshlens::demo
