// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/nessie_catalog.h"

#include "models/clock.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using nlohmann::json;

constexpr qsizetype mostCommits = 20'000; // looked through for the times of tables
const QString pageSize = u"500"_s;

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

Paging paging()
{
    return {u"page-token"_s, [](const json &page) -> Result<QString> {
                const auto hasMore = net::optionalBool(page, "hasMore");
                if (!hasMore)
                    return hasMore.error();
                return hasMore->value_or(false) ? net::requireString(page, "token")
                                                : Result<QString>(QString());
            }};
}

struct Reference {
    QString name;
    QString hash;
    bool isTag = false;
};

Result<QList<Reference>> readReferences(RestClient &client, std::stop_token stop)
{
    QList<Reference> all;
    const auto walked = eachRestPage(
        client, "trees", {{u"max-records"_s, pageSize}}, paging(), std::move(stop),
        [&](const RestAnswer &page) -> Result<void> {
            const auto list = net::requireArray(page.document, "references");
            if (!list)
                return list.error();
            for (std::size_t i = 0; i < (*list)->size(); ++i) {
                net::Fields fields((**list)[i], u"/references/"_s + QString::number(i));
                all.append({fields.needText("name"), fields.text("hash"),
                            fields.text("type") == "TAG"_L1});
                if (fields.error())
                    return *fields.error();
            }
            return {};
        });
    return walked ? Result<QList<Reference>>(std::move(all)) : walked.error();
}

Result<Reference> chosen(RestClient &client, const QString &wanted, const QList<Reference> &all,
                         std::stop_token stop)
{
    QString name = wanted;
    if (name.isEmpty()) {
        const auto config = client.get("config", {}, std::move(stop));
        const auto branch = config ? net::requireString(config->document, "defaultBranch")
                                   : Result<QString>(config.error());
        if (!branch)
            return branch.error();
        name = *branch;
    }
    for (const Reference &reference : all) {
        if (reference.name == name)
            return reference;
    }
    return Error{
        Error::Kind::NotFound, tr("This Nessie has no branch or tag named %1.").arg(name), {}};
}

Result<QStringList> elementsOf(const json &node, const char *name, const QString &pointer)
{
    const auto key = net::optionalObject(node, name, pointer);
    if (!key)
        return key.error();
    auto elements = *key ? net::optionalStrings(**key, "elements", pointer) : QStringList();
    if (elements && elements->isEmpty())
        return net::wrongType(pointer + u'/' + QString::fromLatin1(name), u"a key with elements"_s);
    return elements;
}

/// One pull of one branch or tag, pinned to the commit it stands at.
class NessiePull
{
public:
    NessiePull(RestClient &client, RestPull &pull, Reference at)
        : m_client(client), m_pull(pull), m_scope(pull.connection()), m_at(std::move(at)),
          m_pinned("trees/" + pathPart(m_at.name + u'@' + m_at.hash))
    {
        const QUrl base = client.base();
        m_base = instanceOf(pull.connection(), base);
        // Tables are known to the world by the address of Nessie's Iceberg REST side.
        m_instance = instanceOf(pull.connection(), base, u"/iceberg"_s);
    }

    Result<void> run()
    {
        const QString before = m_pull.mark(u"hash"_s);
        m_pull.setMark(u"hash"_s, m_at.hash);
        if (m_pull.isIncremental() && before == m_at.hash) {
            keepEverything();
            return {};
        }
        if (m_pull.isIncremental() && !before.isEmpty()) {
            auto read = readDifference(before);
            // The old commit may be gone: branches are reset and history is cleaned up.
            const bool isGone = !read && (read.error().kind == Error::Kind::NotFound ||
                                          read.error().kind == Error::Kind::Usage);
            if (!isGone)
                return read;
            m_touched.clear();
        }
        if (const auto read = readHistory({}); !read)
            return read;
        return eachListed(m_client, m_pull, m_pinned + "/entries",
                          {{u"content"_s, u"true"_s}, {u"max-records"_s, pageSize}}, paging(),
                          "entries", [this](const json &entry, const QString &pointer) {
                              return take(entry, "name", "content", pointer);
                          });
    }

private:
    struct Touch {
        std::int64_t atMs = 0;
    };

    void keepEverything()
    {
        for (const mesh::Kind kind : {mesh::Kind::Domain, mesh::Kind::Dataset, mesh::Kind::Party})
            m_pull.keepAll(kind, {});
    }

    /// Only what changed between two commits is read; who changed it goes to the list of changes.
    Result<void> readDifference(const QString &before)
    {
        const QByteArray diff = "trees/" + pathPart(m_at.name + u'@' + before) + "/diff/" +
                                pathPart(m_at.name + u'@' + m_at.hash);
        QList<std::pair<json, QString>> changed;
        QStringList gone;
        const auto listed =
            eachListed(m_client, m_pull, diff, {{u"max-records"_s, pageSize}}, paging(), "diffs",
                       [&](const json &entry, const QString &pointer) -> Result<void> {
                           const auto elements = elementsOf(entry, "key", pointer);
                           if (!elements)
                               return elements.error();
                           const auto now = net::optionalObject(entry, "to", pointer);
                           if (!now)
                               return now.error();
                           if (*now)
                               changed.append({entry, pointer});
                           else
                               gone.append(joinQuoted(*elements));
                           return {};
                       });
        if (!listed)
            return listed;
        if (const auto read = readHistory(before); !read)
            return read;
        keepEverything();
        for (const QString &id : std::as_const(gone)) {
            m_pull.drop(mesh::Kind::Dataset, id);
            m_pull.drop(mesh::Kind::Domain, id);
        }
        for (const auto &[entry, pointer] : std::as_const(changed)) {
            if (const auto taken = take(entry, "key", "to", pointer); !taken)
                m_pull.problem(m_client.base().toString(), taken.error());
        }
        return {};
    }

    /// The log, newest first: when each table was last put, and who did what since `before`.
    Result<void> readHistory(const QString &before)
    {
        RestQuery query = {{u"fetch"_s, u"ALL"_s}, {u"max-records"_s, pageSize}};
        if (!before.isEmpty())
            query.append({u"limit-hash"_s, before});
        qsizetype commits = 0;
        bool isEnough = false;
        const auto walked =
            eachRestPage(m_client, m_pinned + "/history", query, paging(), m_pull.stop(),
                         [&](const RestAnswer &page) -> Result<void> {
                             const auto list = net::requireArray(page.document, "logEntries");
                             if (!list)
                                 return list.error();
                             for (std::size_t i = 0; i < (*list)->size(); ++i) {
                                 const auto taken = takeCommit(
                                     (**list)[i], before, u"/logEntries/"_s + QString::number(i));
                                 if (!taken)
                                     m_pull.problem(page.url, taken.error());
                             }
                             commits += qsizetype((*list)->size());
                             isEnough = commits >= mostCommits;
                             return isEnough ? Error{Error::Kind::Cancelled, {}, {}}
                                             : m_pull.flush(tr("commits"), commits);
                         });
        return walked || isEnough ? Result<void>() : Result<void>(walked.error());
    }

    Result<void> takeCommit(const json &entry, const QString &before, const QString &pointer)
    {
        net::Fields fields(entry, pointer);
        const json *meta = fields.object("commitMeta");
        const json *operations = fields.array("operations");
        if (fields.error() || !meta)
            return fields.error() ? *fields.error()
                                  : net::wrongType(fields.at("commitMeta"), u"an object"_s);
        net::Fields said(*meta, fields.at("commitMeta"));
        const std::int64_t atMs = said.needTime("commitTime");
        // Version 1 knows one author, version 2 several.
        const QStringList authors = said.texts("authors");
        const QString author = authors.isEmpty() ? said.text("author") : authors.first();
        const QString message = said.text("message");
        if (said.error())
            return *said.error();
        if (said.text("hash") == before && !before.isEmpty())
            return {}; // the limit itself is not news
        for (std::size_t i = 0; operations && i < operations->size(); ++i) {
            const json &operation = (*operations)[i];
            const QString at = fields.at("operations") + u'/' + QString::number(i);
            const auto elements = elementsOf(operation, "key", at);
            if (!elements)
                return elements.error();
            const bool isPut = net::optionalString(operation, "type").valueOr({}) == "PUT"_L1;
            const QString id = joinQuoted(*elements);
            if (isPut && !m_touched.contains(id))
                m_touched.insert(id, {atMs});
            const mesh::DatasetKey key = mesh::datasetKey(u"icebergrest"_s, m_instance, *elements);
            if (isPut)
                m_pull.put(mesh::Load{key.key, atMs, atMs, {}});
            if (!before.isEmpty() && m_scope.includes(elements->join(u'.')))
                m_pull.put(
                    ChangeNote{mesh::Kind::Dataset, key.key, key.name, u"commit"_s,
                               u"%1, %2: %3"_s.arg(author.isEmpty() ? tr("somebody") : author,
                                                   toRfc3339(atMs), message.left(500))});
        }
        if (!author.isEmpty())
            static_cast<void>(m_pull.owners(author)); // so that the people of the log are known
        return {};
    }

    Result<void> take(const json &entry, const char *keyName, const char *contentName,
                      const QString &pointer)
    {
        const auto elements = elementsOf(entry, keyName, pointer);
        const auto content = net::optionalObject(entry, contentName, pointer);
        if (!elements || !content)
            return elements ? content.error() : elements.error();
        const json empty = json::object();
        net::Fields fields(*content ? **content : empty,
                           pointer + u'/' + QString::fromLatin1(contentName));
        const QString type =
            *content ? fields.text("type") : net::optionalString(entry, "type").valueOr({});
        if (type == "NAMESPACE"_L1)
            return takeNamespace(*elements, fields, *content ? textual(**content) : QByteArray());
        const bool isView = type == "ICEBERG_VIEW"_L1;
        const bool isTable = type == "ICEBERG_TABLE"_L1 || type == "DELTA_LAKE_TABLE"_L1;
        if (!(isView || isTable) || !m_scope.includes(elements->join(u'.')))
            return {}; // functions, and kinds to come
        mesh::Dataset dataset;
        setKey(dataset, mesh::datasetKey(u"icebergrest"_s, m_instance, *elements));
        dataset.nativeId = joinQuoted(*elements);
        dataset.type = isView ? mesh::DatasetType::View : mesh::DatasetType::Table;
        dataset.domain = mesh::domainKey(m_pull.authority(), elements->first());
        addStrongAlias(dataset, u"nessie-id"_s,
                       fields.text("id").isEmpty() ? QString() : m_base + u':' + fields.text("id"));
        // `.../table/metadata/00003.metadata.json` lies in the table's folder.
        const QString metadata = fields.text("metadataLocation");
        if (const qsizetype end = metadata.lastIndexOf(u"/metadata/"_s); end > 0 && isTable)
            addLocation(dataset, metadata.left(end));
        if (const auto touched = m_touched.constFind(dataset.nativeId);
            touched != m_touched.constEnd())
            dataset.updatedAtMs = touched->atMs;
        if (fields.error())
            return *fields.error();
        if (elements->size() > 1)
            ensureDomain(elements->first());
        const QByteArray fingerprint =
            textual(entry) + QByteArray::number(qint64(dataset.updatedAtMs.value_or(0)));
        m_pull.put(std::move(dataset), fingerprint);
        return m_pull.flush(m_at.name, ++m_done);
    }

    Result<void> takeNamespace(const QStringList &elements, net::Fields &fields,
                               const QByteArray &fingerprint)
    {
        if (elements.size() > 1)
            return {};
        mesh::Domain domain;
        domain.nativeId = domain.name = elements.first();
        domain.key = mesh::domainKey(m_pull.authority(), elements.first());
        if (const json *properties = fields.object("properties")) {
            domain.description = net::optionalString(*properties, "comment").valueOr({});
            domain.owners = m_pull.owners(net::optionalString(*properties, "owner").valueOr({}));
        }
        if (fields.error())
            return *fields.error();
        m_domains.insert(domain.nativeId);
        m_pull.put(std::move(domain), fingerprint);
        return {};
    }

    /// Older Nessies let tables be where no namespace was made.
    void ensureDomain(const QString &name)
    {
        if (m_domains.contains(name) || m_pull.isSeen(mesh::Kind::Domain, name))
            return;
        m_domains.insert(name);
        mesh::Domain domain;
        domain.nativeId = domain.name = name;
        domain.key = mesh::domainKey(m_pull.authority(), name);
        m_pull.put(std::move(domain), {});
    }

    RestClient &m_client;
    RestPull &m_pull;
    const Scope m_scope;
    const Reference m_at;
    const QByteArray m_pinned;
    QString m_base;
    QString m_instance;
    QHash<QString, Touch> m_touched; // by native id
    QSet<QString> m_domains;
    qint64 m_done = 0;
};

} // namespace

CatalogKind NessieCatalog::kind()
{
    CatalogKind kind;
    kind.kind = u"nessie"_s;
    kind.title = tr("Nessie");
    kind.description = tr("Tables and views on a branch, and who changed them when. For columns, "
                          "connect its Iceberg REST side too");
    kind.icon = u"git"_s;
    kind.capabilities = {mesh::Capability::Browse, mesh::Capability::Incremental};
    kind.options = {
        {u"ref"_s, tr("Branch or tag"), false, false, tr("without it the default branch")},
        scopeOption()};
    kind.options += restOptions();
    return kind;
}

Result<QString> NessieCatalog::look(std::stop_token stop)
{
    const auto all = readReferences(client(), stop);
    if (!all)
        return all.error();
    const auto at = chosen(client(), option(u"ref"_s), *all, stop);
    if (!at)
        return at.error();
    const auto tags = std::count_if(all->begin(), all->end(),
                                    [](const Reference &reference) { return reference.isTag; });
    return tr("%1. Branches: %2, tags: %3")
        .arg(at->name, QString::number(all->size() - tags), QString::number(tags));
}

Result<void> NessieCatalog::read(RestPull &pull)
{
    const auto all = readReferences(client(), pull.stop());
    if (!all)
        return all.error();
    const auto at = chosen(client(), option(u"ref"_s), *all, pull.stop());
    if (!at)
        return at.error();
    return NessiePull(client(), pull, *at).run();
}

} // namespace meshlens::catalogs
