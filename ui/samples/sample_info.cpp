// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/sample_info.h"

#include "models/access/words.h"
#include "ui/parts/format.h"

#include <QCoreApplication>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Samples)
};

std::int64_t lastActMs(const mesh::AccessRequest &request)
{
    std::int64_t at = request.decidedAtMs.value_or(request.createdAtMs);
    for (const mesh::RequestEvent &event : request.history)
        at = std::max(at, event.atMs);
    return at;
}

QString withNote(const QString &sentence, const mesh::AccessRequest &request)
{
    if (request.note.isEmpty())
        return sentence;
    return request.decidedByName.isEmpty()
               ? Text::tr("%1 The note: “%2”").arg(sentence, request.note)
               : Text::tr("%1 %2: “%3”").arg(sentence, request.decidedByName, request.note);
}

} // namespace

Result<SampleInfo> readSampleInfo(const store::Reader &reader, const QString &key)
{
    SampleInfo info;
    QString product;
    if (key.startsWith(u"product://")) {
        product = key;
        const auto outputs = reader.outputDatasets(key);
        if (!outputs)
            return outputs.error();
        if (outputs->isEmpty())
            return Error{Error::Kind::NotFound,
                         Text::tr("This product gives out no dataset that could be sampled."), key};
        info.dataset = outputs->first().key;
    } else {
        info.dataset = key;
        if (const auto products = reader.productsOfDataset(key); products && !products->isEmpty())
            product = products->first();
    }
    const auto dataset = reader.dataset(info.dataset);
    if (!dataset)
        return dataset.error();
    info.name = dataset->thing.name;
    info.sourceRows = dataset->thing.rows;
    for (const mesh::Column &column : dataset->thing.columns)
        info.columns += column.name;
    if (product.isEmpty())
        return info;
    if (auto row = reader.productRow(product))
        info.product = *std::move(row);
    if (const auto merged = reader.product(product))
        info.limitations = merged->thing.limitations;
    const auto requests = reader.requests();
    if (!requests)
        return requests.error();
    for (const mesh::AccessRequest &request : *requests) {
        if (request.product == product)
            info.requests += request;
    }
    return info;
}

const mesh::AccessRequest *requestOf(const SampleInfo &info, const QString &grant)
{
    for (const mesh::AccessRequest &request : info.requests) {
        if (!grant.isEmpty() && (request.grantId == grant || request.id == grant))
            return &request;
    }
    return nullptr;
}

const mesh::AccessRequest *ownRequest(const SampleInfo &info)
{
    for (const mesh::AccessRequest &request : info.requests) {
        if (request.mine)
            return &request;
    }
    return nullptr;
}

NoRowsWords erasedWords(const SampleInfo &info, const QString &grant)
{
    using mesh::GrantState;
    const mesh::AccessRequest *request = requestOf(info, grant);
    if (!request && !grant.isEmpty())
        request = ownRequest(info);
    const QString erased = Text::tr("The cached rows were erased.");
    const auto way = info.product ? NoRowsWords::Way::Request : NoRowsWords::Way::None;
    if (!request)
        return {u"trash"_s, Text::tr("The rows are gone from this computer"), erased, way, {}};
    switch (request->grant) {
    case GrantState::Revoked:
        return {u"lock"_s,
                Text::tr("Access was revoked on %1").arg(format::date(lastActMs(*request))),
                withNote(erased, *request),
                way,
                {}};
    case GrantState::Returned:
        return {u"lock"_s,
                Text::tr("You gave the access back on %1").arg(format::date(lastActMs(*request))),
                erased,
                way,
                {}};
    default:
        break;
    }
    if (request->untilMs)
        return {u"lock"_s, Text::tr("Access ended on %1").arg(format::date(*request->untilMs)),
                erased, info.product ? NoRowsWords::Way::Renew : NoRowsWords::Way::None,
                request->id};
    return {u"lock"_s, Text::tr("Access has ended"), erased, way, {}};
}

NoRowsWords noAccessWords(const SampleInfo &info)
{
    using mesh::GrantState;
    using mesh::RequestState;
    NoRowsWords words{u"lock"_s, Text::tr("You have no access to these rows"), {}, {}, {}};
    if (!info.product) {
        words.text = Text::tr("The dataset belongs to no data product, so nobody can be asked.");
        return words;
    }
    words.way = NoRowsWords::Way::Request;
    words.text =
        Text::tr("The owner of %1 can open them for a named purpose.").arg(info.product->name);
    const mesh::AccessRequest *request = ownRequest(info);
    if (!request)
        return words;
    const QString owner = info.product->ownerNames.value(0);
    switch (request->state) {
    case RequestState::Queued:
    case RequestState::Submitted:
    case RequestState::Pending:
    case RequestState::Asked:
        words.text = Text::tr("Your request: %1.").arg(access::requestWords(*request, owner).text);
        words.way = NoRowsWords::Way::SeeRequest;
        words.request = request->id;
        break;
    case RequestState::Denied:
        words.text = access::requestWords(*request, owner).text;
        break;
    default:
        if (request->grant == GrantState::Revoked || request->grant == GrantState::Returned ||
            request->grant == GrantState::Expired)
            return erasedWords(info, request->id);
        if (request->grant == GrantState::Provisioning || request->grant == GrantState::Failed) {
            words.text = access::grantWords(*request).text;
            words.way = NoRowsWords::Way::SeeRequest;
            words.request = request->id;
        }
        break;
    }
    return words;
}

QString rowsNote(const mesh::Sample &sample, std::optional<qint64> sourceRows, std::int64_t nowMs)
{
    const qsizetype rows = sample.rows.size();
    QString note;
    if (sample.complete)
        note = rows == 1 ? Text::tr("Complete: the only row.")
                         : Text::tr("Complete: all %1 rows.").arg(format::count(rows));
    else if (sourceRows && *sourceRows > rows)
        note =
            Text::tr("A part: %1 of %2 rows.").arg(format::count(rows), format::count(*sourceRows));
    else
        note = Text::tr("A part: %1 rows, not all there are.").arg(format::count(rows));
    if (sample.fetchedAtMs > 0) {
        const QString when = format::when(sample.fetchedAtMs, nowMs);
        const QString time = format::time(sample.fetchedAtMs);
        note = Text::tr("%1 Fetched %2.").arg(note, when == time ? time : when + u' ' + time);
    }
    if (sample.expiresAtMs)
        note =
            Text::tr("%1 Your access runs until %2.").arg(note, format::date(*sample.expiresAtMs));
    return note;
}

} // namespace meshlens::ui
