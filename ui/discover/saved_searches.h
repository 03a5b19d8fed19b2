// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index.h"
#include "models/store/rows.h"
#include "ui/parts/shared_build.h"

namespace meshlens::ui {

/// A search that was kept, with what it finds now.
struct SavedSearch {
    store::Kept kept;
    QString query;
    QString order; // "best", "quality", "fresh", "name"
    std::optional<qint64> total;
    /// Results that were not there when it was last looked at; nothing: it was never looked at.
    std::optional<qint64> fresh;
};

/// What was searched for lately, the newest first.
struct RecentSearch {
    QString query;
    std::int64_t atMs = 0;
    bool operator==(const RecentSearch &) const = default;
};

/// The searches of this person, counted again whenever the index changed.
///
/// A saved search remembers what it found when it was last looked at: the keys of its results as
/// numbers of 64 bits while they are few, else how many they were.
class SavedSearches final : public SharedBuild
{
    Q_OBJECT

public:
    static constexpr int mostRecent = 12;
    static constexpr int mostRemembered = 2000; // results told apart by key

    static SavedSearches &of(Session &session) { return SharedBuild::of<SavedSearches>(session); }

    [[nodiscard]] const QList<SavedSearch> &searches() const { return m_searches; }
    [[nodiscard]] const QList<RecentSearch> &recent() const { return m_recent; }

    /// A search was looked at: if it is a saved one, what it finds now is no longer new.
    void looked(const QString &query);
    /// A search led somewhere: it stands first among the recent ones.
    void addRecent(const QString &query);
    void forgetRecent();

    struct Counted {
        QList<SavedSearch> searches;
        QList<RecentSearch> recent;
    };

private:
    friend class SharedBuild;
    explicit SavedSearches(Session &session);
    void build() override;

    QList<SavedSearch> m_searches;
    QList<RecentSearch> m_recent;
};

/// Counts one search: `kept.body` holds {"q","sort","seen":{"total","keys"}}. Thread: any.
[[nodiscard]] SavedSearch counted(const store::Kept &kept, const search::Index *index,
                                  std::int64_t nowMs);
/// The body of a kept search after a look: what it finds now is remembered.
[[nodiscard]] QByteArray bodyAfterLook(const store::Kept &kept, const search::Index &index,
                                       std::int64_t nowMs);

} // namespace meshlens::ui
