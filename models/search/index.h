// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/query.h"
#include "models/store/reader.h"

#include <functional>
#include <memory>

namespace meshlens::search {

using Cancelled = std::function<bool()>;

/// Some characters of a text to mark.
struct Match {
    int start = 0;
    int length = 0;
    bool operator==(const Match &) const = default;
};

struct HitFreshness {
    mesh::FreshnessState state = mesh::FreshnessState::Unknown;
    std::optional<std::int64_t> ageMs;
    std::optional<std::int64_t> objectiveMs;
    bool learned = false;
};

struct HitColumn {
    QString name;
    QString type;
    QString dataset; // key
    QList<Match> matches;
};

/// One thing that was found, with all that a result row shows.
struct Hit {
    QString key;
    mesh::Kind kind = mesh::Kind::Product;
    std::optional<mesh::DatasetType> type;
    QString name;
    QString qualifiedName; // of datasets and columns
    QString description;   // whole, plain text
    QString version;
    QString domain; // key
    QString domainName;
    QStringList ownerNames;
    QStringList catalogs;
    QStringList tags;
    mesh::Status status = mesh::Status::Unknown;
    mesh::Classification classification = mesh::Classification::Unknown;
    bool certified = false;
    bool personal = false;
    std::optional<double> quality;
    double coverage = 0;
    std::array<std::optional<double>, 6> qualities;
    std::optional<HitFreshness> freshness; // nothing: the kind of thing has none
    std::optional<mesh::AccessWay> access; // products only
    QString parent;                        // of a column: its dataset's key
    QString product; // of a dataset or column: the first product that puts it out, or empty
    QStringList why; // words of DECISIONS.md, best first
    QList<Match> nameMatches;
    QList<Match> descriptionMatches;
    QList<HitColumn> matchingColumns; // at most 4
    int moreColumns = 0;
};

struct FacetValue {
    QString value; // as written in the query
    QString label;
    qint64 count = 0; // of hits that would remain
    Choice choice = Choice::Free;
};

struct Facet {
    QString field;
    QList<FacetValue> values; // by count, then label; vocabularies in their order
    int distinct = 0;         // values there are, with those that facetValues left out
};

/// How hits follow each other. Unknown values come last; ties are broken as in Best.
enum class Order { Best, Quality, Freshness, Name };

struct FindOptions {
    int limit = 50;
    int offset = 0;
    Order order = Order::Best;
    bool facets = false;
    int facetValues = 200; // of a facet at most, and what is chosen; 0: all
    std::int64_t nowMs = 0;
    /// What may be a hit when the query names no kind.
    QList<mesh::Kind> kinds{mesh::Kind::Product, mesh::Kind::Dataset, mesh::Kind::Domain,
                            mesh::Kind::Term};
    bool relax =
        true; // give the best part of the words and near spellings when nothing matches all
};

struct Hits {
    qint64 total = 0;
    double tookMs = 0;
    QStringList relaxed; // words left out because nothing has them all
    QString showingFor;  // query text with mended spelling; empty: none was mended
    QList<Hit> hits;     // from offset, at most limit
    QList<Facet> facets;
};

/// What stands in for the unfinished word at the cursor.
struct Completion {
    QString text; // goes in place of [position, position + length)
    QString label;
    qint64 count =
        0; // of that value in the whole index; 0: not counted (field names, fresh, changed)
    int position = 0;
    int length = 0;
};

/// Everything that can be searched, of one moment; immutable, so any number of threads may read it.
///
/// The index lies in files that are mapped, not read: sets of document numbers as compressed
/// bitmaps (segment_format.h), at a million datasets about 150 MB of which a search touches little.
/// It is derived from the store and may be deleted at any time.
class Index
{
public:
    ~Index();

    /// Reads the whole mesh into memory. Errors: the store's; Cancelled.
    static Result<std::shared_ptr<const Index>> build(const store::Reader &reader,
                                                      const Cancelled &cancelled = {});

    /// The index of a profile: maps what lies in `folder`, brings it up to what `reader` sees (only
    /// what changed is read, into a small file beside the large one) and keeps it there. What is
    /// missing, damaged, foreign or of another version is made anew. Where the folder cannot be
    /// written the index is made in memory.
    /// Thread: any, blocking; processes take turns by a lock. Errors: the store's; Cancelled.
    static Result<std::shared_ptr<const Index>>
    open(const QString &folder, const store::Reader &reader, const Cancelled &cancelled = {});

    [[nodiscard]] qint64 size() const;  // things that can be hits
    [[nodiscard]] qint64 bytes() const; // mapped or in memory
    /// Reads all of it and compares the sums written with it. Slow; a search that meets damage
    /// gives wrong answers, never a wrong access, so this can wait.
    [[nodiscard]] bool isIntact() const;
    /// Removes the files of a folder, so that the next open() makes them anew.
    static void remove(const QString &folder);

    struct Data;
    explicit Index(std::unique_ptr<const Data> data);
    [[nodiscard]] const Data &data() const { return *m_data; }

private:
    std::unique_ptr<const Data> m_data;
};

/// Best first, in tiers (exact name, qualified name, start of the name, all words in the name,
/// term, tag, owner, description, column), inside a tier certified, then used more, then quality,
/// then fresher, then name. A query without words finds everything its fields leave: products, then
/// datasets, then the rest. Error: Cancelled.
[[nodiscard]] Result<Hits> find(const Index &index, const Query &query, const FindOptions &options,
                                const Cancelled &cancelled = {});

/// How many things the query finds now, without mending or leaving out words: for saved searches.
[[nodiscard]] Result<qint64> count(const Index &index, const Query &query, std::int64_t nowMs,
                                   const Cancelled &cancelled = {});

/// The same of what was first seen or changed after a time: "new since last look".
[[nodiscard]] Result<qint64> countNew(const Index &index, const Query &query, std::int64_t sinceMs,
                                      std::int64_t nowMs, const Cancelled &cancelled = {});

/// Values of one facet whose label contains `text`, with counts as in `find`: the search inside a
/// facet that has more values than `find` gives.
[[nodiscard]] Result<Facet> facetValues(const Index &index, const Query &query,
                                        const QString &field, const QString &text,
                                        const FindOptions &options, int limit = 50,
                                        const Cancelled &cancelled = {});

/// Field names, then values of the field before the cursor.
[[nodiscard]] QList<Completion> complete(const Index &index, const QString &text, int cursor,
                                         int limit = 12);

/// Text without case and diacritics, as it is compared.
[[nodiscard]] QString folded(QStringView text);

/// The words of a name: `grossRevenue_eur.v2` is gross, revenue, eur, v, 2.
[[nodiscard]] QStringList wordsOf(QStringView text);

} // namespace meshlens::search
