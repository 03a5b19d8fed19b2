// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of Home's strips.
#include "ui/home/home_words.h"

#include "ui/parts/format.h"

#include <QCoreApplication>

#include <cmath>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Home)
};

QString unknown()
{
    return Text::tr("Unknown");
}

/// The change of a figure, with the direction that is good.
void setChange(Kpi &kpi, std::optional<double> change, bool moreIsBetter, const QString &unit = {},
               int decimals = 0)
{
    if (!change)
        return;
    const double rounding = std::pow(10, decimals);
    const double rounded = std::round(*change * rounding) / rounding;
    kpi.change = rounded == 0 ? u"0"_s + unit : format::number(std::abs(rounded), decimals) + unit;
    kpi.direction = rounded > 0 ? 1 : rounded < 0 ? -1 : 0;
    kpi.tone = rounded == 0 ? Tone::Mute : (rounded > 0) == moreIsBetter ? Tone::Good : Tone::Bad;
    kpi.changeWords =
        Text::tr("%1 against 30 days ago").arg(format::change(rounded, decimals) + unit);
}

Kpi figure(const QString &title, const QString &value, const QString &below, const Link &link)
{
    Kpi kpi;
    kpi.title = title;
    kpi.value = value;
    kpi.below = below;
    kpi.link = link;
    return kpi;
}

} // namespace

QList<Kpi> executiveFigures(const HomeData &data)
{
    const scores::Overview &known = data.overview;
    const Link scorecard{u"governance"_s, {}, {}};
    QList<Kpi> all;

    Kpi health = figure(
        Text::tr("Mesh health"), format::score(known.health.value),
        Text::tr("average of %n products", nullptr, known.products - known.unscored), scorecard);
    if (known.unscored > 0)
        health.tip = Text::tr("%n products are not scored", nullptr, known.unscored);
    if (known.health.value)
        health.grade = QualityBadge{known.health.value, 1, true};
    health.unknown = !known.health.value;
    setChange(health, known.health.change(), true);
    all += health;

    Kpi slos = figure(
        Text::tr("SLOs met"), percentText(known.slosMetPercent.value, 1),
        known.slos > 0
            ? Text::tr("%1 of %2").arg(format::count(known.slosMet), format::count(known.slos))
            : Text::tr("no service level known"),
        {u"governance"_s, {}, {{u"tab"_s, u"contracts"_s}}});
    slos.unknown = !known.slosMetPercent.value;
    setChange(slos, known.slosMetPercent.change(), true, Text::tr(" pt"), 1);
    all += slos;

    Kpi fresh = figure(Text::tr("Fresh on time"), percentText(known.freshOnTime.value, 1),
                       Text::tr("of products with an objective"),
                       {u"discover"_s, {}, {{u"q"_s, u"(fresh:late OR fresh:stale)"_s}}});
    fresh.unknown = !known.freshOnTime.value;
    setChange(fresh, known.freshOnTime.change(), true, Text::tr(" pt"), 1);
    all += fresh;

    Kpi described = figure(
        Text::tr("Fully described"), percentText(known.fullyDescribed.value),
        Text::tr("documentation and contract"),
        {u"governance"_s, {}, {{u"tab"_s, u"findings"_s}, {u"quality"_s, u"self_describing"_s}}});
    described.unknown = !known.fullyDescribed.value;
    setChange(described, known.fullyDescribed.change(), true, Text::tr(" pt"));
    all += described;

    const auto consumers = known.activeConsumers.value;
    Kpi people = figure(Text::tr("Active consumers"),
                        consumers ? format::count(static_cast<qint64>(*consumers)) : unknown(),
                        data.seesAllRequests ? Text::tr("people and services")
                                             : Text::tr("in requests you may see"),
                        {u"governance"_s, {}, {{u"tab"_s, u"sharing"_s}}});
    people.unknown = !consumers;
    const QString partly = Text::tr("Catalogs show you your own requests and those for products "
                                    "you own. A data steward sees all of them.");
    if (!data.seesAllRequests)
        people.tip = partly;
    setChange(people, known.activeConsumers.change(), true);
    all += people;

    Kpi lead = figure(Text::tr("Access lead time"), durationText(known.accessLeadMs.value),
                      !known.accessLeadMs.value ? Text::tr("no decision in 30 days")
                      : known.atOncePercent
                          ? Text::tr("median, %1 at once").arg(percentText(known.atOncePercent))
                          : Text::tr("median of 30 days"),
                      {u"access"_s, {}, {{u"tab"_s, u"history"_s}}});
    lead.unknown = !known.accessLeadMs.value;
    if (!data.seesAllRequests)
        lead.tip = partly;
    if (const auto change = known.accessLeadMs.change(); change && *known.accessLeadMs.before > 0)
        setChange(lead, 100 * *change / *known.accessLeadMs.before, false, u"%"_s);
    all += lead;
    return all;
}

QList<Kpi> ownerFigures(const HomeData &data)
{
    int promises = 0;
    int kept = 0;
    int broken = 0;
    int fresh = 0;
    int withState = 0;
    QList<double> scored;
    QSet<QString> people;
    for (const OwnProduct &own : data.own) {
        promises += own.promises;
        kept += own.kept;
        broken += own.worst.isEmpty() ? 0 : 1;
        const auto state = freshnessBadge(own.row.score, data.nowMs).state();
        withState += state == mesh::FreshnessState::Unknown ? 0 : 1;
        fresh += state == mesh::FreshnessState::OnTime ? 1 : 0;
        if (own.row.score.quality)
            scored += *own.row.score.quality;
    }
    for (const HomeRequest &consumer : data.consumers)
        people.insert(consumer.request.requester);
    double sum = 0;
    for (const double score : std::as_const(scored))
        sum += score;
    const auto mean =
        scored.isEmpty() ? std::nullopt : std::optional(sum / static_cast<double>(scored.size()));
    const Link mine{u"governance"_s, {}, {{u"tab"_s, u"ownership"_s}}};
    const Link inbox{u"access"_s, {}, {{u"tab"_s, u"inbox"_s}}};

    QList<Kpi> all;
    all += figure(Text::tr("Your products"), format::count(data.own.size()),
                  Text::tr("%n with a broken promise", nullptr, broken), mine);
    Kpi health =
        figure(Text::tr("Their health"), format::score(mean),
               Text::tr("average of %n products", nullptr, static_cast<int>(scored.size())), mine);
    health.unknown = !mean;
    if (mean)
        health.grade = QualityBadge{mean, 1, true};
    all += health;
    Kpi slos = figure(Text::tr("SLOs met"),
                      promises > 0 ? format::percent(double(kept) / promises, 1) : unknown(),
                      promises > 0 ? Text::tr("%1 of %2").arg(kept).arg(promises)
                                   : Text::tr("no service level known"),
                      {u"governance"_s, {}, {{u"tab"_s, u"contracts"_s}}});
    slos.unknown = promises == 0;
    all += slos;
    Kpi onTime = figure(Text::tr("Fresh on time"),
                        withState > 0 ? format::percent(double(fresh) / withState, 0) : unknown(),
                        Text::tr("%1 of %2 with an objective").arg(fresh).arg(withState), mine);
    onTime.unknown = withState == 0;
    all += onTime;
    all += figure(Text::tr("Waiting for you"), format::count(data.waiting.size()),
                  Text::tr("requests"), inbox);
    all += figure(Text::tr("Consumers"), format::count(people.size()),
                  Text::tr("%n active grants", nullptr, static_cast<int>(data.consumers.size())),
                  {u"access"_s, {}, {{u"tab"_s, u"grants"_s}}});
    return all;
}

QList<Kpi> governanceFigures(const HomeData &data)
{
    QList<Kpi> all;
    if (!data.governance)
        return all;
    for (std::size_t i = 0; i < 6; ++i) {
        const auto quality = static_cast<mesh::Quality>(i);
        const auto value = data.governance->values[i];
        int findings = 0;
        for (const scores::Finding &finding : data.governance->findings)
            findings += finding.quality == quality ? 1 : 0;
        Kpi kpi = figure(qualityName(quality), value ? format::number(*value, 0) : unknown(),
                         Text::tr("%n findings", nullptr, findings),
                         {u"governance"_s,
                          {},
                          {{u"tab"_s, u"findings"_s}, {u"quality"_s, mesh::toText(quality)}}});
        kpi.unknown = !value;
        kpi.bar = value ? std::optional(*value / 100) : std::nullopt;
        kpi.barTone = !value         ? Tone::Mute
                      : *value >= 80 ? Tone::Good
                      : *value >= 60 ? Tone::Warn
                                     : Tone::Bad;
        if (const int without = data.governance->unscored[i]; without > 0)
            kpi.tip = Text::tr("No rule applies to %n products", nullptr, without);
        all += kpi;
    }
    return all;
}

} // namespace meshlens::ui
