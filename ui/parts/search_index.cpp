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
    load(
        this, session(), [](store::Reader &reader) { return search::Index::build(reader); },
        [this](const std::shared_ptr<const search::Index> &index) {
            m_index = index;
            finish(nullptr);
        },
        [this](const Error &failure) { finish(&failure); });
}

} // namespace meshlens::ui
