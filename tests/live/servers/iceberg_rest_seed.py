# SPDX-FileCopyrightText: Meshlens contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""210 tables and 7 views; then a renamed table, a renamed column, deletions, new data, a new table."""
import time

from rest_seed import *

FIELDS = [{"id": 1, "name": "id", "required": True, "type": "long", "doc": "Number of the row"},
          {"id": 2, "name": "place", "required": False,
           "type": {"type": "struct", "fields": [
               {"id": 3, "name": "city", "required": False, "type": "string"}]}},
          {"id": 4, "name": "amount", "required": False, "type": "decimal(10,2)"}]


def snapshot(number, at):
    return [{"action": "add-snapshot", "snapshot": {
                "snapshot-id": number, "sequence-number": number, "timestamp-ms": at, "schema-id": 0,
                "manifest-list": f"file:///nowhere/{number}.avro",
                "summary": {"operation": "append", "total-records": str(100 * number)}}},
            {"action": "set-snapshot-ref", "ref-name": "main", "type": "branch", "snapshot-id": number}]


def update(domain, name, updates):
    call("POST", f"/v1/namespaces/{domain}/tables/{name}", {"requirements": [], "updates": updates})


def make(domain, name):
    call("POST", f"/v1/namespaces/{domain}/tables",
         {"name": name, "schema": {"type": "struct", "schema-id": 0, "identifier-field-ids": [1],
                                   "fields": FIELDS},
          "properties": {"owner": f"{domain}@lake.example", "comment": f"{name} of {domain}"}})


if STEP == "first":
    for domain in DOMAINS:
        call("POST", "/v1/namespaces", {"namespace": [domain], "properties": {"comment": f"All of {domain}"}})
    call("POST", "/v1/namespaces", {"namespace": ["sales", "archive"], "properties": {}})
    make("sales%1Farchive", "orders_2024")
    for domain, name in tables():
        make(domain, name)
    for domain in DOMAINS:
        update(domain, "orders_raw", snapshot(1, int(time.time() * 1000)))
    for domain in DOMAINS:
        call("POST", f"/v1/namespaces/{domain}/views", {
            "name": "latest", "schema": {"type": "struct", "schema-id": 0, "fields": FIELDS[:1]},
            "view-version": {"version-id": 1, "timestamp-ms": 1772300000000, "schema-id": 0,
                             "summary": {}, "default-namespace": [domain],
                             "representations": [{"type": "sql", "dialect": "spark",
                                                  "sql": "select id from orders_daily"}]},
            "properties": {}})
else:
    call("POST", "/v1/tables/rename", {"source": {"namespace": ["sales"], "name": "returns_raw"},
                                       "destination": {"namespace": ["sales"], "name": "returns_landing"}})
    for name in ("plans_raw", "plans_daily"):
        call("DELETE", f"/v1/namespaces/ops/tables/{name}")
    # The server gives the fields ids of its own: the renamed one keeps its id.
    known = call("GET", "/v1/namespaces/sales/tables/orders_daily")["metadata"]
    fields = [dict(field, name="total") if field["name"] == "amount" else field
              for field in known["schemas"][-1]["fields"]]
    update("sales", "orders_daily", [
        {"action": "add-schema", "last-column-id": known["last-column-id"],
         "schema": {"type": "struct", "schema-id": 1, "identifier-field-ids": [1], "fields": fields}},
        {"action": "set-current-schema", "schema-id": -1}])
    update("sales", "orders_raw", snapshot(2, int(time.time() * 1000)))
    make("sales", "vouchers_raw")
