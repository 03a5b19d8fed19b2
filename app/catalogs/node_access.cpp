// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/node_access.h"

#include "app/catalogs/node_fields.h"
#include "models/clock.h"
#include "models/mesh/identity.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using net::Fields;
using nlohmann::json;
using Action = mesh::AccessAction::Kind;

constexpr qsizetype longestWord = 4000;
constexpr std::size_t mostEntries = 20'000;

/// A word that must be in the vocabulary: a state that is not known must not look like another.
template<typename Enum>
Enum needWord(Fields &fields, const char *name)
{
    const auto value = mesh::fromText<Enum>(fields.needText(name));
    if (!value)
        fields.fail(net::wrongType(fields.at(name), u"a word of the vocabulary"_s));
    return value.value_or(Enum{});
}

/// `party://...` and `policy:...` as they are, else a name or e-mail as a party key.
QString actor(Fields &fields, const char *name, const NodeNames &names)
{
    const QString who = fields.text(name).left(longestWord);
    if (who.isEmpty() || who == "policy"_L1 || who == "node"_L1 || who.startsWith("policy:"_L1))
        return who;
    const bool isKey = who.startsWith("party://"_L1);
    const QString plain = isKey ? who.mid(8) : who;
    if (isKey && plain.startsWith(u'_'))
        return who;
    return partyKeyOf(plain, plain, names.catalog);
}

json columnsOf(const QList<mesh::ColumnScope> &columns)
{
    json list = json::array();
    for (const mesh::ColumnScope &column : columns)
        list.push_back({{"name", column.name.toStdString()},
                        {"mode", mesh::toText(column.mode).toStdString()}});
    return list;
}

QList<mesh::ColumnScope> decodeColumns(Fields &fields)
{
    QList<mesh::ColumnScope> columns;
    eachObject(fields, "columns", mostEntries, [&](Fields &entry, const json &) {
        const QString name = entry.needText("name");
        columns.append({name, needWord<mesh::ColumnMode>(entry, "mode")});
    });
    return columns;
}

json timeOf(const std::optional<std::int64_t> &ms)
{
    return ms ? json(toRfc3339(*ms).toStdString()) : json();
}

QByteArray inPath(const QString &id)
{
    return QUrl::toPercentEncoding(id);
}

} // namespace

Result<mesh::AccessRequest> decodeAccessRequest(const json &node, const QString &pointer,
                                                const NodeNames &names)
{
    Fields fields(node, pointer);
    mesh::AccessRequest request;
    request.id = fields.needText("id");
    request.version = fields.integer("version").value_or(0);
    request.catalog = names.catalog;
    const QString product = fields.text("product");
    request.product = product.isEmpty() ? fields.needText("key").left(longestWord)
                                        : mesh::productKey(names.authority, product);
    if (!fields.error() && !request.product.startsWith("product://"_L1))
        fields.fail(net::wrongType(fields.at("key"), u"the key of a product"_s));
    request.port = fields.text("port");
    request.requester = actor(fields, "requester", names);
    request.requesterName = fields.text("requester_name");
    request.requesterTeam = fields.text("requester_team");
    request.forWhom = fields.text("for");
    if (const json *purpose = fields.object("purpose")) {
        Fields inner(*purpose, fields.at("purpose"));
        request.purpose.kind = mesh::fromText<mesh::PurposeKind>(inner.text("kind"))
                                   .value_or(mesh::PurposeKind::Other);
        request.purpose.text = inner.text("text");
        if (inner.error())
            fields.fail(*inner.error());
    }
    request.columns = decodeColumns(fields);
    request.untilMs = fields.time("until");
    request.dueMs = fields.time("due");
    request.renews = fields.text("renews");
    request.state = needWord<mesh::RequestState>(fields, "state");
    request.grant = needWord<mesh::GrantState>(fields, "grant");
    request.grantId = fields.text("grant_id");
    request.decidedBy = actor(fields, "decided_by", names);
    request.decidedByName = fields.text("decided_by_name");
    request.decidedAtMs = fields.time("decided_at");
    request.createdAtMs = fields.time("created_at").value_or(0);
    request.note = fields.text("note");
    eachObject(fields, "messages", mostEntries, [&](Fields &entry, const json &) {
        const std::int64_t at = entry.needTime("at");
        request.messages.append({at, actor(entry, "who", names), entry.text("text")});
    });
    eachObject(fields, "history", mostEntries, [&](Fields &entry, const json &) {
        const std::int64_t at = entry.needTime("at");
        request.history.append({at, actor(entry, "who", names), entry.text("what")});
    });
    request.mine = fields.flag("mine");
    request.decidable = fields.flag("decidable");
    if (fields.error())
        return *fields.error();
    if (request.createdAtMs == 0 && !request.history.isEmpty())
        request.createdAtMs = request.history.first().atMs;
    return request;
}

Result<mesh::AccessPreview> decodePreview(const json &node)
{
    Fields fields(node, {});
    mesh::AccessPreview preview;
    const QString answer = fields.needText("answer");
    if (answer == "at_once"_L1)
        preview.answer = mesh::AccessPreview::Answer::AtOnce;
    else if (answer == "owner"_L1)
        preview.answer = mesh::AccessPreview::Answer::Owner;
    else if (answer == "impossible"_L1)
        preview.answer = mesh::AccessPreview::Answer::Impossible;
    else
        fields.fail(net::wrongType(fields.at("answer"), u"at_once, owner or impossible"_s));
    eachObject(fields, "rules", mostEntries, [&](Fields &entry, const json &) {
        preview.rules.append({entry.text("id"), entry.text("text"), entry.flag("passed"),
                              entry.text("how_to_pass")});
    });
    if (const auto wait = fields.number("usual_wait_s"); wait && *wait >= 0 && *wait < 1e9)
        preview.usualWaitMs = static_cast<std::int64_t>(*wait * 1000);
    if (fields.error())
        return *fields.error();
    return preview;
}

Result<access::AuditEntry> decodeAuditEntry(const json &node, const QString &pointer)
{
    Fields fields(node, pointer);
    access::AuditEntry entry;
    entry.n = fields.integer("n").value_or(0);
    entry.atMs = fields.integer("at_ms").value_or(0);
    entry.who = fields.text("who");
    entry.what = fields.text("what");
    entry.request = fields.text("request");
    entry.product = fields.text("product");
    entry.detail = fields.text("detail");
    entry.previous = fields.text("previous");
    entry.hash = fields.needText("hash");
    return fields.error() ? Result<access::AuditEntry>(*fields.error()) : std::move(entry);
}

json encodeDraft(const mesh::AccessDraft &draft, const QString &productId)
{
    json body = {{"product", productId.toStdString()},
                 {"purpose",
                  {{"kind", mesh::toText(draft.purpose.kind).toStdString()},
                   {"text", draft.purpose.text.toStdString()}}},
                 {"until", timeOf(draft.untilMs)},
                 {"columns", columnsOf(draft.columns)},
                 {"for", draft.forWhom.toStdString()}};
    if (!draft.port.isEmpty())
        body["port"] = draft.port.toStdString();
    if (!draft.renews.isEmpty())
        body["renews"] = draft.renews.toStdString();
    return body;
}

NodeCall encodeAction(const mesh::AccessAction &action)
{
    const QByteArray request = "access-requests/" + inPath(action.request);
    const QByteArray grant = "grants/" + inPath(action.request); // the request's id names both
    json body = {{"note", action.note.toStdString()}};
    if (action.expectedVersion > 0)
        body["expected_version"] = action.expectedVersion;
    switch (action.kind) {
    case Action::Approve:
    case Action::Deny:
        body["decision"] = action.kind == Action::Approve ? "approve" : "deny";
        if (action.kind == Action::Approve) {
            body["until"] = timeOf(action.untilMs);
            if (!action.columns.isEmpty())
                body["columns"] = columnsOf(action.columns);
        }
        return {request + "/decision", body};
    case Action::Ask:
        body["decision"] = "ask";
        return {request + "/decision", body};
    case Action::Answer:
        body["text"] = action.note.toStdString();
        return {request + "/messages", body};
    case Action::Cancel:
        return {request + "/cancel", body};
    case Action::Revoke:
        return {grant + "/revoke", body};
    case Action::Return:
        return {grant + "/return", body};
    }
    return {request + "/messages", body};
}

} // namespace meshlens::catalogs
