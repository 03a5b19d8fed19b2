// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog.h"
#include "models/search/index.h"

#include <QFuture>

#include <chrono>
#include <stop_token>

/// Searching a catalog where it is, instead of copying it.
///
/// A catalog too large to mirror is connected with the option `search=live`. Its sync reads only
/// what was opened from it before; a search asks its own search API at the same time as the local
/// index, and opening a hit reads that one thing into the index.
namespace meshlens::live {

/// The option of a connection that says where it is searched, and its one value but the default.
[[nodiscard]] QString optionName();
[[nodiscard]] QString optionValue();
/// The option as a kind of catalog lists it.
[[nodiscard]] CatalogOption option();
[[nodiscard]] bool isLive(const CatalogConnection &connection);
/// Error Usage: the option has a value that means nothing.
[[nodiscard]] Result<void> checkOption(const CatalogConnection &connection);

/// What is asked of one catalog.
struct Query {
    QString words; // all of them must match; no fields, no operators
    int limit = 50;
    /// For the whole answer of one catalog: afterwards it counts as one that did not answer.
    std::chrono::milliseconds patience = std::chrono::seconds(8);
};

/// A thing by what its catalog calls it.
struct Thing {
    mesh::Kind kind = mesh::Kind::Product;
    QString nativeId;
    bool operator==(const Thing &) const = default;
};

/// What a catalog's own search says of one thing; what it does not say is empty.
struct Found {
    Thing thing;
    QString key; // as reading it will give; never empty
    std::optional<mesh::DatasetType> type;
    QString name;
    QString qualifiedName;
    QString description;
    QString domain; // key
    QString domainName;
    QString version;
    QStringList owners; // names
    QStringList tags;
    mesh::Status status = mesh::Status::Unknown;
    bool operator==(const Found &) const = default;
};

struct Page {
    QList<Found> found;          // best first, as the catalog ranks them
    std::optional<qint64> total; // nothing: the catalog does not say
};

/// A catalog with a search of its own. Thread: as Catalog.
class SearchableCatalog
{
public:
    virtual ~SearchableCatalog() = default;
    virtual Result<Page> search(const Query &query, std::stop_token stop) = 0;
    /// Reads these things, with what a page of them needs (datasets, contract, owners), into the
    /// sink. One that is gone is not put, one that could not be read is put as unread. With
    /// `surroundings` also what names them: domains and terms. `full` and `state` of the outcome
    /// mean nothing here.
    virtual Result<PullOutcome> readThings(const QList<Thing> &things, bool surroundings,
                                           PullSink &sink, std::stop_token stop) = 0;
};

/// What was opened from a catalog that is searched where it is: the state of its pulls.
struct Opened {
    static constexpr qsizetype most = 500; // the one opened longest ago goes first
    QList<Thing> things;                   // last opened last

    void add(const Thing &thing);
    [[nodiscard]] QByteArray toJson() const;
    /// Nothing where the text is the state of another kind of pull.
    [[nodiscard]] static std::optional<Opened> fromJson(const QByteArray &text);
};

/// One catalog's part of an answer.
struct Answer {
    QString catalog;
    bool done = false; // false: it is being asked from now on
    QList<Found> found;
    std::optional<qint64> total;
    QString notAsked;           // why the query cannot be put to it; empty: it was asked
    std::optional<Error> error; // it did not answer
    double tookMs = 0;
};

/// A session that searches catalogs where they are. Thread: as Session.
class SearchingSession
{
public:
    virtual ~SearchingSession() = default;
    /// Asks every live catalog; results come one by one, for each catalog one that is not done,
    /// then one that is. None come where no catalog is live. After `stop` nothing more comes.
    virtual QFuture<Answer> searchLive(const QString &query, std::stop_token stop) = 0;
    /// Reads one thing into the index; gives its key.
    virtual QFuture<Result<QString>> readLive(const QString &catalog, const Thing &thing) = 0;
};

} // namespace meshlens::live
