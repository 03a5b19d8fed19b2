// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace meshlens::mesh {

/// A business domain that owns data products. `key` is `domain://<authority>/<id>`.
struct Domain {
    QString key;
    QString nativeId;
    QString name;
    QString description;
    QStringList owners; // party keys
    bool operator==(const Domain &) const = default;
};

/// A person, team or service. `key` is `party://<lower-case e-mail>`, or
/// `party://_<catalog>/<id>` where no e-mail is known.
struct Party {
    QString key;
    QString nativeId;
    QString name;
    QString email;
    QString team;
    QString title; // "Chief Financial Officer"
    QStringList roles;
    bool operator==(const Party &) const = default;
};

/// A glossary term: what a word means in one domain. `key` is `term://<authority>/<id>`.
struct Term {
    QString key;
    QString nativeId;
    QString name;
    QString definition;
    QString domain; // domain key, or empty
    QStringList synonyms;
    bool operator==(const Term &) const = default;
};

} // namespace meshlens::mesh
