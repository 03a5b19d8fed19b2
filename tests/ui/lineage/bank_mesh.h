// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fake_session.h"

namespace meshlens::test {

using namespace Qt::StringLiterals;

inline const QString trade = u"domain://bank/trade"_s;
inline const QString risk = u"domain://bank/risk"_s;
inline const QString finance = u"domain://bank/finance"_s;
constexpr std::int64_t hour = 3'600'000;

inline QString productKey(const QString &name)
{
    return u"product://bank/"_s + name;
}

/// Three domains of a bank; every product has one dataset of its name.
class Bank
{
public:
    explicit Bank(FakeSession &session) : m_session(session)
    {
        for (const QString &name : {u"trade"_s, u"risk"_s, u"finance"_s}) {
            mesh::Domain domain;
            domain.key = u"domain://bank/"_s + name;
            domain.nativeId = name;
            domain.name = name;
            m_batch.domains += domain;
        }
        mesh::Party party;
        party.key = u"party://ana@bank.example"_s;
        party.nativeId = u"ana"_s;
        party.name = u"Ana"_s;
        party.email = u"ana@bank.example"_s;
        m_batch.parties += party;
    }

    QString add(const QString &name, const QString &domain)
    {
        mesh::Dataset dataset;
        dataset.key = u"postgres://db.bank.example:5432/bank/public/"_s + name;
        dataset.nativeId = dataset.name = name;
        dataset.domain = domain;
        m_batch.datasets += dataset;
        mesh::DataProduct product;
        product.key = productKey(name);
        product.nativeId = product.name = name;
        product.domain = domain;
        product.owners = {m_batch.parties.first().key};
        mesh::Port port;
        port.id = u"data"_s;
        port.dataset = dataset.key;
        product.ports = {port};
        m_batch.products += product;
        return dataset.key;
    }

    /// A second dataset of a product, on a port of its own.
    QString addTo(const QString &product, const QString &name)
    {
        mesh::Dataset dataset;
        dataset.key = u"postgres://db.bank.example:5432/bank/public/"_s + name;
        dataset.nativeId = dataset.name = name;
        for (mesh::DataProduct &one : m_batch.products) {
            if (one.name != product)
                continue;
            dataset.domain = one.domain;
            mesh::Port port;
            port.id = name;
            port.dataset = dataset.key;
            one.ports += port;
        }
        m_batch.datasets += dataset;
        return dataset.key;
    }

    void column(const QString &dataset, const QString &name, bool personal)
    {
        for (mesh::Dataset &one : m_batch.datasets) {
            if (one.key != dataset)
                continue;
            mesh::Column column;
            column.name = name;
            column.personal = personal;
            one.columns += column;
        }
    }

    void reads(const QString &product, const QString &dataset) // says so on an input port
    {
        for (mesh::DataProduct &one : m_batch.products) {
            if (one.name != product)
                continue;
            mesh::Port port;
            port.id = u"in-"_s + dataset;
            port.direction = mesh::PortDirection::Input;
            port.dataset = dataset;
            one.ports += port;
        }
    }

    void promise(const QString &name, int hours, // 0: promises nothing that is measured
                 mesh::Status status = mesh::Status::Active)
    {
        mesh::Contract contract;
        contract.id = contract.name = name + u"-contract"_s;
        contract.status = status;
        if (hours > 0)
            contract.serviceLevels = {{u"latency"_s, QString::number(hours), u"h"_s, {}, {}}};
        for (mesh::DataProduct &product : m_batch.products) {
            if (product.name != name)
                continue;
            contract.datasets = {product.ports.first().dataset};
            product.contractId = product.ports.first().contractId = contract.id;
        }
        m_batch.contracts += contract;
    }

    void check(const QString &dataset, bool passes)
    {
        mesh::Check check;
        check.id = u"check-"_s + dataset;
        check.dataset = dataset;
        check.title = u"Notional is given"_s;
        m_batch.checks += check;
        mesh::CheckResult result;
        result.check = check.id;
        result.atMs = m_session.clock().nowMs() - hour;
        result.status = passes ? mesh::CheckStatus::Passed : mesh::CheckStatus::Failed;
        m_batch.results += result;
    }

    void noFlow(const QString &from)
    {
        m_batch.edges.removeIf([&](const mesh::LineageEdge &edge) { return edge.from == from; });
    }

    void flow(const QString &from, const QString &to, const QString &fromColumn = {},
              const QString &toColumn = {})
    {
        mesh::LineageEdge edge;
        edge.fromColumn = fromColumn;
        edge.toColumn = toColumn;
        edge.from = from;
        edge.to = to;
        m_batch.edges += edge;
    }

    void age(const QString &name, int hours, int objective, bool learned = false)
    {
        store::ScoreSummary score;
        score.dataTimeMs = m_session.clock().nowMs() - hours * hour;
        score.objectiveMs = objective * hour;
        score.objectiveLearned = learned;
        m_scores.insert(name, score);
    }

    void pull()
    {
        m_session.pull(u"Bank"_s, m_batch);
        for (auto it = m_scores.cbegin(); it != m_scores.cend(); ++it)
            m_session.saveScore(productKey(it.key()), it.value());
    }

private:
    FakeSession &m_session;
    Batch m_batch;
    QHash<QString, store::ScoreSummary> m_scores;
};

} // namespace meshlens::test
