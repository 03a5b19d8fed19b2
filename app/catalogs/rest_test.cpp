// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/rest_test.h"

#include "app/catalogs/rest_names.h"
#include "app/net/reach.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

/// The steps so far; each is told when it comes.
class Steps
{
public:
    Steps(const StepTold &told, QList<ConnectionStep> before)
        : m_told(told), m_steps(std::move(before))
    {}

    void pass(const QString &title, const QString &detail = {}) { add({title, true, detail}); }
    void fail(const QString &title, const Error &error) { add({title, false, error.message}); }
    QList<ConnectionStep> all() { return std::move(m_steps); }

private:
    void add(ConnectionStep step)
    {
        if (m_told)
            m_told(step);
        m_steps.append(std::move(step));
    }

    const StepTold &m_told;
    QList<ConnectionStep> m_steps;
};

bool hasProxy(const net::Transport &transport, const QUrl &base)
{
    if (!transport.proxy.isEmpty())
        return transport.proxy != "none"_L1;
    if (isLoopback(base))
        return false;
    const char *own = base.scheme() == "https"_L1 ? "https_proxy" : "http_proxy";
    return qEnvironmentVariableIsSet(own) || qEnvironmentVariableIsSet("all_proxy") ||
           qEnvironmentVariableIsSet(QByteArray(own).toUpper().constData()) ||
           qEnvironmentVariableIsSet("ALL_PROXY");
}

} // namespace

QList<ConnectionStep> testPlace(const TestedPlace &place, const Look &look, const StepTold &told,
                                const std::stop_token &stop, QList<ConnectionStep> before)
{
    Steps steps(told, std::move(before));
    const QUrl &base = place.base;
    const bool isSecure = base.scheme() == "https"_L1;
    const QString reached = tr("Reached"), trusted = tr("Certificate trusted");
    if (!hasProxy(place.transport, base)) {
        const auto addresses = net::resolveName(base);
        if (!addresses) {
            steps.fail(tr("Name resolved"), addresses.error());
            return steps.all();
        }
        steps.pass(tr("Name resolved"), *addresses);
        if (const auto open = net::reach(base, place.connect, stop); !open) {
            steps.fail(reached, open.error());
            return steps.all();
        }
        steps.pass(reached, net::hostName(base));
    }
    const auto found = look(stop);
    const Error::Kind kind = found ? Error::Kind::Usage : found.error().kind;
    if (kind == Error::Kind::Network || kind == Error::Kind::Cancelled) {
        steps.fail(isSecure ? trusted : tr("Answers"), found.error());
        return steps.all();
    }
    if (isSecure)
        steps.pass(trusted);
    if (!found && kind == Error::Kind::NotPermitted && place.isStranger(found.error())) {
        steps.fail(tr("Signed in"), found.error());
        return steps.all();
    }
    if (place.signsIn)
        steps.pass(tr("Signed in"), place.who ? place.who() : QString());
    if (!found && kind == Error::Kind::NotPermitted) {
        steps.fail(tr("Permitted to read"), found.error());
        return steps.all();
    }
    if (!found) {
        steps.fail(tr("Understood"), found.error());
        return steps.all();
    }
    steps.pass(tr("Permitted to read"));
    steps.pass(tr("Found"), *found);
    return steps.all();
}

QList<ConnectionStep> testRest(RestClient &client, const Look &look, const StepTold &told,
                               const std::stop_token &stop)
{
    const net::Channel::Settings &settings = client.channel().settings();
    const auto isStranger = [](const Error &error) {
        return !error.detail.startsWith(u"HTTP 403"_s);
    };
    return testPlace(
        {settings.base, settings.transport, settings.limits.connect, client.signsIn(), isStranger},
        look, told, stop);
}

} // namespace meshlens::catalogs
