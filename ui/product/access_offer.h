// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/access.h"
#include "models/store/rows.h"

namespace meshlens::ui {

/// What the main button of a product does for this person now.
struct AccessOffer {
    enum class Act { Request, Open, Renew, Waiting };
    Act act = Act::Request;
    QString words;               // on the button
    QString icon;                // its name
    mesh::AccessRequest request; // the one it is about, save for Request; may be empty
    mesh::AccessWay way = mesh::AccessWay::None;
    QString hint; // one sentence below the button: what will happen
};

/// `requests` are those of the product, newest first; `owner` is the name of who would decide.
[[nodiscard]] AccessOffer accessOffer(const store::ProductRow &product,
                                      const QList<mesh::AccessRequest> &requests,
                                      const QString &owner, bool canRequest, std::int64_t nowMs);

} // namespace meshlens::ui
