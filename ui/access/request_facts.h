// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "models/store/reader.h"

namespace meshlens::ui {

/// What the request form must know of a product: one answer of one moment, read in a worker.
struct RequestFacts {
    mesh::DataProduct product;
    store::ProductRow row;
    QList<mesh::Dataset> datasets; // of its output ports, with columns
    QList<mesh::Contract> contracts;
    QString team;    // of this person; empty: not known
    QString catalog; // the first that takes requests for it; empty: none does
    std::optional<mesh::AccessRequest> earlier; // what is renewed, edited or carried on
    int asked = 0;                              // earlier requests for it that this person may see
    int answeredAtOnce = 0;

    [[nodiscard]] QString ownerName() const;
    [[nodiscard]] const mesh::Dataset *datasetOf(const QString &portId) const; // null: none
    /// Terms of use of its contracts, for people; empty: there are none.
    [[nodiscard]] QString termsText() const;
    [[nodiscard]] QString termsVersion() const;
};

/// `takers`: kinds of catalog that take requests. `earlierId` may be empty.
/// Error NotFound: no such product. Thread: a worker's.
[[nodiscard]] Result<RequestFacts> readRequestFacts(const store::Reader &reader,
                                                    const QString &productKey,
                                                    const QString &earlierId, const QString &person,
                                                    const QStringList &takers);

} // namespace meshlens::ui
