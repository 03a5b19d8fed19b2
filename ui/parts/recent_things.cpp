// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/recent_things.h"

#include "models/store/writer.h"
#include "ui/parts/load.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto recentSetting = "shell.recent";
constexpr qsizetype longestName = 200;

QList<RecentThing> thingsOf(const QByteArray &text)
{
    QList<RecentThing> things;
    for (const QJsonValue &value : QJsonDocument::fromJson(text).array()) {
        const QString key = value[u"key"_s].toString();
        const QString name = value[u"name"_s].toString().left(longestName);
        if (!key.isEmpty() && !name.isEmpty() && things.size() < RecentThings::most)
            things.append({key, name, value[u"at"_s].toInteger()});
    }
    return things;
}

QByteArray textOf(const QList<RecentThing> &things)
{
    QJsonArray all;
    for (const RecentThing &thing : things)
        all.append(QJsonObject{
            {u"key"_s, thing.key}, {u"name"_s, thing.name}, {u"at"_s, qint64(thing.atMs)}});
    return QJsonDocument(all).toJson(QJsonDocument::Compact);
}

} // namespace

RecentThings &RecentThings::of(Session &session)
{
    for (QObject *child : session.children()) {
        if (auto *found = dynamic_cast<RecentThings *>(child))
            return *found;
    }
    return *new RecentThings(session); // its parent is the session
}

RecentThings::RecentThings(Session &session) : QObject(&session), m_session(session)
{
    connect(&session, &Session::profileChanged, this, &RecentThings::read);
    read();
}

void RecentThings::read()
{
    load(
        this, m_session,
        [](store::Reader &reader) { return reader.setting(QLatin1StringView(recentSetting)); },
        [this](const QByteArray &text) {
            QList<RecentThing> things = m_all; // opened before this was read
            for (const RecentThing &thing : thingsOf(text)) {
                if (placeOf(thing.key) < 0 && things.size() < most)
                    things.append(thing);
            }
            m_all = things;
            emit changed();
        },
        [](const Error &) {}); // without them nothing is preferred
}

int RecentThings::placeOf(const QString &key) const
{
    for (int i = 0; i < m_all.size(); ++i) {
        if (m_all[i].key == key)
            return i;
    }
    return -1;
}

void RecentThings::add(const QString &key, const QString &name)
{
    if (key.isEmpty() || name.isEmpty() || placeOf(key) == 0)
        return;
    m_all.removeIf([&](const RecentThing &thing) { return thing.key == key; });
    m_all.prepend({key, name.left(longestName), m_session.clock().nowMs()});
    while (m_all.size() > most)
        m_all.removeLast();
    m_session.write([text = textOf(m_all)](store::Writer &writer) {
        return writer.setSetting(QLatin1StringView(recentSetting), text);
    });
    emit changed();
}

} // namespace meshlens::ui
