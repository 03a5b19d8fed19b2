// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "node_fixture.h"

#include "app/catalogs/formats/yaml.h"

#include <httplib.h>

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QUrl>

#include <algorithm>

namespace meshlens::tests {
namespace {

QByteArray person(const char *id, const char *team, const char *more)
{
    const QByteArray hash =
        QCryptographicHash::hash(QByteArray("token-") + id, QCryptographicHash::Sha256).toHex();
    return QByteArray("- {id: ") + id + ", name: " + id + ", email: " + id +
           "@cadenza.example, team: " + team + ", token_sha256: \"" + hash + "\"" + more + "}\n";
}

QByteArray product(const char *id, const char *name, const char *domain, const char *classification,
                   const char *access, const char *contract)
{
    return QByteArray("apiVersion: v1.0.0\nkind: DataProduct\nid: ") + id + "\nname: " + name +
           "\ndomain: " + domain + "\nstatus: active\nversion: 1.2.0\n" +
           "productCreatedTs: \"2025-01-02T03:04:05Z\"\ndescription: {purpose: What " + name +
           " is for}\ntags: [money]\ncustomProperties:\n- {property: archetype, value: "
           "aggregate}\n" +
           "- {property: classification, value: " + classification +
           "}\n- {property: access, value: " + access +
           "}\n- {property: terms, value: [artist]}\n" +
           "- {property: sourceCodeLocation, value: \"https://git.cadenza.example/" + id + "\"}\n" +
           "outputPorts:\n- {name: sql, version: 1.0.0, type: tables, contractId: " + contract +
           "}\n";
}

QByteArray contract(const char *id, const char *table)
{
    return QByteArray("apiVersion: v3.1.0\nkind: DataContract\nid: ") + id +
           "\nversion: 1.0.0\nstatus: active\nservers:\n- {server: prod, type: postgres, host: "
           "db.cadenza.example, port: 5432, database: pay, schema: public}\nschema:\n- name: " +
           table + R"(
  physicalType: table
  properties:
  - {name: id, physicalType: integer, primaryKey: true, required: true}
  - {name: email, physicalType: text, tags: [personal]}
  - {name: amount, physicalType: numeric}
  - {name: paid, physicalType: boolean}
  - {name: note, physicalType: text}
  quality:
  - {id: )" +
           id +
           R"(-rows, type: library, metric: rowCount, mustBeGreaterThan: 0, dimension: completeness}
slaProperties:
- {property: latency, value: 6, unit: h}
)";
}

const nlohmann::json &document()
{
    static const nlohmann::json parsed = [] {
        QFile file(QStringLiteral(MESHLENS_SOURCE_DIR "/resources/api/mesh-node.openapi.yaml"));
        (void)file.open(QIODevice::ReadOnly);
        const auto read = catalogs::readYaml(file.readAll());
        return read && !read->empty() ? read->front() : nlohmann::json();
    }();
    return parsed;
}

bool isOfType(const std::string &type, const Json &value)
{
    if (type == "null")
        return value.is_null();
    if (type == "string")
        return value.is_string();
    if (type == "integer")
        return value.is_number_integer();
    if (type == "number")
        return value.is_number();
    if (type == "boolean")
        return value.is_boolean();
    return type == "array" ? value.is_array() : value.is_object();
}

std::string check(const nlohmann::json &schema, const Json &value, const std::string &where)
{
    if (schema.contains("$ref")) {
        const nlohmann::json::json_pointer pointer(schema["$ref"].get<std::string>().substr(1));
        return check(document().at(pointer), value, where);
    }
    if (schema.contains("oneOf")) {
        std::string first;
        for (const nlohmann::json &choice : schema["oneOf"]) {
            const std::string wrong = check(choice, value, where);
            if (wrong.empty())
                return {};
            first = first.empty() ? wrong : first;
        }
        return first;
    }
    if (schema.contains("type")) {
        const nlohmann::json types =
            schema["type"].is_array() ? schema["type"] : nlohmann::json::array({schema["type"]});
        if (std::ranges::none_of(types, [&](const nlohmann::json &type) {
                return isOfType(type.is_null() ? "null" : type.get<std::string>(), value);
            }))
            return where + " is not of type " + types.dump() + ": " + value.dump();
    }
    if (schema.contains("enum") && value.is_string() &&
        std::ranges::find(schema["enum"], nlohmann::json(value.get<std::string>())) ==
            schema["enum"].end())
        return where + " is none of " + schema["enum"].dump() + ": " + value.dump();
    if (value.is_array() && schema.contains("items")) {
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (std::string wrong =
                    check(schema["items"], value[i], where + '/' + std::to_string(i));
                !wrong.empty())
                return wrong;
        }
    }
    if (!value.is_object() || !schema.contains("properties"))
        return {};
    for (const nlohmann::json &name : schema.value("required", nlohmann::json::array())) {
        if (!value.contains(name.get<std::string>()))
            return where + " lacks " + name.dump();
    }
    for (const auto &[name, member] : value.items()) {
        if (!schema["properties"].contains(name))
            return where + '/' + name + " is not described";
        if (std::string wrong = check(schema["properties"][name], member, where + '/' + name);
            !wrong.empty())
            return wrong;
    }
    return {};
}

} // namespace

std::string mismatch(const std::string &schema, const Json &value)
{
    return check(document().at("components").at("schemas").at(schema), value, schema);
}

Reply send(const QString &url, const std::string &method, const std::string &path,
           const std::string &token, const Json &body, const Headers &headers)
{
    const QUrl address(url);
    httplib::Client client(address.host().toStdString(), address.port());
    client.set_read_timeout(40);
    client.set_tcp_nodelay(true);
    httplib::Request request;
    request.method = method;
    request.path = "/api/v1" + path;
    if (!token.empty())
        request.set_header("Authorization", "Bearer " + token);
    for (const auto &[name, value] : headers)
        request.set_header(name, value);
    if (!body.is_null()) {
        request.body = body.is_string() ? body.get<std::string>() : body.dump();
        request.set_header("Content-Type", "application/json");
    }
    Reply reply;
    const httplib::Result result = client.send(request);
    if (!result)
        return reply;
    reply.status = result->status;
    reply.body = result->body;
    reply.type = result->get_header_value("Content-Type");
    for (const auto &[name, value] : result->headers)
        reply.headers[QString::fromStdString(name).toLower().toStdString()] = value;
    reply.json = Json::parse(reply.body, nullptr, false);
    return reply;
}

NodeFolder::NodeFolder()
{
    for (const char *folder : {"products", "contracts", "lineage", "data"})
        QDir(path()).mkdir(QString::fromLatin1(folder));
    write(QStringLiteral("node.yaml"), "{id: core, name: Core node}\n");
    write(QStringLiteral("people.yaml"), person("hanna", "finance", ", roles: [finance]") +
                                             person("maya", "finance", "") +
                                             person("lucia", "payments", ", owns: [payments]") +
                                             person("petra", "governance", ", roles: [steward]") +
                                             person("karol", "customers", ", owns: [p-two]"));
    write(QStringLiteral("domains.yaml"),
          "- {id: payments, name: Payments, description: Money, owners: [lucia@cadenza.example]}\n"
          "- {id: orphans, name: Orphans}\n");
    write(QStringLiteral("terms.yaml"), "- {id: artist, name: Artist, definition: Who is paid, "
                                        "domain: Payments, synonyms: [act]}\n");
    write(QStringLiteral("policy.yaml"), R"(minimum_purpose_length: 10
maximum_days: 365
rules:
- {id: internal, title: Internal data, when: {class: internal, purpose_kinds: [reporting], max_days: 180, personal: false}, answer: approve, days: 90}
- {id: never, title: No training on people, when: {purpose_kinds: model_training}, answer: deny}
)");
    write(QStringLiteral("contracts/one.yaml"), contract("c-one", "payouts"));
    write(QStringLiteral("contracts/two.yaml"), contract("c-two", "refunds"));
    write(QStringLiteral("contracts/three.yaml"), contract("c-three", "rates"));
    write(QStringLiteral("products/one.yaml"),
          product("p-one", "Royalty payouts", "payments", "internal", "request", "c-one"));
    write(QStringLiteral("products/two.yaml"),
          product("p-two", "Refunds", "orphans", "restricted", "request", "c-two"));
    write(QStringLiteral("products/three.yaml"),
          product("p-three", "Exchange rates", "payments", "public", "open", "c-three"));
    const QByteArray rows =
        "id,email,amount,paid,note,undeclared\n1,ann@x.example,10.5,true,\"a, \"\"b\"\"\",u\n"
        "2,bob@x.example,3,false,,u\n3,ann@x.example,7.25,true,\"two\nlines\",u\n";
    write(QStringLiteral("data/c-one.payouts.csv"), rows);
    write(QStringLiteral("data/refunds.csv"), rows);
    write(QStringLiteral("data/rates.csv"), rows);
    write(
        QStringLiteral("lineage/events.ndjson"),
        R"({"eventType":"COMPLETE","eventTime":"2026-01-01T00:00:00Z","run":{"runId":"0195e0c0-0000-7000-8000-000000000001"},"job":{"namespace":"airflow","name":"pay"},"inputs":[{"namespace":"postgres://db.cadenza.example:5432","name":"pay.public.payouts"}],"outputs":[{"namespace":"postgres://db.cadenza.example:5432","name":"pay.public.refunds"}],"producer":"https://example.com","schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json"}
)");
    write(
        QStringLiteral("quality.ndjson"),
        R"({"check":"c-one-rows","at":"2026-01-01T00:00:00Z","status":"passed","value":3,"expected":"> 0"}
{"check":"c-one-rows","at":"2026-01-02T00:00:00Z","status":"failed","value":0,"expected":"> 0"}
)");
    write(
        QStringLiteral("loads.ndjson"),
        R"({"dataset":"c-one.payouts","data_time":"2026-01-02T00:00:00Z","arrived_at":"2026-01-02T01:00:00Z","rows":3}
)");
}

void NodeFolder::write(const QString &name, const QByteArray &text) const
{
    QFile file(path() + u'/' + name);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(name));
}

void NodeFolder::append(const QString &name, const QByteArray &text) const
{
    QFile file(path() + u'/' + name);
    if (!file.open(QIODevice::Append) || file.write(text) != text.size())
        qFatal("cannot append to %s", qPrintable(name));
}

std::unique_ptr<node::Server> NodeFolder::start(const Clock &clock) const
{
    auto server = node::Server::start({.folder = path(), .stateFile = {}, .clock = clock});
    if (!server)
        qFatal("%s %s", qPrintable(server.error().message), qPrintable(server.error().detail));
    return std::move(*server);
}

} // namespace meshlens::tests
