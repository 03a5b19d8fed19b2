// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/shapes.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::commands {
namespace {

constexpr int mostQueryRows = 100'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("Commands", text);
}

int printSample(Context &context, const mesh::Sample &sample, const QString &format)
{
    if (context.json() || format == u"json") {
        printJson(toJson(sample));
        return Done;
    }
    QStringList head;
    for (const mesh::SampleColumn &column : sample.columns)
        head.append(column.masked && format == u"table" ? column.name + u" (masked)"_s
                                                        : column.name);
    QList<QStringList> rows;
    rows.reserve(sample.rows.size());
    for (const QVariantList &cells : sample.rows) {
        QStringList row;
        for (const QVariant &cell : cells)
            row.append(cellText(cell));
        rows.append(row);
    }
    if (format == u"csv") {
        const QByteArray content = csv(head, rows);
        std::fwrite(content.constData(), 1, std::size_t(content.size()), stdout);
        std::fflush(stdout);
    } else if (format == u"table") {
        printTable(head, rows);
        say(sample.complete ? tr("All rows.") : tr("A part of the rows."));
    } else {
        return fail({Error::Kind::Usage, tr("A format is table, csv or json: %1").arg(format), {}});
    }
    return Done;
}

/// Rows that came with a grant show only while it stands: their catalogs are asked first, and what
/// has ended is erased. A catalog that cannot be reached leaves things as they were last known.
Result<void> confirmGrants(app::Operations &operations,
                           const std::function<bool(const CachedSample &)> &isWanted)
{
    if (auto erased = operations.eraseEndedSamples(); !erased)
        return std::move(erased).error();
    const auto cached = operations.cachedSamples();
    if (!cached)
        return cached.error();
    const bool any = std::any_of(cached->begin(), cached->end(), [&](const CachedSample &entry) {
        return !entry.grant.isEmpty() && isWanted(entry);
    });
    if (!any)
        return {};
    if (const auto fresh = operations.refreshRequests({}, {}); !fresh)
        say(fresh.error().message);
    return {};
}

/// The dataset to sample: the thing itself, or the first output of a product.
Result<QString> datasetOf(const store::Reader &reader, const store::ThingRef &thing)
{
    if (thing.kind == mesh::Kind::Dataset)
        return thing.key;
    if (thing.kind == mesh::Kind::Product) {
        const auto datasets = reader.outputDatasets(thing.key);
        if (!datasets)
            return datasets.error();
        if (!datasets->isEmpty())
            return datasets->first().key;
    }
    return Error{Error::Kind::NotFound, tr("%1 has no rows to sample.").arg(thing.name), {}};
}

} // namespace

int sample(Context &context, const RowsOptions &options)
{
    auto operations = context.connected();
    if (!operations)
        return fail(operations.error());
    QString dataset;
    {
        auto reader = context.read();
        if (!reader)
            return fail(reader.error());
        const auto thing =
            findThing(context, *reader, options.what, {mesh::Kind::Product, mesh::Kind::Dataset});
        if (!thing)
            return fail(thing.error());
        const auto found = datasetOf(*reader, *thing);
        if (!found)
            return fail(found.error());
        dataset = *found;
    }
    const auto confirmed = confirmGrants(
        **operations, [&dataset](const CachedSample &entry) { return entry.dataset == dataset; });
    if (!confirmed)
        return fail(confirmed.error());
    auto rows = (*operations)->sample(dataset, options.rows, options.refresh, {});
    if (!rows)
        return fail(rows.error());
    if (rows->rows.size() > options.rows) {
        rows->rows.resize(options.rows);
        rows->complete = false;
    }
    return printSample(context, *rows, options.format);
}

int query(Context &context, const RowsOptions &options)
{
    auto operations = context.operations();
    if (!operations)
        return fail(operations.error());
    const auto confirmed = confirmGrants(**operations, [&options](const CachedSample &entry) {
        return options.what.contains(entry.tableName, Qt::CaseInsensitive);
    });
    if (!confirmed)
        return fail(confirmed.error());
    const auto rows = (*operations)->query(options.what, mostQueryRows, {});
    if (!rows) {
        // A statement that cannot run is wrong usage of the command, whatever the store calls it.
        fail(rows.error());
        return rows.error().kind == Error::Kind::Storage ? int(NoWorkspace) : int(WrongUsage);
    }
    return printSample(context, *rows, options.format);
}

} // namespace meshlens::commands
