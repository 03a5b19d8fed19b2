#!/usr/bin/env python3
# SPDX-FileCopyrightText: Meshlens contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills moto with boto3: `first` makes a user and 240 tables, `second` changes them.

The keys of the user are printed as JSON; from the fourth call on moto checks each signature.
"""
import json
import os
import sys
import urllib.request

import boto3

URL = f"http://127.0.0.1:{os.environ['LIVE_PORT']}"
KEYS = os.path.join(os.environ["LIVE_RUN"], "keys.json")
REGION = "eu-west-1"
DATABASES = ["sales", "web", "finance", "people", "operations", "research"]
TABLES_EACH = 40
ALLOWED = json.dumps({"Version": "2012-10-17",
                      "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
ANALYST = "arn:aws:iam::123456789012:role/analyst"


def client(service, keys=None):
    keys = keys or {"id": "AKIAIOSFODNN7EXAMPLE", "secret": "unchecked"}
    return boto3.client(service, region_name=REGION, endpoint_url=URL,
                        aws_access_key_id=keys["id"], aws_secret_access_key=keys["secret"])


def make_user():
    iam = client("iam")
    arn = iam.create_user(UserName="reader")["User"]["Arn"]
    made = iam.create_access_key(UserName="reader")["AccessKey"]
    iam.put_user_policy(UserName="reader", PolicyName="all", PolicyDocument=ALLOWED)
    keys = {"id": made["AccessKeyId"], "secret": made["SecretAccessKey"], "arn": arn}
    iam = client("iam", keys)
    iam.create_role(RoleName="reader", AssumeRolePolicyDocument=json.dumps({
        "Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"AWS": arn}, "Action": "sts:AssumeRole"}]}))
    iam.put_role_policy(RoleName="reader", PolicyName="all", PolicyDocument=ALLOWED)
    with open(KEYS, "w") as file:
        json.dump(keys, file)
    return keys


def storage(database, table, columns):
    return {"Columns": columns, "Location": f"s3://lake/{database}/{table}/",
            "InputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
            "SerdeInfo": {"SerializationLibrary":
                          "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"}}


def column(name, type_, comment="", field=None):
    made = {"Name": name, "Type": type_, "Comment": comment}
    if field:
        made["Parameters"] = {"iceberg.field.id": str(field), "iceberg.field.current": "true",
                              "iceberg.field.optional": "true"}
    return made


def table_input(database, number, **changes):
    """Every fourth is partitioned, every fifth is Iceberg."""
    name = f"table_{number:03}"
    iceberg = number % 5 == 0
    columns = [column("id", "bigint", "the key", 1 if iceberg else None),
               column("amount", "decimal(12,2)", "", 2 if iceberg else None),
               column("place", "struct<city:string,point:struct<lat:double,lon:double>>",
                      "where", 3 if iceberg else None)]
    made = {"Name": name, "Description": f"Table {number} of {database}",
            "Owner": f"{database}@acme.example", "TableType": "EXTERNAL_TABLE",
            "StorageDescriptor": storage(database, name, columns),
            "Parameters": {"classification": "parquet", "recordCount": str(number * 10)}}
    if iceberg:
        made["Parameters"] = {"table_type": "ICEBERG", "metadata_location":
                              f"s3://lake/{database}/{name}/metadata/1.metadata.json"}
    elif number % 4 == 0:
        made["PartitionKeys"] = [column("dt", "string")]
    made.update(changes)
    return made


def partition(database, name, day, epoch):
    return {"Values": [day], "StorageDescriptor": storage(database, name, []),
            "Parameters": {"transient_lastDdlTime": str(epoch)}}


def first():
    keys = make_user()
    glue = client("glue", keys)
    lake = client("lakeformation", keys)
    for database in DATABASES:
        glue.create_database(DatabaseInput={"Name": database, "Description": f"All of {database}"})
        for number in range(TABLES_EACH):
            made = table_input(database, number)
            glue.create_table(DatabaseName=database, TableInput=made)
            if "PartitionKeys" in made:
                glue.batch_create_partition(
                    DatabaseName=database, TableName=made["Name"],
                    PartitionInputList=[partition(database, made["Name"], f"2026-01-{day:02}",
                                                  1767225600 + day * 86400)
                                        for day in range(1, 4)])
    lake.put_data_lake_settings(DataLakeSettings={
        "DataLakeAdmins": [{"DataLakePrincipalIdentifier": keys["arn"]}]})
    lake.create_lf_tag(TagKey="classification", TagValues=["internal", "confidential"])
    lake.create_lf_tag(TagKey="pii", TagValues=["true"])
    orders = {"DatabaseName": "sales", "Name": "table_001"}
    lake.add_lf_tags_to_resource(Resource={"Table": orders}, LFTags=[
        {"TagKey": "classification", "TagValues": ["confidential"]}])
    lake.add_lf_tags_to_resource(
        Resource={"TableWithColumns": {**orders, "ColumnNames": ["place"]}},
        LFTags=[{"TagKey": "pii", "TagValues": ["true"]}])
    lake.grant_permissions(Principal={"DataLakePrincipalIdentifier": ANALYST},
                           Resource={"Table": orders}, Permissions=["SELECT", "DESCRIBE"])
    answer = {"region": REGION, "results": [{
        "rows": [{"Data": [{"VarCharValue": "id"}, {"VarCharValue": "amount"}]},
                 {"Data": [{"VarCharValue": "1"}, {"VarCharValue": "9.50"}]},
                 {"Data": [{"VarCharValue": "2"}, {}]}],
        "column_info": [{"Name": "id", "Type": "bigint", "CatalogName": "hive", "SchemaName": "",
                         "TableName": "", "Label": "id", "Precision": 19, "Scale": 0,
                         "Nullable": "UNKNOWN", "CaseSensitive": False},
                        {"Name": "amount", "Type": "decimal", "CatalogName": "hive",
                         "SchemaName": "", "TableName": "", "Label": "amount", "Precision": 12,
                         "Scale": 2, "Nullable": "UNKNOWN", "CaseSensitive": False}]}]}
    urllib.request.urlopen(urllib.request.Request(
        URL + "/moto-api/static/athena/query-results", json.dumps(answer).encode(),
        {"Content-Type": "application/json"}))
    print(json.dumps(keys))


def second():
    with open(KEYS) as file:
        keys = json.load(file)
    glue = client("glue", keys)
    # A table gets another name; two go, with a whole database; one comes.
    moved = table_input("sales", 7)
    glue.delete_table(DatabaseName="sales", Name="table_007")
    glue.create_table(DatabaseName="sales", TableInput={**moved, "Name": "orders_by_day"})
    glue.delete_table(DatabaseName="web", Name="table_011")
    glue.delete_table(DatabaseName="web", Name="table_012")
    for number in range(TABLES_EACH):
        glue.delete_table(DatabaseName="research", Name=f"table_{number:03}")
    glue.delete_database(Name="research")
    glue.create_table(DatabaseName="web", TableInput=table_input("web", 99))
    # Hive: a column more, one of another type. Iceberg: one renamed, which its field id tells.
    hive = table_input("finance", 1)
    hive["StorageDescriptor"]["Columns"][1]["Type"] = "decimal(18,4)"
    hive["StorageDescriptor"]["Columns"].append(column("currency", "string"))
    glue.update_table(DatabaseName="finance", TableInput=hive)
    iceberg = table_input("finance", 5)
    iceberg["StorageDescriptor"]["Columns"][1]["Name"] = "net_amount"
    glue.update_table(DatabaseName="finance", TableInput=iceberg)
    glue.batch_create_partition(
        DatabaseName="sales", TableName="table_004",
        PartitionInputList=[partition("sales", "table_004", "2026-02-01", 1769904000)])


{"first": first, "second": second}[sys.argv[1]]()
