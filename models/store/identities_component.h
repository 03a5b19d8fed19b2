// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/identities.h"
#include "models/store/identity.h"

#include <QHash>

/// What the sources of Identities share. Not for others.
namespace meshlens::store {

inline constexpr int strong = 0, byName = 1, byLocation = 2;

/// `s3://lake/a/b/c` to `s3://lake/a/b`, `s3://lake/a`.
[[nodiscard]] QStringList placesAbove(const QString &path);

/// Things that may belong together, and what is found out about them.
struct Identities::Component {
    struct Member {
        qint64 thing = 0;
        QString key;
        qint64 sameAs = 0; // as it is now; 0: itself
        bool isPath = false;
        QList<std::pair<QString, int>> aliases;
    };
    struct Tie {
        std::size_t left, right;
        IdentityMerge::Reason reason;
        QString evidence;
    };

    std::vector<Member> members;
    QHash<qint64, std::size_t> places; // of things
    QList<IdentityDecision> decisions;
    std::vector<Tie> ties;
    std::vector<std::size_t> parent;
    std::vector<IdentityMerge::Reason> reasons; // why a member is where it is
    QStringList evidence;
    QList<IdentityConflict> conflicts;

    std::size_t root(std::size_t member)
    {
        while (parent[member] != member)
            member = parent[member] = parent[parent[member]];
        return member;
    }
};

} // namespace meshlens::store
