// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/shapes.h"
#include "models/access/words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::commands {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Commands", text);
}

QStringList names(const QString &list)
{
    QStringList parts;
    for (const QString &part : list.split(u',', Qt::SkipEmptyParts))
        parts.append(part.trimmed());
    return parts;
}

/// `--columns A,B` gives these, `--mask` masks these; neither means all.
QList<mesh::ColumnScope> scope(const AccessOptions &options)
{
    QList<mesh::ColumnScope> columns;
    for (const QString &name : names(options.columns))
        columns.append({name, mesh::ColumnMode::Give});
    for (const QString &name : names(options.mask)) {
        columns.removeIf([&name](const mesh::ColumnScope &known) { return known.name == name; });
        columns.append({name, mesh::ColumnMode::Mask});
    }
    return columns;
}

Result<std::optional<std::int64_t>> until(const QString &text)
{
    if (text.isEmpty())
        return std::optional<std::int64_t>();
    const std::int64_t ms = fromRfc3339(text);
    if (ms < 0)
        return Error{Error::Kind::Usage, tr("This is not a date (2026-06-30): %1").arg(text), {}};
    return std::optional<std::int64_t>(ms);
}

int printRequest(Context &context, const mesh::AccessRequest &request)
{
    if (context.json())
        printJson(toJson(request));
    else
        printLine(u"%1  %2"_s.arg(request.id, access::words(request).text));
    return Done;
}

Result<mesh::AccessDraft> draftOf(const store::Reader &reader, const AccessOptions &options,
                                  const store::ThingRef &product)
{
    mesh::AccessDraft draft;
    draft.product = product.key;
    draft.port = options.port;
    draft.columns = scope(options);
    draft.purpose.text = options.purpose;
    const auto kind = mesh::fromText<mesh::PurposeKind>(options.purposeKind);
    if (!kind)
        return Error{Error::Kind::Usage,
                     tr("A purpose kind is one of: %1")
                         .arg(mesh::allTexts<mesh::PurposeKind>().join(u", "_s)),
                     {}};
    draft.purpose.kind = *kind;
    const auto end = until(options.until);
    if (!end)
        return end.error();
    draft.untilMs = *end;
    if (draft.port.isEmpty()) {
        const auto whole = reader.product(product.key);
        if (!whole)
            return whole.error();
        for (const mesh::Port &port : whole->thing.ports) {
            if (port.direction == mesh::PortDirection::Output) {
                draft.port = port.id;
                break;
            }
        }
    }
    return draft;
}

} // namespace

int accessRequest(Context &context, const AccessOptions &options)
{
    if (options.purpose.trimmed().isEmpty())
        return fail({Error::Kind::Usage, tr("Say in --purpose what you need it for."), {}});
    auto operations = context.connected();
    if (!operations)
        return fail(operations.error());
    mesh::AccessDraft draft;
    {
        auto reader = context.read();
        if (!reader)
            return fail(reader.error());
        const auto product = findThing(context, *reader, options.key, {mesh::Kind::Product});
        if (!product)
            return fail(product.error());
        auto made = draftOf(*reader, options, *product);
        if (!made)
            return fail(made.error());
        draft = *std::move(made);
    }
    const auto request = (*operations)->requestAccess(draft, {});
    if (!request)
        return fail(request.error());
    printRequest(context, *request);
    if (request->state == mesh::RequestState::Queued)
        say(tr("The catalog could not be reached. The request waits in the outbox."));
    return request->state == mesh::RequestState::Denied ? No : Done;
}

int accessList(Context &context, AccessList which)
{
    auto operations = context.connected();
    if (!operations)
        return fail(operations.error());
    if (const auto fresh = (*operations)->refreshRequests({}, {}); !fresh)
        say(fresh.error().message);
    auto reader = context.read();
    if (!reader)
        return fail(reader.error());
    const auto requests = reader->requests();
    if (!requests)
        return fail(requests.error());
    Json list = Json::array();
    QList<QStringList> rows;
    for (const mesh::AccessRequest &request : *requests) {
        const bool waiting = request.decidable && (request.state == mesh::RequestState::Pending ||
                                                   request.state == mesh::RequestState::Asked);
        if ((which == AccessList::Mine && !request.mine) ||
            (which == AccessList::Inbox && !waiting))
            continue;
        list.push_back(toJson(request));
        rows.append({request.id, request.requesterName, request.product,
                     access::words(request).text, toRfc3339(request.createdAtMs)});
    }
    if (context.json())
        printJson(list);
    else if (rows.isEmpty())
        printLine(tr("No requests."));
    else
        printTable({tr("Request"), tr("Who"), tr("Product"), tr("State"), tr("Asked")}, rows);
    return Done;
}

int accessShow(Context &context, const QString &id)
{
    auto operations = context.connected();
    if (!operations)
        return fail(operations.error());
    if (const auto fresh = (*operations)->refreshRequests({}, {}); !fresh)
        say(fresh.error().message);
    auto reader = context.read();
    if (!reader)
        return fail(reader.error());
    const auto request = reader->request(id);
    if (!request)
        return fail(request.error());
    if (context.json())
        return printRequest(context, *request);
    printRequest(context, *request);
    printLine(tr("product   %1").arg(request->product));
    printLine(tr("who       %1, for %2").arg(request->requesterName, request->forWhom));
    printLine(tr("purpose   %1: %2")
                  .arg(access::purposeWords(request->purpose.kind), request->purpose.text));
    for (const mesh::ColumnScope &column : request->columns)
        printLine(tr("column    %1 (%2)").arg(column.name, mesh::toText(column.mode)));
    if (request->untilMs)
        printLine(tr("until     %1").arg(toRfc3339(*request->untilMs)));
    for (const mesh::RequestEvent &event : request->history)
        printLine(u"%1  %2  %3"_s.arg(toRfc3339(event.atMs), event.who, event.what));
    for (const mesh::RequestMessage &message : request->messages)
        printLine(u"%1  %2: %3"_s.arg(toRfc3339(message.atMs), message.who, message.text));
    return Done;
}

int accessAct(Context &context, mesh::AccessAction::Kind kind, const AccessOptions &options)
{
    auto operations = context.connected();
    if (!operations)
        return fail(operations.error());
    using Kind = mesh::AccessAction::Kind;
    const bool needsNote =
        kind == Kind::Deny || kind == Kind::Ask || kind == Kind::Answer || kind == Kind::Revoke;
    if (needsNote && options.note.trimmed().isEmpty())
        return fail({Error::Kind::Usage, tr("Say something in --note."), {}});
    const auto end = until(options.until);
    if (!end)
        return fail(end.error());
    if (const auto fresh = (*operations)->refreshRequests({}, {}); !fresh)
        say(fresh.error().message);
    mesh::AccessAction action;
    action.kind = kind;
    action.request = options.key;
    action.note = options.note;
    action.untilMs = *end;
    action.columns = scope(options);
    {
        auto reader = context.read();
        if (!reader)
            return fail(reader.error());
        const auto request = reader->request(options.key);
        if (!request)
            return fail(request.error());
        action.expectedVersion = request->version;
    }
    const auto request = (*operations)->act(action, {});
    if (!request)
        return fail(request.error());
    return printRequest(context, *request);
}

int accessRenew(Context &context, const AccessOptions &options)
{
    auto operations = context.connected();
    if (!operations)
        return fail(operations.error());
    const auto end = until(options.until);
    if (!end)
        return fail(end.error());
    mesh::AccessDraft draft;
    {
        auto reader = context.read();
        if (!reader)
            return fail(reader.error());
        const auto old = reader->request(options.key);
        if (!old)
            return fail(old.error());
        draft = {old->product, old->port, old->purpose, *end, old->columns, old->forWhom, old->id};
    }
    const auto request = (*operations)->requestAccess(draft, {});
    if (!request)
        return fail(request.error());
    printRequest(context, *request);
    return request->state == mesh::RequestState::Denied ? No : Done;
}

} // namespace meshlens::commands
