// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scores/qualities.h"

#include "models/scores/facts.h"
#include "models/scores/rules.h"

#include <QCoreApplication>

#include <cmath>

using namespace Qt::StringLiterals;

namespace meshlens::scores {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ServiceLevels)
};

bool isFreshness(const mesh::ServiceLevel &level)
{
    static const QStringList words{u"latency"_s, u"ly"_s,        u"freshness"_s,
                                   u"fs"_s,      u"frequency"_s, u"fy"_s};
    return words.contains(level.property, Qt::CaseInsensitive);
}

SloState freshnessPromise(const ProductFacts &facts, const mesh::Contract &contract,
                          std::int64_t objectiveMs)
{
    SloState state;
    state.contract = contract.name;
    state.title = Text::tr("Freshness within %1").arg(durationText(objectiveMs));
    if (!facts.freshness.ageMs)
        return state;
    const std::int64_t age = *facts.freshness.ageMs;
    state.met = age <= objectiveMs;
    state.measured = durationText(age);
    if (!*state.met) {
        state.sinceMs = facts.nowMs - age + objectiveMs;
        state.severity = age > 2 * objectiveMs ? mesh::Severity::Error : mesh::Severity::Warning;
    }
    return state;
}

SloState otherPromise(const mesh::Contract &contract, const mesh::ServiceLevel &level)
{
    SloState state;
    state.contract = contract.name;
    QString name = level.property;
    if (!name.isEmpty())
        name[0] = name[0].toUpper();
    state.title = u"%1 %2 %3"_s.arg(name, level.value, level.unit).simplified();
    return state;
}

SloState checkPromise(const CheckState &check)
{
    SloState state;
    state.check = check.check.id;
    state.title = check.check.title.isEmpty() ? check.check.id : check.check.title;
    if (!check.usable)
        return state;
    state.met = check.latest->status == mesh::CheckStatus::Passed;
    state.measured = check.latest->value;
    if (!*state.met) {
        state.sinceMs = check.latest->atMs;
        state.severity = check.latest->status == mesh::CheckStatus::Failed
                             ? check.check.severity
                             : mesh::Severity::Warning;
    }
    return state;
}

} // namespace

const QList<Rule> &rules()
{
    static const QList<Rule> all = [] {
        QList<Rule> made;
        for (const RuleCheck &check : ruleChecks()) {
            made.append({QString::fromLatin1(check.id), check.quality,
                         QCoreApplication::translate("Rules", check.title),
                         QCoreApplication::translate("Rules", check.fix), check.severity,
                         check.weight});
        }
        return made;
    }();
    return all;
}

const Rule *rule(const QString &id)
{
    for (const Rule &one : rules()) {
        if (one.id == id)
            return &one;
    }
    return nullptr;
}

std::array<QualityMark, 6> sixQualities(const ProductFacts &facts)
{
    std::array<QualityMark, 6> marks;
    std::array<double, 6> weights{};
    std::array<double, 6> passed{};
    for (const RuleCheck &check : ruleChecks()) {
        auto result = check.judge(facts);
        if (!result)
            continue;
        const auto quality = static_cast<std::size_t>(check.quality);
        result->rule = QString::fromLatin1(check.id);
        weights[quality] += check.weight;
        passed[quality] += result->passed ? check.weight : 0;
        marks[quality].results.append(*std::move(result));
    }
    for (std::size_t i = 0; i < marks.size(); ++i) {
        if (weights[i] > 0)
            marks[i].value = std::round(1000 * passed[i] / weights[i]) / 10;
    }
    return marks;
}

QList<SloState> serviceLevels(const ProductFacts &facts)
{
    QList<SloState> states;
    for (const mesh::Contract &contract : facts.contracts) {
        if (const auto objective = mesh::freshnessObjectiveMs(contract.serviceLevels))
            states.append(freshnessPromise(facts, contract, *objective));
        for (const mesh::ServiceLevel &level : contract.serviceLevels) {
            if (!isFreshness(level))
                states.append(otherPromise(contract, level));
        }
    }
    for (const CheckState &check : facts.checks)
        states.append(checkPromise(check));
    return states;
}

} // namespace meshlens::scores
