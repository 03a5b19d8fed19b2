// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/unity_facts.h"

#include "app/catalogs/rest_names.h"
#include "app/catalogs/unity_databricks.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QSet>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using net::Fields;
using nlohmann::json;

constexpr qsizetype mostUpstreams = 2000; // of one table
constexpr int leastTurn = 2;
const QByteArray lineageApi = "api/2.0/lineage-tracking/";
const QString turnMark = u"lineage.turn"_s;

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

std::optional<std::int64_t> timeOf(const json &node)
{
    const QString text = net::optionalString(node, "lineage_timestamp").valueOr({});
    const std::int64_t ms = fromRfc3339(QString(text).replace(u' ', u'T'));
    return ms < 0 ? std::nullopt : std::optional(ms);
}

QString numberText(const json &node, const char *name)
{
    const auto found = node.find(name);
    if (found == node.end())
        return {};
    return found->is_string() ? QString::fromStdString(found->get_ref<const std::string &>())
           : found->is_number_integer() ? QString::fromStdString(found->dump())
                                        : QString();
}

/// The newest of the things that ran between two tables.
QString jobOf(const json &entry, const QString &workspace)
{
    const struct {
        const char *list;
        const char *id;
        QString folder;
    } kinds[] = {{"jobInfos", "job_id", u"jobs/"_s},
                 {"pipelineInfos", "pipeline_id", u"pipelines/"_s},
                 {"notebookInfos", "notebook_id", u"notebooks/"_s}};
    QString job;
    std::int64_t newest = -1;
    for (const auto &[list, id, folder] : kinds) {
        const auto infos = net::optionalArray(entry, list);
        if (!infos || !*infos)
            continue;
        for (const json &info : **infos) {
            const QString name = info.is_object() ? numberText(info, id) : QString();
            const std::int64_t at = timeOf(info).value_or(0);
            if (name.isEmpty() || at <= newest)
                continue;
            newest = at;
            job = mesh::jobKey(workspace, folder + name);
        }
    }
    return job;
}

void raise(mesh::Dataset &table, std::optional<std::int64_t> atMs)
{
    if (atMs)
        table.updatedAtMs = std::max(table.updatedAtMs.value_or(0), *atMs);
}

class LineageReader
{
public:
    LineageReader(RestClient &client, RestPull &pull, QString instance, UnityTables &tables,
                  int mostCalls)
        : m_client(client), m_pull(pull), m_instance(std::move(instance)), m_tables(tables),
          m_left(mostCalls), m_columnsLeft(mostCalls)
    {}

    Result<void> run()
    {
        if (m_left > 0) {
            const QStringList names = tablesInTurn();
            m_left -= int(names.size());
            m_columnsLeft = std::min<qsizetype>(m_columnsLeft, m_left);
            if (const auto asked = askTables(names); !asked)
                return asked;
            if (const auto asked = askColumns(); !asked)
                return asked;
        }
        m_pull.keepSeenEdges([this](const mesh::LineageEdge &edge) {
            return m_keys.contains(edge.to) &&
                   !m_answered.contains({edge.to, edge.toColumn.toLower()});
        });
        return {};
    }

private:
    /// New and changed ones, then the rest from where the last pull stopped.
    QStringList tablesInTurn()
    {
        QStringList changed, others;
        for (auto table = m_tables.begin(); table != m_tables.end(); ++table) {
            m_keys.insert(table->first.key);
            const QString mark = m_pull.mark(u"lineage:"_s + table.key());
            if (const qint64 arrived = mark.section(u' ', 1).toLongLong(); arrived > 0)
                raise(table->first, arrived);
            const bool isKnown = mark.section(u' ', 0, 0) == markOf(*table);
            (isKnown ? others : changed).append(table.key());
        }
        if (changed.size() > m_left)
            m_pull.problem(
                u"lineage-tracking"_s,
                Error{Error::Kind::TooLarge,
                      tr("The lineage of %1 of %2 new and changed tables was read; the rest "
                         "follows at the next syncs (option lineage_calls).")
                          .arg(m_left)
                          .arg(changed.size()),
                      {}});
        const QString last = m_pull.mark(turnMark);
        const auto next = std::upper_bound(others.begin(), others.end(), last);
        std::rotate(others.begin(), next, others.end());
        // What flows may change without a trace in the lists; a tenth of the calls looks after
        // that.
        const qsizetype turn = std::max(leastTurn, m_left / 10);
        if (changed.isEmpty())
            m_columnsLeft = turn;
        others = others.first(std::min(others.size(), turn));
        const QStringList names =
            (changed + others).first(std::min<qsizetype>(changed.size() + others.size(), m_left));
        m_pull.setMark(turnMark, names.size() > changed.size() ? names.last() : last);
        return names;
    }

    /// Only what the lists say counts: what was added here does not make a table another.
    static QString markOf(const std::pair<mesh::Dataset, QByteArray> &table)
    {
        return QString::fromLatin1(
            QCryptographicHash::hash(table.second, QCryptographicHash::Sha1).toHex().first(12));
    }

    Result<void> askTables(const QStringList &names)
    {
        QSet<QString> asked;
        const auto done = eachAtOnce<json>(
            std::size_t(names.size()), m_pull.stop(),
            [&](std::size_t i, std::stop_token stop) -> Result<json> {
                auto answer = m_client.get(lineageApi + "table-lineage",
                                           {{u"table_name"_s, plainName(names[qsizetype(i)])},
                                            {u"include_entity_lineage"_s, u"true"_s}},
                                           std::move(stop));
                return answer ? Result<json>(std::move(answer->document)) : answer.error();
            },
            [&](std::size_t i, Result<json> answer) -> Result<void> {
                const QString &name = names[qsizetype(i)];
                asked.insert(name);
                if (!answer)
                    return pass(name, answer.error());
                take(m_tables[name].first, *answer, name);
                return m_pull.flush(tr("lineage"), qint64(i) + 1, names.size());
            });
        for (auto table = m_tables.begin(); table != m_tables.end(); ++table) {
            const QString mark = u"lineage:"_s + table.key();
            if (asked.contains(table.key())) {
                const auto arrived = table->first.updatedAtMs;
                m_pull.setMark(mark, markOf(*table) +
                                         (arrived ? u' ' + QString::number(*arrived) : QString()));
            } else if (const QString before = m_pull.mark(mark); !before.isEmpty()) {
                m_pull.setMark(mark, before);
            }
        }
        return done;
    }

    /// A table that this person may not look into is no reason to leave out the others.
    Result<void> pass(const QString &name, const Error &error)
    {
        if (error.kind == Error::Kind::Cancelled || error.kind == Error::Kind::Network ||
            error.kind == Error::Kind::HttpStatus)
            return error;
        if (!m_isTold) // once, not for each table
            m_pull.problem(name, error);
        m_isTold = true;
        return {};
    }

    void take(mesh::Dataset &table, const json &answer, const QString &name)
    {
        m_answered.insert({table.key, {}});
        const auto list = net::optionalArray(answer, "upstreams");
        if (!list)
            return m_pull.problem(name, list.error());
        bool hasTables = false;
        for (std::size_t i = 0; *list && i < (*list)->size() && i < mostUpstreams; ++i) {
            const json &entry = (**list)[i];
            const auto from = sourceOf(entry);
            if (from.first.isEmpty() || from.first == table.key)
                continue;
            hasTables = true;
            m_pull.put(mesh::LineageEdge{from.first,
                                         {},
                                         table.key,
                                         {},
                                         jobOf(entry, m_client.base().host()),
                                         false,
                                         from.second});
            raise(table, from.second);
        }
        if (hasTables)
            m_withUpstreams.append(name);
    }

    /// Key and time of a table or of files.
    std::pair<QString, std::optional<std::int64_t>> sourceOf(const json &entry) const
    {
        const auto table = net::optionalObject(entry, "tableInfo");
        if (table && *table)
            return {keyOf(**table, "name"), timeOf(**table)};
        const auto file = net::optionalObject(entry, "fileInfo");
        if (!file || !*file)
            return {};
        return {mesh::locationKey(net::optionalString(**file, "path").valueOr({})).key,
                timeOf(**file)};
    }

    QString keyOf(const json &node, const char *name) const
    {
        Fields fields(node, {});
        const QStringList parts = {fields.needText("catalog_name"), fields.needText("schema_name"),
                                   fields.needText(name)};
        return fields.error() ? QString() : mesh::datasetKey(u"unity"_s, m_instance, parts).key;
    }

    static QString plainName(const QString &quoted) { return mesh::splitQuoted(quoted).join(u'.'); }

    Result<void> askColumns()
    {
        QList<std::pair<QString, QString>> wanted; // table, column
        for (const QString &name : std::as_const(m_withUpstreams)) {
            for (const mesh::Column &column : m_tables[name].first.columns) {
                if (!column.name.contains(u'.') && wanted.size() < m_columnsLeft)
                    wanted.append({name, column.name});
            }
        }
        return eachAtOnce<json>(
            std::size_t(wanted.size()), m_pull.stop(),
            [&](std::size_t i, std::stop_token stop) -> Result<json> {
                const auto &[table, column] = wanted[qsizetype(i)];
                auto answer =
                    m_client.get(lineageApi + "column-lineage",
                                 {{u"table_name"_s, plainName(table)}, {u"column_name"_s, column}},
                                 std::move(stop));
                return answer ? Result<json>(std::move(answer->document)) : answer.error();
            },
            [&](std::size_t i, Result<json> answer) -> Result<void> {
                const auto &[table, column] = wanted[qsizetype(i)];
                if (!answer)
                    return pass(table, answer.error());
                takeColumn(m_tables[table].first.key, column, *answer);
                return m_pull.flush(tr("lineage of columns"), qint64(i) + 1, wanted.size());
            });
    }

    void takeColumn(const QString &table, const QString &column, const json &answer)
    {
        m_answered.insert({table, column.toLower()});
        const auto list = net::optionalArray(answer, "upstream_cols");
        for (std::size_t i = 0; list && *list && i < (*list)->size() && i < mostUpstreams; ++i) {
            const json &entry = (**list)[i];
            const QString from = keyOf(entry, "table_name");
            const QString fromColumn = net::optionalString(entry, "name").valueOr({});
            if (!from.isEmpty() && !fromColumn.isEmpty())
                m_pull.put(
                    mesh::LineageEdge{from, fromColumn, table, column, {}, false, timeOf(entry)});
        }
    }

    RestClient &m_client;
    RestPull &m_pull;
    const QString m_instance;
    UnityTables &m_tables;
    int m_left; // calls
    qsizetype m_columnsLeft;
    bool m_isTold = false;
    QSet<QString> m_keys;                         // of the tables
    QSet<std::pair<QString, QString>> m_answered; // table and column
    QStringList m_withUpstreams;
};

} // namespace

Result<bool> readUnityFlows(RestClient &client, RestPull &pull, const QString &instance,
                            UnityTables &tables, const QString &warehouse)
{
    const auto flows = recordedFlows(client, warehouse, pull.stop());
    if (!flows && flows.error().kind != Error::Kind::Cancelled &&
        flows.error().kind != Error::Kind::Network) {
        pull.problem(u"system.access"_s, flows.error()); // not every account may read it
        return false;
    }
    if (!flows)
        return flows.error();
    for (const RecordedFlow &flow : *flows) {
        pull.put(mesh::LineageEdge{mesh::unityKey(instance, flow.from).key,
                                   flow.fromColumn,
                                   mesh::unityKey(instance, flow.to).key,
                                   flow.toColumn,
                                   {},
                                   false,
                                   flow.atMs});
        const auto target = tables.find(flow.to);
        if (target != tables.end())
            raise(target->first, flow.atMs);
    }
    return true;
}

Result<void> readUnityLineage(RestClient &client, RestPull &pull, const QString &instance,
                              UnityTables &tables, int mostCalls)
{
    return LineageReader(client, pull, instance, tables, mostCalls).run();
}

} // namespace meshlens::catalogs
