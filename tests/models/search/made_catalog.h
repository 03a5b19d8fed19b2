// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/rows.h"

#include <QHash>

#include <functional>
#include <random>

namespace meshlens::test {

/// A believable catalog of any size, the same for the same seed: names of business words in
/// snake_case, camelCase, kebab-case and words, a skewed vocabulary, 200 domains, 20 catalogs,
/// owners, tags, terms, columns. Things are made one at a time, so that a million need no room.
class MadeCatalog
{
public:
    explicit MadeCatalog(int datasets, quint32 seed = 1);

    [[nodiscard]] QList<mesh::Domain> domains() const { return m_domains; }
    [[nodiscard]] QList<mesh::Term> terms() const { return m_terms; }
    [[nodiscard]] QHash<QString, QString> partyNames() const { return m_partyNames; }
    [[nodiscard]] int datasets() const { return m_datasets; }
    [[nodiscard]] int products() const { return m_datasets / 50; }

    [[nodiscard]] store::Merged<mesh::Dataset> dataset(int number, int version = 0) const;
    [[nodiscard]] store::ProductRow product(int number) const; // puts out dataset 50 x number
    [[nodiscard]] static std::int64_t nowMs();

private:
    int m_datasets;
    quint32 m_seed;
    QList<mesh::Domain> m_domains;
    QList<mesh::Term> m_terms;
    QStringList m_parties;
    QHash<QString, QString> m_partyNames;
    QStringList m_words;
    QStringList m_columns;
    QStringList m_tags;
};

} // namespace meshlens::test
