// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window.h"

#include "app/commands/output.h"
#include "app/demo/host.h"
#include "app/session.h"
#include "app/single_window.h"
#include "ui/parts/theme.h"
#include "ui/parts/watch.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QProcess>
#include <QSettings>
#include <QTimer>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace meshlens::app {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Window", text);
}

using Meshes = QList<std::pair<QString, QString>>; // name and folder

/// The workspaces that were opened on this computer and are still there, this one first from now
/// on.
Meshes knownMeshes(const QString &here)
{
    constexpr qsizetype most = 12;
    QSettings kept(QSettings::IniFormat, QSettings::UserScope, u"meshlens"_s, u"meshes"_s);
    QStringList folders = kept.value(u"folders"_s).toStringList();
    folders.removeAll(here);
    folders.prepend(here);
    for (const bool demo : {false, true})
        folders += Workspace::defaultFolder(demo);
    folders.removeDuplicates();
    folders.removeIf([](const QString &folder) { return !QDir(folder + u"/profiles"_s).exists(); });
    folders = folders.mid(0, most);
    kept.setValue(u"folders"_s, folders);
    Meshes meshes;
    for (const QString &folder : folders) {
        const bool demo = QFile::exists(folder + u"/demo/mesh.json"_s);
        meshes.append({demo ? u"Cadenza Media"_s : QDir(folder).dirName(), folder});
    }
    return meshes;
}

using Hosted = Result<std::shared_ptr<demo::Host>>;

/// Runs the demo's nodes in this process, or joins the process that does (an empty pointer).
Hosted hostDemo(const QString &folder, const Clock &clock)
{
    auto started = demo::Host::start(folder, clock);
    if (started)
        return std::shared_ptr<demo::Host>(*std::move(started));
    if (started.error().kind == Error::Kind::Conflict)
        return std::shared_ptr<demo::Host>();
    return std::move(started).error();
}

/// The windows of one process and what lives as long as they do.
class Program
{
public:
    Program(Workspace workspace, bool demo, QElapsedTimer sinceStart)
        : m_workspace(std::move(workspace)), m_demo(demo), m_sinceStart(sinceStart)
    {}

    int run(QApplication &application, const QString &link);

private:
    [[nodiscard]] bool isFirstDemoStart() const;
    void makeDemoThenOpen(const ui::Link &link);
    Result<void> open(const ui::Link &link);
    ui::MainWindow *addWindow(const ui::Link &link);
    void startDemo();
    void startAnother(const QStringList &arguments) const;
    void tellTiming() const;

    Workspace m_workspace;
    bool m_demo = false;
    Clock m_clock = Clock::fromEnvironment();
    std::shared_ptr<demo::Host> m_host;
    std::shared_ptr<Operations> m_operations;
    std::unique_ptr<WindowSession> m_session;
    std::vector<std::unique_ptr<ui::MainWindow>> m_windows;
    std::unique_ptr<SingleWindow> m_single;
    QFuture<Hosted> m_hosting;
    QFuture<Result<void>> m_others; // the other profiles of the demo being read
    int m_exitCode = 0;
    QElapsedTimer m_sinceStart;
};

int Program::run(QApplication &application, const QString &link)
{
    m_single = SingleWindow::claim(m_workspace.folder(), m_workspace.profile(), link);
    if (!m_single)
        return commands::Done; // the window that is open got the link
    const ui::Link start = ui::Link::parse(link).value_or(ui::Link{u"home"_s, {}, {}});
    if (isFirstDemoStart()) {
        makeDemoThenOpen(start);
    } else {
        if (auto opened = open(start); !opened)
            return commands::fail(opened.error());
        if (m_demo)
            startDemo();
    }
    const int code = application.exec();
    m_hosting.waitForFinished();
    m_others.waitForFinished();
    m_windows.clear();
    m_session.reset();
    return m_exitCode != 0 ? m_exitCode : code;
}

bool Program::isFirstDemoStart() const
{
    return m_demo && !QFile::exists(m_workspace.folder() + u"/demo/mesh.json"_s);
}

/// The very first start makes the mesh before there is anything to look at.
void Program::makeDemoThenOpen(const ui::Link &link)
{
    auto *note = new QLabel(tr("Making the demo mesh. This takes a few seconds, once."));
    note->setTextFormat(Qt::PlainText);
    note->setAlignment(Qt::AlignCenter);
    note->setAttribute(Qt::WA_DeleteOnClose);
    note->setWindowTitle(u"Meshlens"_s);
    note->resize(480, 160);
    note->show();
    m_hosting = QtConcurrent::run([folder = m_workspace.folder(), profile = m_workspace.profile(),
                                   clock = m_clock]() -> Hosted {
        auto host = hostDemo(folder, clock);
        if (!host || !*host)
            return host;
        if (auto synced = (*host)->connectAndSync({profile}, clock); !synced)
            return std::move(synced).error();
        return host;
    });
    ui::watch(note, m_hosting, [this, note, link](const Hosted &host) {
        auto opened = host ? open(link) : Result<void>(host.error());
        if (!opened) {
            m_exitCode = commands::fail(opened.error());
            QCoreApplication::quit();
            return;
        }
        m_host = *host;
        note->close();
        if (m_host)
            m_others = QtConcurrent::run(
                [host = m_host, clock = m_clock] { return host->connectAndSync({}, clock); });
    });
}

Result<void> Program::open(const ui::Link &link)
{
    auto operations = Operations::open(m_workspace, m_clock);
    if (!operations)
        return std::move(operations).error();
    m_operations = *std::move(operations);
    m_session = std::make_unique<WindowSession>(m_operations);
    addWindow(link);
    m_session->start();
    QThreadPool::globalInstance()->start(
        [workspace = m_workspace] { (void)workspace.rememberProfile(); });
    return {};
}

ui::MainWindow *Program::addWindow(const ui::Link &link)
{
    m_windows.push_back(std::make_unique<ui::MainWindow>(*m_session));
    ui::MainWindow *window = m_windows.back().get();
    QObject::connect(window, &ui::MainWindow::besideRequested, window,
                     [this](const ui::Link &beside) { addWindow(beside); });
    QObject::connect(window, &ui::MainWindow::demoRequested, window,
                     [this] { startAnother({u"--demo"_s}); });
    QObject::connect(
        window, &ui::MainWindow::profileRequested, window, [this](const QString &name) {
            QStringList arguments{u"--workspace"_s, m_workspace.folder(), u"--profile"_s, name};
            if (m_demo)
                arguments.append(u"--demo"_s);
            startAnother(arguments);
        });
    QObject::connect(window, &ui::MainWindow::meshRequested, window, [this](const QString &folder) {
        startAnother({u"--workspace"_s, folder});
    });
    ui::watch(window,
              QtConcurrent::run([here = m_workspace.folder()] { return knownMeshes(here); }),
              [window](const Meshes &meshes) { window->setMeshes(meshes); });
    if (m_windows.size() == 1) {
        QObject::connect(window, &ui::MainWindow::ready, window, [this] { tellTiming(); });
        QObject::connect(m_single.get(), &SingleWindow::linkReceived, window,
                         [window](const QString &text) {
                             if (const auto there = ui::Link::parse(text))
                                 window->open(*there);
                             window->show();
                             window->raise();
                             window->activateWindow();
                         });
    }
    window->open(link);
    window->show();
    return window;
}

/// The index of the last time is on screen; the nodes start behind it.
void Program::startDemo()
{
    m_hosting = QtConcurrent::run(
        [folder = m_workspace.folder(), clock = m_clock, operations = m_operations]() -> Hosted {
            auto host = hostDemo(folder, clock);
            if (host && *host) {
                if (auto connected = (*host)->connect(*operations); !connected)
                    return std::move(connected).error();
            }
            return host;
        });
    ui::watch(m_session.get(), m_hosting, [this](const Hosted &host) {
        if (!host) {
            emit m_session->notice(host.error().message, {});
            return;
        }
        m_host = *host;
        m_session->reconnect();
        m_session->sync({}, false);
        if (m_host)
            m_others = QtConcurrent::run(
                [running = m_host, clock = m_clock] { return running->connectAndSync({}, clock); });
    });
}

/// With MESHLENS_TIMING set: milliseconds from the start of main to the first page, once it is
/// painted.
void Program::tellTiming() const
{
    if (!qEnvironmentVariableIsSet("MESHLENS_TIMING"))
        return;
    QTimer::singleShot(0, m_session.get(),
                       [this] { commands::say(u"ready_ms=%1"_s.arg(m_sinceStart.elapsed())); });
}

void Program::startAnother(const QStringList &arguments) const
{
    if (!QProcess::startDetached(QCoreApplication::applicationFilePath(), arguments))
        emit m_session->notice(tr("A second Meshlens could not be started."), {});
}

} // namespace

int runWindow(const QString &workspace, const QString &profile, bool demo, const QString &link,
              int argc, char **argv)
{
    QElapsedTimer sinceStart;
    sinceStart.start();
    const auto opened = Workspace::open(workspace, profile, demo);
    if (!opened)
        return commands::fail(opened.error());
    QApplication application(argc, argv);
    ui::Theme::instance().install(application);
    return Program(*opened, demo || opened->isDemo(), sinceStart).run(application, link);
}

} // namespace meshlens::app
