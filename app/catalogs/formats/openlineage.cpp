// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/openlineage.h"

#include "app/catalogs/formats/bitol.h"
#include "app/catalogs/formats/json_input.h"
#include "app/catalogs/formats/openlineage_datasets.h"
#include "app/catalogs/formats/yaml.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using nlohmann::json;

// An event names a job, what it reads and what it writes. Datasets are kept under the name the
// event gives them; which key that name stands for is only known at the end, because a later event
// may carry the symlinks that an earlier one left out. So edges are gathered between names, and
// finish() turns names into keys.

namespace meshlens::catalogs {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::catalogs::OpenLineage)
};

constexpr int problemsKept = 200; // of one file

using DatasetNo = OpenLineageDatasets::No;

struct Edge {
    DatasetNo from = 0;
    QString fromColumn;
    DatasetNo to = 0;
    QString toColumn;
    bool operator==(const Edge &) const = default;
};

size_t qHash(const Edge &edge, size_t seed = 0)
{
    return qHashMulti(seed, edge.from, edge.fromColumn, edge.to, edge.toColumn);
}

/// What is known of one run until it ends: its events are additive.
struct Run {
    QString job;
    QSet<DatasetNo> inputs;
    QSet<DatasetNo> outputs;
    QSet<DatasetNo> explained; // outputs whose lineage a facet tells in full
    QSet<Edge> edges;
    bool exact = false; // the job's lineage facet names every edge
    bool streaming = false;
    bool proven = false;
    std::int64_t seenAtMs = -1;
};

struct Seen {
    bool declared = true;
    std::int64_t atMs = -1;
};

} // namespace

class OpenLineageReader::Private
{
public:
    explicit Private(DecodeContext given) : context(std::move(given)), datasets(context) {}

    void addRunEvent(const Field &event);
    void addDatasetEvent(const Field &event);
    void addJobEvent(const Field &event);
    void problem(const QString &file, int line, const QString &reason);
    Decoded finish();

    DecodeContext context;
    OpenLineageDatasets datasets;
    QHash<QString, Run> runs;                    // by run id
    QHash<std::pair<Edge, QString>, Seen> edges; // and job
    QList<PullProblem> problems;
    QHash<QString, int> problemsOfFile;

private:
    void addSides(const Field &event, Run &run, std::int64_t atMs, bool complete);
    void readColumnLineage(const Field &facets, DatasetNo output, Run &run);
    void readLineage(const Field &facet, DatasetNo target, Run &run);
    void readLineageInputs(const Field &node, DatasetNo target, const QString &column, Run &run);
    void readJobLineage(const Field &jobFacets, Run &run);
    void close(const Run &run);
    void keep(const Edge &edge, const QString &job, bool declared, std::int64_t atMs);
};

void OpenLineageReader::Private::problem(const QString &file, int line, const QString &reason)
{
    const int count = ++problemsOfFile[file];
    if (count <= problemsKept)
        problems.append({file, line, reason});
    else if (count == problemsKept + 1)
        problems.append({file, 0, Text::tr("more problems in this file.")});
}

void OpenLineageReader::Private::keep(const Edge &edge, const QString &job, bool declared,
                                      std::int64_t atMs)
{
    Seen &seen = edges[{edge, job}];
    seen.declared = seen.declared && declared;
    seen.atMs = std::max(seen.atMs, atMs);
}

void OpenLineageReader::Private::close(const Run &run)
{
    for (const Edge &edge : run.edges)
        keep(edge, run.job, !run.proven, run.seenAtMs);
    if (run.exact)
        return;
    for (const DatasetNo output : run.outputs) {
        if (run.explained.contains(output))
            continue;
        for (const DatasetNo input : run.inputs)
            keep({input, {}, output, {}}, run.job, !run.proven, run.seenAtMs);
    }
}

/// `inputs` of a lineage facet: datasets that feed the target, or one column of it.
void OpenLineageReader::Private::readLineageInputs(const Field &node, DatasetNo target,
                                                   const QString &column, Run &run)
{
    for (const Field &input : node.objects("inputs")) {
        if (input.text("type") == u"JOB")
            continue;
        const auto source = datasets.number(input);
        if (!source)
            continue;
        run.edges.insert({*source, {}, target, {}});
        const QString field = input.text("field");
        if (!field.isEmpty())
            run.edges.insert({*source, field, target, column});
    }
}

void OpenLineageReader::Private::readLineage(const Field &facet, DatasetNo target, Run &run)
{
    readLineageInputs(facet, target, {}, run);
    for (const auto &[column, node] : facet.members("fields"))
        readLineageInputs(node, target, column, run);
}

void OpenLineageReader::Private::readJobLineage(const Field &jobFacets, Run &run)
{
    if (!jobFacets.has("lineage"))
        return;
    run.exact = true;
    for (const Field &entry : jobFacets.object("lineage").objects("entries")) {
        if (entry.text("type") == u"DATASET") {
            if (const auto target = datasets.number(entry))
                readLineage(entry, *target, run);
            continue;
        }
        for (const Field &input : entry.objects("inputs")) {
            if (input.text("type") != u"JOB")
                static_cast<void>(datasets.number(input)); // read by a job that writes nothing
        }
    }
}

void OpenLineageReader::Private::readColumnLineage(const Field &facets, DatasetNo output, Run &run)
{
    if (facets.has("lineage")) {
        run.explained.insert(output);
        readLineage(facets.object("lineage"), output, run);
        return;
    }
    if (!facets.has("columnLineage"))
        return;
    const Field facet = facets.object("columnLineage");
    const auto take = [&](const Field &input, const QString &column) {
        const auto source = datasets.number(input);
        if (!source)
            return;
        run.explained.insert(output);
        run.edges.insert({*source, {}, output, {}});
        const QString field = input.text("field");
        if (!field.isEmpty())
            run.edges.insert({*source, field, output, column});
    };
    for (const auto &[column, node] : facet.members("fields")) {
        for (const Field &input : node.objects("inputFields"))
            take(input, column);
    }
    for (const Field &input : facet.objects("dataset"))
        take(input, {});
}

void OpenLineageReader::Private::addSides(const Field &event, Run &run, std::int64_t atMs,
                                          bool complete)
{
    for (const Field &node : event.objects("inputs")) {
        const auto number = datasets.number(node);
        if (!number)
            continue;
        run.inputs.insert(*number);
        datasets.addFacets(*number, node.object("facets"), atMs);
        datasets.addAssertions(*number, node.object("inputFacets"), atMs);
    }
    for (const Field &node : event.objects("outputs")) {
        const auto number = datasets.number(node);
        if (!number)
            continue;
        run.outputs.insert(*number);
        const Field facets = node.object("facets");
        datasets.addFacets(*number, facets, atMs);
        readColumnLineage(facets, *number, run);
        if (complete)
            datasets.addLoad(*number, node, atMs);
    }
}

void OpenLineageReader::Private::addRunEvent(const Field &event)
{
    const QString type = event.text("eventType").toUpper();
    const std::int64_t atMs = timeFromText(event.text("eventTime")).value_or(-1);
    const Field job = event.object("job");
    const Field jobFacets = job.object("facets");
    const QString runId = event.object("run").text("runId");

    Run &run = runs[runId];
    if (!job.text("name").isEmpty())
        run.job = mesh::jobKey(job.text("namespace"), job.text("name"));
    if (jobFacets.object("jobType").text("processingType") == u"STREAMING")
        run.streaming = true;
    run.seenAtMs = std::max(run.seenAtMs, atMs);
    run.proven = type == u"COMPLETE" || (type == u"RUNNING" && run.streaming);
    readJobLineage(jobFacets, run);
    addSides(event, run, atMs, run.proven);
    if (type == u"COMPLETE" || type == u"FAIL" || type == u"ABORT") {
        close(run);
        runs.remove(runId);
    }
}

void OpenLineageReader::Private::addJobEvent(const Field &event)
{
    const std::int64_t atMs = timeFromText(event.text("eventTime")).value_or(-1);
    const Field job = event.object("job");
    Run run;
    if (!job.text("name").isEmpty())
        run.job = mesh::jobKey(job.text("namespace"), job.text("name"));
    run.seenAtMs = atMs;
    readJobLineage(job.object("facets"), run);
    addSides(event, run, atMs, false);
    close(run);
}

void OpenLineageReader::Private::addDatasetEvent(const Field &event)
{
    const std::int64_t atMs = timeFromText(event.text("eventTime")).value_or(-1);
    const Field node = event.object("dataset");
    const auto number = datasets.number(node);
    if (!number)
        return;
    const Field facets = node.object("facets");
    datasets.addFacets(*number, facets, atMs);
    Run run;
    run.seenAtMs = atMs;
    readColumnLineage(facets, *number, run);
    close(run);
}

Decoded OpenLineageReader::Private::finish()
{
    for (const Run &run : std::as_const(runs))
        close(run);
    Decoded decoded = datasets.take();
    decoded.problems = std::exchange(problems, {});
    QHash<std::pair<Edge, QString>, Seen> merged; // two names of one dataset make one edge
    for (auto edge = edges.cbegin(); edge != edges.cend(); ++edge) {
        std::pair<Edge, QString> key = edge.key();
        key.first.from = datasets.leader(key.first.from);
        key.first.to = datasets.leader(key.first.to);
        Seen &seen = merged[key];
        seen.declared = seen.declared && edge.value().declared;
        seen.atMs = std::max(seen.atMs, edge.value().atMs);
    }
    decoded.batch.edges.reserve(merged.size());
    for (auto edge = merged.cbegin(); edge != merged.cend(); ++edge) {
        const Edge &names = edge.key().first;
        mesh::LineageEdge out;
        out.from = datasets.keyOf(names.from);
        out.fromColumn = names.fromColumn;
        out.to = datasets.keyOf(names.to);
        out.toColumn = names.toColumn;
        out.job = edge.key().second;
        out.declared = edge.value().declared;
        if (edge.value().atMs >= 0)
            out.seenAtMs = edge.value().atMs;
        decoded.batch.edges.append(out);
    }
    edges.clear();
    runs.clear();
    problemsOfFile.clear();
    datasets = OpenLineageDatasets(context);
    return decoded;
}

OpenLineageReader::OpenLineageReader(DecodeContext context)
    : d(std::make_unique<Private>(std::move(context)))
{}

OpenLineageReader::~OpenLineageReader() = default;
OpenLineageReader::OpenLineageReader(OpenLineageReader &&) noexcept = default;

bool OpenLineageReader::add(const json &event, const QString &file, int line)
{
    const Format format = detectFormat(event);
    if (format != Format::OpenLineageEvent && format != Format::OpenLineageFacets)
        return false;
    DecodeContext context = d->context;
    context.file = file;
    Report report(context);
    const Field root(event, {}, report);
    if (format == Format::OpenLineageFacets) {
        d->problem(file, line, Text::tr("OpenLineage facets without the event they belong to."));
        return true;
    }
    if (root.has("run"))
        d->addRunEvent(root);
    else if (root.has("dataset"))
        d->addDatasetEvent(root);
    else
        d->addJobEvent(root);
    for (const PullProblem &problem : report.take())
        d->problem(file, line, problem.reason);
    return true;
}

void OpenLineageReader::addFile(const QByteArray &bytes, const QString &file)
{
    for (const JsonPiece &piece : splitJsonStream(bytes)) {
        if (!piece.whole) {
            d->problem(file, piece.line, Text::tr("the event that begins here does not end."));
            continue;
        }
        const auto event = readJson(piece.bytes);
        if (!event) {
            const int inside = std::max(0, errorLine(event.error()) - 1);
            d->problem(file, piece.line + inside, Text::tr("broken JSON."));
        } else if (!add(*event, file, piece.line)) {
            d->problem(file, piece.line, Text::tr("no OpenLineage event."));
        }
    }
}

Decoded OpenLineageReader::finish()
{
    return d->finish();
}

Decoded decodeOpenLineage(const QByteArray &bytes, const DecodeContext &context)
{
    OpenLineageReader reader(context);
    reader.addFile(bytes, context.file);
    return reader.finish();
}

} // namespace meshlens::catalogs
