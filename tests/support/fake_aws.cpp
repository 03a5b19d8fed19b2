// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_aws.h"

#include "app/net/sigv4.h"

using namespace Qt::StringLiterals;

namespace meshlens::test {
namespace {

QByteArray between(const QByteArray &text, const QByteArray &from, const QByteArray &to)
{
    const qsizetype start = text.indexOf(from);
    if (start < 0)
        return {};
    const qsizetype begin = start + from.size();
    const qsizetype end = to.isEmpty() ? -1 : text.indexOf(to, begin);
    return text.mid(begin, end < 0 ? -1 : end - begin);
}

QByteArray operationOf(const Received &request)
{
    const QByteArray target = request.header("X-Amz-Target");
    if (!target.isEmpty())
        return target;
    if (request.header("Content-Type").contains("form-urlencoded"))
        return "sts." + between(request.body, "Action=", "&");
    return request.path;
}

} // namespace

FakeAws::FakeAws()
{
    server.otherwise([this](Exchange &exchange) { handle(exchange); });
}

void FakeAws::on(const QByteArray &operation, Function function)
{
    const std::lock_guard lock(m_mutex);
    m_functions[operation] = std::move(function);
}

void FakeAws::on(const QByteArray &operation, const Json &body)
{
    on(operation, [body](const Json &, const Received &) { return Answer{200, body}; });
}

void FakeAws::under(const QByteArray &prefix, Function function)
{
    const std::lock_guard lock(m_mutex);
    m_prefixes[prefix] = std::move(function);
}

int FakeAws::count(const QByteArray &operation)
{
    const std::lock_guard lock(m_mutex);
    return m_counts[operation];
}

int FakeAws::refused()
{
    const std::lock_guard lock(m_mutex);
    return m_refused;
}

CatalogConnection FakeAws::connection(const QString &kind) const
{
    CatalogConnection connection;
    connection.id = 1;
    connection.name = u"lake"_s;
    connection.kind = kind;
    connection.url = url();
    connection.options = {{u"region"_s, u"eu-north-1"_s}};
    return connection;
}

FakeAws::Answer FakeAws::sts(const QList<std::pair<QByteArray, QByteArray>> &leaves)
{
    QByteArray xml = "<Response><Result>";
    for (const auto &[name, value] : leaves)
        xml += '<' + name + '>' + value + "</" + name + '>';
    return {200, {}, xml + "</Result></Response>"};
}

/// Signs what arrived once more and compares.
bool FakeAws::isSigned(const Received &request)
{
    const QByteArray proof = request.header("Authorization");
    const QByteArray keyId = between(proof, "Credential=", "/");
    const QByteArrayList scope = between(proof, "Credential=", ",").split('/');
    if (scope.size() != 5)
        return false;
    net::AwsCanonical canonical{request.method, request.path, request.query, {}, request.body};
    for (const QByteArray &name : between(proof, "SignedHeaders=", ",").split(';'))
        canonical.headers.append(net::Header{name, request.header(name)});
    const auto other = temporary.find(keyId);
    if (keyId != id && other == temporary.end())
        return false;
    const QByteArray key = keyId == id ? secret : other->second;
    return net::signedV4(canonical, {keyId, key, {}}, {scope[2], scope[3]}).authorization == proof;
}

void FakeAws::handle(Exchange &exchange)
{
    const QByteArray operation = operationOf(exchange.request);
    Function function;
    {
        const std::lock_guard lock(m_mutex);
        if (!isSigned(exchange.request)) {
            ++m_refused;
        } else {
            ++m_counts[operation];
            if (const auto found = m_functions.find(operation); found != m_functions.end())
                function = found->second;
            for (const auto &[prefix, other] : m_prefixes) {
                if (!function && exchange.request.path.startsWith(prefix))
                    function = other;
            }
        }
    }
    if (!isSigned(exchange.request)) {
        exchange.respondJson(403, "{\"__type\":\"InvalidSignatureException\",\"message\":\"no\"}");
        return;
    }
    if (!function) {
        exchange.respondJson(400, "{\"__type\":\"UnknownOperationException\"}");
        return;
    }
    const Json asked = Json::parse(exchange.request.body.toStdString(), nullptr, false);
    const Answer answer = function(asked, exchange.request);
    if (!answer.text.isEmpty())
        exchange.respond(answer.status, answer.text, "Content-Type: text/xml\r\n");
    else
        exchange.respondJson(answer.status, QByteArray::fromStdString(answer.body.dump()));
}

} // namespace meshlens::test
