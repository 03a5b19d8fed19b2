// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/unity_catalog.h"

#include "app/catalogs/unity_databricks.h"
#include "app/catalogs/unity_pull.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

constexpr int mostRows = 10'000;
constexpr int usualLineageCalls = 300, mostLineageCalls = 100'000;
const RestQuery pageSizeOfServer = {{u"max_results"_s, u"0"_s}};

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

} // namespace

CatalogKind UnityCatalog::kind()
{
    using enum mesh::Capability;
    CatalogKind kind;
    kind.kind = u"unity-catalog"_s;
    kind.title = tr("Unity Catalog");
    kind.description =
        tr("Tables, views, volumes, functions and models of Databricks or of the open "
           "source server");
    kind.icon = u"cloud"_s;
    kind.capabilities = {Browse, Lineage, Checks, Samples, Request, Grant, Incremental};
    kind.options = {{u"warehouse"_s, tr("SQL warehouse"), false, false,
                     tr("its id on Databricks; samples need one, and all recorded lineage in two "
                        "statements")},
                    {u"lineage_calls"_s, tr("Lineage calls"), false, false,
                     tr("without a warehouse: how many calls one sync may spend on lineage, one a "
                        "table and one a column; 300 without it, 0 for none")},
                    scopeOption()};
    kind.options += restOptions(true);
    return kind;
}

/// The address is that of the workspace or server, with or without the path of the API.
QByteArray UnityCatalog::api() const
{
    return client().base().path().contains(u"/api/2.1/unity-catalog"_s) ? QByteArray()
                                                                        : "api/2.1/unity-catalog/";
}

/// A metastore without catalogs may answer an object without members.
Result<QString> UnityCatalog::look(std::stop_token stop)
{
    const auto answer = client().get(api() + "catalogs", pageSizeOfServer, std::move(stop));
    if (!answer)
        return answer.error();
    const bool isEmpty = answer->document.is_object() && answer->document.empty();
    const auto list = isEmpty ? net::optionalArray(answer->document, "catalogs")
                              : net::requireArray(answer->document, "catalogs");
    if (!list)
        return list.error();
    return tr("Catalogs: %1").arg(*list ? (*list)->size() : 0);
}

Result<void> UnityCatalog::read(RestPull &pull)
{
    bool isNumber = false;
    const int calls = option(u"lineage_calls"_s).toInt(&isNumber);
    return pullUnity(client(), pull, api(), option(u"warehouse"_s),
                     isNumber ? std::clamp(calls, 0, mostLineageCalls) : usualLineageCalls);
}

Result<mesh::Sample> UnityCatalog::sample(const SampleQuery &query, std::stop_token stop)
{
    const QString warehouse = option(u"warehouse"_s);
    const QStringList parts = mesh::splitQuoted(query.dataset);
    if (warehouse.isEmpty() || parts.size() != 3)
        return Error{Error::Kind::Usage,
                     tr("Samples of Unity Catalog are tables read by a SQL warehouse. Give the "
                        "connection the id of one."),
                     {}};
    const int rows = std::clamp(query.rows, 1, mostRows);
    auto sample = runStatement(client(), warehouse,
                               u"SELECT * FROM %1 LIMIT %2"_s.arg(inBackticks(parts)).arg(rows),
                               rows, std::move(stop));
    if (sample) {
        sample->complete = sample->rows.size() < rows;
        sample->fetchedAtMs = clock().nowMs();
    }
    return sample;
}

UnityAccess UnityCatalog::access(std::stop_token stop) const
{
    return {client(), api(), connection(), authorityOf(connection(), client().base()),
            std::move(stop)};
}

Result<AccessPage> UnityCatalog::accessRequests(std::stop_token stop)
{
    auto requests = access(std::move(stop)).requests();
    if (!requests)
        return std::move(requests).error();
    return AccessPage{*std::move(requests)};
}

Result<mesh::AccessPreview> UnityCatalog::previewAccess(const mesh::AccessDraft &draft,
                                                        const QString &productNativeId,
                                                        std::stop_token stop)
{
    return access(std::move(stop)).preview(draft, productNativeId);
}

Result<mesh::AccessRequest> UnityCatalog::requestAccess(const mesh::AccessDraft &draft,
                                                        const QString &productNativeId,
                                                        const QString &idempotencyKey,
                                                        std::stop_token stop)
{
    return access(std::move(stop)).request(draft, productNativeId, idempotencyKey, clock().nowMs());
}

Result<mesh::AccessRequest> UnityCatalog::act(const mesh::AccessAction &action, const QString &,
                                              std::stop_token stop)
{
    using Kind = mesh::AccessAction::Kind;
    if (action.kind != Kind::Revoke && action.kind != Kind::Return)
        return Error{Error::Kind::Usage,
                     tr("Unity Catalog keeps grants, not requests: they can be revoked or "
                        "returned."),
                     {}};
    return access(std::move(stop)).revoke(action.request);
}

} // namespace meshlens::catalogs
