# SPDX-FileCopyrightText: Meshlens contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A table of 120 rows with several types, made by SQL; prints the id of the warehouse."""
from rest_seed import *

warehouse = call("POST", "/api/2.0/sql/warehouses", {
    "name": "reading", "cluster_size": "2X-Small", "max_num_clusters": 1, "auto_stop_mins": 10,
    "enable_serverless_compute": True, "warehouse_type": "PRO"})["id"]


def run(statement):
    answer = call("POST", "/api/2.0/sql/statements", {
        "statement": statement, "warehouse_id": warehouse, "wait_timeout": "50s"})
    if answer["status"]["state"] != "SUCCEEDED":
        raise SystemExit(f"{statement[:80]}: {answer}")


run("CREATE SCHEMA main.sales")
run("CREATE TABLE main.sales.orders (id BIGINT, place STRING, amount DOUBLE, paid BOOLEAN) USING DELTA")
rows = [f"({i}, {'NULL' if i % 7 == 0 else repr('Lund ' + str(i))}, {i / 4}, {'true' if i % 2 else 'false'})"
        for i in range(1, 121)]
for first in range(0, len(rows), 40):
    run("INSERT INTO main.sales.orders VALUES " + ", ".join(rows[first:first + 40]))
print(warehouse)
