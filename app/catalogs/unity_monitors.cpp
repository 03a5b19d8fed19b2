// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/unity_facts.h"

#include "app/catalogs/rest_names.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using net::Fields;
using nlohmann::json;

constexpr qsizetype mostMonitors = 500; // two calls each
const QString metricsEnding = u"_profile_metrics"_s;

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

struct Told {
    json monitor;
    json refreshes;
};

/// Tables beside which (or in whose catalog) a monitor has written what it measured.
QStringList monitored(const UnityTables &tables)
{
    QSet<QString> measured; // catalog and table
    for (const QString &name : tables.keys()) {
        const QStringList parts = mesh::splitQuoted(name);
        if (parts.size() == 3 && parts[2].endsWith(metricsEnding))
            measured.insert(parts[0] + u'/' + parts[2].chopped(metricsEnding.size()));
    }
    QStringList found;
    for (const QString &name : tables.keys()) {
        const QStringList parts = mesh::splitQuoted(name);
        if (parts.size() == 3 && measured.contains(parts[0] + u'/' + parts[2]) &&
            found.size() < mostMonitors)
            found.append(name);
    }
    return found;
}

mesh::CheckStatus statusOf(const QString &state)
{
    return state.endsWith(u"SUCCESS"_s)  ? mesh::CheckStatus::Passed
           : state.endsWith(u"FAILED"_s) ? mesh::CheckStatus::Failed
                                         : mesh::CheckStatus::Errored; // cancelled
}

mesh::Check checkOf(const mesh::Dataset &table, Fields &monitor)
{
    mesh::Check check;
    check.id = u"monitor:"_s + table.nativeId;
    check.dataset = table.key;
    check.dimension = mesh::Dimension::Timeliness;
    check.severity = mesh::Severity::Warning;
    check.title = tr("The quality monitor is refreshed");
    const QString metrics = monitor.text("profile_metrics_table_name");
    const QString drift = monitor.text("drift_metrics_table_name");
    QStringList said;
    if (!metrics.isEmpty())
        said.append(tr("What it measures stands in %1.").arg(metrics));
    if (!drift.isEmpty())
        said.append(tr("How that drifts stands in %1.").arg(drift));
    check.description = said.join(u' ');
    return check;
}

void take(RestPull &pull, const mesh::Dataset &table, const Told &told)
{
    Fields monitor(told.monitor, {});
    const mesh::Check check = checkOf(table, monitor);
    const QString failure = monitor.text("latest_monitor_failure_msg");
    if (monitor.error())
        return pull.problem(table.nativeId, *monitor.error());
    pull.put(check);
    const auto list = net::optionalArray(told.refreshes, "refreshes");
    if (!list)
        return pull.problem(table.nativeId, list.error());
    for (std::size_t i = 0; *list && i < (*list)->size() && i < 100; ++i) {
        Fields refresh((**list)[i], u"/refreshes/"_s + QString::number(i));
        mesh::CheckResult result;
        result.check = check.id;
        const QString state = refresh.text("state");
        result.message = refresh.text("message").left(500);
        const auto ended = refresh.integer("end_time_ms");
        if (refresh.error()) {
            pull.problem(table.nativeId, *refresh.error());
            continue;
        }
        if (!ended || *ended <= 0)
            continue; // it still runs
        result.atMs = *ended;
        result.status = statusOf(state);
        result.value = state;
        result.expected = u"SUCCESS"_s;
        if (result.message.isEmpty() && result.status == mesh::CheckStatus::Failed)
            result.message = failure.left(500);
        pull.put(result);
    }
}

} // namespace

Result<void> readUnityMonitors(RestClient &client, RestPull &pull, const QByteArray &api,
                               const UnityTables &tables)
{
    const QStringList names = monitored(tables);
    return eachAtOnce<Told>(
        std::size_t(names.size()), pull.stop(),
        [&](std::size_t i, std::stop_token stop) -> Result<Told> {
            const QByteArray place = api + "tables/" +
                                     pathPart(mesh::splitQuoted(names[qsizetype(i)]).join(u'.')) +
                                     "/monitor";
            auto monitor = client.get(place, {}, stop);
            if (!monitor)
                return std::move(monitor).error();
            auto refreshes = client.get(place + "/refreshes", {}, stop);
            if (!refreshes)
                return std::move(refreshes).error();
            return Told{std::move(monitor->document), std::move(refreshes->document)};
        },
        [&](std::size_t i, Result<Told> told) -> Result<void> {
            const mesh::Dataset &table = tables[names[qsizetype(i)]].first;
            if (told) {
                take(pull, table, *told);
                return pull.flush(tr("monitors"), qint64(i) + 1, names.size());
            }
            if (told.error().kind == Error::Kind::NotFound)
                return {}; // a table of that name, but no monitor
            if (!RestPull::isPassable(told.error()) && told.error().kind != Error::Kind::Usage)
                return told.error();
            pull.problem(table.nativeId, told.error());
            pull.keepCheck(u"monitor:"_s + table.nativeId);
            return {};
        });
}

} // namespace meshlens::catalogs
