// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/table_file.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QStringList>

#include <optional>

using namespace Qt::StringLiterals;

namespace meshlens::node {
namespace {

QString quoted(QString name)
{
    return u'"' + name.replace(u'"', u"\"\""_s) + u'"';
}

Error storageError(const SQLite::Exception &failure)
{
    return {Error::Kind::Storage, u"The table file cannot be written."_s,
            QString::fromUtf8(failure.what())};
}

void bind(SQLite::Statement &statement, int index, const QVariant &cell)
{
    switch (cell.typeId()) {
    case QMetaType::Bool:
        statement.bind(index, cell.toBool() ? 1 : 0);
        break;
    case QMetaType::LongLong:
        statement.bind(index, static_cast<std::int64_t>(cell.toLongLong()));
        break;
    case QMetaType::Double:
        statement.bind(index, cell.toDouble());
        break;
    case QMetaType::QByteArray:
        statement.bind(index, cell.toByteArray().toStdString());
        break;
    default:
        statement.bind(index);
        break;
    }
}

} // namespace

class TableFile::Private
{
public:
    explicit Private(const QString &path)
        : database(path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
    {
        // Nobody reads the file before it is whole, so nothing has to be undone after a crash.
        database.exec("PRAGMA journal_mode = OFF");
        database.exec("PRAGMA synchronous = OFF");
        database.exec("BEGIN");
    }

    SQLite::Database database;
    std::optional<SQLite::Statement> insert;
};

TableFile::TableFile(std::unique_ptr<Private> parts) : d(std::move(parts)) {}
TableFile::TableFile(TableFile &&other) noexcept = default;
TableFile::~TableFile() = default;

Result<TableFile> TableFile::create(const QString &path)
try {
    return TableFile(std::make_unique<Private>(path));
} catch (const SQLite::Exception &failure) {
    return storageError(failure);
}

Result<void> TableFile::beginTable(const QString &name, const QList<Column> &columns)
try {
    QStringList declared, names, places;
    for (const Column &column : columns) {
        declared.append(quoted(column.name) + u' ' + column.affinity);
        names.append(quoted(column.name));
        places.append(u"?"_s);
    }
    d->insert.reset();
    d->database.exec((u"CREATE TABLE "_s + quoted(name) + u" ("_s + declared.join(u", "_s) + u")"_s)
                         .toStdString());
    d->insert.emplace(d->database,
                      (u"INSERT INTO "_s + quoted(name) + u" ("_s + names.join(u", "_s) +
                       u") VALUES ("_s + places.join(u", "_s) + u")"_s)
                          .toStdString());
    return {};
} catch (const SQLite::Exception &failure) {
    return storageError(failure);
}

Result<void> TableFile::addRow(const QList<QVariant> &cells)
try {
    for (int i = 0; i < cells.size(); ++i)
        bind(*d->insert, i + 1, cells[i]);
    d->insert->exec();
    d->insert->reset();
    return {};
} catch (const SQLite::Exception &failure) {
    return storageError(failure);
}

Result<void> TableFile::finish()
try {
    d->insert.reset();
    d->database.exec("COMMIT");
    return {};
} catch (const SQLite::Exception &failure) {
    return storageError(failure);
}

} // namespace meshlens::node
