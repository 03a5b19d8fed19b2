// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/search_index.h"

#include "ui/parts/load.h"

namespace meshlens::ui {

SearchIndex::SearchIndex(Session &session) : SharedBuild(session)
{
    // The way of access is part of what is searched.
    connect(&session, &Session::requestsChanged, this, &SearchIndex::startSoon);
}

void SearchIndex::build()
{
    const QString folder = session().store()->folder() + QStringLiteral("/search");
    load(
        this, session(),
        [folder](store::Reader &reader) { return search::Index::open(folder, reader); },
        [this, folder](const std::shared_ptr<const search::Index> &index) {
            m_index = index;
            finish(nullptr);
            checkOnce(folder);
        },
        [this](const Error &failure) { finish(&failure); });
}

void SearchIndex::checkOnce(const QString &folder)
{
    if (m_checked == folder)
        return;
    m_checked = folder;
    compute(
        this,
        [index = m_index, folder]() -> Result<bool> {
            const bool intact = index->isIntact();
            if (!intact)
                search::Index::remove(folder);
            return intact;
        },
        [this](bool intact) {
            if (!intact)
                startSoon();
        },
        [](const Error &) {});
}

} // namespace meshlens::ui
