// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/context.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::commands {
namespace {

constexpr int shownCandidates = 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("Commands", text);
}

} // namespace

Context::Context(Globals globals) : m_globals(std::move(globals)) {}

Context::~Context() = default;

Result<std::shared_ptr<app::Operations>> Context::operations()
{
    if (!m_operations) {
        auto workspace =
            app::Workspace::open(m_globals.workspace, m_globals.profile, m_globals.demo);
        if (!workspace)
            return std::move(workspace).error();
        auto opened = app::Operations::open(*workspace, Clock::fromEnvironment());
        if (!opened)
            return std::move(opened).error();
        m_operations = *std::move(opened);
    }
    return m_operations;
}

Result<store::Reader> Context::read()
{
    auto opened = operations();
    if (!opened)
        return std::move(opened).error();
    return (*opened)->store()->read();
}

Result<store::ThingRef> findThing(const store::Reader &reader, const QString &text,
                                  std::optional<mesh::Kind> kind)
{
    auto found = reader.resolve(text, shownCandidates + 1);
    if (!found)
        return std::move(found).error();
    QList<store::ThingRef> fitting;
    for (const store::ThingRef &thing : *found) {
        if (!kind || thing.kind == *kind)
            fitting.append(thing);
    }
    if (fitting.isEmpty())
        return Error{Error::Kind::NotFound,
                     tr("Nothing is called \"%1\". Try: meshlens search %1").arg(text),
                     {}};
    if (fitting.size() == 1)
        return fitting.first();
    say(tr("Several things match \"%1\":").arg(text));
    for (const store::ThingRef &thing : fitting.mid(0, shownCandidates))
        say(u"  %1  %2, %3"_s.arg(thing.key, thing.name, mesh::toText(thing.kind)));
    return Error{Error::Kind::Ambiguous, tr("Give the whole key of one of them."), {}};
}

} // namespace meshlens::commands
