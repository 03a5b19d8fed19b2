// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/lakefs_rows.h"

#include "app/catalogs/csv.h"
#include "app/catalogs/json_rows.h"
#include "app/catalogs/remote_file.h"

#include <QBuffer>
#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using net::Fields;
using nlohmann::json;

constexpr qint64 textBytes = 256 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

struct Object {
    QString path;
    qint64 bytes = 0;
};

bool endsWithAny(const QString &path, std::initializer_list<QStringView> endings)
{
    return std::any_of(endings.begin(), endings.end(), [&](QStringView ending) {
        return path.endsWith(ending, Qt::CaseInsensitive);
    });
}

bool isDelimited(const QString &path)
{
    return endsWithAny(path, {u".csv", u".tsv"});
}

bool isJson(const QString &path)
{
    return endsWithAny(path, {u".json", u".jsonl", u".ndjson"});
}

bool isParquet(const QString &path)
{
    return endsWithAny(path, {u".parquet", u".parq"});
}

Result<QList<Object>> objectsBelow(RestClient &client, const QByteArray &ref, const QString &prefix,
                                   const std::stop_token &stop)
{
    const auto answer = client.get(
        ref + "/objects/ls",
        {{u"prefix"_s, prefix}, {u"amount"_s, u"1000"_s}, {u"presign"_s, u"false"_s}}, stop);
    const auto list = answer ? net::requireArray(answer->document, "results")
                             : Result<const json *>(answer.error());
    if (!list)
        return list.error();
    QList<Object> objects;
    for (const json &node : **list) {
        Fields fields(node, u"/results"_s);
        const Object object{fields.needText("path"), fields.integer("size_bytes").value_or(0)};
        if (fields.error())
            return *fields.error();
        objects.append(object);
    }
    return objects;
}

/// The object that a dataset's rows are read from.
Result<Object> chosen(RestClient &client, const QByteArray &ref, const QString &path,
                      const std::stop_token &stop)
{
    const auto objects = objectsBelow(client, ref, path, stop);
    if (!objects)
        return objects.error();
    const bool isFolder = path.endsWith(u'/');
    for (const Object &object : *objects) {
        const QString inside = object.path.mid(path.size());
        if (isFolder &&
            (inside.startsWith(u"_delta_log/"_s) ||
             (inside.startsWith(u"metadata/"_s) && inside.endsWith(u".metadata.json"_s))))
            return Error{Error::Kind::Usage,
                         tr("This folder is a Delta or Iceberg table: which of its files count "
                            "stands in its log. Read it through a catalog that knows the table."),
                         path};
    }
    for (const Object &object : *objects) {
        const QString name = object.path.section(u'/', -1);
        const bool isHidden = name.startsWith(u'_') || name.startsWith(u'.');
        const bool isIt =
            isFolder ? object.path.startsWith(path) && !isHidden : object.path == path;
        if (isIt && (isDelimited(name) || isJson(name) || isParquet(name)))
            return object;
    }
    return Error{Error::Kind::NotFound,
                 tr("There is no CSV, JSON or Parquet file to take a sample from."), path};
}

Result<mesh::Sample> textRows(const samples::ByteRanges &read, const Object &object, int rows,
                              const std::stop_token &stop)
{
    const qint64 size = std::min(object.bytes, textBytes);
    auto text = size > 0 ? read(0, size) : Result<QByteArray>(QByteArray());
    if (!text)
        return std::move(text).error();
    const bool isCut = object.bytes > textBytes;
    if (isCut && isJson(object.path) && text->trimmed().startsWith('['))
        return Error{Error::Kind::TooLarge,
                     tr("This JSON file is one long list; samples read such lists up to 256 KB."),
                     object.path};
    if (isCut) // the last line is a part of one
        text->truncate(text->lastIndexOf('\n') + 1);
    Result<mesh::Sample> sample = mesh::Sample();
    if (isJson(object.path)) {
        sample = readJsonRows(*text, rows);
    } else {
        QBuffer buffer(&*text);
        buffer.open(QIODevice::ReadOnly);
        sample = readCsv(buffer, {}, rows, stop);
        if (sample)
            sample->complete = sample->rows.size() < rows;
    }
    if (sample)
        sample->complete = sample->complete && !isCut;
    return sample;
}

/// What the names of the folders between a dataset and its file say of every row.
void addPartitions(mesh::Sample &sample, const QString &between)
{
    for (const QString &folder : between.split(u'/', Qt::SkipEmptyParts)) {
        const qsizetype equals = folder.indexOf(u'=');
        if (equals <= 0)
            continue;
        const QString name = folder.left(equals);
        const QString value =
            QString::fromUtf8(QByteArray::fromPercentEncoding(folder.mid(equals + 1).toUtf8()));
        sample.columns.append({name, u"string"_s, false});
        for (QVariantList &row : sample.rows)
            row.append(value == "__HIVE_DEFAULT_PARTITION__"_L1 ? QVariant() : QVariant(value));
        sample.complete = false; // of this partition only
    }
}

} // namespace

Result<mesh::Sample> lakefsRows(RestClient &client, const QByteArray &ref, const QString &path,
                                int rows, std::stop_token stop)
{
    const auto object = chosen(client, ref, path, stop);
    if (!object)
        return object.error();
    const auto read = remoteRanges(
        [&](const net::Request &request) { return client.send(request, stop); },
        client.channel().request(net::Method::Get, ref + "/objects",
                                 {{u"path"_s, object->path}, {u"presign"_s, u"false"_s}}),
        object->bytes);
    auto sample = isParquet(object->path) ? samples::readParquet(object->bytes, read, rows)
                                          : textRows(read, *object, rows, stop);
    if (!sample)
        return sample;
    addPartitions(*sample, object->path.section(u'/', 0, -2).mid(path.size() - 1));
    return sample;
}

} // namespace meshlens::catalogs
