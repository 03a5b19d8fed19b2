// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index.h"
#include "ui/parts/shared_build.h"

namespace meshlens::ui {

/// The search index that Discover, the palette and the sidebar search in.
///
///     SearchIndex &index = SearchIndex::of(session());
///     connect(&index, &SearchIndex::changed, this, &DiscoverPage::search);
///     if (auto now = index.index()) ...   // hand it to a worker: it is immutable
class SearchIndex final : public SharedBuild
{
    Q_OBJECT

public:
    static SearchIndex &of(Session &session) { return SharedBuild::of<SearchIndex>(session); }

    /// Null until the first one is ready.
    [[nodiscard]] std::shared_ptr<const search::Index> index() const { return m_index; }

private:
    friend class SharedBuild;
    explicit SearchIndex(Session &session);
    void build() override;
    /// Reads the files whole once, behind the first answer; damaged ones are made again.
    void checkOnce(const QString &folder);

    std::shared_ptr<const search::Index> m_index;
    QString m_checked; // folder whose files were compared with their sums
};

} // namespace meshlens::ui
