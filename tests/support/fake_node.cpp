// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_node.h"

using nlohmann::json;
using namespace Qt::StringLiterals;

namespace meshlens::test {
namespace {

constexpr auto documents = R"json({
  "node": {"id": "north", "name": "North", "version": "1", "domains": ["Sales"],
           "capabilities": ["browse", "lineage", "checks", "incremental"]},
  "domains": {"items": [{"id": "sales", "name": "Sales", "description": "What is sold",
              "owners": [{"id": "ann", "name": "Ann", "email": "ann@north.example"}]}],
              "next": null, "deleted": [], "as_of": "2026-03-01T00:00:00Z"},
  "people": {"items": [{"id": "ann", "name": "Ann", "email": "ann@north.example", "team": "Sales",
             "title": "Owner", "roles": ["owner"]}], "next": null, "deleted": [],
             "as_of": "2026-03-01T00:00:00Z"},
  "terms": {"items": [{"id": "order", "name": "Order", "definition": "A wish to buy",
            "domain": "sales", "synonyms": ["Purchase"]}], "next": null, "deleted": [],
            "as_of": "2026-03-01T00:00:00Z"},
  "datasets": {"items": [{"id": "orders", "type": "table",
               "identity": {"namespace": "postgres://db.north.example:5432", "name": "shop.public.orders"},
               "name": "orders", "description": "All orders", "contract": "c-1", "class": "internal",
               "tags": ["gold"], "terms": ["order"], "updated_at": "2026-02-28T10:00:00Z", "rows": 12,
               "columns": [{"name": "id", "type": "bigint", "description": "number", "class": "internal",
                 "personal": false, "primary_key": true, "required": true, "unique": true,
                 "tags": ["key"], "terms": ["order"]},
                 {"name": "email", "type": "text", "personal": true}]}],
               "next": null, "deleted": [], "as_of": "2026-03-01T00:00:00Z"},
  "dataproducts": {"items": [{"dataProductGUID": "p-1", "createDate": "2025-01-01T00:00:00Z",
                   "owner": "Ann", "displayname": "Orders", "sourceCodeLocation": "https://git.example/orders",
                   "description": "Every order", "readableDataProductKey": "sales.orders",
                   "requiredSecurityGroup": null, "domain": "sales", "status": "active",
                   "archetype": "source-aligned", "version": "1.2.0", "tags": ["gold"], "terms": ["order"],
                   "class": "internal", "owners": [{"id": "ann", "name": "Ann", "email": "ann@north.example"},
                     {"id": null, "name": "Night shift", "email": null}],
                   "contract": {"apiVersion": "v3.0.2", "kind": "DataContract", "id": "c-1", "version": "1.0.0",
                     "status": "active", "slaProperties": [{"property": "latency", "value": 6, "unit": "h"}]},
                   "access": {"mode": "request"}, "certified": true, "limitations": "None", "usage": "Reports",
                   "ports": [{"id": "out", "kind": "output", "name": "Table", "description": "d", "version": "1",
                     "dataset": "orders", "protocol": "sql", "format": "table", "address": "db", "contract": "c-1"}]}],
                   "next": null, "deleted": [], "as_of": "2026-03-01T00:00:00Z"},
  "lineage": {"edges": [{"from": {"namespace": "postgres://db.north.example:5432", "name": "shop.raw.orders", "column": "id"},
              "to": {"namespace": "postgres://db.north.example:5432", "name": "shop.public.orders", "column": "id"},
              "job": "job://north/load", "seen": "2026-02-28T10:00:00Z", "declared": false}],
              "next": null, "deleted": [], "as_of": "2026-03-01T00:00:00Z"},
  "checks": {"checks": [{"id": "k-1", "dataset": "orders", "column": "id", "dimension": "uniqueness",
             "title": "One of each", "description": "d", "severity": "error", "weight": 2, "period_s": 3600}],
             "results": [{"check": "k-1", "at": "2026-02-28T10:00:00Z", "status": "passed", "value": 0, "expected": "0",
               "message": "good"}],
             "next": null, "deleted": [], "as_of": "2026-03-01T00:00:00Z"},
  "loads": {"loads": [{"dataset": "orders", "data_time": "2026-02-28T09:00:00Z", "arrived_at": "2026-02-28T10:00:00Z",
            "rows": 12}], "next": null, "as_of": "2026-03-01T00:00:00Z"},
  "access-requests": {"items": [{"id": "r-1", "version": 3, "key": "product://north/p-1", "product": "p-1", "port": "out",
            "requester": "party://bo@north.example", "for": "me", "purpose": {"kind": "reporting", "text": "Monthly"},
            "columns": [{"name": "email", "mode": "mask"}], "until": "2026-06-01T00:00:00Z", "due": null, "renews": null,
            "state": "approved", "grant": "active", "grant_id": "g-r-1", "decided_by": "policy:internal",
            "decided_at": "2026-02-01T00:00:00Z", "note": null,
            "messages": [{"at": "2026-02-01T00:00:00Z", "who": "party://bo@north.example", "text": "Please"}],
            "history": [{"at": "2026-02-01T00:00:00Z", "who": "policy", "what": "approved"}],
            "requester_name": "Bo", "requester_team": "Finance", "created_at": "2026-02-01T00:00:00Z",
            "mine": true, "decidable": false}], "next": null},
  "datasets/orders/sample": {"columns": [{"name": "id", "type": "bigint", "masked": false},
            {"name": "email", "type": "text", "masked": true}],
            "rows": [[1, "t-9"], [null, true], [2.5, {"a": 1}]], "complete": true, "grant": "g-r-1",
            "expires_at": "2026-06-01T00:00:00Z"},
  "events": {"events": [{"n": 7, "type": "access.approved", "id": "r-1", "at": "2026-02-01T00:00:00Z"}], "last": 7},
  "access-requests/preview": {"answer": "at_once", "rules": [{"id": "a", "text": "Internal", "passed": true,
            "how_to_pass": ""}], "usual_wait_s": 3600}
})json";

} // namespace

QMap<QByteArray, json> goodNode()
{
    QMap<QByteArray, json> all;
    const json parsed = json::parse(documents);
    for (const auto &[path, document] : parsed.items())
        all.insert(QByteArray::fromStdString(path), document);
    return all;
}

FakeNode::FakeNode() : m_documents(goodNode())
{
    server.otherwise([this](Exchange &exchange) {
        const QByteArray path = exchange.request.path.mid(8); // behind "/api/v1/"
        const std::lock_guard lock(m_mutex);
        const auto found = m_documents.constFind(path);
        if (!exchange.request.path.startsWith("/api/v1/") || found == m_documents.constEnd())
            exchange.respondJson(404, "{}");
        else
            exchange.respondJson(200, QByteArray::fromStdString(found->dump()));
    });
}

void FakeNode::set(const QByteArray &path, const json &document)
{
    const std::lock_guard lock(m_mutex);
    m_documents.insert(path, document);
}

void FakeNode::set(const QMap<QByteArray, json> &all)
{
    const std::lock_guard lock(m_mutex);
    m_documents = all;
}

CatalogConnection FakeNode::connection(const QString &name) const
{
    CatalogConnection connection;
    connection.name = name;
    connection.kind = u"node"_s;
    connection.url = url();
    return connection;
}

Result<void> CollectingSink::put(Batch batch)
{
    ++batches;
    all.domains += batch.domains;
    all.products += batch.products;
    all.datasets += batch.datasets;
    all.terms += batch.terms;
    all.parties += batch.parties;
    all.contracts += batch.contracts;
    all.edges += batch.edges;
    all.checks += batch.checks;
    all.results += batch.results;
    all.loads += batch.loads;
    for (auto gone = batch.deleted.begin(); gone != batch.deleted.end(); ++gone)
        all.deleted[gone.key()] += *gone;
    for (auto kept = batch.unread.begin(); kept != batch.unread.end(); ++kept)
        all.unread[kept.key()] += *kept;
    all.deletedChecks += batch.deletedChecks;
    all.deletedEdges += batch.deletedEdges;
    return {};
}

void eachMutation(const json &document,
                  const std::function<void(const json &, const std::string &)> &each)
{
    const json wrong[] = {nullptr,
                          -7.25,
                          "\u0007<b>%2F..</b>",
                          json::array({1, json::object()}),
                          json{{"unexpected", json::array()}},
                          std::string(270'000, 'h')};
    const json flat = document.flatten();
    std::set<std::string> places{""};
    for (const auto &[pointer, value] : flat.items()) {
        for (std::size_t end = pointer.find('/', 1); end != std::string::npos;
             end = pointer.find('/', end + 1))
            places.insert(pointer.substr(0, end));
        places.insert(pointer);
    }
    for (const std::string &place : places) {
        for (const json &value : wrong) {
            json changed = document;
            changed[json::json_pointer(place)] = value;
            each(changed, place + " = " + value.dump().substr(0, 40));
        }
    }
}

} // namespace meshlens::test
