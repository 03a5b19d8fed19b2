// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/sql_history.h"

#include "ui/parts/format.h"
#include "ui/parts/load.h"

#include "models/store/writer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostRuns = 50;
constexpr qsizetype longestSql = 20'000;
constexpr qsizetype shownLetters = 80;

QString settingName()
{
    return u"sql_history"_s;
}

} // namespace

SqlHistory::SqlHistory(Session &session, QWidget *parent)
    : Button(tr("History"), parent), m_session(session)
{
    setIconName(u"history"_s);
    // Another tab may have added to it meanwhile.
    connect(this, &QAbstractButton::clicked, this, [this] { read([this] { offer(); }); });
    read({});
}

QStringList SqlHistory::queries() const
{
    QStringList queries;
    for (const Run &run : m_runs)
        queries += run.sql;
    return queries;
}

void SqlHistory::read(const std::function<void()> &then)
{
    load(
        this, m_session, [](store::Reader &reader) { return reader.setting(settingName()); },
        [this, then](const QByteArray &kept) {
            take(kept);
            if (then)
                then();
        },
        [](const Error &) {}); // a history that cannot be read is none
}

void SqlHistory::take(const QByteArray &kept)
{
    m_runs.clear();
    for (const auto &one : QJsonDocument::fromJson(kept).array())
        m_runs.append({one[u"sql"].toString(), one[u"at"].toInteger()});
}

void SqlHistory::add(const QString &sql)
{
    if (sql.trimmed().isEmpty() || sql.size() > longestSql)
        return;
    read([this, sql] {
        m_runs.removeIf([&](const Run &run) { return run.sql == sql; });
        m_runs.prepend({sql, m_session.clock().nowMs()});
        m_runs = m_runs.mid(0, mostRuns);
        save();
    });
}

void SqlHistory::save()
{
    QJsonArray runs;
    for (const Run &run : std::as_const(m_runs))
        runs.append(QJsonObject{{u"sql"_s, run.sql}, {u"at"_s, qint64(run.atMs)}});
    const QByteArray kept = QJsonDocument(runs).toJson(QJsonDocument::Compact);
    m_session.write(
        [kept](store::Writer &writer) { return writer.setSetting(settingName(), kept); });
}

void SqlHistory::offer()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    const std::int64_t now = m_session.clock().nowMs();
    for (const Run &run : std::as_const(m_runs)) {
        QString line = run.sql.simplified();
        if (line.size() > shownLetters)
            line = line.left(shownLetters) + u'\u2026';
        line.replace(u'&', u"&&"_s);
        QAction *entry = menu->addAction(line + u'\t' + format::when(run.atMs, now));
        entry->setToolTip(run.sql.toHtmlEscaped());
        connect(entry, &QAction::triggered, this, [this, sql = run.sql] { emit chosen(sql); });
    }
    if (m_runs.isEmpty())
        menu->addAction(tr("Nothing has been run yet"))->setEnabled(false);
    menu->addSeparator();
    QAction *forget = menu->addAction(tr("Forget all"));
    forget->setEnabled(!m_runs.isEmpty());
    connect(forget, &QAction::triggered, this, [this] {
        m_runs.clear();
        save();
    });
    menu->popup(mapToGlobal(QPoint(0, height())));
}

} // namespace meshlens::ui
