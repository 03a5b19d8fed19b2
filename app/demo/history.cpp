// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/history.h"

#include "app/demo/random.h"
#include "models/clock.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace meshlens::demo {
namespace {

constexpr std::int64_t minuteMs = 60'000, hourMs = 60 * minuteMs, dayMs = 24 * hourMs;

std::uint64_t seedOf(const Source &source, const QString &what)
{
    return mix(source.seed, hashText(what.toStdString()));
}

/// The slots of a period that lie in the span, told from the first start: slot 0 is the newest one
/// before it, negative ones came earlier.
struct Grid {
    std::int64_t anchorMs = 0; // of slot 0
    std::int64_t periodMs = 0;
    std::int64_t first = 0;
    std::int64_t last = -1;

    [[nodiscard]] std::int64_t at(std::int64_t slot) const { return anchorMs + slot * periodMs; }
};

std::int64_t floorDivide(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

Grid gridOf(const Span &span, std::int64_t periodMs, std::int64_t phaseMs)
{
    Grid grid{span.firstStartMs - phaseMs, periodMs, 0, -1};
    grid.first = floorDivide(span.fromMs - grid.anchorMs, periodMs) + 1;
    grid.last = floorDivide(span.toMs - grid.anchorMs, periodMs);
    return grid;
}

std::uint64_t luck(std::uint64_t seed, std::int64_t slot, std::string_view use)
{
    return mix(mix(seed, hashText(use)), static_cast<std::uint64_t>(slot));
}

/// Share of things that go well at a time: the product's own, lower long ago where it improves.
double healthAt(const ProductSource &product, const Span &span, std::int64_t atMs)
{
    if (product.story.kind != u"improving"_s)
        return product.health;
    const double daysAgo = static_cast<double>(span.firstStartMs - atMs) / dayMs;
    return product.health - 0.5 * std::clamp(daysAgo / 90, 0.0, 1.0);
}

bool isMonday(std::int64_t ms)
{
    return (floorDivide(ms, dayMs) + 3) % 7 == 0; // 1970 began on a Thursday
}

std::int64_t storyStartMs(const ProductSource &product, const Span &span)
{
    return span.firstStartMs - product.story.days * dayMs;
}

QString percent(double value)
{
    return QString::number(value, 'f', value == std::floor(value) ? 0 : 1) + u" %"_s;
}

QString hours(std::int64_t ms)
{
    return QString::number(static_cast<double>(ms) / hourMs, 'f', 1) + u" h"_s;
}

CheckEvent timeliness(const DatasetSource &dataset, const QList<LoadEvent> &loads,
                      std::int64_t atMs)
{
    CheckEvent event;
    event.atMs = atMs;
    const auto newest = std::find_if(loads.rbegin(), loads.rend(),
                                     [&](const LoadEvent &l) { return l.arrivedMs <= atMs; });
    const auto objective = dataset.objectiveMs();
    if (newest == loads.rend() || !objective) {
        event.status = mesh::CheckStatus::Errored;
        event.message = u"There is no load or no objective to compare."_s;
        return event;
    }
    const std::int64_t age = atMs - newest->dataTimeMs;
    event.value = hours(age);
    event.expected = u"at most "_s + hours(*objective);
    event.status = age <= *objective       ? mesh::CheckStatus::Passed
                   : age <= 2 * *objective ? mesh::CheckStatus::Warning
                                           : mesh::CheckStatus::Failed;
    return event;
}

/// Sets what a story says; false where it has nothing to say of this check at this time.
bool toldByStory(const ProductSource &product, const CheckSource &check, qsizetype number,
                 const Span &span, double noise, CheckEvent &event)
{
    const Story &story = product.story;
    if (story.kind == u"blind"_s && number >= 2 && event.atMs > span.firstStartMs - 20 * dayMs) {
        event.status = mesh::CheckStatus::Errored;
        event.value.clear();
        event.message = u"The file of the day has a layout that the check cannot read."_s;
        return true;
    }
    const bool named =
        story.check ==
        mesh::toText(check.dimension) + (check.column.isEmpty() ? QString() : u' ' + check.column);
    if (!named || event.atMs <= storyStartMs(product, span))
        return false;
    event.status =
        story.kind == u"broken"_s ? mesh::CheckStatus::Failed : mesh::CheckStatus::Warning;
    event.value = percent(story.value + noise);
    event.message = story.note;
    return true;
}

QByteArray line(const nlohmann::ordered_json &object)
{
    return QByteArray::fromStdString(object.dump()) + '\n';
}

using TimedLine = std::pair<std::int64_t, QByteArray>;

QByteArray joined(std::vector<TimedLine> lines)
{
    std::stable_sort(lines.begin(), lines.end(),
                     [](const TimedLine &a, const TimedLine &b) { return a.first < b.first; });
    QByteArray text;
    for (const TimedLine &timed : lines)
        text += timed.second;
    return text;
}

template<typename Visitor>
void forEachDataset(const Source &source, const NodeSource &node, const Visitor &visit)
{
    for (const ProductSource &product : source.products) {
        if (!node.domains.contains(product.domain))
            continue;
        for (const DatasetSource &dataset : product.datasets)
            visit(product, dataset);
    }
}

} // namespace

std::int64_t checkPeriodMs(const DatasetSource &dataset)
{
    return std::max(dayMs, dataset.everyMs);
}

QList<LoadEvent> loadsOf(const Source &source, const ProductSource &product,
                         const DatasetSource &dataset, const Span &span)
{
    const std::uint64_t seed = seedOf(source, dataset.id);
    const std::int64_t period = dataset.everyMs;
    const auto phase =
        static_cast<std::int64_t>(unit(mix(seed)) * static_cast<double>(period) / 4) / minuteMs *
        minuteMs;
    const Grid grid = gridOf(span, period, phase + minuteMs);
    const double rowsEach =
        static_cast<double>(dataset.rows) * 40 * static_cast<double>(period) / dayMs;
    QList<LoadEvent> loads;
    for (std::int64_t slot = grid.first; slot <= grid.last; ++slot) {
        std::int64_t at = grid.at(slot);
        if (product.story.kind == u"stale"_s && at > storyStartMs(product, span))
            break;
        const double place = unit(luck(seed, slot, "load"));
        std::int64_t delay = 0;
        if (product.story.kind == u"mondays"_s && isMonday(at) &&
            unit(luck(seed, slot, "monday")) < 0.85)
            delay = static_cast<std::int64_t>((0.25 + 0.3 * place) * static_cast<double>(period));
        else if (slot < 0 && place > healthAt(product, span, at)) // the newest load is never lost
            continue;
        if (at + delay > span.toMs)
            break;
        const auto lag =
            static_cast<std::int64_t>((0.02 + 0.03 * place) * static_cast<double>(period));
        const double weekend = (floorDivide(at, dayMs) + 3) % 7 >= 5 ? 1.15 : 1.0;
        loads.append({at - lag, at + delay,
                      static_cast<std::int64_t>(rowsEach * weekend *
                                                (0.94 + 0.12 * unit(luck(seed, slot, "rows"))))});
    }
    return loads;
}

QList<CheckEvent> resultsOf(const Source &source, const ProductSource &product,
                            const DatasetSource &dataset, const CheckSource &check,
                            const QList<LoadEvent> &loads, const Span &span)
{
    const std::uint64_t seed = seedOf(source, check.id);
    const std::int64_t period = checkPeriodMs(dataset);
    const auto phase =
        static_cast<std::int64_t>(unit(mix(seed)) * 4 * hourMs) / minuteMs * minuteMs +
        5 * minuteMs;
    const Grid grid = gridOf(span, period, phase);
    const qsizetype number = std::find_if(dataset.checks.begin(), dataset.checks.end(),
                                          [&](const auto &c) { return c.id == check.id; }) -
                             dataset.checks.begin();
    QList<CheckEvent> events;
    for (std::int64_t slot = grid.first; slot <= grid.last; ++slot) {
        CheckEvent event;
        event.atMs = grid.at(slot);
        event.expected = u"at least "_s + percent(check.objective);
        const double place = unit(luck(seed, slot, "value"));
        if (toldByStory(product, check, number, span, place - 0.5, event)) {
            events.append(event);
            continue;
        }
        if (check.dimension == mesh::Dimension::Timeliness) {
            events.append(timeliness(dataset, loads, event.atMs));
            continue;
        }
        // Trouble lasts: two runs in a row share their luck.
        const double trouble = unit(luck(seed, floorDivide(slot, 2), "trouble"));
        const double health = healthAt(product, span, event.atMs);
        if (trouble < health) {
            event.value = percent(check.objective + (100 - check.objective) * (0.3 + 0.7 * place));
        } else if (trouble < health + (1 - health) * 0.65) {
            event.status = mesh::CheckStatus::Warning;
            event.value = percent(check.objective - 0.1 - 0.8 * place);
        } else {
            event.status = mesh::CheckStatus::Failed;
            event.value = percent(check.objective - 1 - 6 * place);
        }
        events.append(event);
    }
    return events;
}

QByteArray loadLines(const Source &source, const NodeSource &node, const Span &span)
{
    std::vector<TimedLine> lines;
    forEachDataset(source, node, [&](const ProductSource &product, const DatasetSource &dataset) {
        for (const LoadEvent &load : loadsOf(source, product, dataset, span)) {
            lines.emplace_back(load.arrivedMs,
                               line({{"dataset", dataset.nodeId().toStdString()},
                                     {"data_time", toRfc3339(load.dataTimeMs).toStdString()},
                                     {"arrived_at", toRfc3339(load.arrivedMs).toStdString()},
                                     {"rows", load.rows}}));
        }
    });
    return joined(std::move(lines));
}

QByteArray resultLines(const Source &source, const NodeSource &node, const Span &span)
{
    std::vector<TimedLine> lines;
    forEachDataset(source, node, [&](const ProductSource &product, const DatasetSource &dataset) {
        Span longer = span; // a result at its beginning still needs the load before it
        longer.fromMs -= 3 * dataset.everyMs;
        const QList<LoadEvent> loads = loadsOf(source, product, dataset, longer);
        for (const CheckSource &check : dataset.checks) {
            for (const CheckEvent &event :
                 resultsOf(source, product, dataset, check, loads, span)) {
                nlohmann::ordered_json object{{"check", check.id.toStdString()},
                                              {"at", toRfc3339(event.atMs).toStdString()},
                                              {"status", mesh::toText(event.status).toStdString()},
                                              {"value", event.value.toStdString()},
                                              {"expected", event.expected.toStdString()}};
                if (!event.message.isEmpty())
                    object["message"] = event.message.toStdString();
                lines.emplace_back(event.atMs, line(object));
            }
        }
    });
    return joined(std::move(lines));
}

} // namespace meshlens::demo
