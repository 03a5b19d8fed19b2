// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/operations.h"
#include "app/session.h"
#include "models/store/reader.h"

#include <QTemporaryDir>
#include <QTest>

#include <source_location>

namespace meshlens::test {

/// What a call returned; ends the program, naming the line, where it failed.
template<typename T>
T need(Result<T> result, std::source_location at = std::source_location::current())
{
    if (!result)
        qFatal("line %u: %s %s", at.line(), qPrintable(result.error().message),
               qPrintable(result.error().detail));
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

/// A workspace of its own, with the operations of a real program on it.
class WorkspaceFixture
{
public:
    WorkspaceFixture();

    [[nodiscard]] QString folder() const { return m_directory.filePath(QStringLiteral("space")); }
    [[nodiscard]] std::shared_ptr<app::Operations> open() const;

    static void add(app::Operations &operations, const QString &name, const QString &kind,
                    const QString &url, const QMap<QString, QString> &options = {},
                    const QString &secret = {});
    [[nodiscard]] static store::CatalogRow catalog(const app::Operations &operations,
                                                   const QString &name);
    /// The newest try of a catalog.
    [[nodiscard]] static store::SyncRun lastRun(const app::Operations &operations,
                                                const QString &name);

private:
    QTemporaryDir m_directory;
};

/// A folder with one product, whose description can be changed, and whatever else is written.
class ProductFolder
{
public:
    ProductFolder();
    [[nodiscard]] QString path() const { return m_directory.path(); }
    void say(const QString &description) const;
    void write(const QString &name, const QByteArray &text) const;

private:
    QTemporaryDir m_directory;
};

/// How long the event loop of this thread was kept from a timer of 5 ms, at the longest.
class LoopWatch
{
public:
    LoopWatch();
    [[nodiscard]] qint64 longestGapMs() const { return m_longestMs; }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_longestMs = 0;
};

/// Syncs in a window's session that has not synced yet and waits until every catalog is done; the
/// longest gap of its loop.
[[nodiscard]] qint64 syncInWindow(app::WindowSession &session, const QStringList &names = {},
                                  int mostMs = 60'000);

} // namespace meshlens::test
