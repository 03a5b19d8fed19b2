// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/cli.h"
#include "app/commands/demo_command.h"
#include "app/window.h"

#include <QApplication>

#include <clocale>

using namespace meshlens;
using namespace Qt::StringLiterals;

namespace {

void nameTheProgram()
{
    QCoreApplication::setOrganizationName(u"meshlens"_s);
    QCoreApplication::setApplicationName(u"meshlens"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(MESHLENS_VERSION));
    QGuiApplication::setDesktopFileName(u"io.github.meshlens.Meshlens"_s);
}

int runCommand(const commands::Invocation &invocation, int argc, char **argv)
{
    const bool draws = invocation.kind == commands::Invocation::Kind::Picture;
    if (draws)
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const std::unique_ptr<QCoreApplication> application(draws ? new QApplication(argc, argv)
                                                              : new QCoreApplication(argc, argv));
    commands::Context context(invocation.globals);
    return invocation.run(context);
}

} // namespace

/// A window, or a command.
int main(int argc, char **argv)
{
    const auto arguments = commands::readArguments(argc, argv);
    if (const int *code = std::get_if<int>(&arguments))
        return *code;
    const auto &invocation = std::get<commands::Invocation>(arguments);
    nameTheProgram();
    switch (invocation.kind) {
    case commands::Invocation::Kind::Command:
    case commands::Invocation::Kind::Picture:
        return runCommand(invocation, argc, argv);
    case commands::Invocation::Kind::Serve:
        return commands::runServe(invocation.serve);
    case commands::Invocation::Kind::Demo:
        return commands::runDemo(invocation.globals, invocation.demoSeconds);
    case commands::Invocation::Kind::Window:
        break;
    }
    return app::runWindow(invocation.globals.workspace, invocation.globals.profile,
                          invocation.globals.demo, invocation.link, argc, argv);
}
