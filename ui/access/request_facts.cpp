// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/request_facts.h"

#include <QCoreApplication>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::ui::RequestFacts)
};

} // namespace

QString RequestFacts::ownerName() const
{
    return row.ownerNames.isEmpty() ? QString() : row.ownerNames.front();
}

const mesh::Dataset *RequestFacts::datasetOf(const QString &portId) const
{
    for (const mesh::Port &port : product.ports) {
        if (port.id != portId)
            continue;
        for (const mesh::Dataset &dataset : datasets) {
            if (dataset.key == port.dataset)
                return &dataset;
        }
        return nullptr;
    }
    return datasets.isEmpty() ? nullptr : &datasets.front();
}

QString RequestFacts::termsText() const
{
    QStringList parts;
    for (const mesh::Contract &contract : contracts) {
        if (!contract.usage.isEmpty())
            parts += contract.usage;
        if (!contract.limitations.isEmpty())
            parts += Text::tr("Limits: %1").arg(contract.limitations);
    }
    parts.removeDuplicates();
    return parts.join(u"\n\n"_s);
}

QString RequestFacts::termsVersion() const
{
    for (const mesh::Contract &contract : contracts) {
        if (!contract.usage.isEmpty() || !contract.limitations.isEmpty())
            return contract.version;
    }
    return {};
}

Result<RequestFacts> readRequestFacts(const store::Reader &reader, const QString &productKey,
                                      const QString &earlierId, const QString &person,
                                      const QStringList &takers)
{
    RequestFacts facts;
    auto product = reader.product(productKey);
    if (!product)
        return product.error();
    facts.product = product->thing;
    auto row = reader.productRow(productKey);
    if (!row)
        return row.error();
    facts.row = *std::move(row);
    auto datasets = reader.outputDatasets(productKey);
    if (!datasets)
        return datasets.error();
    facts.datasets = *std::move(datasets);
    auto contracts = reader.contractsOf(productKey);
    if (!contracts)
        return contracts.error();
    facts.contracts = *std::move(contracts);
    for (const store::Source &source : product->sources) {
        const auto catalog = reader.catalog(source.catalog);
        if (catalog && takers.contains(catalog->connection.kind)) {
            facts.catalog = source.catalog;
            break;
        }
    }
    if (!person.isEmpty()) {
        if (const auto party = reader.party(person))
            facts.team = party->thing.team;
    }
    auto requests = reader.requests();
    if (!requests)
        return requests.error();
    for (const mesh::AccessRequest &request : *requests) {
        if (request.id == earlierId)
            facts.earlier = request;
        if (request.product != productKey || request.state == mesh::RequestState::Draft)
            continue;
        ++facts.asked;
        if (request.state == mesh::RequestState::Approved &&
            request.decidedBy.startsWith(u"policy"))
            ++facts.answeredAtOnce;
    }
    return facts;
}

} // namespace meshlens::ui
