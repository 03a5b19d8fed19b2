// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/policy.h"

#include "models/mesh/vocabulary.h"

#include <QString>

namespace meshlens::node {
namespace {

std::string joined(const std::set<std::string> &words)
{
    std::string text;
    for (const std::string &word : words)
        text += (text.empty() ? "" : ", ") + word;
    std::ranges::replace(text, '_', ' '); // product_analysis is for programs
    return text;
}

std::string daysText(int days)
{
    return std::to_string(days) + (days == 1 ? " day" : " days");
}

bool asksPersonal(const Content &content, const Draft &draft)
{
    return std::ranges::any_of(
        columnsOf(content, *draft.product, draft.port), [&](const Column *column) {
            return column->personal && columnMode(draft.columns, *column) == "give";
        });
}

/// Whole days, so that "90 days" holds until the end of the ninetieth.
std::int64_t daysUntil(std::int64_t time, std::int64_t now)
{
    return (time - now) / dayMs;
}

/// What must hold whatever the policy says; a row that fails makes the wish impossible.
std::vector<PolicyRow> basicRows(const Content &content, const Draft &draft, std::int64_t now)
{
    std::vector<PolicyRow> rows;
    const int least = content.policy.minimumPurposeLength;
    const auto length = QString::fromStdString(draft.purposeText).simplified().size();
    rows.push_back({"purpose", "A purpose of at least " + std::to_string(least) + " characters",
                    length >= least, "Say in a sentence what you will do with the data."});
    if (draft.until) {
        rows.push_back({"until", "Ends in the future", *draft.until > now, "Choose a later end."});
        if (const std::optional<int> most = content.policy.maximumDays) {
            rows.push_back({"maximum", "No longer than " + daysText(*most),
                            daysUntil(*draft.until, now) <= *most, "Choose an earlier end."});
        }
    }
    return rows;
}

std::vector<PolicyRow> conditions(const Content &content, const PolicyRule &rule,
                                  const Person &person, const Draft &draft, std::int64_t now)
{
    const PolicyCondition &when = rule.when;
    std::vector<PolicyRow> rows;
    if (!when.classes.empty()) {
        rows.push_back({"class", "Classified " + joined(when.classes),
                        when.classes.contains(draft.product->classification),
                        "The owner decides about data of another classification."});
    }
    if (!when.purposeKinds.empty()) {
        rows.push_back({"purpose_kinds", "Purpose is " + joined(when.purposeKinds),
                        when.purposeKinds.contains(draft.purposeKind),
                        "Choose one of these purposes."});
    }
    if (!when.roles.empty()) {
        const bool has = std::ranges::any_of(
            when.roles, [&](const std::string &role) { return person.roles.contains(role); });
        rows.push_back({"roles", "You have the role " + joined(when.roles), has,
                        "Somebody with this role gets access at once."});
    }
    if (when.maxDays) {
        rows.push_back({"max_days", "No longer than " + daysText(*when.maxDays),
                        !draft.until || daysUntil(*draft.until, now) <= *when.maxDays,
                        "Choose an end within " + daysText(*when.maxDays) + "."});
    }
    if (when.personal) {
        rows.push_back(
            {"personal",
             *when.personal ? "Personal columns are asked for" : "No personal data in clear",
             asksPersonal(content, draft) == *when.personal,
             *when.personal ? "Ask for a personal column."
                            : "Mask or leave out personal columns."});
    }
    const std::set<std::string> &permitted = draft.product->permittedPurposes;
    if (rule.answer == "approve" && !permitted.empty()) {
        rows.push_back({"permitted_purpose", "The contract permits " + joined(permitted),
                        permitted.contains(draft.purposeKind),
                        "Choose a purpose that the contract permits."});
    }
    return rows;
}

bool allPassed(const std::vector<PolicyRow> &rows)
{
    return std::ranges::all_of(rows, &PolicyRow::passed);
}

/// The conditions of the approval that comes nearest, for people to see what is missing.
std::vector<PolicyRow> nearestApproval(const Content &content, const Person &person,
                                       const Draft &draft, std::int64_t now)
{
    std::vector<PolicyRow> nearest;
    std::ptrdiff_t fewest = -1;
    for (const PolicyRule &rule : content.policy.rules) {
        if (rule.answer != "approve")
            continue;
        std::vector<PolicyRow> rows = conditions(content, rule, person, draft, now);
        const std::ptrdiff_t failed = std::ranges::count(rows, false, &PolicyRow::passed);
        if (fewest < 0 || failed < fewest) {
            fewest = failed;
            nearest = std::move(rows);
        }
    }
    return nearest;
}

std::optional<std::int64_t> endOf(const PolicyRule &rule, const Draft &draft, std::int64_t now)
{
    const std::optional<int> days = rule.days ? rule.days : rule.when.maxDays;
    if (!days)
        return draft.until;
    const std::int64_t latest = now + *days * dayMs;
    // The end of the last day is what people choose in a calendar: it may pass the hour of now.
    if (draft.until && daysUntil(*draft.until, now) <= *days)
        return draft.until;
    return latest;
}

void add(std::vector<PolicyRow> &rows, std::vector<PolicyRow> more)
{
    std::ranges::move(more, std::back_inserter(rows));
}

} // namespace

Judgement judge(const Content &content, const Person &person, const Draft &draft, std::int64_t now)
{
    Judgement judgement;
    judgement.rows = basicRows(content, draft, now);
    if (const auto failed = std::ranges::find(judgement.rows, false, &PolicyRow::passed);
        failed != judgement.rows.end()) {
        judgement.answer = Judgement::Answer::Impossible;
        judgement.why = failed->text + ": " + failed->howToPass;
        add(judgement.rows, nearestApproval(content, person, draft, now));
        return judgement;
    }
    for (const PolicyRule &rule : content.policy.rules) {
        std::vector<PolicyRow> rows = conditions(content, rule, person, draft, now);
        if (!allPassed(rows))
            continue;
        judgement.rule = &rule;
        if (rule.answer == "approve") {
            judgement.answer = Judgement::Answer::AtOnce;
            judgement.until = endOf(rule, draft, now);
            add(judgement.rows, std::move(rows));
        } else if (rule.answer == "deny") {
            judgement.answer = Judgement::Answer::Denied;
            judgement.why = rule.title;
            judgement.rows.push_back(
                {rule.id, rule.title, false, "This rule denies it; no owner can be asked."});
        } else {
            judgement.rows.push_back({rule.id, rule.title, false, "The owner decides."});
        }
        return judgement;
    }
    add(judgement.rows, nearestApproval(content, person, draft, now));
    return judgement;
}

bool answersAtOnce(const Content &content, const Person &person, const Product &product,
                   std::int64_t now)
{
    const QStringList kinds = mesh::allTexts<mesh::PurposeKind>();
    return std::ranges::any_of(kinds, [&](const QString &kind) {
        Draft draft;
        draft.product = &product;
        draft.purposeKind = kind.toStdString();
        draft.purposeText.assign(
            static_cast<std::size_t>(std::max(content.policy.minimumPurposeLength, 1)), 'x');
        return judge(content, person, draft, now).answer == Judgement::Answer::AtOnce;
    });
}

std::vector<const Column *> columnsOf(const Content &content, const Product &product,
                                      const std::string &port)
{
    std::vector<const Column *> columns;
    std::set<std::string> seen;
    for (const Port &given : product.ports) {
        if (!given.output || (!port.empty() && given.id != port) ||
            !seen.insert(given.dataset).second)
            continue;
        if (const Dataset *const dataset = content.dataset(given.dataset)) {
            for (const Column &column : dataset->columns)
                columns.push_back(&column);
        }
    }
    return columns;
}

std::string columnMode(const Json &scope, const Column &column)
{
    const std::string otherwise = column.personal ? "mask" : "give";
    bool listsGiven = false;
    for (const Json &entry : scope) {
        const std::string mode = entry.value("mode", "give");
        if (entry.value("name", "") == column.name)
            return mode;
        listsGiven = listsGiven || mode == "give";
    }
    return listsGiven ? "omit" : otherwise;
}

} // namespace meshlens::node
