// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/aws_credentials.h"

#include "app/catalogs/connection_channel.h"
#include "models/clock.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

constexpr std::int64_t renewBeforeMs = 5 * 60 * 1000;
constexpr int longestChain = 5; // of source profiles

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

Error usage(const QString &message)
{
    return {Error::Kind::Usage, message, {}};
}

/// `id:secret[:session]`; a session token may hold any character but is the rest of the text.
Result<net::AwsKeys> keysOf(const QString &secret, const QString &connection)
{
    const QString text = secret.trimmed();
    const net::AwsKeys keys{text.section(u':', 0, 0).toUtf8(), text.section(u':', 1, 1).toUtf8(),
                            text.section(u':', 2).toUtf8()};
    if (keys.id.isEmpty() || keys.secret.isEmpty())
        return usage(
            tr("The secret of %1 is written id:secret or id:secret:session.").arg(connection));
    return keys;
}

QMap<QString, QString> leavesOf(const QByteArray &xml)
{
    QMap<QString, QString> leaves;
    QXmlStreamReader reader(xml);
    QString name;
    while (!reader.atEnd() && leaves.size() < 100) {
        reader.readNext();
        if (reader.isStartElement())
            name = reader.name().toString();
        else if (reader.isCharacters() && !reader.isWhitespace() && !name.isEmpty())
            leaves[name] += reader.text();
    }
    return leaves;
}

} // namespace

QUrl AwsPlace::endpoint(const QString &service) const
{
    if (const QString said = endpoints.value(service); !said.isEmpty())
        return QUrl(said);
    if (suffix.isEmpty())
        return base;
    const bool isDataZone = service == "datazone"_L1;
    return QUrl(u"https://%1.%2.%3"_s.arg(service, region, isDataZone ? u"api.aws"_s : suffix));
}

Result<AwsPlace> awsPlace(const CatalogConnection &connection)
{
    static const QRegularExpression amazons(
        u"^[a-z-]+\\.([a-z]{2}(?:-[a-z]+)+-\\d)\\.(amazonaws\\.com(?:\\.cn)?|amazonaws\\.eu|api\\.aws)$"_s);
    AwsPlace place;
    place.base = QUrl(connection.url.trimmed(), QUrl::StrictMode);
    place.base.setPath({});
    place.base.setQuery(QString());
    if (!place.base.isValid() || place.base.host().isEmpty() ||
        (place.base.scheme() != "http"_L1 && place.base.scheme() != "https"_L1))
        return usage(tr("The address of %1 begins with https:// or http://.").arg(connection.name));
    if (!place.base.userInfo().isEmpty())
        return usage(tr("A password does not belong into the address of %1; give it as the secret.")
                         .arg(connection.name));
    place.region = connection.options.value(u"region"_s).trimmed().toLower();
    if (const auto match = amazons.match(place.base.host().toLower()); match.hasMatch()) {
        if (place.region.isEmpty())
            place.region = match.captured(1);
        place.suffix = match.captured(2) == "api.aws"_L1 ? u"amazonaws.com"_s : match.captured(2);
    }
    const QString profile = connection.options.value(u"profile"_s).trimmed();
    if (place.region.isEmpty() && !profile.isEmpty())
        place.region = readAwsProfile(profile).valueOr({}).region;
    if (place.region.isEmpty())
        return usage(
            tr("%1 does not say its region; give it as the option region.").arg(connection.name));
    for (const auto &service : {u"sts"_s, u"athena"_s, u"lakeformation"_s, u"tagging"_s})
        place.endpoints.insert(service, connection.options.value(u"endpoint_"_s + service));
    return place;
}

QList<CatalogOption> awsOptions()
{
    QList<CatalogOption> options = {
        {u"auth"_s, tr("Sign in with"), false, false,
         tr("aws: access keys as the secret id:secret[:session], or a profile")},
        {u"region"_s, tr("Region"), false, false,
         tr("eu-west-1; needed where the address does not say it")},
        {u"profile"_s, tr("Profile"), false, false,
         tr("of ~/.aws/config; those files are read only when one is named")},
        {u"role_arn"_s, tr("Role to assume"), false, false,
         u"arn:aws:iam::123456789012:role/reader"_s},
        {u"external_id"_s, tr("External id of the role"), false, false, {}},
        {u"endpoint_sts"_s, tr("Address of STS"), false, false, tr("where it is not Amazon's own")},
    };
    for (const CatalogOption &option : httpOptions()) {
        if (option.name != "auth"_L1 && option.name != "apikey_header"_L1)
            options.append(option);
    }
    return options;
}

AwsCredentials::AwsCredentials(net::Client &client, const CatalogConnection &connection,
                               AwsPlace place, const QString &secret)
    : m_client(client), m_connection(connection), m_place(std::move(place)), m_secret(secret)
{}

std::int64_t AwsCredentials::nowMs() const
{
    // The real time, whatever time the program shows: Amazon compares it with its own.
    return QDateTime::currentMSecsSinceEpoch() + m_offsetMs;
}

void AwsCredentials::learnClock(std::int64_t serverMs)
{
    m_offsetMs = serverMs - QDateTime::currentMSecsSinceEpoch();
}

Result<net::AwsKeys> AwsCredentials::keys(std::stop_token stop)
{
    const std::lock_guard lock(m_mutex); // who comes second waits for the keys of the first
    if (m_known && (!m_known->endsAtMs || *m_known->endsAtMs - renewBeforeMs > nowMs()))
        return m_known->keys;
    auto made = make(std::move(stop));
    if (!made)
        return std::move(made).error();
    m_known = *std::move(made);
    return m_known->keys;
}

void AwsCredentials::forget()
{
    const std::lock_guard lock(m_mutex);
    m_known.reset();
}

Result<AwsTemporary> AwsCredentials::make(std::stop_token stop)
{
    const QString profile = m_connection.options.value(u"profile"_s).trimmed();
    AwsTemporary found;
    if (!m_secret.trimmed().isEmpty()) {
        auto keys = keysOf(m_secret, m_connection.name);
        if (!keys)
            return std::move(keys).error();
        found.keys = *std::move(keys);
    } else if (!profile.isEmpty()) {
        auto made = ofProfile(profile, 0, stop);
        if (!made)
            return made;
        found = *std::move(made);
    } else {
        return Error{Error::Kind::NotPermitted,
                     tr("The connection %1 has neither access keys nor a profile yet.")
                         .arg(m_connection.name),
                     {}};
    }
    const QString role = m_connection.options.value(u"role_arn"_s).trimmed();
    if (role.isEmpty())
        return found;
    return assume(found.keys, role, m_connection.options.value(u"external_id"_s), std::move(stop));
}

Result<AwsTemporary> AwsCredentials::ofProfile(const QString &name, int depth, std::stop_token stop)
{
    const auto profile = readAwsProfile(name);
    if (!profile)
        return profile.error();
    const bool hasKeys = !profile->keys.id.isEmpty() && !profile->keys.secret.isEmpty();
    if (!profile->roleArn.isEmpty() && !profile->sourceProfile.isEmpty() && depth < longestChain) {
        // A profile may name itself as the source of the keys for its role.
        auto base = profile->sourceProfile == name && hasKeys
                        ? Result<AwsTemporary>(AwsTemporary{profile->keys, {}})
                        : ofProfile(profile->sourceProfile, depth + 1, stop);
        if (!base)
            return base;
        return assume(base->keys, profile->roleArn, profile->externalId, std::move(stop));
    }
    if (hasKeys)
        return AwsTemporary{profile->keys, {}};
    if (!profile->process.isEmpty())
        return runCredentialProcess(profile->process, std::move(stop));
    return Error{
        Error::Kind::NotPermitted,
        tr("The profile %1 has no keys that Meshlens can read. For single sign-on, give it "
           "a credential_process.")
            .arg(name),
        {}};
}

Result<QMap<QString, QString>>
AwsCredentials::askSts(const net::AwsKeys &keys, const QList<std::pair<QString, QString>> &form,
                       std::stop_token stop)
{
    net::Request request;
    request.method = net::Method::Post;
    request.url = m_place.endpoint(u"sts"_s);
    request.url.setPath(u"/"_s);
    request.contentType = "application/x-www-form-urlencoded; charset=utf-8";
    request.body = "Version=2011-06-15";
    for (const auto &[name, value] : form)
        request.body += '&' + name.toLatin1() + '=' + QUrl::toPercentEncoding(value);
    request.repeatable = true;
    request.limits.redirects = 0;
    request.transport.proxy = m_connection.options.value(u"proxy"_s);
    request.transport.caFile = m_connection.options.value(u"ca_file"_s);
    net::signV4(request, keys, {m_place.region.toLatin1(), "sts"}, nowMs());
    const auto response = m_client.send(request, std::move(stop));
    if (!response)
        return response.error();
    QMap<QString, QString> said = leavesOf(response->body);
    if (response->status == 429 || response->status >= 500)
        return net::successOf(*response).error();
    if (response->status != 200)
        return Error{Error::Kind::NotPermitted,
                     tr("%1 does not accept these access keys. Give this connection other ones.")
                         .arg(net::hostName(request.url)),
                     u"%1, HTTP %2"_s.arg(said.value(u"Code"_s)).arg(response->status)};
    return said;
}

Result<QString> AwsCredentials::caller(std::stop_token stop)
{
    static const QRegularExpression session(u"^arn:([^:]*):sts::(\\d+):assumed-role/([^/]+)/.*$"_s);
    {
        const std::lock_guard lock(m_mutex);
        if (!m_caller.isEmpty())
            return m_caller;
    }
    const auto proof = keys(stop);
    if (!proof)
        return proof.error();
    const auto said = askSts(*proof, {{u"Action"_s, u"GetCallerIdentity"_s}}, std::move(stop));
    if (!said)
        return said.error();
    QString arn = said->value(u"Arn"_s);
    if (const auto match = session.match(arn); match.hasMatch())
        arn = u"arn:%1:iam::%2:role/%3"_s.arg(match.captured(1), match.captured(2),
                                              match.captured(3));
    const std::lock_guard lock(m_mutex);
    m_caller = arn;
    return arn;
}

Result<AwsTemporary> AwsCredentials::assume(const net::AwsKeys &base, const QString &role,
                                            const QString &externalId, std::stop_token stop)
{
    QList<std::pair<QString, QString>> form = {{u"Action"_s, u"AssumeRole"_s},
                                               {u"RoleArn"_s, role},
                                               {u"RoleSessionName"_s, u"meshlens"_s}};
    if (!externalId.isEmpty())
        form.append({u"ExternalId"_s, externalId});
    const auto said = askSts(base, form, std::move(stop));
    AwsTemporary made;
    if (said) {
        made.keys = {said->value(u"AccessKeyId"_s).toUtf8(),
                     said->value(u"SecretAccessKey"_s).toUtf8(),
                     said->value(u"SessionToken"_s).toUtf8()};
        if (const std::int64_t ends = fromRfc3339(said->value(u"Expiration"_s)); ends > 0)
            made.endsAtMs = ends;
    }
    if (!made.keys.id.isEmpty() && !made.keys.secret.isEmpty())
        return made;
    if (!said && said.error().kind != Error::Kind::NotPermitted)
        return said.error();
    return Error{Error::Kind::NotPermitted,
                 tr("The role %1 cannot be assumed. Check its name, and that its trust names you.")
                     .arg(role),
                 said ? QString() : said.error().detail};
}

} // namespace meshlens::catalogs
