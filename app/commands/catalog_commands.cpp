// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/shapes.h"
#include "models/clock.h"
#include "models/store/catalog_health.h"

#include <QCoreApplication>
#include <QLocale>

#include <csignal>
#include <termios.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace meshlens::commands {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Commands", text);
}

/// From MESHLENS_SECRET, else typed at the terminal without echo; never from the arguments.
QString readSecret()
{
    const QString fromEnvironment = qEnvironmentVariable("MESHLENS_SECRET");
    if (!fromEnvironment.isEmpty() || isatty(STDIN_FILENO) == 0)
        return fromEnvironment;
    std::fputs(qPrintable(tr("Secret (not shown): ")), stderr);
    termios before{};
    tcgetattr(STDIN_FILENO, &before);
    termios silent = before;
    silent.c_lflag &= ~tcflag_t(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    char line[4096] = {};
    const bool read = std::fgets(line, sizeof line, stdin) != nullptr;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    std::fputc('\n', stderr);
    return read ? QString::fromUtf8(line).trimmed() : QString();
}

std::optional<CatalogKind> kindCalled(const QString &name)
{
    for (const CatalogKind &kind : app::Operations::kinds()) {
        if (kind.kind == name)
            return kind;
    }
    return std::nullopt;
}

Error unknownKind(const QString &name)
{
    QStringList known;
    for (const CatalogKind &kind : app::Operations::kinds())
        known.append(kind.kind);
    return {
        Error::Kind::Usage,
        tr("There is no kind of catalog called \"%1\". Known: %2.").arg(name, known.join(u", "_s)),
        {}};
}

Result<ConnectionDraft> readDraft(const QString &kind, const QString &url, const QString &name,
                                  const QStringList &options)
{
    const auto known = kindCalled(kind);
    if (!known)
        return unknownKind(kind);
    ConnectionDraft draft;
    draft.connection.kind = kind;
    draft.connection.url = url;
    draft.connection.name = name.isEmpty() ? app::Operations::suggestedName(kind, url) : name;
    for (const QString &option : options) {
        const qsizetype equals = option.indexOf(u'=');
        if (equals <= 0)
            return Error{Error::Kind::Usage, tr("An option is NAME=VALUE: %1").arg(option), {}};
        draft.connection.options.insert(option.left(equals), option.mid(equals + 1));
    }
    const bool canSignIn =
        std::any_of(known->options.begin(), known->options.end(),
                    [](const CatalogOption &option) { return option.name == u"auth"; });
    const QString auth = draft.connection.options.value(u"auth"_s);
    // A profile of Amazon's tools has its own keys: nobody is asked for others.
    const bool hasProfile = !draft.connection.options.value(u"profile"_s).trimmed().isEmpty();
    if ((auth.isEmpty() && canSignIn) || hasProfile)
        draft.secret = qEnvironmentVariable("MESHLENS_SECRET"); // a bearer token, or keys
    else if (!auth.isEmpty() && auth != u"none")
        draft.secret = readSecret();
    return draft;
}

QString stateWords(const store::CatalogRow &catalog, std::int64_t nowMs)
{
    switch (store::healthOf(catalog, nowMs)) {
    case store::CatalogHealth::Failed:
        return catalog.lastError;
    case store::CatalogHealth::NotRead:
        return tr("not read yet");
    case store::CatalogHealth::Outdated:
        return tr("outdated");
    case store::CatalogHealth::InSync:
        break;
    }
    return tr("in sync");
}

/// A run that found nothing new made no generation: the picture is still that of the last one.
Result<void> nameGenerations(Context &context, app::Operations::Runs &runs)
{
    auto reader = context.read();
    if (!reader)
        return std::move(reader).error();
    for (auto &[name, run] : runs) {
        const auto catalog = reader->catalog(name);
        if (!catalog)
            return catalog.error();
        if (run.generation == 0)
            run.generation = catalog->generation;
    }
    return {};
}

QString timeWords(std::optional<std::int64_t> ms)
{
    return ms ? toRfc3339(*ms) : u"-"_s;
}

} // namespace

int catalogAdd(Context &context, const QString &kind, const QString &url, const QString &name,
               const QStringList &options)
{
    auto operations = context.newcomer();
    if (!operations)
        return fail(operations.error());
    auto draft = readDraft(kind, url, name, options);
    if (!draft)
        return fail(draft.error());
    if (auto added = (*operations)->addCatalog(*draft); !added)
        return fail(added.error());
    if (context.json())
        printJson({{"name", json(draft->connection.name)},
                   {"kind", json(kind)},
                   {"url", json(draft->connection.url)}});
    else
        printLine(tr("Added %1. Read it with: meshlens sync \"%1\"").arg(draft->connection.name));
    return Done;
}

int catalogList(Context &context)
{
    auto reader = context.read();
    if (!reader)
        return fail(reader.error());
    const auto catalogs = reader->catalogs();
    if (!catalogs)
        return fail(catalogs.error());
    const std::int64_t nowMs = Clock::fromEnvironment().nowMs();
    if (context.json()) {
        Json list = Json::array();
        for (const store::CatalogRow &catalog : *catalogs)
            list.push_back(toJson(catalog, nowMs));
        printJson(list);
        return Done;
    }
    if (catalogs->isEmpty()) {
        printLine(tr("No catalogs yet. Add one with: meshlens catalog add folder PATH"));
        return Done;
    }
    QList<QStringList> rows;
    for (const store::CatalogRow &catalog : *catalogs)
        rows.append({catalog.connection.name, catalog.connection.kind, catalog.connection.url,
                     QString::number(catalog.products), QString::number(catalog.datasets),
                     timeWords(catalog.lastGoodSyncMs), stateWords(catalog, nowMs)});
    printTable({tr("Catalog"), tr("Kind"), tr("Address"), tr("Products"), tr("Datasets"),
                tr("Last sync"), tr("State")},
               rows);
    return Done;
}

int catalogTest(Context &context, const QString &name)
{
    auto operations = context.connected();
    if (!operations)
        return fail(operations.error());
    auto reader = context.read();
    if (!reader)
        return fail(reader.error());
    const auto catalog = reader->catalog(name);
    if (!catalog)
        return fail(catalog.error());
    ConnectionDraft draft;
    draft.connection = catalog->connection;
    const auto steps = (*operations)->testConnection(draft, {});
    bool passed = true;
    Json list = Json::array();
    for (const ConnectionStep &step : steps) {
        passed = passed && step.passed;
        list.push_back(
            {{"title", json(step.title)}, {"passed", step.passed}, {"detail", json(step.detail)}});
        if (!context.json())
            printLine(u"%1 %2  %3"_s.arg(step.passed ? u"ok    "_s : u"failed"_s, step.title,
                                         step.detail));
    }
    if (context.json())
        printJson(list);
    return passed ? Done : CatalogFailed;
}

int catalogRemove(Context &context, const QString &name)
{
    auto operations = context.operations();
    if (!operations)
        return fail(operations.error());
    if (auto removed = (*operations)->removeCatalog(name); !removed)
        return fail(removed.error());
    if (context.json())
        printJson({{"removed", json(name)}});
    else
        printLine(tr("Removed %1. Nothing changed in the catalog itself.").arg(name));
    return Done;
}

int catalogKinds(Context &context)
{
    Json list = Json::array();
    QList<QStringList> rows;
    for (const CatalogKind &kind : app::Operations::kinds()) {
        const Json shape = toJson(kind);
        QStringList capabilities;
        for (const auto &word : shape["capabilities"])
            capabilities.append(QString::fromStdString(word.get<std::string>()));
        rows.append({kind.kind, kind.title, capabilities.join(u' ')});
        list.push_back(shape);
    }
    if (context.json())
        printJson(list);
    else
        printTable({tr("Kind"), tr("Title"), tr("Can")}, rows);
    return Done;
}

int sync(Context &context, const QStringList &names, bool full)
{
    auto operations = context.connected();
    if (!operations)
        return fail(operations.error());
    const bool chatty = isatty(STDERR_FILENO) != 0;
    const auto progress = [chatty](const SyncProgress &now) {
        if (chatty && now.running)
            std::fprintf(stderr, "\r\033[K%s: %s %lld%s", qPrintable(now.catalog),
                         qPrintable(now.part), static_cast<long long>(now.done),
                         now.total > 0 ? qPrintable(u" of %1"_s.arg(now.total)) : "");
    };
    auto runs = (*operations)->sync(names, full, progress, {});
    if (chatty)
        std::fputs("\r\033[K", stderr);
    if (!runs)
        return fail(runs.error());
    if (auto known = nameGenerations(context, *runs); !known)
        return fail(known.error());

    bool good = true;
    Json list = Json::array();
    for (const auto &[catalog, run] : std::as_const(*runs)) {
        good = good && run.ok;
        list.push_back(toJson(run, catalog));
        if (context.json())
            continue;
        if (!run.ok)
            say(u"%1: %2"_s.arg(catalog, run.error));
        else if (run.changed == 0)
            printLine(
                tr("%1: nothing new, %2 ms").arg(catalog).arg(run.finishedAtMs - run.startedAtMs));
        else
            printLine(tr("%1: %2 products, %3 datasets, %4 changed, %5 ms")
                          .arg(catalog)
                          .arg(run.entities.value(u"product"_s))
                          .arg(run.entities.value(u"dataset"_s))
                          .arg(run.changed)
                          .arg(run.finishedAtMs - run.startedAtMs));
        for (const PullProblem &problem : run.problems)
            say(u"  %1%2: %3"_s.arg(problem.file,
                                    problem.line > 0 ? u":%1"_s.arg(problem.line) : QString(),
                                    problem.reason));
    }
    if (context.json())
        printJson(list);
    return good ? Done : CatalogFailed;
}

} // namespace meshlens::commands
