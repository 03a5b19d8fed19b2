// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/shapes.h"
#include "models/scores/governance.h"

#include <QCoreApplication>

#include <cmath>

using namespace Qt::StringLiterals;

namespace meshlens::commands {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Commands", text);
}

QString number(std::optional<double> value)
{
    return value ? QString::number(std::lround(*value)) : u"-"_s;
}

QStringList scoreRow(const scores::Scorecard &card, const QString &name)
{
    QStringList row{name, number(card.quality.value),
                    u"%1/%2"_s.arg(card.quality.usable).arg(card.quality.defined),
                    mesh::toText(card.freshness.state)};
    for (const scores::QualityMark &mark : card.qualities)
        row.append(number(mark.value));
    return row;
}

void printParts(const scores::Scorecard &card)
{
    QList<QStringList> parts;
    for (const scores::QualityPart &part : card.quality.parts)
        parts.append({mesh::toText(part.dimension), number(part.weight * 100), number(part.value),
                      QString::number(part.lost, 'f', 1), QString::number(part.passed),
                      QString::number(part.warned), QString::number(part.failed),
                      QString::number(part.unknown)});
    if (!parts.isEmpty())
        printTable({tr("Dimension"), tr("Weight %"), tr("Value"), tr("Lost"), tr("Passed"),
                    tr("Warned"), tr("Failed"), tr("Unknown")},
                   parts);
    for (const scores::QualityMark &mark : card.qualities) {
        for (const scores::RuleResult &result : mark.results) {
            if (result.passed)
                continue;
            const scores::Rule *rule = scores::rule(result.rule);
            printLine(
                u"%1: %2 %3"_s.arg(result.rule, result.evidence, rule ? rule->fix : QString()));
        }
    }
}

} // namespace

int score(Context &context, const QString &key)
{
    auto reader = context.read();
    if (!reader)
        return fail(reader.error());
    QList<store::ThingRef> things;
    if (!key.isEmpty()) {
        const auto thing =
            findThing(context, *reader, key, {mesh::Kind::Product, mesh::Kind::Dataset});
        if (!thing)
            return fail(thing.error());
        things.append(*thing);
    } else {
        const auto products = reader->products();
        if (!products)
            return fail(products.error());
        for (const store::ProductRow &product : *products)
            things.append({product.key, mesh::Kind::Product, product.name, product.domainName});
    }
    const std::int64_t nowMs = Clock::fromEnvironment().nowMs();
    Json list = Json::array();
    QList<QStringList> rows;
    std::optional<scores::Scorecard> last;
    for (const store::ThingRef &thing : things) {
        const auto card = scores::scorecard(*reader, thing.key, nowMs);
        if (!card)
            return fail(card.error());
        list.push_back(toJson(*card));
        rows.append(scoreRow(*card, thing.name));
        last = *card;
    }
    if (context.json()) {
        printJson(list);
        return Done;
    }
    printTable({tr("Name"), tr("Quality"), tr("Checks"), tr("Fresh"), tr("Discoverable"),
                tr("Addressable"), tr("Trustworthy"), tr("Self-describing"), tr("Interoperable"),
                tr("Secure")},
               rows);
    if (!key.isEmpty() && last)
        printParts(*last);
    return Done;
}

int govern(Context &context, const QString &rule, const QString &failOn)
{
    std::optional<mesh::Severity> limit;
    if (!failOn.isEmpty()) {
        limit = mesh::fromText<mesh::Severity>(failOn);
        if (!limit)
            return fail({Error::Kind::Usage,
                         tr("A severity is info, warning or error: %1").arg(failOn),
                         {}});
    }
    if (!rule.isEmpty() && !scores::rule(rule))
        return fail({Error::Kind::Usage, tr("There is no rule %1.").arg(rule), {}});
    auto reader = context.read();
    if (!reader)
        return fail(reader.error());
    auto governance = scores::governance(*reader, Clock::fromEnvironment().nowMs());
    if (!governance)
        return fail(governance.error());
    if (!rule.isEmpty())
        governance->findings.removeIf(
            [&rule](const scores::Finding &finding) { return finding.rule != rule; });
    bool over = false;
    QList<QStringList> rows;
    for (const scores::Finding &finding : governance->findings) {
        over = over || (limit && finding.severity >= *limit);
        rows.append({mesh::toText(finding.severity), finding.rule, finding.name, finding.evidence,
                     finding.fix});
    }
    if (context.json())
        printJson(toJson(*governance));
    else if (rows.isEmpty())
        printLine(tr("No findings."));
    else
        printTable({tr("Severity"), tr("Rule"), tr("Product"), tr("Evidence"), tr("Fix")}, rows);
    return over ? No : Done;
}

} // namespace meshlens::commands
