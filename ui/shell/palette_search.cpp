// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette_search.h"

#include "ui/discover/words.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"

#include <QAction>
#include <QCoreApplication>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int inGroup = 4;
constexpr int lookedAt = 12; // so many best ones, for the recent among them to go first
constexpr int columnsLookedAt = 60;
constexpr int manyInGroup = 40; // where there is only one group

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::ui::Palette)
};

PaletteEntry thingEntry(const search::Hit &hit)
{
    PaletteEntry entry;
    entry.key = hit.key;
    entry.name = hit.name;
    entry.icon = kindIcon(hit.kind, hit.kind == mesh::Kind::Product ? std::nullopt : hit.type);
    QStringList detail;
    if (!hit.domainName.isEmpty())
        detail += hit.domainName;
    detail += kindWords(hit.kind, hit.type).toLower();
    if (!hit.version.isEmpty())
        detail.last() += u" v"_s + hit.version;
    entry.detail = detail.join(u", "_s);
    entry.link = linkTo(hit.key);
    if (hit.kind == mesh::Kind::Product)
        entry.quality = QualityBadge{.value = hit.quality, .coverage = hit.coverage};
    if (hit.freshness)
        entry.freshness = FreshnessBadge{.ageMs = hit.freshness->ageMs,
                                         .objectiveMs = hit.freshness->objectiveMs,
                                         .learned = hit.freshness->learned};
    for (const search::Match &match : hit.nameMatches) {
        for (int i = 0; i < match.length; ++i)
            entry.marks += match.start + i;
    }
    return entry;
}

/// Columns of one name are one entry: "net_revenue_eur  revenue and 6 more".
QList<PaletteEntry> columnEntries(const QList<search::Hit> &hits, int most)
{
    struct Group {
        const search::Hit *first;
        int count;
    };
    QList<Group> groups;
    for (const search::Hit &hit : hits) {
        const auto same = std::ranges::find_if(groups, [&](const Group &group) {
            return group.first->name.compare(hit.name, Qt::CaseInsensitive) == 0;
        });
        if (same != groups.end())
            ++same->count;
        else
            groups.append({&hit, 1});
    }
    QList<PaletteEntry> entries;
    for (const Group &group : groups.first(std::min<qsizetype>(groups.size(), most))) {
        PaletteEntry entry = thingEntry(*group.first);
        entry.mono = true;
        entry.icon = u"columns"_s;
        QString where = group.first->qualifiedName;
        if (where.endsWith(u'.' + group.first->name))
            where.chop(group.first->name.size() + 1);
        entry.detail = group.count == 1
                           ? where
                           : Text::tr("%1 and %2 more").arg(where, format::count(group.count - 1));
        entries += entry;
    }
    return entries;
}

Result<search::Hits> hitsOf(const search::Index &index, const PaletteWish &wish,
                            const QList<mesh::Kind> &kinds, int limit,
                            const search::Cancelled &cancelled)
{
    search::FindOptions options;
    options.limit = limit;
    options.nowMs = wish.nowMs;
    options.relax = false;
    if (!kinds.isEmpty())
        options.kinds = kinds;
    return search::find(index, search::parse(wish.query), options, cancelled);
}

/// What was opened lately goes first, the newest before all, among hits found for the same reason:
/// an exact name stays above a thing that only mentions it.
void preferRecent(QList<search::Hit> &hits, const QStringList &recent)
{
    const auto place = [&](const search::Hit &hit) {
        const qsizetype at = recent.indexOf(hit.key);
        return at < 0 ? recent.size() : at;
    };
    for (auto first = hits.begin(); first != hits.end();) {
        const QString reason = first->why.value(0);
        const auto last = std::find_if(
            first, hits.end(), [&](const search::Hit &hit) { return hit.why.value(0) != reason; });
        std::stable_sort(first, last, [&](const search::Hit &left, const search::Hit &right) {
            return place(left) < place(right);
        });
        first = last;
    }
}

PaletteEntry action(PaletteEntry::Act act, const QString &name, const QString &icon,
                    const PaletteEntry &of, const QString &keys = {})
{
    PaletteEntry entry{.kind = PaletteEntry::Kind::Action, .name = name, .icon = icon};
    entry.keys = keys;
    entry.act = act;
    entry.link = of.link;
    entry.key = of.key;
    entry.detail = of.name; // the name that pins and copies take
    return entry;
}

} // namespace

Result<PaletteFound> findForPalette(const search::Index &index, const PaletteWish &wish,
                                    const search::Cancelled &cancelled)
{
    using Of = PaletteWish::Of;
    PaletteFound found;
    if (wish.of == Of::All) {
        auto products = hitsOf(index, wish, {mesh::Kind::Product}, lookedAt, cancelled);
        if (products && products->total == 0)
            products = hitsOf(index, wish, {mesh::Kind::Dataset}, lookedAt, cancelled);
        if (!products)
            return products.error();
        preferRecent(products->hits, wish.recent);
        const auto shown = std::min<qsizetype>(products->hits.size(), inGroup);
        for (const search::Hit &hit : products->hits.first(shown))
            found.products += thingEntry(hit);
        const auto everywhere = hitsOf(index, wish, {}, 0, cancelled);
        if (!everywhere)
            return everywhere.error();
        found.everywhere = everywhere->total;
    }
    if (wish.of != Of::People) {
        const auto columns = hitsOf(index, wish, {mesh::Kind::Column}, columnsLookedAt, cancelled);
        if (!columns)
            return columns.error();
        found.columns =
            columnEntries(columns->hits, wish.of == Of::Columns ? manyInGroup : inGroup);
    }
    if (wish.of != Of::Columns) {
        const auto people = hitsOf(index, wish, {mesh::Kind::Party},
                                   wish.of == Of::People ? manyInGroup : inGroup, cancelled);
        if (!people)
            return people.error();
        for (const search::Hit &hit : people->hits) {
            PaletteEntry entry = thingEntry(hit);
            entry.detail = hit.description.isEmpty() ? entry.detail : hit.description;
            found.people += entry;
        }
    }
    return found;
}

QList<PaletteEntry> actionsFor(const PaletteEntry &entry)
{
    using Act = PaletteEntry::Act;
    if (entry.kind != PaletteEntry::Kind::Thing)
        return {};
    QList<PaletteEntry> actions;
    const QString enter = Text::tr("Enter");
    actions += action(Act::Open, Text::tr("Open"), entry.icon, entry);
    actions += action(Act::OpenBeside, Text::tr("Open beside"), u"panel"_s, entry,
                      Text::tr("Shift Enter"));
    const bool product = entry.key.startsWith(u"product://");
    const bool column = entry.key.contains(u'#');
    const bool other = entry.key.startsWith(u"party://") || entry.key.startsWith(u"term://") ||
                       entry.key.startsWith(u"domain://");
    if (product)
        actions += action(Act::RequestAccess, Text::tr("Request access"), u"key"_s, entry);
    if (!other) {
        PaletteEntry lineage = action(Act::Open, Text::tr("Show lineage"), u"lineage"_s, entry);
        lineage.link = {u"lineage"_s, entry.key, {}};
        actions += lineage;
    }
    if (!other && !column) {
        PaletteEntry sample = action(Act::Open, Text::tr("Open a sample"), u"eye"_s, entry);
        sample.link = {u"samples"_s, entry.key, {}};
        actions += sample;
        PaletteEntry quality = action(Act::Open, Text::tr("Show quality"), u"shield"_s, entry);
        quality.link = {u"product"_s, entry.key, {{u"tab"_s, u"quality"_s}}};
        actions += quality;
        actions += action(Act::Pin, Text::tr("Pin or unpin"), u"star"_s, entry);
    }
    actions += action(Act::CopyAddress, Text::tr("Copy the address"), u"link"_s, entry);
    actions += action(Act::CopyName, Text::tr("Copy the name"), u"copy"_s, entry);
    return actions;
}

} // namespace meshlens::ui
