# SPDX-FileCopyrightText: Meshlens contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""210 Delta tables in three shares; then a rename, two deletions, a new column and a new table."""
import datetime
import os
import pathlib

import boto3
import pyarrow
from deltalake import write_deltalake

from rest_seed import *

STORAGE = {"AWS_ENDPOINT_URL": os.environ["AWS_ENDPOINT_URL"], "AWS_ALLOW_HTTP": "true",
           "AWS_S3_ALLOW_UNSAFE_RENAME": "true", "conditional_put": "etag"}
SHARES = {"trade": DOMAINS[:3], "music": DOMAINS[3:5], "office": DOMAINS[5:]}
ROWS = 40
START = datetime.datetime(2026, 3, 1, tzinfo=datetime.timezone.utc)


def rows(extra=()):
    columns = {
        "id": pyarrow.array(range(ROWS), pyarrow.int64()),
        "place": [None if i % 7 == 0 else f"Lund {i}" for i in range(ROWS)],
        "amount": [i / 4 for i in range(ROWS)],
        "paid": [i % 2 == 1 for i in range(ROWS)],
        "at": pyarrow.array([START + datetime.timedelta(hours=i) for i in range(ROWS)],
                            pyarrow.timestamp("us", tz="UTC")),
    }
    for name in extra:
        columns[name] = [f"{name} {i}" for i in range(ROWS)]
    return pyarrow.table(columns)


def place(domain, name):
    return f"s3://lake/{domain}/{name}"


def publish(entries):
    """entries: {(domain, shown name): folder's name}."""
    lines = ["shares:"]
    for share, domains in SHARES.items():
        lines += [f"- name: {share}", "  schemas:"]
        for domain in domains:
            lines += [f"  - name: {domain}", "    tables:"]
            for (of, name), folder in sorted(entries.items()):
                if of == domain:
                    lines += [f"    - name: {name}", f"      location: {place(of, folder)}",
                              f"      id: {of}-{folder}"]
    target = pathlib.Path(os.environ["SHARES"])
    draft = target.with_suffix(".new")
    draft.write_text("\n".join(lines) + "\n")
    draft.rename(target)


known = {(domain, name): name for domain, name in tables()}
if STEP == "first":
    boto3.client("s3", endpoint_url=os.environ["AWS_ENDPOINT_URL"]).create_bucket(
        Bucket="lake", CreateBucketConfiguration={"LocationConstraint": "eu-north-1"})
    for domain, name in known:
        write_deltalake(place(domain, name), rows(), storage_options=STORAGE,
                        description=f"{name} of {domain}")
else:
    known[("sales", "returns_landing")] = known.pop(("sales", "returns_raw"))
    del known[("ops", "plans_raw")], known[("ops", "plans_daily")]
    write_deltalake(place("sales", "orders_daily"), rows(["note"]), mode="append",
                    schema_mode="merge", storage_options=STORAGE)
    write_deltalake(place("sales", "vouchers_raw"), rows(), storage_options=STORAGE)
    known[("sales", "vouchers_raw")] = "vouchers_raw"
publish(known)
