// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/reader.h"

#include <QHash>
#include <QMap>
#include <QSet>

namespace meshlens::ui {

/// Who gives data to whom, between domains.
///
/// By grants: the consumer is the domain with the name of the requester's team, else the team
/// itself. By lineage: the domain whose products are made from the provider's.
struct Sharing {
    struct Side {
        QString key;  // of the domain; empty for a team that is none
        QString name; // "Unknown" where no team is known
        bool operator==(const Side &) const = default;
    };
    struct Use { // of one product by one consumer
        QString product;
        QString productName;
        bool personal = false;
        QSet<QString> people;
        QMap<mesh::PurposeKind, int> purposes;
        std::optional<std::int64_t> firstEndMs;
        bool openEnded = false;
    };
    struct Cell {
        QList<Use> uses; // most people first
        [[nodiscard]] int people() const;
        [[nodiscard]] int personal() const; // products with personal data
    };
    QList<Side> providers; // most shared first
    QList<Side> consumers;
    QHash<std::pair<int, int>, Cell> cells; // (provider, consumer)

    [[nodiscard]] const Cell *cell(int provider, int consumer) const;
    [[nodiscard]] int productsUsedBy(int consumer) const;
};

enum class SharingBy { Grants, Lineage };

/// Thread: a worker. Errors: the store's.
[[nodiscard]] Result<Sharing> readSharing(const store::Reader &reader, SharingBy by,
                                          bool onlyPersonal, std::int64_t nowMs);

} // namespace meshlens::ui
