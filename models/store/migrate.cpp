// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/schema.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

int schemaOf(Connection &connection)
{
    return connection.database().execAndGet("PRAGMA user_version").getInt();
}

/// The columns of each view, for `mesh.views`: a view may not ask a pragma for them.
void listPublicColumns(Connection &connection)
{
    connection.database().exec("DELETE FROM public_column");
    for (const QString &view : publicViewNames()) {
        if (view == u"views")
            continue;
        Query(connection, R"sql(
            INSERT INTO public_column (view_name, position, name)
            SELECT :view, cid, name FROM pragma_table_info(:view)
        )sql")
            .bind(view)
            .run();
    }
}

} // namespace

Result<void> migrate(Connection &connection)
{
    if (schemaOf(connection) == newestSchema())
        return {};
    while (true) {
        SQLite::Transaction transaction(connection.database(),
                                        SQLite::TransactionBehavior::IMMEDIATE);
        const int number = schemaOf(connection); // again: another process may have been first
        if (number > newestSchema()) {
            return Error{
                Error::Kind::Storage,
                QCoreApplication::translate(
                    "Store",
                    "This workspace was written by a newer Meshlens. Update Meshlens to open it."),
                u"schema %1, known up to %2"_s.arg(number).arg(newestSchema())};
        }
        if (number == newestSchema())
            return {};
        connection.database().exec(migrationText(number + 1));
        if (number + 1 == newestSchema()) { // before, columns that they show may be missing
            connection.database().exec(publicViews());
            listPublicColumns(connection);
        }
        connection.database().exec("PRAGMA user_version = " + std::to_string(number + 1));
        transaction.commit();
    }
}

} // namespace meshlens::store
