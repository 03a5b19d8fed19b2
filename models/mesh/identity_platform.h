// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/identity.h"

/// What the sources of identity share. Not for other folders.
namespace meshlens::mesh {

struct Platform {
    QString name;           // canonical, lower case
    int defaultPort = 0;    // 0: none is added
    bool folds = false;     // names are the same in upper and lower case
    bool isStorage = false; // parts are path segments, equal keys prove equal bytes only
    int levels = 0;         // parts of a full name; 0: any
};

/// By its name or one of its aliases; a platform that is not known keeps its name and all case.
[[nodiscard]] Platform platformOf(const QString &name);

/// `_<catalog>`: a place that only this connection knows.
[[nodiscard]] QString unknownInstance(const IdentityHints &hints);

/// `arn:partition:service:region:account:resource`, or nothing.
struct Arn {
    QString service, region, account, resource;
};
[[nodiscard]] std::optional<Arn> arnOf(const QString &text);

} // namespace meshlens::mesh
