// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/domain_order.h"

namespace meshlens::ui {

using namespace Qt::StringLiterals;

QString domainOrderSetting()
{
    return u"shell.domain_order"_s;
}

Result<DomainOrder> domainOrder(const store::Reader &reader)
{
    const auto domains = reader.domains();
    if (!domains)
        return domains.error();
    const auto kept = reader.setting(domainOrderSetting());
    if (!kept)
        return kept.error();
    QHash<QString, QString> names;
    for (const mesh::Domain &domain : *domains)
        names.insert(domain.key, domain.name);
    DomainOrder order;
    for (const QByteArray &line : kept->split('\n')) {
        const QString key = QString::fromUtf8(line);
        if (names.contains(key))
            order.domains.append({key, names.take(key)});
    }
    for (const mesh::Domain &domain : *domains) {
        if (names.contains(domain.key)) {
            order.domains.append({domain.key, domain.name});
            order.fresh += domain.key;
        }
    }
    return order;
}

} // namespace meshlens::ui
