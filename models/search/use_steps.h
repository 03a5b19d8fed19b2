// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index_refresh.h"

namespace meshlens::search {

/// How many others read a dataset, and a product through its datasets. Errors: the store's.
[[nodiscard]] Result<QHash<QString, int>> usesOf(const store::Reader &reader, const Mesh &mesh);

/// How much things are used while an index is brought up to date: as it was counted last or, where
/// that is a day ago, counted again, which reads all edges.
class UseSteps
{
public:
    /// Errors: the store's.
    [[nodiscard]] static Result<UseSteps> of(const store::Reader &reader, const Mesh &mesh,
                                             const Before &state);

    [[nodiscard]] int stepOf(const QString &key) const;
    /// What the large segment knows with another step.
    [[nodiscard]] const QSet<QString> &changed() const { return m_changed; }
    [[nodiscard]] std::int64_t countedAtMs() const { return m_countedAtMs; }

private:
    explicit UseSteps(const Segment &base) : m_base(&base) {}
    void compare(const QString &key, std::uint32_t document);

    const Segment *m_base;
    std::int64_t m_countedAtMs = 0;
    QHash<QString, int> m_known; // in place of what the large segment says
    bool m_areCounted = false;   // what is not known is not used
    QSet<QString> m_changed;
};

} // namespace meshlens::search
