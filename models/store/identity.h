// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/vocabulary.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <cstdint>

/// One thing under several keys: what rules and people have decided, and what is left to decide.
///
/// Rules merge datasets that share a strong alias, or where one names the other; they refuse where
/// the two hold different strong names of one scope. A path is merged into the one table that lies
/// there. What a person decides outranks the rules, names keys, and outlives every sync.
namespace meshlens::store {

enum class Decision { Join, Apart, Ignore }; // Ignore: do not ask again

struct IdentityDecision {
    QString left; // keys, left < right
    QString right;
    Decision kind = Decision::Join;
    std::int64_t atMs = 0;
};

struct IdentityMerge {
    enum class Reason { Strong, Name, Location, User };
    QString from; // key
    QString into;
    Reason reason = Reason::Strong;
    QString evidence; // the alias that both have
    std::int64_t atMs = 0;
};

/// What a catalog means by a key that means something else elsewhere (split.h).
struct IdentitySplit {
    QString catalog;
    QString key;    // as the catalog says it
    QString ownKey; // of the thing that it means
    std::int64_t atMs = 0;
};

/// Two things that share a name but stay two.
struct IdentityConflict {
    QString left; // keys
    QString right;
    QString evidence; // what they share
    QString scope;    // of the names that differ; empty: a person keeps them apart
    std::int64_t atMs = 0;
};

/// Two things that may be one: nothing proves it, a person may know.
struct IdentityProposal {
    enum class Why { SameAddress, SameName, OtherOwner, Alike, UnknownPlace, OnlyCase };
    mesh::Kind kind = mesh::Kind::Product;
    QString left; // keys; the left one wins by rank of its catalogs
    QString right;
    QString leftName;
    QString rightName;
    QStringList leftCatalogs;
    QStringList rightCatalogs;
    Why why = Why::SameName;
    double alike = 0;    // 0 to 1
    bool joined = false; // a person has joined them
};

struct IdentityProposals {
    qint64 open = 0;              // still to settle
    QList<IdentityProposal> list; // open ones first, most alike first; at most the limit
};

} // namespace meshlens::store
