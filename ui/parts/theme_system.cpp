// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Light or dark as the system says it.
#include "ui/parts/theme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QGuiApplication>
#include <QStyleHints>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto portalService = "org.freedesktop.portal.Desktop";
constexpr auto portalPath = "/org/freedesktop/portal/desktop";
constexpr auto portalSettings = "org.freedesktop.portal.Settings";

/// A session bus that must first be started would hold the interface thread.
bool hasSessionBus()
{
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS");
}

} // namespace

void Theme::watchSystem()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    QStyleHints *hints = QGuiApplication::styleHints();
    m_systemDark = hints->colorScheme() == Qt::ColorScheme::Dark;
    connect(hints, &QStyleHints::colorSchemeChanged, this,
            [this](Qt::ColorScheme scheme) { setSystemDark(scheme == Qt::ColorScheme::Dark); });
#else
    if (!hasSessionBus())
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    QDBusMessage read = QDBusMessage::createMethodCall(
        QLatin1StringView(portalService), QLatin1StringView(portalPath),
        QLatin1StringView(portalSettings), u"Read"_s);
    read << u"org.freedesktop.appearance"_s << u"color-scheme"_s;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(read), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this](QDBusPendingCallWatcher *done) {
                const QDBusPendingReply<QDBusVariant> reply = *done;
                if (reply.isValid())
                    takePortalSetting(u"org.freedesktop.appearance"_s, u"color-scheme"_s,
                                      reply.value());
                done->deleteLater();
            });
    bus.connect(QLatin1StringView(portalService), QLatin1StringView(portalPath),
                QLatin1StringView(portalSettings), u"SettingChanged"_s, this,
                SLOT(takePortalSetting(QString, QString, QDBusVariant)));
#endif
}

void Theme::takePortalSetting(const QString &space, const QString &name, const QDBusVariant &value)
{
    if (space != u"org.freedesktop.appearance" || name != u"color-scheme")
        return;
    QVariant inner = value.variant();
    if (inner.canConvert<QDBusVariant>()) // Read() wraps twice
        inner = inner.value<QDBusVariant>().variant();
    setSystemDark(inner.toUInt() == 1);
}

void Theme::setSystemDark(bool dark)
{
    if (m_systemDark == dark)
        return;
    m_systemDark = dark;
    if (m_mode == ThemeMode::System)
        apply();
}

} // namespace meshlens::ui
