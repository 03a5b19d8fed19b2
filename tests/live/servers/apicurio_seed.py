# SPDX-FileCopyrightText: Meshlens contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""210 subjects in Avro, JSON Schema and Protobuf; then new versions, deletions and a new subject."""
from rest_seed import *

API = "/apis/ccompat/v7/subjects/"


def avro(name, more=()):
    fields = [{"name": "id", "type": "long"}, {"name": "email", "type": ["null", "string"], "default": None}]
    return json.dumps({"type": "record", "name": name, "namespace": "lake", "fields": fields + list(more)})


def json_schema(name):
    return json.dumps({"$schema": "http://json-schema.org/draft-07/schema#", "title": name, "type": "object",
                       "properties": {"id": {"type": "integer"}, "place": {"type": "object", "properties": {
                           "city": {"type": "string"}}}}, "required": ["id"]})


def protobuf(name):
    return f'syntax = "proto3";\npackage lake;\nmessage {name} {{ int64 id = 1; repeated string tags = 2; }}\n'


def register(subject, kind, text):
    call("POST", API + quoted(subject) + "/versions", {"schemaType": kind, "schema": text})


if STEP == "first":
    for i, (domain, name) in enumerate(tables()):
        title = name.title().replace("_", "")
        kind, text = [("AVRO", avro(title)), ("JSON", json_schema(title)), ("PROTOBUF", protobuf(title))][i % 3]
        register(f"{domain}.{name}-value", kind, text)
else:
    register("sales.orders_raw-value", "AVRO",
             avro("OrdersRaw", [{"name": "note", "type": ["null", "string"], "default": None}]))
    for subject in ("ops.plans_raw-value", "ops.plans_daily-value"):
        call("DELETE", API + quoted(subject))
    register("sales.vouchers-value", "AVRO", avro("Vouchers"))
