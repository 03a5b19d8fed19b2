// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index.h"

namespace meshlens::search {

/// Something that looks like another: to be pointed out where either is seen.
struct Twin {
    enum class Sort {
        SameName,    // a product of the same name
        SameColumns, // a dataset of the same name with nearly the same columns
        SameWord     // a term of the same name, so one word with two meanings
    };
    Sort sort = Sort::SameName;
    QString key;
    QString name;
    QString domainName;
    QString description; // of a term its meaning
};

/// What looks like the thing with this key, best ranked first; nothing for other kinds than
/// product, dataset and term. A dataset and the product that puts it out are one thing. Thread:
/// any; a few milliseconds.
[[nodiscard]] QList<Twin> twinsOf(const Index &index, const QString &key, int limit = 10);

} // namespace meshlens::search
