// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/aws_datazone_pull.h"

#include <QCoreApplication>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using Json = nlohmann::json;

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

} // namespace

QByteArray zonePath(const QString &domain, const QByteArray &rest)
{
    return "/v2/domains/" + QUrl::toPercentEncoding(domain) + rest;
}

Result<ZoneDomain> findZoneDomain(AwsService &zone, const CatalogConnection &connection,
                                  std::stop_token stop)
{
    QString id = connection.options.value(u"domain"_s).trimmed();
    QStringList found;
    if (id.isEmpty()) {
        const auto listed =
            zone.eachPage(net::Method::Get, "/v2/domains",
                          {{u"maxResults"_s, u"25"_s}, {u"status"_s, u"AVAILABLE"_s}}, nullptr,
                          stop, [&](const Json &page) -> Result<void> {
                              for (const Json &one : awsList(page, "items")) {
                                  id = awsText(one, "id");
                                  found.append(u"%1 (%2)"_s.arg(id, awsText(one, "name")));
                              }
                              return {};
                          });
        if (!listed)
            return listed.error();
        if (found.isEmpty())
            return Error{Error::Kind::NotFound,
                         tr("%1 has no domain that you may see.").arg(zone.host()),
                         {}};
        if (found.size() > 1)
            return Error{Error::Kind::Usage,
                         tr("There are several domains; name one of them as the option domain: %1")
                             .arg(found.join(u", "_s)),
                         {}};
    }
    const auto domain = zone.send(net::Method::Get, zonePath(id, {}), {}, nullptr, std::move(stop));
    if (!domain)
        return domain.error();
    return ZoneDomain{id, awsText(*domain, "name"), awsText(*domain, "rootDomainUnitId")};
}

} // namespace meshlens::catalogs
