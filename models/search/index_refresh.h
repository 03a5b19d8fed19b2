// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index_data.h"

namespace meshlens::search {

/// What a segment was made of, kept inside it, so that later only what changed is read.
struct Made {
    store::Watermark mark;
    std::int64_t newestChangeMs = 0;
    quint64 small = 0;                // sum of all domains, terms and people
    QHash<quint64, quint64> names;    // of those, by key
    QHash<quint64, quint64> products; // sum of a product's row, by key
    QSet<QString> gone;               // of a small segment: what is no longer
    quint64 base = 0;                 // of a small segment: the large one's id
    std::int64_t usesAtMs = 0;        // newest change when uses were counted last
    std::int64_t baseAtMs = 0;        // when the large one was as the store: it may not get too old
    [[nodiscard]] QByteArray bytes() const;
    [[nodiscard]] static std::optional<Made> of(const QByteArray &bytes);
};

/// What the store says, small things in full: the beginning of making or refreshing an index.
struct Mesh {
    QList<mesh::Domain> domains;
    QList<mesh::Term> terms;
    QList<mesh::Party> parties;
    QList<store::ProductRow> products;
    QSet<QString> answeredByPolicy;
    Made made; // of it as it is now

    static Result<Mesh> read(const store::Reader &reader);
};

/// Fills a builder with everything. Errors: the store's; Cancelled.
Result<void> addAll(IndexBuilder &builder, const store::Reader &reader, const Mesh &mesh,
                    const Cancelled &cancelled);

/// A large segment with the small one that stood beside it before, if there was one.
struct Before {
    const Segment &base;
    const Made &made;
    std::shared_ptr<const Segment> small; // may be none
    Made smallMade;                       // else as `made`
};

/// Fills a builder with what differs from a large segment; nothing: too much does, make all anew.
/// `made` gets what is gone. How much a thing is used is counted again once a day. Errors: the
/// store's; Cancelled.
struct Difference {
    Made made;
    bool isEmpty = false;
};
Result<std::optional<Difference>> addChanged(IndexBuilder &builder, const store::Reader &reader,
                                             const Mesh &mesh, const Before &state,
                                             const Cancelled &cancelled);

} // namespace meshlens::search
