// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index.h"
#include "models/search/segment.h"

#include <QHash>
#include <QSet>

#include <vector>

// What an Index holds: a large segment and, after a sync, a small one with what changed since,
// whose documents take the place of dead ones in the large one. Values of tables that are facets
// are numbered over both.

namespace meshlens::search {

struct Part {
    std::shared_ptr<const Segment> segment;
    Bits dead; // documents that are no longer, or are in a later part; no size: none
    std::array<std::vector<std::uint32_t>, rowTables> numbers; // to those of Index::Data::values
};

struct Index::Data {
    std::vector<Part> parts;
    std::array<Values, rowTables> values;

    /// Joins parts; of a key that is in several the last one lives. `dead`: of the first part,
    /// where that is known already; else each key of the others is looked for.
    static std::unique_ptr<const Data> of(std::vector<std::shared_ptr<const Segment>> segments,
                                          const QSet<QString> &gone = {}, const Bits &dead = {});
};

/// Uses in steps of about a tenth, so that one reader more does not turn a list around.
[[nodiscard]] int useStep(int uses);

/// Makes a segment from plain values. Products before datasets: what a product puts out takes its
/// domain, owners and classification where it names none.
class IndexBuilder
{
public:
    explicit IndexBuilder(const QString &folder = {}); // for what waits; empty: the temporary one
    ~IndexBuilder();

    void setPartyNames(const QHash<QString, QString> &names);
    void setChangeTimes(const QHash<QString, std::int64_t> &times);
    void setAnsweredByPolicy(const QSet<QString> &products);
    void setUsage(const QHash<QString, int> &uses); // of datasets and products

    void setUseSteps(const QHash<QString, int> &steps); // as a segment says them

    /// Makes domains and terms known by name without adding them.
    void know(const mesh::Domain &domain);
    void know(const mesh::Term &term);
    /// The columns of a dataset that is not added, for the product that puts it out.
    void know(const mesh::Dataset &dataset);

    void add(const mesh::Domain &domain); // first, all of them
    void add(const mesh::Term &term);     // then these
    void add(const mesh::Party &party);
    void add(const store::ProductRow &product, bool alone = false); // alone: only for its datasets
    void add(const store::Merged<mesh::Dataset> &dataset);
    [[nodiscard]] std::uint32_t documents() const;

    /// The segment's file, or the segment in memory.
    Result<void> write(QIODevice &device, std::uint64_t id, const QByteArray &meta);
    [[nodiscard]] std::shared_ptr<const Index> build();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace meshlens::search
