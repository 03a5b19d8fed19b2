// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/lakefs_catalog.h"

#include "app/catalogs/lakefs_rows.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using net::Fields;
using nlohmann::json;

constexpr int usualDepth = 3, deepest = 12;
constexpr int mostRows = 10'000;
const RestQuery pageSize = {{u"amount"_s, u"1000"_s}};

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

Paging paging()
{
    return {u"after"_s, [](const json &page) -> Result<QString> {
                const auto state = net::optionalObject(page, "pagination");
                if (!state || !*state)
                    return state ? Result<QString>(QString()) : state.error();
                const auto hasMore = net::optionalBool(**state, "has_more", u"/pagination"_s);
                if (!hasMore)
                    return hasMore.error();
                return hasMore->value_or(false)
                           ? net::requireString(**state, "next_offset", u"/pagination"_s)
                           : Result<QString>(QString());
            }};
}

struct Repository {
    QString id;
    QString branch;
};

QByteArray refPath(const QString &repository, const QString &ref)
{
    return "repositories/" + pathPart(repository) + "/refs/" + pathPart(ref);
}

/// What one folder holds.
struct Folder {
    QStringList folders; // paths, with a slash at the end
    QStringList objects;
    qint64 bytes = 0;
    std::optional<std::int64_t> newestMs;

    [[nodiscard]] bool isDataset(int depth, int most) const
    {
        const auto marks = [](const QString &path) {
            const QString name = path.section(u'/', -2, -2);
            return name.contains(u'=') || name == "_delta_log"_L1;
        };
        return !objects.isEmpty() || depth >= most ||
               std::any_of(folders.begin(), folders.end(), marks);
    }
};

class LakefsPull
{
public:
    LakefsPull(RestClient &client, RestPull &pull)
        : m_client(client), m_pull(pull), m_scope(pull.connection())
    {
        const int given = pull.connection().options.value(u"depth"_s).toInt();
        m_depth = given > 0 ? std::min(given, deepest) : usualDepth;
    }

    Result<void> run()
    {
        QList<Repository> repositories;
        const auto listed = eachListed(
            m_client, m_pull, "repositories", pageSize, paging(), "results",
            [&](const json &node, const QString &pointer) -> Result<void> {
                Fields fields(node, pointer);
                const Repository found{fields.needText("id"), fields.needText("default_branch")};
                if (fields.error())
                    return *fields.error();
                if (!m_scope.mayInclude(found.id))
                    return {};
                mesh::Domain domain;
                domain.nativeId = domain.name = found.id;
                domain.key = mesh::domainKey(m_pull.authority(), found.id);
                m_pull.put(std::move(domain), textual(node));
                repositories.append(found);
                return {};
            });
        if (!listed)
            return listed;
        for (const Repository &repository : std::as_const(repositories)) {
            const auto read = readRepository(repository);
            if (!read && !RestPull::isPassable(read.error()))
                return read;
            if (!read) {
                m_pull.problem(repository.id, read.error());
                m_pull.setMark(repository.id, m_pull.mark(repository.id)); // it is still there
                m_pull.keepAll(mesh::Kind::Dataset, repository.id + u'/');
            }
        }
        return {};
    }

private:
    Result<void> readRepository(const Repository &repository)
    {
        const QString wanted = m_pull.connection().options.value(u"ref"_s);
        const QString branch = wanted.isEmpty() ? repository.branch : wanted;
        const auto at = m_client.get("repositories/" + pathPart(repository.id) + "/branches/" +
                                         pathPart(branch),
                                     {}, m_pull.stop());
        const auto commit =
            at ? net::requireString(at->document, "commit_id") : Result<QString>(at.error());
        if (!commit)
            return commit.error();
        const QString before = m_pull.mark(repository.id);
        m_pull.setMark(repository.id, *commit);
        if (m_pull.isIncremental() && before == *commit) {
            m_pull.keepAll(mesh::Kind::Dataset, repository.id + u'/');
            return {};
        }
        m_repository = repository.id;
        m_branch = branch;
        m_refPath = refPath(repository.id, *commit);
        return readFolder({}, 0);
    }

    Result<Folder> list(const QString &prefix)
    {
        RestQuery query = pageSize;
        query.append({u"delimiter"_s, u"/"_s});
        query.append({u"prefix"_s, prefix});
        query.append({u"presign"_s, u"false"_s});
        Folder folder;
        const auto listed =
            eachListed(m_client, m_pull, m_refPath + "/objects/ls", query, paging(), "results",
                       [&](const json &node, const QString &pointer) -> Result<void> {
                           Fields fields(node, pointer);
                           const QString path = fields.needText("path");
                           const bool isFolder = fields.text("path_type") == "common_prefix"_L1;
                           const auto seconds = fields.integer("mtime");
                           const qint64 bytes = fields.integer("size_bytes").value_or(0);
                           if (fields.error())
                               return *fields.error();
                           if (isFolder) {
                               folder.folders.append(path.endsWith(u'/') ? path : path + u'/');
                               return {};
                           }
                           folder.objects.append(path);
                           folder.bytes += bytes;
                           if (seconds)
                               folder.newestMs = std::max<std::int64_t>(folder.newestMs.value_or(0),
                                                                        *seconds * 1000);
                           return {};
                       });
        return listed ? Result<Folder>(std::move(folder)) : listed.error();
    }

    Result<void> readFolder(const QString &prefix, int depth)
    {
        const auto folder = list(prefix);
        if (!folder)
            return folder.error();
        if (prefix.isEmpty()) {
            for (const QString &object : folder->objects) {
                if (const auto put = handOn(object, mesh::DatasetType::File, folder->newestMs);
                    !put)
                    return put;
            }
        } else if (folder->isDataset(depth, m_depth)) {
            auto newest = folder->newestMs;
            if (!newest) { // everything lies in partitions below: the newest commit that touched it
                auto touched = commitTime(prefix);
                if (!touched)
                    return std::move(touched).error();
                newest = *touched;
            }
            return handOn(prefix, mesh::DatasetType::Table, newest);
        }
        for (const QString &below : folder->folders) {
            if (below.size() <= prefix.size() || !below.startsWith(prefix))
                return net::wrongType(u"/results"_s, u"folders below the one asked for"_s);
            if (const auto read = readFolder(below, depth + 1); !read)
                return read;
        }
        return {};
    }

    Result<std::optional<std::int64_t>> commitTime(const QString &prefix)
    {
        const auto answer =
            m_client.get(m_refPath + "/commits",
                         {{u"prefixes"_s, prefix}, {u"amount"_s, u"1"_s}, {u"limit"_s, u"true"_s}},
                         m_pull.stop());
        if (!answer)
            return answer.error();
        const auto list = net::optionalArray(answer->document, "results");
        if (!list || !*list || (*list)->empty())
            return list ? Result<std::optional<std::int64_t>>(std::nullopt) : list.error();
        const auto seconds = net::optionalInt((**list)[0], "creation_date", u"/results/0"_s);
        if (!seconds)
            return seconds.error();
        return *seconds ? std::optional<std::int64_t>(**seconds * 1000) : std::nullopt;
    }

    Result<void> handOn(const QString &path, mesh::DatasetType type,
                        std::optional<std::int64_t> newestMs)
    {
        const QStringList parts = path.split(u'/', Qt::SkipEmptyParts);
        if (parts.isEmpty() || !m_scope.includes(m_repository + u'.' + parts.join(u'.')))
            return {};
        mesh::Dataset dataset;
        setKey(dataset, mesh::datasetKey(u"lakefs"_s, m_repository, parts));
        dataset.nativeId = m_repository + u'/' + path;
        dataset.qualifiedName = dataset.nativeId;
        dataset.type = type;
        dataset.domain = mesh::domainKey(m_pull.authority(), m_repository);
        dataset.updatedAtMs = newestMs;
        // Spark names it by the S3 gateway: bucket is the repository, then the branch.
        addName(dataset, mesh::datasetKey(u"s3"_s, m_repository, QStringList{m_branch} + parts));
        m_pull.putLoad(dataset);
        m_pull.put(std::move(dataset), QByteArray::number(qint64(newestMs.value_or(-1))));
        return m_pull.flush(m_repository, ++m_done);
    }

    RestClient &m_client;
    RestPull &m_pull;
    const Scope m_scope;
    int m_depth = usualDepth;
    QString m_repository, m_branch; // being read
    QByteArray m_refPath;
    qint64 m_done = 0;
};

} // namespace

CatalogKind LakefsCatalog::kind()
{
    CatalogKind kind;
    kind.kind = u"lakefs"_s;
    kind.title = tr("lakeFS");
    kind.description =
        tr("Folders and files of repositories, at the commit of a branch; the secret "
           "is the access key, a colon, and the secret key");
    kind.icon = u"folder"_s;
    kind.capabilities = {mesh::Capability::Browse, mesh::Capability::Samples,
                         mesh::Capability::Incremental};
    kind.options = {
        {u"ref"_s, tr("Branch"), false, false, tr("without it each repository's default")},
        {u"depth"_s, tr("Folder depth"), false, false,
         tr("how many folders deep a dataset is at most; 3 without it")},
        scopeOption()};
    kind.options += restOptions();
    return kind;
}

Result<QString> LakefsCatalog::look(std::stop_token stop)
{
    const auto answer = client().get("repositories", pageSize, std::move(stop));
    if (!answer)
        return answer.error();
    const auto list = net::requireArray(answer->document, "results");
    return list ? Result<QString>(tr("Repositories: %1").arg((*list)->size())) : list.error();
}

Result<void> LakefsCatalog::read(RestPull &pull)
{
    return LakefsPull(client(), pull).run();
}

Result<mesh::Sample> LakefsCatalog::sample(const SampleQuery &query, std::stop_token stop)
{
    const QString repository = query.dataset.section(u'/', 0, 0);
    QString ref = option(u"ref"_s);
    if (ref.isEmpty()) {
        const auto answer = client().get("repositories/" + pathPart(repository), {}, stop);
        const auto branch = answer ? net::requireString(answer->document, "default_branch")
                                   : Result<QString>(answer.error());
        if (!branch)
            return branch.error();
        ref = *branch;
    }
    auto sample = lakefsRows(client(), refPath(repository, ref), query.dataset.section(u'/', 1),
                             std::clamp(query.rows, 1, mostRows), std::move(stop));
    if (sample)
        sample->fetchedAtMs = clock().nowMs();
    return sample;
}

} // namespace meshlens::catalogs
