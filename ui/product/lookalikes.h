// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index.h"
#include "ui/product/product_data.h"

namespace meshlens::ui {

/// Something that may be the same thing published a second time, or a word with another meaning.
struct Lookalike {
    enum class Why {
        SameData, // another product puts out one of its datasets
        SameName, // another product or dataset has its name
        SameWord  // a term of it means something else elsewhere
    };
    Why why = Why::SameName;
    QString key;
    QString name;
    QString domainName;
    QString definition; // of a term
    bool operator==(const Lookalike &) const = default;
};

/// At most five, the surest first. Names are compared without case, accents and separators; of
/// datasets the schema must be the same as well. Thread: a worker.
[[nodiscard]] Result<QList<Lookalike>>
lookalikes(const ProductData &data, const store::Reader &reader, const search::Index &index);

/// One sentence: "“Orders” of Labels puts out the same data."
[[nodiscard]] QString lookalikeWords(const Lookalike &one);

} // namespace meshlens::ui
