// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/csv.h"
#include "app/catalogs/remote_file.h"
#include "app/catalogs/sharing_protocol.h"
#include "models/samples/deletion_vector.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using net::Fields;
using nlohmann::json;

constexpr int mostFiles = 50;               // for one sample
constexpr qint64 mostVectorBytes = 8 << 20; // of a deletion vector
constexpr qint64 mostPositions = 4'000'000; // rows that a sample could ever look at

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

Error refused(const QString &what)
{
    return {Error::Kind::Usage,
            tr("The rows of this table cannot be shown: it uses %1.").arg(what),
            {}};
}

struct TableColumn {
    QString name;
    QString stored; // its name in the files
    QString type;
};

/// One file of the answer, in whichever dialect.
struct SharedFile {
    QString link;
    qint64 bytes = 0;
    json partition; // values, by stored name
    json deleted;   // its deletion vector, or null
};

QString typeText(const json &type)
{
    if (type.is_string())
        return QString::fromStdString(type.get_ref<const std::string &>());
    const QString word = net::optionalString(type, "type").valueOr({});
    return word == "array"_L1 ? u"list"_s : word;
}

Result<QList<TableColumn>> columnsOf(const json &metadata)
{
    const auto text = net::requireString(metadata, "schemaString", u"/metaData"_s);
    if (!text)
        return text.error();
    const auto schema = net::parseJson(text->toUtf8());
    const auto list = schema ? net::requireArray(*schema, "fields", u"/metaData/schemaString"_s)
                             : Result<const json *>(schema.error());
    if (!list)
        return list.error();
    QList<TableColumn> columns;
    for (const json &node : **list) {
        Fields fields(node, u"/metaData/schemaString/fields"_s);
        TableColumn column{fields.needText("name"), {}, {}};
        if (const json *said = fields.object("metadata"))
            column.stored =
                net::optionalString(*said, "delta.columnMapping.physicalName").valueOr({});
        if (fields.error())
            return *fields.error();
        if (column.stored.isEmpty())
            column.stored = column.name;
        if (const auto type = node.find("type"); type != node.end())
            column.type = typeText(*type);
        columns.append(column);
    }
    return columns;
}

/// A reader that does not know a feature must not read the table (Delta protocol, "Table
/// features").
Result<void> checkFeatures(const QList<json> &lines)
{
    static const QStringList known = {
        u"deletionVectors"_s,     u"columnMapping"_s, u"timestampNtz"_s,        u"v2Checkpoint"_s,
        u"vacuumProtocolCheck"_s, u"typeWidening"_s,  u"typeWidening-preview"_s};
    const json *protocol = wrapped(lines, "protocol");
    const auto delta = protocol ? net::optionalObject(*protocol, "deltaProtocol", u"/protocol"_s)
                                : Result<const json *>(nullptr);
    if (!delta)
        return delta.error();
    const json *said = *delta ? *delta : protocol;
    if (!said)
        return net::wrongType(u"/protocol"_s, u"an object"_s);
    Fields fields(*said, u"/protocol"_s);
    const auto version = fields.integer("minReaderVersion").value_or(1);
    for (const QString &feature : fields.texts("readerFeatures")) {
        if (!known.contains(feature))
            return refused(tr("the table feature \"%1\"").arg(feature.left(60)));
    }
    if (fields.error())
        return *fields.error();
    if (version > 3 || (!*delta && version > 1))
        return refused(tr("version %1 of its protocol").arg(version));
    return {};
}

Result<SharedFile> fileOf(const json &node)
{
    SharedFile file;
    Fields fields(node, u"/file"_s);
    const json *action = fields.object("deltaSingleAction");
    const auto add = action ? net::optionalObject(*action, "add", u"/file/deltaSingleAction"_s)
                            : Result<const json *>(nullptr);
    if (!add)
        return add.error();
    const json &told = *add ? **add : node;
    Fields said(told, *add ? u"/file/deltaSingleAction/add"_s : u"/file"_s);
    file.link = said.needText(*add ? "path" : "url");
    file.bytes = said.integer("size").value_or(fields.integer("size").value_or(0));
    if (const json *values = said.object("partitionValues"))
        file.partition = *values;
    if (const json *vector = said.object("deletionVector"))
        file.deleted = *vector;
    for (const Fields *read : {&fields, &said}) {
        if (read->error())
            return *read->error();
    }
    return file;
}

Result<QList<SharedFile>> filesOf(const QList<json> &lines)
{
    QList<SharedFile> files;
    for (const json &line : lines) {
        if (const auto end = line.find("endStreamAction"); end != line.end()) {
            const QString failed = net::optionalString(*end, "errorMessage").valueOr({});
            if (!failed.isEmpty())
                return Error{
                    Error::Kind::HttpStatus,
                    tr("The server broke off its answer. It says: %1").arg(failed.left(300)),
                    {}};
        }
        const auto said = line.find("file");
        if (said == line.end() || !said->is_object())
            continue;
        auto file = fileOf(*said);
        if (!file)
            return std::move(file).error();
        files.append(*std::move(file));
    }
    return files;
}

class RowsReader
{
public:
    RowsReader(RestClient &client, QList<TableColumn> columns, int rows, std::stop_token stop)
        : m_client(client), m_columns(std::move(columns)), m_rows(rows), m_stop(std::move(stop))
    {
        for (const TableColumn &column : std::as_const(m_columns))
            m_sample.columns.append({column.name, column.type, false});
    }

    Result<mesh::Sample> read(const QList<SharedFile> &files)
    {
        bool isWhole = files.size() <= mostFiles;
        for (const SharedFile &file : files.first(std::min<qsizetype>(files.size(), mostFiles))) {
            if (m_sample.rows.size() >= m_rows)
                break;
            const auto added = add(file);
            if (!added)
                return added.error();
            isWhole = isWhole && *added;
        }
        // Told how many rows are wanted, a server leaves out files only when these have as many.
        m_sample.complete = isWhole && m_sample.rows.size() < m_rows;
        return std::move(m_sample);
    }

private:
    /// Whether all rows of the file are in.
    Result<bool> add(const SharedFile &file)
    {
        const auto deleted = deletedRows(file.deleted);
        if (!deleted)
            return deleted.error();
        const auto ranges = remoteRanges(linkSender(m_client, m_stop),
                                         linkRequest(m_client, file.link), file.bytes);
        const auto read =
            samples::readParquet(file.bytes, ranges, m_rows - int(m_sample.rows.size()), *deleted);
        if (!read)
            return read.error();
        QHash<QString, qsizetype> places;
        for (qsizetype i = 0; i < read->columns.size(); ++i)
            places.insert(read->columns[i].name, i);
        for (const QVariantList &row : read->rows) {
            QVariantList cells;
            for (const TableColumn &column : std::as_const(m_columns)) {
                const auto place = places.constFind(column.stored);
                cells.append(place != places.constEnd() ? row.value(*place)
                                                        : constant(file, column));
            }
            m_sample.rows.append(std::move(cells));
        }
        return read->complete;
    }

    /// What all rows of a file share, or null for a column that is younger than the file.
    static QVariant constant(const SharedFile &file, const TableColumn &column)
    {
        if (!file.partition.is_object())
            return {};
        for (const QString &name : {column.stored, column.name}) {
            const auto value = file.partition.find(name.toStdString());
            if (value != file.partition.end() && value->is_string())
                return typedCell(QString::fromStdString(value->get_ref<const std::string &>()),
                                 column.type);
        }
        return {};
    }

    Result<std::vector<qint64>> deletedRows(const json &vector)
    {
        if (!vector.is_object())
            return std::vector<qint64>();
        Fields fields(vector, u"/file/deletionVector"_s);
        const QString kind = fields.needText("storageType");
        const QString place = fields.needText("pathOrInlineDv");
        const qint64 offset = fields.integer("offset").value_or(0);
        const qint64 size = fields.integer("sizeInBytes").value_or(0);
        if (fields.error())
            return *fields.error();
        if (kind == "i"_L1)
            return samples::readInlineDeletionVector(place.toLatin1(), mostPositions);
        if (kind != "p"_L1 || !place.startsWith(u"http"_s))
            return refused(tr("a list of deleted rows that is not handed out"));
        if (size <= 0 || offset < 0 || size > mostVectorBytes)
            return refused(tr("a very long list of deleted rows"));
        const qint64 whole = size + samples::deletionVectorFrame;
        const auto read = remoteRanges(linkSender(m_client, m_stop), linkRequest(m_client, place),
                                       offset + whole);
        const auto bytes = read(offset, whole);
        return bytes ? samples::readDeletionVector(*bytes, mostPositions) : bytes.error();
    }

    RestClient &m_client;
    const QList<TableColumn> m_columns;
    const int m_rows;
    const std::stop_token m_stop;
    mesh::Sample m_sample;
};

} // namespace

Result<mesh::Sample> sharedRows(RestClient &client, const SharedTable &table, int rows,
                                std::stop_token stop)
{
    const auto answer = askSharing(client, net::Method::Post, table.path() + "/query",
                                   "{\"limitHint\":" + QByteArray::number(rows) + '}', stop);
    if (!answer)
        return answer.error();
    const auto lines = linesOf(answer->body);
    if (!lines)
        return lines.error();
    if (const auto known = checkFeatures(*lines); !known)
        return known.error();
    const auto metadata = sharedMetadata(*lines);
    if (!metadata)
        return metadata.error();
    auto columns = columnsOf(**metadata);
    if (!columns)
        return std::move(columns).error();
    const auto files = filesOf(*lines);
    if (!files)
        return files.error();
    return RowsReader(client, *std::move(columns), rows, std::move(stop)).read(*files);
}

} // namespace meshlens::catalogs
