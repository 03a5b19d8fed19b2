// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/registry.h"
#include "tests/support/misbehaving_server.h"
#include "tests/support/recording_sink.h"

#include <nlohmann/json.hpp>

#include <QUrl>

#include <mutex>

namespace meshlens::test {

/// A catalog on loopback that answers what it was told to: by method, path and query ("GET
/// /a?b=c"), else by method and path alone; 404 for the rest. Thread: any.
class ApiDouble
{
public:
    struct Answer {
        int status = 200;
        QByteArray body;
        QByteArray headers;
    };

    ApiDouble()
    {
        server.otherwise([this](Exchange &exchange) {
            const Received &asked = exchange.request;
            const QByteArray path = QByteArray::fromPercentEncoding(asked.path);
            const QByteArray place = asked.method + ' ' + path;
            const QByteArray query = QByteArray::fromPercentEncoding(asked.query);
            Answer answer{404, R"({"message":"nothing there"})", {}};
            {
                const std::lock_guard lock(m_mutex);
                m_asked.append(query.isEmpty() ? place : place + '?' + query);
                if (m_answers.contains(place + '?' + query))
                    answer = m_answers[place + '?' + query];
                else if (m_answers.contains(place))
                    answer = m_answers[place];
            }
            const QByteArray known = asked.header("If-None-Match");
            if (!known.isEmpty() && answer.headers.contains(known))
                return exchange.respond(304, {}, answer.headers);
            exchange.respondJson(answer.status, answer.body, answer.headers);
        });
    }

    MisbehavingServer server;

    /// `place` is decoded: "GET /v1/namespaces?parent=a b".
    void say(const QByteArray &place, const QByteArray &body, int status = 200,
             const QByteArray &headers = {})
    {
        const std::lock_guard lock(m_mutex);
        m_answers[place] = {status, body, headers};
    }
    void forget(const QByteArray &place)
    {
        const std::lock_guard lock(m_mutex);
        m_answers.remove(place);
    }
    /// What was asked since the last call of this.
    QByteArrayList takeAsked()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_asked, {});
    }
    QMap<QByteArray, Answer> answers()
    {
        const std::lock_guard lock(m_mutex);
        return m_answers;
    }

private:
    std::mutex m_mutex;
    QMap<QByteArray, Answer> m_answers;
    QByteArrayList m_asked;
};

/// An adapter connected to a double, and its pulls one after the other.
struct Puller {
    net::Client client;
    CatalogConnection connection;
    std::unique_ptr<Catalog> catalog;
    QByteArray state;

    Puller(const catalogs::Registration &registration, const QUrl &url,
           const QMap<QString, QString> &options = {}, const QString &secret = {})
    {
        connection.name = QStringLiteral("Lake");
        connection.kind = registration.kind().kind;
        connection.url = url.toString();
        connection.options = options;
        auto made =
            registration.make(connection, secret, client, Clock::frozenAt(1'772'400'000'000));
        if (!made)
            qFatal("%s", qPrintable(made.error().message));
        catalog = *std::move(made);
    }

    Result<PullOutcome> pull(tests::RecordingSink &sink, bool full = false)
    {
        auto outcome = catalog->pull({full, state}, sink, {});
        if (outcome)
            state = outcome->state;
        return outcome;
    }
};

/// A pull as lines of text: one a thing, in order of key.
inline QString printed(const tests::RecordingSink &sink)
{
    QStringList lines;
    for (const mesh::Domain &domain : sink.all.domains)
        lines.append(QStringLiteral("domain %1 \"%2\"").arg(domain.name, domain.description));
    for (const mesh::DataProduct &product : sink.all.products)
        lines.append(
            QStringLiteral("product %1 ports %2").arg(product.name).arg(product.ports.size()));
    for (const mesh::Dataset &dataset : sink.all.datasets) {
        QStringList columns;
        for (const mesh::Column &column : dataset.columns)
            columns.append(column.name + QLatin1Char(':') + column.type);
        QString line = mesh::toText(dataset.type) + QLatin1Char(' ') + dataset.key +
                       QStringLiteral(" [%1]").arg(columns.join(QLatin1Char(' ')));
        if (dataset.updatedAtMs)
            line += QStringLiteral(" at ") + toRfc3339(*dataset.updatedAtMs);
        if (dataset.rows)
            line += QStringLiteral(" rows %1").arg(*dataset.rows);
        for (const mesh::Alias &alias : dataset.aliases)
            line += QStringLiteral(" =") + alias.key;
        lines.append(line);
    }
    for (const mesh::LineageEdge &edge : sink.all.edges)
        lines.append(QStringLiteral("edge %1 -> %2").arg(edge.from, edge.to));
    for (const QStringList &gone : sink.deleted)
        for (const QString &id : gone)
            lines.append(QStringLiteral("gone ") + id);
    for (const ChangeNote &note : sink.all.notes)
        lines.append(QStringLiteral("note %1: %2").arg(note.name, note.detail));
    lines.sort();
    return lines.join(QLatin1Char('\n'));
}

} // namespace meshlens::test
