// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <QMap>
#include <QStringList>

namespace meshlens::store {

/// Says what is wrong with somebody's SQL in words that help, from the tables that there are.
class QueryWords
{
public:
    void addTable(const QString &name, const QStringList &columns);

    /// `code` and `message` are SQLite's; `offset` is the byte of `sql` that it complains about, or
    /// -1.
    [[nodiscard]] Error explained(const QByteArray &sql, int code, const QString &message,
                                  int offset) const;

private:
    [[nodiscard]] QString likeColumn(const QString &name, const QString &sql) const;
    [[nodiscard]] QString likeTable(const QString &name) const;

    QMap<QString, QStringList> m_columns; // by table
};

} // namespace meshlens::store
