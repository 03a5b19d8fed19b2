// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/governance/governance_rows.h"

#include "ui/parts/format.h"

#include <QCoreApplication>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Governance)
};

} // namespace

Mark severityMark(mesh::Severity severity)
{
    return severity == mesh::Severity::Error     ? Mark::Missed
           : severity == mesh::Severity::Warning ? Mark::Warning
                                                 : Mark::Note;
}

QString severityWords(mesh::Severity severity)
{
    return severity == mesh::Severity::Error     ? Text::tr("Error")
           : severity == mesh::Severity::Warning ? Text::tr("Warning")
                                                 : Text::tr("Info");
}

Mark qualityMarkOf(std::optional<double> value)
{
    return !value         ? Mark::Unknown
           : *value >= 80 ? Mark::Met
           : *value >= 60 ? Mark::Partly
                          : Mark::Missed;
}

Tone qualityToneOf(std::optional<double> value)
{
    return !value ? Tone::Mute : *value >= 80 ? Tone::Good : *value >= 60 ? Tone::Warn : Tone::Bad;
}

QList<FactColumn> findingColumns()
{
    return {{Text::tr("Severity"), 90}, {Text::tr("Rule"), 0},     {Text::tr("Product"), 0},
            {Text::tr("Owner"), 120},   {Text::tr("Evidence"), 0}, {Text::tr("Fix or reason"), 0}};
}

QList<FactRow> findingRows(const GovernanceData &data, std::optional<mesh::Quality> only,
                           bool accepted)
{
    QList<FactRow> rows;
    for (const scores::Finding &finding : data.governance.findings) {
        const scores::AcceptedRisk *acceptance = data.acceptance(finding);
        if ((only && finding.quality != *only) || (acceptance != nullptr) != accepted)
            continue;
        FactRow row;
        row.id = finding.rule + u'\n' + finding.key;
        row.data = finding.key;
        row.cells += FactCell{.text = severityWords(finding.severity),
                              .mark = severityMark(finding.severity),
                              .sort = static_cast<int>(finding.severity)};
        row.cells += FactCell{.text = finding.title,
                              .second = qualityName(finding.quality),
                              .role = TextRole::TableStrong,
                              .tip = finding.title};
        row.cells += FactCell{.text = finding.name,
                              .domainKey = finding.domain,
                              .domainName = finding.domainName,
                              .tip = finding.name};
        const QString owners = finding.owners.join(u", "_s);
        row.cells += owners.isEmpty()
                         ? FactCell{.text = Text::tr("Nobody named"), .colour = Token::Text3}
                         : FactCell{.text = owners, .colour = Token::Text2, .tip = owners};
        row.cells +=
            FactCell{.text = finding.evidence, .colour = Token::Text2, .tip = finding.evidence};
        row.cells +=
            acceptance
                ? FactCell{.text = acceptance->reason,
                           .second = Text::tr("until %1").arg(format::date(acceptance->untilMs)),
                           .colour = Token::Text2,
                           .tip = acceptance->reason}
                : FactCell{.text = finding.fix, .colour = Token::Text2, .tip = finding.fix};
        rows += row;
    }
    return rows;
}

QList<FactColumn> ruleColumns()
{
    return {{Text::tr("Rule"), 0},
            {Text::tr("Quality"), 120},
            {Text::tr("Severity"), 90},
            {Text::tr("Weight"), 64, Qt::AlignRight},
            {Text::tr("Fix"), 0},
            {Text::tr("Breaches"), 84, Qt::AlignRight},
            {Text::tr("Accepted"), 84, Qt::AlignRight}};
}

QList<FactRow> ruleRows(const GovernanceData &data)
{
    QHash<QString, int> breaches;
    QHash<QString, QStringList> exempt; // by rule: until when, and why
    for (const scores::Finding &finding : data.governance.findings) {
        if (const scores::AcceptedRisk *risk = data.acceptance(finding))
            exempt[finding.rule] +=
                Text::tr("%1, until %2: %3")
                    .arg(finding.name, format::date(risk->untilMs), risk->reason);
        else
            ++breaches[finding.rule];
    }
    QList<FactRow> rows;
    for (const scores::Rule &rule : scores::rules()) {
        const int broken = breaches.value(rule.id);
        FactRow row;
        row.id = rule.id;
        row.data = rule.id;
        row.cells += FactCell{.text = rule.title, .role = TextRole::TableStrong, .tip = rule.id};
        row.cells += FactCell{.text = qualityName(rule.quality),
                              .colour = Token::Text2,
                              .sort = static_cast<int>(rule.quality)};
        row.cells += FactCell{.text = severityWords(rule.severity),
                              .mark = severityMark(rule.severity),
                              .sort = static_cast<int>(rule.severity)};
        row.cells +=
            FactCell{.text = format::number(rule.weight, rule.weight == int(rule.weight) ? 0 : 1),
                     .sort = rule.weight};
        row.cells += FactCell{.text = rule.fix, .colour = Token::Text2, .tip = rule.fix};
        row.cells += FactCell{.text = format::count(broken),
                              .colour = broken > 0 ? Token::Text : Token::Text3,
                              .sort = broken};
        const QStringList accepted = exempt.value(rule.id);
        row.cells += FactCell{.text = format::count(accepted.size()),
                              .colour = accepted.isEmpty() ? Token::Text3 : Token::Text,
                              .sort = static_cast<int>(accepted.size()),
                              .tip = accepted.join(u'\n')};
        rows += row;
    }
    return rows;
}

QList<FactColumn> contractColumns()
{
    return {{Text::tr("Contract"), 0}, {Text::tr("Product"), 0},       {Text::tr("Kept"), 100},
            {Text::tr("Breaches"), 0}, {Text::tr("Permitted use"), 0}, {Text::tr("Status"), 90}};
}

QList<FactRow> contractRows(const QList<KeptContract> &contracts)
{
    QList<FactRow> rows;
    for (const KeptContract &kept : contracts) {
        FactRow row;
        row.id = kept.product.key + u'\n' + kept.contract.id;
        row.data = kept.product.key;
        const QString name = kept.contract.name.isEmpty() ? kept.contract.id : kept.contract.name;
        row.cells += FactCell{.text = name,
                              .second = kept.contract.version.isEmpty()
                                            ? QString()
                                            : Text::tr("version %1").arg(kept.contract.version),
                              .role = TextRole::TableStrong,
                              .tip = name};
        row.cells += FactCell{.text = kept.product.name,
                              .domainKey = kept.product.domain,
                              .domainName = kept.product.domainName};
        const int judged = kept.promises - kept.unknown;
        FactCell met;
        met.sort = judged > 0 ? double(judged - kept.broken) / judged : 2.0;
        if (judged == 0) {
            met.text = Text::tr("unknown");
            met.mark = Mark::Unknown;
            met.colour = Token::Text3;
        } else {
            met.text = Text::tr("%1 of %2").arg(judged - kept.broken).arg(judged);
            met.mark = kept.broken == 0 ? Mark::Met : kept.severe ? Mark::Missed : Mark::Warning;
        }
        row.cells += met;
        const QString breaches = kept.breaches.join(u"; "_s);
        row.cells +=
            FactCell{.text = breaches, .colour = Token::Text2, .tip = kept.breaches.join(u'\n')};
        QString uses = kept.contract.permittedPurposes.join(u", "_s);
        uses.replace(u'_', u' ');
        row.cells += FactCell{.text = uses.isEmpty() ? Text::tr("not said") : uses,
                              .colour = uses.isEmpty() ? Token::Text3 : Token::Text2,
                              .tip = uses};
        const QString status = mesh::toText(kept.contract.status);
        row.cells += FactCell{.text = status.isEmpty() ? Text::tr("not said") : status,
                              .colour = status.isEmpty() ? Token::Text3 : Token::Text2};
        rows += row;
    }
    return rows;
}

QList<FactColumn> termColumns()
{
    return {{Text::tr("Term"), 170},     {Text::tr("Domain"), 150},
            {Text::tr("Meaning"), 0},    {Text::tr("State"), 190},
            {Text::tr("Catalogs"), 130}, {Text::tr("Products"), 76, Qt::AlignRight}};
}

QList<FactRow> termRows(const QList<TermUse> &terms)
{
    QList<FactRow> rows;
    for (const TermUse &use : terms) {
        FactRow row;
        row.id = use.term.key;
        row.data = use.term.name;
        row.cells +=
            FactCell{.text = use.term.name,
                     .role = TextRole::TableStrong,
                     .tip = use.term.synonyms.isEmpty()
                                ? QString()
                                : Text::tr("Also called %1").arg(use.term.synonyms.join(u", "_s))};
        row.cells += use.domainName.isEmpty()
                         ? FactCell{.text = Text::tr("the whole mesh"), .colour = Token::Text3}
                         : FactCell{.text = use.domainName,
                                    .domainKey = use.term.domain,
                                    .domainName = use.domainName};
        const bool said = !use.term.definition.trimmed().isEmpty();
        row.cells +=
            FactCell{.text = said ? use.term.definition.simplified() : Text::tr("Not defined"),
                     .colour = said ? Token::Text2 : Token::Text3,
                     .tip = use.said.isEmpty() ? use.term.definition : use.said.join(u'\n')};
        FactCell state;
        if (!use.said.isEmpty()) {
            state = {.text = Text::tr("Catalogs disagree"), .mark = Mark::Missed, .sort = 0};
            state.tip = use.said.join(u'\n');
        } else if (use.meanings > 1) {
            state = {.text = Text::tr("%n meanings", nullptr, use.meanings),
                     .mark = Mark::Warning,
                     .sort = 1};
        } else if (!said) {
            state = {.text = Text::tr("No definition"), .mark = Mark::Unknown, .sort = 2};
        } else {
            state = {.text = Text::tr("One meaning"), .mark = Mark::Met, .sort = 3};
        }
        row.cells += state;
        row.cells += FactCell{.text = use.catalogs.join(u", "_s), .colour = Token::Text3};
        row.cells += FactCell{.text = format::count(use.products), .sort = use.products};
        rows += row;
    }
    return rows;
}

QList<FactColumn> ownershipColumns()
{
    return {{Text::tr("Owner"), 200},     {Text::tr("Product"), 0},    {Text::tr("Quality"), 100},
            {Text::tr("Freshness"), 140}, {Text::tr("Qualities"), 80}, {Text::tr("Catalogs"), 160}};
}

QList<FactRow> ownershipRows(const QList<Ownership> &owners, std::int64_t nowMs)
{
    QList<FactRow> rows;
    for (const Ownership &one : owners) {
        FactRow row;
        row.id = one.owner + u'\n' + one.product.key;
        row.data = one.product.key;
        row.cells += one.owner.isEmpty() ? FactCell{.text = Text::tr("Nobody named"),
                                                    .role = TextRole::TableStrong,
                                                    .mark = Mark::Missed,
                                                    .sort = QString()}
                                         : FactCell{.text = one.ownerName,
                                                    .second = one.team,
                                                    .role = TextRole::TableStrong};
        FactCell product{.text = one.product.name,
                         .domainKey = one.product.domain,
                         .domainName = one.product.domainName};
        if (one.product.certified)
            product.tags += Tag{Text::tr("Certified"), Tone::Good, {}, false};
        row.cells += product;
        row.cells += FactCell{.quality = qualityBadge(one.product.score),
                              .sort = one.product.score.quality.value_or(-1)};
        const FreshnessBadge fresh = freshnessBadge(one.product.score, nowMs);
        row.cells += FactCell{.freshness = fresh, .sort = static_cast<int>(fresh.state())};
        row.cells += FactCell{.hexagon = one.product.score.qualities};
        row.cells += FactCell{.text = one.product.catalogs.join(u", "_s), .colour = Token::Text3};
        rows += row;
    }
    return rows;
}

} // namespace meshlens::ui
