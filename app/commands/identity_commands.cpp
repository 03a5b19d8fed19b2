// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "models/scores/governance.h"
#include "models/store/split.h"
#include "models/store/writer.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::commands {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Commands", text);
}

QString wordOf(store::IdentityMerge::Reason reason)
{
    static const QStringList words{u"strong"_s, u"name"_s, u"location"_s, u"user"_s};
    return words[static_cast<int>(reason)];
}

QString wordOf(store::Decision decision)
{
    static const QStringList words{u"join"_s, u"apart"_s, u"ignore"_s};
    return words[static_cast<int>(decision)];
}

QString wordOf(store::IdentityProposal::Why why)
{
    static const QStringList words{u"same_address"_s, u"same_name"_s,     u"other_owner"_s,
                                   u"alike"_s,        u"unknown_place"_s, u"only_case"_s};
    return words[static_cast<int>(why)];
}

/// A key of the index as it is written, also one that is merged; else what the text names.
Result<QString> keyOf(const Context &context, const store::Reader &reader, const QString &text)
{
    const auto standing = reader.standingKey(text);
    if (!standing)
        return standing.error();
    if (*standing != text)
        return text;
    const auto thing = findThing(context, reader, text, {mesh::Kind::Product, mesh::Kind::Dataset});
    if (!thing)
        return thing.error();
    return thing->key;
}

} // namespace

int identityList(Context &context)
{
    auto reader = context.read();
    if (!reader)
        return fail(reader.error());
    const auto merges = reader->identityMerges({}, 100'000);
    const auto decisions = reader->identityDecisions();
    const auto conflicts = reader->identityConflicts(100'000);
    if (!merges || !decisions || !conflicts)
        return fail(!merges ? merges.error() : !decisions ? decisions.error() : conflicts.error());
    Json merged = Json::array(), decided = Json::array(), refused = Json::array();
    QList<QStringList> rows;
    for (const store::IdentityMerge &one : *merges) {
        merged.push_back({{"from", json(one.from)},
                          {"into", json(one.into)},
                          {"reason", json(wordOf(one.reason))},
                          {"evidence", textOrNull(one.evidence)},
                          {"at", timeOrNull(one.atMs)}});
        rows.append({tr("one: %1").arg(wordOf(one.reason)), one.from, one.into, one.evidence});
    }
    for (const store::IdentityDecision &one : *decisions) {
        decided.push_back({{"left", json(one.left)},
                           {"right", json(one.right)},
                           {"decision", json(wordOf(one.kind))},
                           {"at", timeOrNull(one.atMs)}});
        rows.append({tr("decided: %1").arg(wordOf(one.kind)), one.left, one.right, {}});
    }
    for (const store::IdentityConflict &one : *conflicts) {
        refused.push_back({{"left", json(one.left)},
                           {"right", json(one.right)},
                           {"evidence", textOrNull(one.evidence)},
                           {"differs", textOrNull(one.scope)}});
        rows.append({tr("stay two"), one.left, one.right,
                     one.scope.isEmpty() ? one.evidence : tr("%1 differs").arg(one.scope)});
    }
    if (context.json())
        printJson({{"merged", merged}, {"decisions", decided}, {"refused", refused}});
    else
        printTable({tr("What"), tr("Key"), tr("Other key"), tr("Why")}, rows);
    return Done;
}

int identitySuggest(Context &context, int limit)
{
    auto reader = context.read();
    if (!reader)
        return fail(reader.error());
    const auto proposals = reader->identityProposals(limit);
    if (!proposals)
        return fail(proposals.error());
    Json list = Json::array();
    QList<QStringList> rows;
    for (const store::IdentityProposal &one : proposals->list) {
        if (one.joined)
            continue;
        list.push_back({{"kind", json(mesh::toText(one.kind))},
                        {"left", json(one.left)},
                        {"right", json(one.right)},
                        {"left_name", json(one.leftName)},
                        {"right_name", json(one.rightName)},
                        {"left_catalogs", json(one.leftCatalogs)},
                        {"right_catalogs", json(one.rightCatalogs)},
                        {"why", json(wordOf(one.why))},
                        {"alike", one.alike}});
        rows.append({QString::number(qRound(one.alike * 100)) + u'%', one.leftName, one.left,
                     one.right, wordOf(one.why)});
    }
    if (context.json())
        printJson({{"total", proposals->open}, {"list", list}});
    else
        printTable({tr("Alike"), tr("Name"), tr("Key"), tr("Other key"), tr("Why")}, rows);
    if (rows.size() < proposals->open)
        say(tr("%1 of %2 are shown; --limit shows more.").arg(rows.size()).arg(proposals->open));
    return Done;
}

int identityDecide(Context &context, const QString &left, const QString &right,
                   const QString &decision)
{
    auto reader = context.read();
    if (!reader)
        return fail(reader.error());
    const auto one = keyOf(context, *reader, left);
    if (!one)
        return fail(one.error());
    const bool oneKey = store::isSplitAddress(right); // what that catalog calls by this key
    const auto other = oneKey ? Result<QString>(right) : keyOf(context, *reader, right);
    if (!other)
        return fail(other.error());
    const auto operations = context.operations();
    if (!operations)
        return fail(operations.error());
    const auto written = (*operations)->store()->write([&](store::Writer &writer) {
        if (decision == u"forget")
            return writer.forgetDecision(*one, *other);
        return writer.decideIdentity(*one, *other,
                                     decision == u"join"    ? store::Decision::Join
                                     : decision == u"apart" ? store::Decision::Apart
                                                            : store::Decision::Ignore);
    });
    if (!written)
        return fail(written.error());
    // What is one or two now has other checks and contracts than before.
    if (const auto scored = scores::recompute(*(*operations)->store()); !scored)
        return fail(scored.error());
    const auto after = context.read();
    if (!after)
        return fail(after.error());
    const QString second = oneKey && decision == u"apart"
                               ? *one + u'?' + store::catalogOfSplit(*other)
                           : oneKey ? *one
                                    : *other;
    const auto standing = after->standingKey(*one), beside = after->standingKey(second);
    if (!standing || !beside)
        return fail(standing ? beside.error() : standing.error());
    if (context.json())
        printJson({{"left", json(*one)},
                   {"right", json(*other)},
                   {"decision", json(decision)},
                   {"one", *standing == *beside},
                   {"key", json(*standing)}});
    else
        say(*standing == *beside ? tr("They are one: %1").arg(*standing) : tr("They are two."));
    return Done;
}

} // namespace meshlens::commands
