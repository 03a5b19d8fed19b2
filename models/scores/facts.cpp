// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scores/facts.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace meshlens::scores {
namespace {

constexpr std::int64_t minuteMs = 60'000;
constexpr std::int64_t hourMs = 60 * minuteMs;
constexpr std::int64_t dayMs = 24 * hourMs;

bool isKeyColumn(const mesh::Column &column)
{
    const QString name = column.name.toLower();
    return column.primaryKey || name.endsWith(u"_id"_s) || name.endsWith(u"_key"_s);
}

/// Key columns that datasets of different owners have in common: by them products can be joined.
Result<QSet<QString>> sharedKeys(const store::Reader &reader,
                                 const QHash<QString, QString> &productOf)
{
    QHash<QString, QString> firstOwner;
    QSet<QString> shared;
    const auto read = reader.forEachDataset(true, [&](const store::Merged<mesh::Dataset> &merged) {
        const QString owner = productOf.value(merged.thing.key, merged.thing.key);
        for (const mesh::Column &column : merged.thing.columns) {
            if (!isKeyColumn(column))
                continue;
            const QString name = column.name.toLower();
            const QString first = firstOwner.value(name, owner);
            firstOwner.insert(name, first);
            if (first != owner)
                shared.insert(name);
        }
        return true;
    });
    if (!read)
        return read.error();
    return shared;
}

using ChangesByKey = QHash<QString, QList<store::Change>>; // newest first

/// Changes that rules ask for, by the key of what changed.
Result<ChangesByKey> schemaChanges(const store::Reader &reader, std::int64_t sinceMs)
{
    constexpr int mostChanges = 200'000;
    const auto changes = reader.changes(sinceMs, {}, mostChanges);
    if (!changes)
        return changes.error();
    ChangesByKey byKey;
    for (const store::Change &change : *changes) {
        if (change.what.startsWith(u"schema"_s) || change.what == u"contract" ||
            change.what == u"version")
            byKey[change.key].append(change);
    }
    return byKey;
}

SchemaHistory schemaHistory(const ProductFacts &facts, const ChangesByKey &changes)
{
    SchemaHistory history;
    QStringList keys{facts.product.key};
    for (const mesh::Dataset &dataset : facts.datasets)
        keys.append(dataset.key);
    keys.removeDuplicates();
    for (const QString &key : std::as_const(keys)) {
        for (const store::Change &change : changes.value(key)) {
            const QString detail = change.name + u": "_s + change.detail;
            if (change.what == u"schema_break")
                history.breaks.append({change.atMs, detail});
            else if (change.what == u"version" ||
                     (change.what == u"contract" && change.detail.contains(u'→'))) // from, to
                history.versionsAtMs.append(change.atMs);
            else if (change.what == u"schema" && change.atMs > history.changedAtMs.value_or(0))
                history.changedAtMs = change.atMs, history.changed = detail;
        }
    }
    std::stable_sort(history.breaks.begin(), history.breaks.end(),
                     [](const auto &left, const auto &right) { return left.atMs > right.atMs; });
    return history;
}

struct Degrees {
    QHash<QString, int> up;
    QHash<QString, int> down;
};

Result<Degrees> degrees(const store::Reader &reader)
{
    Degrees result;
    const auto read = reader.forEachEdge([&](const store::Reader::EdgeRow &row) {
        ++result.down[row.edge.from];
        ++result.up[row.edge.to];
        return true;
    });
    if (!read)
        return read.error();
    return result;
}

} // namespace

QString durationText(std::int64_t ms)
{
    const auto tr = [](const char *text, std::int64_t number) {
        return QCoreApplication::translate("Duration", text).arg(number);
    };
    if (ms < minuteMs)
        return tr(QT_TRANSLATE_NOOP("Duration", "%1 s"), ms / 1000);
    if (ms < hourMs)
        return tr(QT_TRANSLATE_NOOP("Duration", "%1 min"), ms / minuteMs);
    if (ms <= 48 * hourMs)
        return tr(QT_TRANSLATE_NOOP("Duration", "%1 h"), ms / hourMs);
    return tr(QT_TRANSLATE_NOOP("Duration", "%1 d"), ms / dayMs);
}

std::optional<double> medianOf(QList<double> values)
{
    if (values.isEmpty())
        return std::nullopt;
    std::sort(values.begin(), values.end());
    const qsizetype middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::optional<double> meanOf(const QList<double> &values)
{
    if (values.isEmpty())
        return std::nullopt;
    double sum = 0;
    for (const double value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

QList<CheckState> History::statesAt(const QStringList &datasets, std::int64_t atMs) const
{
    QList<CheckState> states;
    for (const QString &dataset : datasets) {
        for (const store::Reader::CheckRow &row : checks.value(dataset)) {
            CheckState state;
            state.check = row.check;
            const auto found = results.constFind(row.rowId);
            if (found != results.constEnd()) {
                const auto after =
                    std::upper_bound(found->begin(), found->end(), atMs,
                                     [](std::int64_t time, const mesh::CheckResult &result) {
                                         return time < result.atMs;
                                     });
                if (after != found->begin()) {
                    state.latest = *std::prev(after);
                    state.usable = isUsable(row.check, *state.latest, atMs);
                }
            }
            states.append(std::move(state));
        }
    }
    return states;
}

QList<mesh::Load> History::loadsOf(const QStringList &datasets) const
{
    QList<mesh::Load> all;
    for (const QString &dataset : datasets)
        all += loads.value(dataset);
    std::stable_sort(all.begin(), all.end(), [](const mesh::Load &left, const mesh::Load &right) {
        return left.arrivedAtMs < right.arrivedAtMs;
    });
    return all;
}

Result<History> readHistory(const store::Reader &reader, const QStringList &datasets,
                            std::int64_t sinceMs)
{
    History history;
    const auto checks = reader.checks(datasets);
    if (!checks)
        return checks.error();
    for (const store::Reader::CheckRow &row : *checks)
        history.checks[row.check.dataset].append(row);
    // The newest of each check may be older than the period; it says at least when it last ran.
    const auto latest = reader.latestResults(datasets);
    if (!latest)
        return latest.error();
    for (const store::Reader::ResultRow &row : *latest) {
        if (row.result.atMs < sinceMs)
            history.results[row.checkRowId].append(row.result);
    }
    const auto results = reader.results(datasets, sinceMs);
    if (!results)
        return results.error();
    for (const store::Reader::ResultRow &row : *results)
        history.results[row.checkRowId].append(row.result);
    const auto loads = reader.loads(datasets, sinceMs);
    if (!loads)
        return loads.error();
    for (const mesh::Load &load : *loads)
        history.loads[load.dataset].append(load);
    return history;
}

Result<KnownMesh> knownMesh(const store::Reader &reader, const QString &onlyProduct,
                            std::int64_t nowMs, std::int64_t sinceMs,
                            const std::function<bool()> &cancelled)
{
    const auto rows = reader.products();
    if (!rows)
        return rows.error();
    QHash<QString, QString> productOf;
    QStringList wanted;
    for (const store::ProductRow &row : *rows) {
        for (const QString &dataset : row.outputs)
            productOf.insert(dataset, row.key);
        if (row.key == onlyProduct)
            wanted = row.outputs;
    }
    const auto shared = sharedKeys(reader, productOf);
    if (!shared)
        return shared.error();
    const auto linked = degrees(reader);
    if (!linked)
        return linked.error();

    const auto parties = reader.parties();
    if (!parties)
        return parties.error();
    const auto changes = schemaChanges(reader, sinceMs);
    if (!changes)
        return changes.error();
    QHash<QString, QString> names; // by party key
    for (const mesh::Party &party : *parties)
        names.insert(party.key, party.name);

    KnownMesh mesh;
    if (onlyProduct.isEmpty() || !wanted.isEmpty()) {
        auto history = readHistory(reader, wanted, sinceMs);
        if (!history)
            return std::move(history).error();
        mesh.history = *std::move(history);
    }
    for (const store::ProductRow &row : *rows) {
        if (cancelled && cancelled())
            return Error{Error::Kind::Cancelled, {}, {}};
        if (!onlyProduct.isEmpty() && row.key != onlyProduct)
            continue;
        KnownProduct known;
        known.row = row;
        known.datasets = row.outputs;
        auto product = reader.product(row.key);
        if (!product)
            return std::move(product).error();
        auto datasets = reader.outputDatasets(row.key);
        if (!datasets)
            return std::move(datasets).error();
        auto contracts = reader.contractsOf(row.key);
        if (!contracts)
            return std::move(contracts).error();
        ProductFacts &facts = known.facts;
        facts.product = product->thing;
        for (const QString &owner : facts.product.owners) {
            const QString name = names.value(owner);
            facts.ownerNames += name.isEmpty() ? owner.section(u"//"_s, 1) : name;
        }
        facts.datasets = *std::move(datasets);
        facts.contracts = *std::move(contracts);
        facts.catalogs = row.catalogs;
        facts.schema = schemaHistory(facts, *changes);
        facts.sharedKeys = *shared;
        facts.nowMs = nowMs;
        facts.upstream = static_cast<int>(row.inputs.size());
        for (const QString &dataset : row.outputs) {
            facts.upstream += linked->up.value(dataset);
            facts.downstream += linked->down.value(dataset);
        }
        facts.checks = mesh.history.statesAt(known.datasets, nowMs);
        facts.quality = quality(facts.checks).value;
        known.basis = freshnessBasis(facts.contracts, facts.datasets,
                                     mesh.history.loadsOf(known.datasets), nowMs);
        facts.freshness =
            freshness(known.basis.dataTimeMs, known.basis.objectiveMs, known.basis.learned, nowMs);
        mesh.products.append(std::move(known));
    }
    return mesh;
}

store::ScoreSummary summaryOf(const KnownProduct &known, const QualityScore &quality,
                              const std::array<QualityMark, 6> &marks)
{
    store::ScoreSummary summary;
    summary.quality = quality.value;
    summary.coverage = quality.coverage;
    summary.dataTimeMs = known.basis.dataTimeMs;
    summary.objectiveMs = known.basis.objectiveMs;
    summary.objectiveLearned = known.basis.learned;
    for (std::size_t i = 0; i < marks.size(); ++i)
        summary.qualities[i] = marks[i].value;
    return summary;
}

} // namespace meshlens::scores
