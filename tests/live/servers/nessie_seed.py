# SPDX-FileCopyrightText: Meshlens contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""210 tables in commits by several people; then a rename, two deletions, a change and a new one."""
from rest_seed import *


def head():
    return call("GET", "/api/v2/trees/main")["reference"]["hash"]


def commit(author, message, operations):
    call("POST", f"/api/v2/trees/main@{head()}/history/commit",
         {"commitMeta": {"message": message, "authors": [author]}, "operations": operations})


def table(domain, name, snapshot):
    return {"type": "ICEBERG_TABLE", "metadataLocation": f"s3://lake/{domain}/{name}/metadata/{snapshot}.json",
            "snapshotId": snapshot, "schemaId": 0, "specId": 0, "sortOrderId": 0}


def put(domain, name, content):
    return {"type": "PUT", "key": {"elements": [domain, name]}, "content": content}


def gone(domain, name):
    return {"type": "DELETE", "key": {"elements": [domain, name]}}


def content_of(domain, name):
    return call("GET", f"/api/v2/trees/main/contents/{domain}.{name}")["content"]


if STEP == "first":
    commit("Ann Lee <ann@lake.example>", "Make the domains",
           [{"type": "PUT", "key": {"elements": [d]},
             "content": {"type": "NAMESPACE", "elements": [d],
                         "properties": {"comment": f"All of {d}", "owner": f"{d}@lake.example"}}}
            for d in DOMAINS])
    for domain in DOMAINS:
        commit("Bo Ek <bo@lake.example>", f"Load {domain}",
               [put(d, t, table(d, t, 1)) for d, t in tables() if d == domain])
    call("POST", f"/api/v2/trees?name=release&type=TAG", {"type": "BRANCH", "name": "main", "hash": head()})
else:
    moved = content_of("sales", "orders_raw")
    commit("Ann Lee <ann@lake.example>", "Rename the orders",
           [gone("sales", "orders_raw"), put("sales", "orders_landing", moved)])
    commit("Bo Ek <bo@lake.example>", "Clean up", [gone("ops", "plans_raw"), gone("ops", "plans_daily")])
    changed = content_of("sales", "returns_raw")
    changed.update(snapshotId=2, metadataLocation="s3://lake/sales/returns_raw/metadata/2.json")
    commit("Cy Oh <cy@lake.example>", "Load the returns",
           [put("sales", "returns_raw", changed), put("sales", "vouchers_raw", table("sales", "vouchers_raw", 1))])
