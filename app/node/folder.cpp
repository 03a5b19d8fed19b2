// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/folder.h"

#include "app/node/content_reader.h"
#include "app/node/state.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace meshlens::node {

Folder::Folder(QString path, State &state, const Clock &clock)
    : m_path(std::move(path)), m_state(state), m_clock(clock)
{}

std::shared_ptr<const Content> Folder::content()
{
    std::shared_ptr<const Content> known;
    {
        const std::lock_guard lock(m_mutex);
        known = m_content;
    }
    // Somebody else is reading: the picture before is good enough, unless there is none.
    std::unique_lock reading(m_reading, std::defer_lock);
    if (known && !reading.try_lock())
        return known;
    if (!known)
        reading.lock();
    readIfChanged();
    const std::lock_guard lock(m_mutex);
    return m_content;
}

void Folder::readIfChanged()
{
    using namespace std::chrono_literals;
    const auto now = std::chrono::steady_clock::now();
    if (m_content && now - m_looked < 1s)
        return;
    m_looked = now;
    const QByteArray found = signature();
    if (m_content && found == m_signature)
        return;
    const bool first = !m_content;
    ReadContent read = readContent(m_path, m_state, m_clock.nowMs(),
                                   [this](const FileProblem &problem) { report(problem); });
    m_signature = found;
    {
        const std::lock_guard lock(m_mutex);
        m_content = std::move(read.content);
    }
    if (!first && read.changed && m_changed)
        m_changed();
}

QByteArray Folder::signature() const
{
    QCryptographicHash hash(QCryptographicHash::Blake2b_256);
    for (const QString &name : {u"."_s, u"products"_s, u"contracts"_s, u"lineage"_s, u"data"_s}) {
        const QDir directory(m_path + u'/' + name);
        for (const QFileInfo &file : directory.entryInfoList(QDir::Files, QDir::Name)) {
            const QString line = file.filePath() + u' ' + QString::number(file.size()) + u' ' +
                                 QString::number(file.lastModified().toMSecsSinceEpoch()) + u'\n';
            hash.addData(line.toUtf8());
        }
    }
    return hash.result();
}

void Folder::report(const FileProblem &problem)
{
    const QString place =
        problem.line > 0 ? problem.file + u':' + QString::number(problem.line) : problem.file;
    const QString text = place + ": "_L1 + problem.reason;
    if (m_reported.size() < 10'000 && m_reported.insert(text).second)
        std::fprintf(stderr, "%s\n", qPrintable(text));
}

} // namespace meshlens::node
