// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_memory.h"

#include <QCoreApplication>
#include <QDir>
#include <QPointer>
#include <QSettings>
#include <QSplitter>
#include <QThreadPool>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int soonMs = 400;

/// One thread, so that an older picture is never written over a newer one.
QThreadPool &writers()
{
    static QThreadPool pool;
    pool.setMaxThreadCount(1);
    return pool;
}

} // namespace

WindowMemory &WindowMemory::of(const Session &session)
{
    static QHash<QString, QPointer<WindowMemory>> all;
    const QString file =
        QDir(session.workspace()).filePath(u"profiles/%1/window.ini"_s.arg(session.profile().name));
    QPointer<WindowMemory> &found = all[file];
    if (!found)
        found = new WindowMemory(file, qApp);
    return *found;
}

WindowMemory::WindowMemory(const QString &file, QObject *parent) : QObject(parent), m_file(file)
{
    const QSettings kept(file, QSettings::IniFormat);
    for (const QString &name : kept.allKeys())
        m_values.insert(name, kept.value(name));
    m_soon.setSingleShot(true);
    m_soon.setInterval(soonMs);
    connect(&m_soon, &QTimer::timeout, this, &WindowMemory::write);
    connect(qApp, &QCoreApplication::aboutToQuit, this, [this] {
        if (m_soon.isActive())
            write();
        writers().waitForDone(); // nothing is on screen any more
    });
}

WindowMemory::~WindowMemory() = default;

QVariant WindowMemory::value(const QString &name, const QVariant &unset) const
{
    return m_values.value(name, unset);
}

void WindowMemory::set(const QString &name, const QVariant &value)
{
    const auto known = m_values.constFind(name);
    if (known != m_values.constEnd() && *known == value)
        return;
    if (value.isValid())
        m_values.insert(name, value);
    else if (m_values.remove(name) == 0)
        return;
    m_soon.start();
}

void WindowMemory::write()
{
    m_soon.stop();
    writers().start([file = m_file, values = m_values] {
        if (!QFileInfo::exists(QFileInfo(file).path()))
            return; // the profile is gone
        QSettings kept(file, QSettings::IniFormat);
        for (const QString &name : kept.allKeys()) {
            if (!values.contains(name))
                kept.remove(name);
        }
        for (auto it = values.cbegin(); it != values.cend(); ++it)
            kept.setValue(it.key(), it.value());
        kept.sync();
    });
}

void rememberSizes(QSplitter *splitter, const Session &session, const QString &name)
{
    const QString place = u"sizes/"_s + name;
    WindowMemory &memory = WindowMemory::of(session);
    QList<int> sizes;
    for (const QString &size : memory.value(place).toStringList())
        sizes += size.toInt();
    if (sizes.size() == splitter->count() && !sizes.contains(0))
        splitter->setSizes(sizes);
    QObject::connect(splitter, &QSplitter::splitterMoved, splitter, [splitter, &memory, place] {
        QStringList moved;
        for (const int size : splitter->sizes())
            moved += QString::number(size);
        if (!moved.contains(u"0"_s)) // a part that is folded away is no size to come back to
            memory.set(place, moved);
    });
}

} // namespace meshlens::ui
