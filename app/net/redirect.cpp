// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/redirect.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::net {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Net", text);
}

bool carriesSecrets(const Header &header)
{
    const QByteArray name = header.name.toLower();
    return name == "authorization" || name == "proxy-authorization" || name == "cookie" ||
           name.contains("api-key") || name.contains("apikey") || name.contains("token") ||
           name.contains("secret");
}

Error refused(const Request &request, const QString &why)
{
    return {Error::Kind::Network,
            tr("%1 sends Meshlens elsewhere, where it does not follow. Check the address.")
                .arg(hostName(request.url)),
            plainUrl(request.url) + u": "_s + why};
}

} // namespace

bool isRedirect(const Response &response)
{
    switch (response.status) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
        return !headerValue(response.headers, "Location").isEmpty();
    default:
        return false;
    }
}

Result<Request> redirected(const Request &request, const Response &response)
{
    const QByteArray location = headerValue(response.headers, "Location");
    QUrl target = request.url.resolved(QUrl::fromEncoded(location));
    target.setUserInfo({});
    if (!target.isValid() || target.host().isEmpty() ||
        (target.scheme() != "https"_L1 && target.scheme() != "http"_L1))
        return refused(request, u"redirect to something that is not http"_s);
    if (request.url.scheme() == "https"_L1 && target.scheme() == "http"_L1)
        return refused(request, u"redirect from https to http"_s);

    Request next = request;
    next.url = target;
    const bool keepsMethod = response.status == 307 || response.status == 308 ||
                             request.method == Method::Get || request.method == Method::Head;
    if (!keepsMethod) {
        next.method = Method::Get;
        next.body.clear();
    }
    if (!sameOrigin(request.url, target)) {
        if (next.method != Method::Get && next.method != Method::Head)
            return refused(request, u"redirect of what was sent to another origin"_s);
        next.credentials.clear();
        next.headers.removeIf(carriesSecrets);
    }
    return next;
}

Error tooManyRedirects(const Request &request)
{
    return {Error::Kind::Network,
            tr("%1 sends Meshlens in circles. Check the address.").arg(hostName(request.url)),
            plainUrl(request.url) + u": more than %1 redirects"_s.arg(request.limits.redirects)};
}

} // namespace meshlens::net
