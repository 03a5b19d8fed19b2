// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/sharing_catalog.h"

#include "app/catalogs/rest_types.h"
#include "app/catalogs/sharing_protocol.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using net::Fields;
using nlohmann::json;

const RestQuery pageSize = {{u"maxResults"_s, u"500"_s}};
const QByteArray versionHeader = "Delta-Table-Version";
constexpr int mostRows = 10'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

Paging paging()
{
    return pagingBy(u"pageToken"_s, "nextPageToken");
}

/// What was asked of one table.
struct Details {
    bool unchanged = false;
    QByteArray version;
    QList<json> lines;
    std::optional<std::int64_t> writtenAtMs;
};

class SharingPull
{
public:
    SharingPull(RestClient &client, RestPull &pull)
        : m_client(client), m_pull(pull), m_scope(pull.connection()),
          m_instance(instanceOf(pull.connection(), client.base()))
    {}

    Result<void> run()
    {
        QList<std::pair<json, mesh::DataProduct>> shares;
        const auto listed =
            eachListed(m_client, m_pull, "shares", pageSize, paging(), "items",
                       [&](const json &node, const QString &pointer) -> Result<void> {
                           Fields fields(node, pointer);
                           mesh::DataProduct share;
                           share.nativeId = fields.needText("name");
                           share.name = fields.text("displayName");
                           share.description = fields.text("comment");
                           if (const json *properties = fields.object("properties"))
                               share.owners = m_pull.owners(
                                   net::optionalString(*properties, "owner").valueOr({}));
                           if (fields.error())
                               return *fields.error();
                           if (share.name.isEmpty())
                               share.name = share.nativeId;
                           share.key = mesh::productKey(m_pull.authority(), share.nativeId);
                           share.access = mesh::AccessMode::Open;
                           shares.append({node, share});
                           return {};
                       });
        if (!listed)
            return listed;
        for (auto &[node, share] : shares) {
            if (const auto read = readShare(node, share); !read)
                return read;
        }
        return {};
    }

private:
    Result<void> readShare(const json &node, mesh::DataProduct &share)
    {
        QList<SharedTable> tables;
        const auto listed = eachListed(
            m_client, m_pull, "shares/" + pathPart(share.nativeId) + "/all-tables", pageSize,
            paging(), "items", [&](const json &entry, const QString &pointer) -> Result<void> {
                Fields fields(entry, pointer);
                const SharedTable table{share.nativeId, fields.needText("schema"),
                                        fields.needText("name")};
                if (fields.error())
                    return *fields.error();
                if (m_scope.includes(table.id()))
                    tables.append(table);
                return {};
            });
        if (!listed && !RestPull::isPassable(listed.error()))
            return listed;
        if (!listed) {
            m_pull.problem(share.nativeId, listed.error());
            m_pull.keep(mesh::Kind::Product, share.nativeId);
            m_pull.keepAll(mesh::Kind::Dataset, joinQuoted({share.nativeId}) + u'.');
            return {};
        }
        QStringList ids;
        for (const SharedTable &table : std::as_const(tables)) {
            mesh::Port port;
            port.id = joinQuoted({table.schema, table.name});
            port.name = port.id;
            port.dataset = keyOf(table).key;
            port.protocol = u"delta-sharing"_s;
            share.ports.append(port);
            ids.append(port.id);
        }
        m_pull.put(share, textual(node) + textual(ids));
        return eachAtOnce<Details>(
            std::size_t(tables.size()), m_pull.stop(),
            [&](std::size_t i, std::stop_token stop) {
                return details(tables[qsizetype(i)], std::move(stop));
            },
            [&](std::size_t i, Result<Details> read) -> Result<void> {
                if (const auto taken = take(tables[qsizetype(i)], std::move(read)); !taken)
                    return taken;
                return m_pull.flush(share.name, qint64(i) + 1, tables.size());
            });
    }

    [[nodiscard]] mesh::DatasetKey keyOf(const SharedTable &table) const
    {
        return mesh::datasetKey(u"deltasharing"_s, m_instance,
                                {table.share, table.schema, table.name});
    }

    Result<net::Response> ask(net::Method method, const QByteArray &path, const QByteArray &body,
                              std::stop_token stop) const
    {
        return askSharing(m_client, method, path, body, std::move(stop));
    }

    Result<Details> details(const SharedTable &table, std::stop_token stop) const
    {
        Details details;
        const QByteArray before = m_pull.mark(table.id()).toLatin1();
        if (!before.isEmpty()) {
            const auto version = ask(net::Method::Get, table.path() + "/version", {}, stop);
            if (!version)
                return version.error();
            details.version = net::headerValue(version->headers, versionHeader);
            details.unchanged = details.version == before;
            if (details.unchanged)
                return details;
        }
        auto metadata = ask(net::Method::Get, table.path() + "/metadata", {}, stop);
        if (!metadata)
            return std::move(metadata).error();
        details.version = net::headerValue(metadata->headers, versionHeader);
        auto lines = linesOf(metadata->body);
        if (!lines)
            return std::move(lines).error();
        details.lines = *std::move(lines);
        if (details.version.isEmpty())
            return details;
        const auto written = timeOf(table, details.version, std::move(stop));
        if (!written)
            return written.error();
        details.writtenAtMs = *written;
        return details;
    }

    /// When a version was written, where the provider shares the history of the table.
    Result<std::optional<std::int64_t>> timeOf(const SharedTable &table, const QByteArray &version,
                                               std::stop_token stop) const
    {
        const std::optional<std::int64_t> unknown;
        bool isNumber = false;
        const qint64 number = version.toLongLong(&isNumber);
        if (!isNumber)
            return unknown;
        const auto changes =
            ask(net::Method::Post, table.path() + "/query",
                "{\"startingVersion\":" + QByteArray::number(number) + '}', std::move(stop));
        using enum Error::Kind;
        const auto kind = changes ? Usage : changes.error().kind;
        if (kind == Network || kind == Cancelled || kind == HttpStatus)
            return changes.error();
        if (!changes)
            return unknown; // 400, 403: no history for us
        const auto lines = linesOf(changes->body);
        if (!lines)
            return lines.error();
        std::optional<std::int64_t> newest;
        for (const json &line : *lines) {
            for (const char *action : {"add", "remove", "file"}) {
                const auto file = line.find(action);
                if (file == line.end())
                    continue;
                const auto time = net::optionalInt(*file, "timestamp").valueOr({});
                if (time)
                    newest = std::max<std::int64_t>(newest.value_or(0), *time);
            }
        }
        return newest;
    }

    Result<void> take(const SharedTable &table, Result<Details> details)
    {
        const QString id = table.id();
        if (!details && (details.error().kind == Error::Kind::Cancelled ||
                         details.error().kind == Error::Kind::Network))
            return details.error();
        mesh::Dataset dataset;
        setKey(dataset, keyOf(table));
        dataset.nativeId = id;
        if (!details) {
            m_pull.problem(id, details.error());
            // It is shared all the same; what is in it may be known from an earlier pull.
            m_pull.keep(mesh::Kind::Dataset, id);
            if (!m_pull.isSeen(mesh::Kind::Dataset, id))
                m_pull.put(std::move(dataset), "unread");
            return {};
        }
        if (details->unchanged) {
            m_pull.keep(mesh::Kind::Dataset, id);
            m_pull.setMark(id, m_pull.mark(id));
            return {};
        }
        if (const auto filled = fill(dataset, details->lines); !filled)
            m_pull.problem(id, filled.error());
        dataset.updatedAtMs = details->writtenAtMs;
        m_pull.putLoad(dataset);
        m_pull.setMark(id, QString::fromLatin1(details->version));
        QByteArray fingerprint = details->version;
        for (const json &line : std::as_const(details->lines))
            fingerprint += textual(line);
        m_pull.put(std::move(dataset), fingerprint);
        return {};
    }

    static Result<void> fill(mesh::Dataset &dataset, const QList<json> &lines)
    {
        const auto said = sharedMetadata(lines);
        if (!said)
            return said.error();
        Fields fields(**said, u"/metaData"_s);
        addDeltaId(dataset, fields.text("id"));
        dataset.description = fields.text("description");
        const QString text = fields.needText("schemaString");
        if (fields.error())
            return *fields.error();
        if (const json *whole = wrapped(lines, "metaData"))
            addLocation(dataset, net::optionalString(*whole, "location").valueOr({}));
        const auto schema = net::parseJson(text.toUtf8());
        auto columns = schema ? columnsOfSpark(*schema, u"/metaData/schemaString"_s)
                              : Result<Columns>(schema.error());
        if (!columns)
            return std::move(columns).error();
        dataset.columns = *std::move(columns);
        return {};
    }

    RestClient &m_client;
    RestPull &m_pull;
    const Scope m_scope;
    const QString m_instance;
};

} // namespace

CatalogKind SharingCatalog::kind()
{
    CatalogKind kind;
    kind.kind = u"delta-sharing"_s;
    kind.title = tr("Delta Sharing");
    kind.description = tr("Tables that others share with you; the secret is the token or the whole "
                          "profile file");
    kind.icon = u"share"_s;
    kind.capabilities = {mesh::Capability::Browse, mesh::Capability::Samples,
                         mesh::Capability::Incremental};
    kind.options = {scopeOption()};
    kind.options += restOptions(true);
    return kind;
}

Registration SharingCatalog::registration()
{
    return {&kind,
            [](const CatalogConnection &given, const QString &secret, net::Client &client,
               const Clock &clock) -> Result<std::unique_ptr<Catalog>> {
                CatalogConnection connection = given;
                QString token = secret;
                if (const auto read = readSharingProfile(connection, token, clock.nowMs()); !read)
                    return read.error();
                auto rest = RestClient::open(client, connection, token, {});
                if (!rest)
                    return std::move(rest).error();
                return std::unique_ptr<Catalog>(
                    std::make_unique<SharingCatalog>(connection, *std::move(rest), clock));
            }};
}

Result<QString> SharingCatalog::look(std::stop_token stop)
{
    const auto answer = client().get("shares", pageSize, std::move(stop));
    if (!answer)
        return answer.error();
    const auto list = net::optionalArray(answer->document, "items");
    return list ? Result<QString>(tr("Shares: %1").arg(*list ? int((*list)->size()) : 0))
                : list.error();
}

Result<void> SharingCatalog::read(RestPull &pull)
{
    return SharingPull(client(), pull).run();
}

Result<mesh::Sample> SharingCatalog::sample(const SampleQuery &query, std::stop_token stop)
{
    const QStringList parts = mesh::splitQuoted(query.dataset);
    if (parts.size() != 3)
        return Error{Error::Kind::NotFound, tr("This is no table of a share."), query.dataset};
    auto sample = sharedRows(client(), {parts[0], parts[1], parts[2]},
                             std::clamp(query.rows, 1, mostRows), std::move(stop));
    if (sample)
        sample->fetchedAtMs = clock().nowMs();
    return sample;
}

} // namespace meshlens::catalogs
