// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "ui/parts/sheet.h"

namespace meshlens::ui {

class FactTable;

/// Two cached samples column by column: types, how much is empty, how many values, their range.
class CompareSheet final : public Sheet
{
    Q_OBJECT

public:
    CompareSheet(Session &session, QWidget *window, const CachedSample &left,
                 const CachedSample &right);

    [[nodiscard]] FactTable *table() const { return m_table; }

signals:
    void said(const QString &words);

private:
    void read(const CachedSample &sample, bool isLeft);
    void compareBoth();

    Session &m_session;
    std::optional<mesh::Sample> m_left;
    std::optional<mesh::Sample> m_right;
    Label *m_state;
    FactTable *m_table;
};

} // namespace meshlens::ui
