// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sync/wish.h"

#include "app/net/json.h"

#include <QCoreApplication>
#include <QUuid>

#include <array>

using namespace Qt::StringLiterals;

namespace meshlens::sync {
namespace {

using nlohmann::json;
using Action = mesh::AccessAction::Kind;

constexpr std::array actionWords = {"approve", "deny",   "ask",   "answer",
                                    "cancel",  "revoke", "return"};

QByteArray textOf(const json &body)
{
    return QByteArray::fromStdString(body.dump(-1, ' ', false, json::error_handler_t::replace));
}

json parsed(const store::OutboxItem &item)
{
    auto body = net::parseJson(item.body);
    return body && body->is_object() ? *std::move(body) : json::object();
}

json columnsOf(const QList<mesh::ColumnScope> &columns)
{
    json list = json::array();
    for (const mesh::ColumnScope &column : columns)
        list.push_back({{"name", column.name.toStdString()},
                        {"mode", mesh::toText(column.mode).toStdString()}});
    return list;
}

QList<mesh::ColumnScope> readColumns(net::Fields &fields)
{
    QList<mesh::ColumnScope> columns;
    if (const json *list = fields.array("columns")) {
        for (const json &node : *list) {
            net::Fields column(node, fields.at("columns"));
            const QString name = column.needText("name");
            const auto mode = mesh::fromText<mesh::ColumnMode>(column.needText("mode"));
            if (column.error() || !mode)
                fields.fail(
                    column.error().value_or(net::wrongType(column.at("mode"), u"a mode"_s)));
            columns.append({name, mode.value_or(mesh::ColumnMode::Omit)});
        }
    }
    return columns;
}

json msOf(const std::optional<std::int64_t> &ms)
{
    return ms ? json(*ms) : json();
}

store::OutboxItem newItem(const QString &catalog, const QString &request, std::int64_t nowMs)
{
    store::OutboxItem item;
    item.catalog = catalog;
    item.request = request;
    item.idempotencyKey = QUuid::createUuid().toString(QUuid::WithoutBraces);
    item.createdAtMs = nowMs;
    item.notBeforeMs = nowMs;
    return item;
}

} // namespace

store::OutboxItem askingItem(const QString &catalog, const QString &requestId,
                             const mesh::AccessDraft &draft, const QString &productNativeId,
                             std::int64_t nowMs)
{
    store::OutboxItem item = newItem(catalog, requestId, nowMs);
    item.action = u"request"_s;
    item.body = textOf({{"product", draft.product.toStdString()},
                        {"product_id", productNativeId.toStdString()},
                        {"port", draft.port.toStdString()},
                        {"purpose_kind", mesh::toText(draft.purpose.kind).toStdString()},
                        {"purpose", draft.purpose.text.toStdString()},
                        {"until_ms", msOf(draft.untilMs)},
                        {"columns", columnsOf(draft.columns)},
                        {"for", draft.forWhom.toStdString()},
                        {"renews", draft.renews.toStdString()}});
    return item;
}

store::OutboxItem actingItem(const QString &catalog, const mesh::AccessAction &action,
                             std::int64_t nowMs, std::int64_t holdMs)
{
    store::OutboxItem item = newItem(catalog, action.request, nowMs);
    item.action = QString::fromLatin1(actionWords[static_cast<std::size_t>(action.kind)]);
    item.notBeforeMs = nowMs + holdMs;
    item.body = textOf({{"note", action.note.toStdString()},
                        {"until_ms", msOf(action.untilMs)},
                        {"columns", columnsOf(action.columns)},
                        {"expected_version", action.expectedVersion}});
    return item;
}

Result<Wish> wishOf(const store::OutboxItem &item)
{
    const json body = parsed(item);
    net::Fields fields(body, {});
    Wish wish;
    wish.asks = item.action == "request"_L1;
    if (wish.asks) {
        wish.productNativeId = fields.needText("product_id");
        wish.draft.product = fields.text("product");
        wish.draft.port = fields.text("port");
        wish.draft.purpose.kind = mesh::fromText<mesh::PurposeKind>(fields.text("purpose_kind"))
                                      .value_or(mesh::PurposeKind::Other);
        wish.draft.purpose.text = fields.text("purpose");
        wish.draft.untilMs = fields.integer("until_ms");
        wish.draft.columns = readColumns(fields);
        wish.draft.forWhom = fields.text("for");
        wish.draft.renews = fields.text("renews");
    } else {
        const auto word =
            std::find(actionWords.begin(), actionWords.end(), item.action.toStdString());
        if (word == actionWords.end())
            fields.fail(net::wrongType(u"/action"_s, u"an action"_s));
        else
            wish.action.kind = static_cast<Action>(word - actionWords.begin());
        wish.action.request = item.request; // it had another id before it was sent
        wish.action.note = fields.text("note");
        wish.action.untilMs = fields.integer("until_ms");
        wish.action.columns = readColumns(fields);
        wish.action.expectedVersion = fields.integer("expected_version").value_or(0);
    }
    if (fields.error())
        return Error{Error::Kind::Storage,
                     QCoreApplication::translate("Sync", "This wish cannot be read any more."),
                     fields.error()->detail};
    return wish;
}

WishState stateOf(const store::OutboxItem &item)
{
    const auto state = net::optionalString(parsed(item), "state").valueOr({});
    return state == "conflict"_L1  ? WishState::Conflict
           : state == "refused"_L1 ? WishState::Refused
                                   : WishState::Waiting;
}

void setState(store::OutboxItem &item, WishState state)
{
    json body = parsed(item);
    body.erase("state");
    if (state != WishState::Waiting)
        body["state"] = state == WishState::Conflict ? "conflict" : "refused";
    item.body = textOf(body);
}

Error::Kind refusalOf(const store::OutboxItem &item)
{
    const auto why = net::optionalString(parsed(item), "why").valueOr({});
    return why == "usage"_L1       ? Error::Kind::Usage
           : why == "not_found"_L1 ? Error::Kind::NotFound
                                   : Error::Kind::NotPermitted;
}

void setRefused(store::OutboxItem &item, Error::Kind why)
{
    setState(item, WishState::Refused);
    json body = parsed(item);
    if (why == Error::Kind::Usage)
        body["why"] = "usage";
    else if (why == Error::Kind::NotFound)
        body["why"] = "not_found";
    item.body = textOf(body);
}

void expectVersion(store::OutboxItem &item, std::int64_t version)
{
    json body = parsed(item);
    body["expected_version"] = version;
    item.body = textOf(body);
}

} // namespace meshlens::sync
