// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/access_data.h"

#include <QUrl>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

QString AccessData::productName(const QString &key) const
{
    const auto found = products.constFind(key);
    if (found != products.cend())
        return found->name;
    return QUrl::fromPercentEncoding(key.section(u'/', -1).toUtf8());
}

QString AccessData::ownerName(const QString &productKey) const
{
    const auto found = products.constFind(productKey);
    return found != products.cend() && !found->ownerNames.isEmpty() ? found->ownerNames.front()
                                                                    : QString();
}

QString AccessData::personName(const QString &party) const
{
    const auto found = parties.constFind(party);
    if (found != parties.cend() && !found->name.isEmpty())
        return found->name;
    return party.section(u'/', -1);
}

bool AccessData::isMyProduct(const QString &key) const
{
    const auto found = products.constFind(key);
    return found != products.cend() &&
           ((!me.isEmpty() && found->owners.contains(me)) || ownDomains.contains(found->domain));
}

bool AccessData::isForMe(const mesh::AccessRequest &request) const
{
    return !request.mine && (request.decidable || isMyProduct(request.product));
}

bool AccessData::mayRevoke(const mesh::AccessRequest &request) const
{
    return isForMe(request) && (request.grant == mesh::GrantState::Active ||
                                request.grant == mesh::GrantState::Provisioning);
}

const store::OutboxItem *AccessData::queued(const QString &requestId) const
{
    for (const store::OutboxItem &item : outbox) {
        if (item.request == requestId)
            return &item;
    }
    return nullptr;
}

const mesh::AccessRequest *AccessData::request(const QString &id) const
{
    for (const mesh::AccessRequest &request : requests) {
        if (request.id == id)
            return &request;
    }
    return nullptr;
}

Result<SharedAccessData> readAccess(const store::Reader &reader, const Profile &profile,
                                    std::int64_t nowMs)
{
    auto data = std::make_shared<AccessData>();
    data->nowMs = nowMs;
    data->me = profile.party();
    data->ownDomains = QSet<QString>(profile.domains.cbegin(), profile.domains.cend());

    auto requests = reader.requests();
    if (!requests)
        return requests.error();
    data->requests = *std::move(requests);
    auto products = reader.products();
    if (!products)
        return products.error();
    for (store::ProductRow &product : *products) {
        if (data->ownDomains.contains(product.domain) &&
            !data->ownDomainNames.contains(product.domainName))
            data->ownDomainNames += product.domainName;
        const QString key = product.key;
        data->products.insert(key, std::move(product));
    }
    auto parties = reader.parties();
    if (!parties)
        return parties.error();
    for (mesh::Party &party : *parties) {
        const QString key = party.key;
        data->parties.insert(key, std::move(party));
    }
    auto outbox = reader.outbox();
    if (!outbox)
        return outbox.error();
    data->outbox = *std::move(outbox);
    return SharedAccessData(std::move(data));
}

} // namespace meshlens::ui
