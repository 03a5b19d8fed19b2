# SPDX-FileCopyrightText: Meshlens contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""210 tables in the memory connector; then a rename, deletions, a changed table and a new one."""
from rest_seed import *


def run(sql):
    answer = call("POST", "/v1/statement", text=sql, headers={"X-Trino-User": "seed"})
    while answer.get("nextUri"):
        answer = call("GET", answer["nextUri"].split(BASE, 1)[1])
    if "error" in answer:
        raise SystemExit(sql + ": " + answer["error"]["message"])


def make(domain, name):
    run(f'CREATE TABLE memory.{domain}.{name} (id bigint, place row(city varchar), amount decimal(10,2))')


if STEP == "first":
    for domain in DOMAINS:
        run(f"CREATE SCHEMA memory.{domain}")
    for domain, name in tables():
        make(domain, name)
    run("INSERT INTO memory.sales.orders_raw VALUES (1, ROW('Oslo'), DECIMAL '2.50'), (2, NULL, NULL), (3, ROW('Rome'), DECIMAL '7.00')")
else:
    run("ALTER TABLE memory.sales.returns_raw RENAME TO memory.sales.returns_landing")
    for name in ("plans_raw", "plans_daily", "orders_daily"):
        run(f"DROP TABLE memory.{'sales' if name == 'orders_daily' else 'ops'}.{name}")
    run("CREATE TABLE memory.sales.orders_daily (id bigint, total decimal(10,2))")
    make("sales", "vouchers_raw")
