# SPDX-FileCopyrightText: Meshlens contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A catalog with seven schemas, 210 tables, volumes, models; then a rename (the same files under
another name, as this server has no other), two deletions, a change of columns and a new one."""
from rest_seed import *

API = "/api/2.1/unity-catalog"
TYPES = {"bigint": ("LONG", "long"), "double": ("DOUBLE", "double"), "string": ("STRING", "string"),
         "timestamp": ("TIMESTAMP", "timestamp"), "decimal(10,2)": ("DECIMAL", "decimal(10,2)")}
COLUMNS = [("id", "bigint", "Number of the row"), ("at", "timestamp", "When it happened"),
           ("email", "string", ""), ("amount", "decimal(10,2)", "In euro")]


def column(position, name, kind, comment):
    known, plain = TYPES[kind]
    field = {"name": name, "type": plain, "nullable": position > 0, "metadata": {}}
    return {"name": name, "type_text": kind, "type_name": known, "type_json": json.dumps(field),
            "position": position, "nullable": position > 0, "comment": comment}


def make(domain, name, files=None, columns=COLUMNS):
    call("POST", f"{API}/tables", {
        "name": name, "catalog_name": "lake", "schema_name": domain, "table_type": "EXTERNAL",
        "data_source_format": "DELTA", "storage_location": f"s3://lake/{domain}/{files or name}",
        "comment": f"{name} of {domain}",
        "columns": [column(i, *c) for i, c in enumerate(columns)]})


if STEP == "first":
    call("POST", f"{API}/credentials", {
        "name": "lake", "purpose": "STORAGE",
        "aws_iam_role": {"role_arn": "arn:aws:iam::123456789012:role/lake"}})
    call("POST", f"{API}/external-locations",
         {"name": "lake", "url": "s3://lake", "credential_name": "lake"})
    call("POST", f"{API}/catalogs", {"name": "lake", "comment": "The company's lake",
                                     "storage_root": "s3://lake/managed"})
    for domain in DOMAINS:
        call("POST", f"{API}/schemas",
             {"catalog_name": "lake", "name": domain, "comment": f"All of {domain}"})
        call("POST", f"{API}/volumes", {
            "catalog_name": "lake", "schema_name": domain, "name": "papers", "comment": "Scans",
            "volume_type": "EXTERNAL", "storage_location": f"s3://lake/papers/{domain}"})
        call("POST", f"{API}/models", {"catalog_name": "lake", "schema_name": domain,
                                       "name": "forecast", "comment": "Next month"})
    for domain, name in tables():
        make(domain, name)
else:
    call("DELETE", f"{API}/tables/lake.sales.returns_raw")
    make("sales", "returns_landing", files="returns_raw")
    for name in ("plans_raw", "plans_daily"):
        call("DELETE", f"{API}/tables/lake.ops.{name}")
    call("DELETE", f"{API}/tables/lake.sales.orders_daily")
    make("sales", "orders_daily", columns=COLUMNS[:3] + [("total", "double", "In euro")])
    make("sales", "vouchers_raw")
    call("PATCH", f"{API}/schemas/lake.finance", {"comment": "Books and budgets"})
