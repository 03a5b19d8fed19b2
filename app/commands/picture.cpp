// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/picture.h"

#include "app/commands/context.h"
#include "app/session.h"
#include "models/store/reader.h"
#include "ui/parts/theme.h"
#include "ui/parts/watch.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace meshlens::commands {
namespace {

constexpr int patienceMs = 30'000;
constexpr int quietMs = 400; // nothing asked for so long: the screen stands

QString tr(const char *text)
{
    return QCoreApplication::translate("Commands", text);
}

Result<QSize> sizeOf(const QString &text)
{
    const QStringList parts = text.split(u'x');
    const QSize size = parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
    if (size.width() < 320 || size.height() < 240 || size.width() > 8000 || size.height() > 8000)
        return Error{Error::Kind::Usage,
                     tr("A size is WIDTHxHEIGHT, 320x240 to 8000x8000: %1").arg(text),
                     {}};
    return size;
}

/// Lets the window work until every answer it asked for is shown.
void settle()
{
    QEventLoop loop;
    QElapsedTimer total, quiet;
    total.start();
    quiet.start();
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (ui::pendingAnswers() > 0)
            quiet.restart();
        if (quiet.elapsed() > quietMs || total.elapsed() > patienceMs)
            loop.quit();
    });
    look.start(50);
    loop.exec();
}

Result<ui::Link> linkOf(Context &context, const ShotOptions &options)
{
    ui::Link link{options.screen, {}, {}};
    for (const auto &[name, value] : QUrlQuery(options.state).queryItems(QUrl::FullyDecoded))
        link.state.insert(name, value);
    auto reader = context.read(); // makes the demo mesh where it is wanted and was never made
    if (!reader)
        return std::move(reader).error();
    if (options.key.isEmpty())
        return link;
    const auto thing = findThing(context, *reader, options.key);
    if (!thing)
        return thing.error();
    link.key = thing->key;
    return link;
}

} // namespace

int shot(Context &context, const ShotOptions &options)
{
    const auto size = sizeOf(options.size);
    if (!size)
        return fail(size.error());
    if (options.screen == u"product" && options.key.isEmpty())
        return fail({Error::Kind::Usage, tr("A picture of a product needs --key."), {}});
    const auto link = linkOf(context, options);
    if (!link)
        return fail(link.error());
    auto operations = context.operations();
    if (!operations)
        return fail(operations.error());

    auto &application = static_cast<QApplication &>(*QCoreApplication::instance());
    ui::Theme::instance().install(application);
    ui::Theme::instance().setReducedMotion(true);
    app::WindowSession session(*operations);
    ui::MainWindow window(session);
    window.resize(*size);
    window.show();
    settle();
    ui::Theme::instance().setMode(options.theme == u"dark" ? ui::ThemeMode::Dark
                                                           : ui::ThemeMode::Light);
    if (options.screen == u"welcome")
        window.showWelcome();
    else
        window.open(*link);
    window.resize(*size); // over what an earlier window left
    settle();
    if (!window.grab().save(options.out, "PNG"))
        return fail({Error::Kind::Usage, tr("%1 could not be written.").arg(options.out), {}});
    if (context.json())
        printJson(
            {{"out", json(options.out)}, {"width", size->width()}, {"height", size->height()}});
    return Done;
}

} // namespace meshlens::commands
