// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/connection_channel.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

Error usage(const QString &message)
{
    return {Error::Kind::Usage, message, {}};
}

Result<net::Headers> credentials(const CatalogConnection &connection, const QString &secret)
{
    const QByteArray token = secret.trimmed().toUtf8();
    const QString otherwise = token.isEmpty() ? u"none"_s : u"bearer"_s;
    const QString auth = connection.options.value(u"auth"_s, otherwise);
    if (auth == "none"_L1)
        return net::Headers{};
    if (auth != "bearer"_L1 && auth != "apikey"_L1 && auth != "basic"_L1)
        return usage(tr("This kind of catalog has no way to sign in named %1.").arg(auth));
    if (token.isEmpty())
        return usage(tr("The connection %1 has no secret yet.").arg(connection.name));
    if (auth == "bearer"_L1)
        return net::Headers{{"Authorization", "Bearer " + token}};
    if (auth == "basic"_L1)
        return net::Headers{{"Authorization", "Basic " + token.toBase64()}};
    const QString name = connection.options.value(u"apikey_header"_s, u"X-Api-Key"_s);
    return net::Headers{{name.toUtf8(), token}};
}

Result<net::Limits> limits(const CatalogConnection &connection)
{
    net::Limits limits;
    const QString asked = connection.options.value(u"timeout_s"_s).trimmed();
    if (asked.isEmpty())
        return limits;
    bool isNumber = false;
    const int most = asked.toInt(&isNumber);
    if (!isNumber || most < 1 || most > 600)
        return usage(
            tr("The time-out of %1 is a number of seconds from 1 to 600.").arg(connection.name));
    limits.firstByte = std::chrono::seconds(most);
    limits.connect = std::min(limits.connect, limits.firstByte);
    limits.whole = std::max(limits.whole, limits.firstByte * 2);
    return limits;
}

} // namespace

QList<CatalogOption> httpOptions()
{
    return {
        {u"auth"_s, tr("Sign in with"), false, false,
         tr("none, bearer, apikey or basic; a secret is a bearer token unless said otherwise")},
        {u"secret"_s, tr("Secret"), false, true, {}},
        {u"apikey_header"_s, tr("Header of the API key"), false, false, u"X-Api-Key"_s},
        {u"proxy"_s, tr("Proxy"), false, false,
         tr("a URL, or none; without it as the system says")},
        {u"ca_file"_s, tr("CA file"), false, false,
         tr("certificates (PEM) of the authorities to trust for this server")},
        {u"timeout_s"_s, tr("Time-out"), false, false,
         tr("seconds to wait for an answer, 1 to 600; 30 without it")},
    };
}

Result<net::Channel::Settings> channelSettings(const CatalogConnection &connection,
                                               const QString &secret, const QString &path)
{
    QUrl base(connection.url.trimmed(), QUrl::StrictMode);
    if (!base.isValid() || base.host().isEmpty() ||
        (base.scheme() != "http"_L1 && base.scheme() != "https"_L1))
        return usage(tr("The address of %1 begins with https:// or http://.").arg(connection.name));
    if (!base.userInfo().isEmpty())
        return usage(tr("A password does not belong into the address of %1; give it as the secret.")
                         .arg(connection.name));
    base.setQuery(QString());
    base.setFragment(QString());
    QString root = base.path();
    while (root.endsWith(u'/'))
        root.chop(1);
    if (!root.endsWith(path))
        root += path;
    base.setPath(root);

    auto proof = credentials(connection, secret);
    if (!proof)
        return std::move(proof).error();
    auto patience = limits(connection);
    if (!patience)
        return std::move(patience).error();
    net::Channel::Settings settings;
    settings.limits = *patience;
    settings.base = base;
    settings.credentials = *std::move(proof);
    settings.headers = {{"Accept", "application/json, application/problem+json"}};
    settings.transport.proxy = connection.options.value(u"proxy"_s);
    settings.transport.caFile = connection.options.value(u"ca_file"_s);
    return settings;
}

} // namespace meshlens::catalogs
