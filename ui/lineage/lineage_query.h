// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/reader.h"
#include "ui/lineage/graph_filter.h"
#include "ui/lineage/graph_scene.h"

/// What the Lineage screen asks of a worker.
namespace meshlens::ui {

/// What a graph answers. Around: what feeds the root and what it feeds.
enum class LineageQuestion { Around, Ways, Classified, NoConsumer, NoSource, Disagreements };
[[nodiscard]] QString toText(LineageQuestion question);
[[nodiscard]] LineageQuestion questionFromText(QStringView text); // Around where it is no such word

struct LineageWish {
    LineageQuestion question = LineageQuestion::Around;
    QString root; // key, perhaps with a column; empty: the whole mesh
    QString to;   // of Ways: the other end
    lineage::Level level = lineage::Level::Domain;
    std::optional<int> up = 2; // nothing: all
    std::optional<int> down = 3;
    QSet<QString> widened;    // nodes whose hidden neighbours are wanted
    QSet<QString> collapsed;  // domains that stand as one
    bool foldsItself = true;  // a large graph begins with its domains as one each
    bool foldsSchemas = true; // a large domain that is open shows its schemas as one each
    QSet<QString> opened;     // but for these
    GraphFilter filter;
    std::optional<std::int64_t> atMs;    // as it was then; nothing: now
    std::optional<std::int64_t> sinceMs; // what came and went since then
    int maxNodes = 5000;
    DrawingOptions drawing;

    bool operator==(const LineageWish &) const = default;
};

/// Graphs of other moments that were built for earlier wishes.
using PastGraphs = QHash<qint64, std::shared_ptr<const lineage::Graph>>;

struct LineageAnswer {
    LineageWish wish;
    lineage::Subgraph graph;    // as drawn
    lineage::Subgraph unfolded; // with all that stands inside its domains and schemas
    GraphExtras extras;
    std::shared_ptr<Drawing> drawing; // dressed by whoever shows it
    std::shared_ptr<const GraphScene> scene;
    bool draft = false; // betterScene() has a better one
    FilterChoices choices;
    int filteredOut = 0;    // nodes
    QSet<QString> folded;   // domains that stand as one because the graph is large
    QSet<QString> schemas;  // schemas that do
    qsizetype foldedIn = 0; // nodes of those
    QStringList notes;      // what a person has to know of it: limits, counts, what was not found
    std::shared_ptr<const lineage::Graph> source; // of the moment asked for
    PastGraphs past;
    QString rootName;
    mesh::Kind rootKind = mesh::Kind::Product;
    qint64 productsAll = 0;
    bool noLineage = false;      // no catalog has told of any link
    bool wantsStandings = false; // of its links, which would take too long for a first picture
    qint64 outside = 0;          // at the level Domain: datasets with lineage that are in no domain
};

/// How the links between all domains of a graph stood at a moment, for later wishes.
struct KnownStandings {
    std::shared_ptr<const lineage::Graph> graph;
    std::int64_t atMs = 0;
    LinkStandings all;
};
/// Thread: worker. Errors: the store's; Cancelled.
[[nodiscard]] Result<std::shared_ptr<const KnownStandings>>
standingsNow(const store::Reader &reader, std::shared_ptr<const lineage::Graph> graph,
             std::int64_t nowMs, const std::function<bool()> &cancelled);

/// What a worker is given beside the wish.
struct LineageMeans {
    std::shared_ptr<const lineage::Graph> now;
    PastGraphs past;
    std::shared_ptr<const KnownStandings> standings; // may be null, or of another graph
    std::shared_ptr<const Drawing> before;           // to stay near to; may be null
    std::int64_t nowMs = 0;
    std::function<bool()> cancelled;
};

/// Walks and lays out; of a large graph first a draft. The drawing is not dressed yet
/// (graph_drawing.h). Thread: worker. Errors: NotFound, the store's, Cancelled.
[[nodiscard]] Result<LineageAnswer> answer(const store::Reader &reader, const LineageWish &wish,
                                           const LineageMeans &means);

/// Adds to an answer how its links between domains stand, where that is quickly known; else the
/// answer wants it. Of now only: what is known of them tells nothing of another time.
[[nodiscard]] Result<void> addStandings(const store::Reader &reader, const LineageMeans &means,
                                        const std::function<bool()> &cancelled,
                                        LineageAnswer &answer);

/// The drawing that a draft stood for. Thread: worker. Error: Cancelled.
struct BetterDrawing {
    std::shared_ptr<Drawing> drawing; // not dressed
    std::shared_ptr<const GraphScene> scene;
};
[[nodiscard]] Result<BetterDrawing> better(const LineageAnswer &draft,
                                           const std::function<bool()> &cancelled);

/// The graph of a question that has no root or two (lineage_questions.cpp). `notes` are added to.
[[nodiscard]] Result<lineage::Subgraph> asked(const lineage::Graph &graph, const LineageWish &wish,
                                              QStringList &notes);

/// What the cards and colours need to know of products and domains. Thread: any.
[[nodiscard]] GraphExtras extrasOf(const lineage::Graph &graph, const lineage::Subgraph &part,
                                   std::int64_t nowMs);

/// The same with the marks of its columns, and in `part` the links that cross catalogs: all that
/// the screen draws of a part beside what is wrong with its links. Thread: any.
[[nodiscard]] GraphExtras extrasWithColumns(const store::Reader &reader,
                                            const lineage::Graph &graph, lineage::Subgraph &part,
                                            const DrawingOptions &options, std::int64_t nowMs);

/// And with what is wrong with its links, where `graph` is the one of now: how a picture that is
/// drawn without the screen gets all that the screen shows. Thread: any. Errors: the store's.
[[nodiscard]] Result<GraphExtras>
extrasForPicture(const store::Reader &reader, const lineage::Graph &graph, bool ofNow,
                 lineage::Subgraph &part, const DrawingOptions &options, std::int64_t nowMs);

/// What a file for other programs may say of a view: the links that catalogs tell of at its time,
/// those inside closed domains and schemas too.
/// Those that only stand for what is filtered out and what has gone since are pictures, no lineage.
struct Told {
    lineage::Subgraph graph;
    qsizetype leftOut = 0; // links
};
[[nodiscard]] Told toldBy(const LineageAnswer &answer);

/// How much is drawn of how much.
struct LineageCounts {
    int products = 0;
    int datasets = 0;
    int domains = 0;
    int catalogs = 0;
    int links = 0;
    int crossings = 0; // links between catalogs
};
[[nodiscard]] LineageCounts countsOf(const lineage::Subgraph &graph);

} // namespace meshlens::ui
