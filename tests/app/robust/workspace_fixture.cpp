// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/robust/workspace_fixture.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;

namespace meshlens::test {

WorkspaceFixture::WorkspaceFixture()
{
    qputenv("MESHLENS_KEYCHAIN", "file");
}

std::shared_ptr<app::Operations> WorkspaceFixture::open() const
{
    const auto workspace = need(app::Workspace::open(folder(), u"default"_s, false));
    return need(app::Operations::open(workspace, Clock::fromEnvironment()));
}

void WorkspaceFixture::add(app::Operations &operations, const QString &name, const QString &kind,
                           const QString &url, const QMap<QString, QString> &options,
                           const QString &secret)
{
    ConnectionDraft draft;
    draft.connection.name = name;
    draft.connection.kind = kind;
    draft.connection.url = url;
    draft.connection.options = options;
    draft.secret = secret;
    need(operations.addCatalog(draft));
}

store::CatalogRow WorkspaceFixture::catalog(const app::Operations &operations, const QString &name)
{
    return need(need(operations.store()->read()).catalog(name));
}

store::SyncRun WorkspaceFixture::lastRun(const app::Operations &operations, const QString &name)
{
    const store::Reader reader = need(operations.store()->read());
    const qint64 id = need(reader.catalog(name)).connection.id;
    return need(reader.syncRuns(id, 1)).value(0);
}

ProductFolder::ProductFolder()
{
    say(u"first"_s);
}

void ProductFolder::say(const QString &description) const
{
    write(u"orders.yaml"_s, "apiVersion: v1.0.0\nkind: DataProduct\nid: orders\nname: Orders\n"
                            "domain: sales\nstatus: active\nversion: 1.0.0\ndescription:\n"
                            "  purpose: " +
                                description.toUtf8() + "\n");
}

void ProductFolder::write(const QString &name, const QByteArray &text) const
{
    QFile file(m_directory.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(name));
}

LoopWatch::LoopWatch()
{
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer,
                     [this] { m_longestMs = std::max(m_longestMs, m_since.restart()); });
    m_since.start();
    m_timer.start(5);
}

qint64 syncInWindow(app::WindowSession &session, const QStringList &names, int mostMs)
{
    const LoopWatch watch;
    QEventLoop loop;
    QObject::connect(&session, &Session::syncChanged, &loop, [&] {
        if (session.syncProgress().isEmpty())
            loop.quit();
    });
    QTimer::singleShot(mostMs, &loop, [mostMs] { qFatal("no end after %d ms", mostMs); });
    session.sync(names, false);
    loop.exec();
    return watch.longestGapMs();
}

} // namespace meshlens::test
