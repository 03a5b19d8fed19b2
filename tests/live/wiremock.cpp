// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/live/wiremock.h"

#include <QFile>
#include <QUuid>

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace meshlens::test {
namespace {

QString text(const json &node)
{
    return QString::fromStdString(node.get<std::string>());
}

json at(const QString &host, json mapping)
{
    mapping["request"]["host"] = {{"equalTo", host.toStdString()}};
    return mapping;
}

/// The same for the same host, so that it can be taken away again.
std::string faultId(const QString &host)
{
    return QUuid::createUuidV5(QUuid(), host).toString(QUuid::WithoutBraces).toStdString();
}

} // namespace

WireMockWorld WireMockWorld::read(const QString &kind)
{
    QFile file(QStringLiteral(MESHLENS_SOURCE_DIR) + u"/tests/live/wiremock/"_s + kind +
               u".json"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(file.fileName()));
    const json said = json::parse(file.readAll().toStdString());
    WireMockWorld world;
    world.kind = kind;
    for (const auto &[name, value] : said["options"].items())
        world.options.insert(QString::fromStdString(name), text(value));
    world.options.insert(u"proxy"_s, u"none"_s);
    world.secret = text(said["secret"]);
    for (const json &name : said["datasets"])
        world.datasets.append(text(name));
    world.mappings = said["mappings"];
    return world;
}

QString WireMock::url(const QString &host) const
{
    return u"http://%1:%2"_s.arg(host).arg(server.port());
}

json WireMock::ask(net::Method method, const QString &path, const json &body)
{
    net::Request request;
    request.method = method;
    request.url = server.url(path);
    request.transport.proxy = u"none"_s;
    if (!body.is_null())
        request.body = QByteArray::fromStdString(body.dump());
    const auto answer = m_client.send(request);
    if (!answer || answer->status >= 300)
        qFatal("WireMock refuses %s: %s", qPrintable(path),
               answer ? answer->body.constData() : qPrintable(answer.error().message));
    return answer->body.trimmed().isEmpty() ? json() : json::parse(answer->body.toStdString());
}

void WireMock::open(const QString &host, const json &mappings)
{
    json all = json::array();
    for (const json &mapping : mappings)
        all.push_back(at(host, mapping));
    ask(net::Method::Post, u"/__admin/mappings/import"_s, {{"mappings", all}});
}

void WireMock::failOnce(const QString &host, const json &mappings, const json &response)
{
    json all = json::array();
    for (std::size_t i = 0; i < mappings.size(); ++i) {
        json fault = at(host, mappings[i]);
        fault["response"] = response;
        fault["priority"] = 1;
        fault["scenarioName"] = host.toStdString() + '/' + std::to_string(i);
        fault["requiredScenarioState"] = "Started";
        fault["newScenarioState"] = "over";
        all.push_back(fault);
    }
    ask(net::Method::Post, u"/__admin/mappings/import"_s, {{"mappings", all}});
}

void WireMock::fail(const QString &host, const json &mapping, const json &response)
{
    json fault = at(host, mapping);
    fault["response"] = response;
    fault["priority"] = 1;
    fault["id"] = faultId(host);
    ask(net::Method::Post, u"/__admin/mappings"_s, fault);
}

void WireMock::mend(const QString &host)
{
    ask(net::Method::Delete, u"/__admin/mappings/"_s + QString::fromStdString(faultId(host)));
}

int WireMock::unspent(const QString &host)
{
    const json said = ask(net::Method::Get, u"/__admin/scenarios"_s);
    int left = 0;
    for (const json &scenario : said["scenarios"]) {
        const bool isOurs = text(scenario["name"]).startsWith(host + u'/');
        left += isOurs && scenario["state"] == "Started" ? 1 : 0;
    }
    return left;
}

} // namespace meshlens::test
