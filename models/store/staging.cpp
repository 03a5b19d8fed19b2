// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/staging.h"

#include "models/store/staging_rows.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

constexpr qsizetype remembered = 500'000; // things whose ids are kept at hand

} // namespace

Staging::Staging(Connection &connection, qint64 catalogId, const Clock &clock)
    : m_connection(connection), m_clock(clock), m_catalogId(catalogId), m_nowMs(clock.nowMs()),
      m_identities(connection, m_nowMs)
{}

template<>
Staging::KnownRows &Staging::known<mesh::Domain>()
{
    return m_domains;
}
template<>
Staging::KnownRows &Staging::known<mesh::Party>()
{
    return m_parties;
}
template<>
Staging::KnownRows &Staging::known<mesh::Term>()
{
    return m_terms;
}
template<>
Staging::KnownRows &Staging::known<mesh::DataProduct>()
{
    return m_products;
}
template<>
Staging::KnownRows &Staging::known<mesh::Dataset>()
{
    return m_datasets;
}
template<>
Staging::KnownRows &Staging::known<mesh::Contract>()
{
    return m_contracts;
}
template<>
Staging::KnownRows &Staging::known<mesh::Check>()
{
    return m_checkRows;
}

/// The open rows of a kind, read when the first of them comes.
template<typename Thing>
std::unordered_map<quint64, Staging::Known> &Staging::knownRows()
{
    KnownRows &rows = known<Thing>();
    if (rows.isLoaded)
        return rows.byName;
    rows.isLoaded = true;
    static const std::string sql =
        joined({"SELECT id, native_id, hash, first_seen_ms FROM ", tableOf<Thing>(),
                " WHERE catalog_id = :catalog AND until IS NULL"});
    Query query(m_connection, sql);
    query.bind(m_catalogId);
    while (query.step()) {
        const auto name = static_cast<quint64>(identityHash(query.text(1)));
        rows.byName[name] = {
            .row = query.number(0), .hash = query.number(2), .firstSeenMs = query.number(3)};
    }
    return rows.byName;
}

// For staging_close.cpp.
template std::unordered_map<quint64, Staging::Known> &Staging::knownRows<mesh::Domain>();
template std::unordered_map<quint64, Staging::Known> &Staging::knownRows<mesh::Party>();
template std::unordered_map<quint64, Staging::Known> &Staging::knownRows<mesh::Term>();
template std::unordered_map<quint64, Staging::Known> &Staging::knownRows<mesh::DataProduct>();
template std::unordered_map<quint64, Staging::Known> &Staging::knownRows<mesh::Dataset>();
template std::unordered_map<quint64, Staging::Known> &Staging::knownRows<mesh::Contract>();
template std::unordered_map<quint64, Staging::Known> &Staging::knownRows<mesh::Check>();

Result<std::unique_ptr<Staging>> Staging::begin(Connection &connection, qint64 catalogId,
                                                const Clock &clock)
{
    std::unique_ptr<Staging> staging(
        new Staging(connection, catalogId, clock)); // private constructor
    Query query(connection, "SELECT generation, staging FROM catalog WHERE id = :id");
    if (!query.bind(catalogId).step()) {
        return Error{
            Error::Kind::NotFound,
            QCoreApplication::translate("Store", "This catalog is not connected any more."),
            {}};
    }
    staging->m_generation = query.number(0);
    staging->m_next = staging->m_generation + 1;
    const bool hasLeftovers = query.number(1) != 0;
    query.reset();
    if (hasLeftovers)
        removeStaged(connection, catalogId);
    return staging;
}

/// In each transaction, since a person may decide while a pull runs.
void Staging::loadSplits()
{
    QHash<QString, QString> splits;
    Query query(m_connection, "SELECT key, own_key FROM identity_split WHERE catalog_id = :id");
    query.bind(m_catalogId);
    while (query.step())
        splits.insert(query.text(0), query.text(1));
    if (splits == m_splits)
        return;
    m_splits = std::move(splits);
    m_things.clear();
}

void Staging::markStaging()
{
    Query update(m_connection, R"sql(
        UPDATE catalog SET staging = :next
        WHERE id = :id AND generation = :generation AND staging IN (0, :next)
    )sql");
    update.bind(m_next, m_catalogId, m_generation).run();
    if (m_connection.database().getChanges() == 0)
        throw SQLite::Exception("the catalog was changed or removed during its pull", SQLITE_ABORT);
    loadSplits();
}

Result<void> Staging::put(const Batch &batch)
{
    markStaging();
    count(mesh::Kind::Domain, batch.domains.size());
    count(mesh::Kind::Product, batch.products.size());
    count(mesh::Kind::Dataset, batch.datasets.size());
    count(mesh::Kind::Term, batch.terms.size());
    count(mesh::Kind::Party, batch.parties.size());
    stageAll(batch.domains);
    stageAll(batch.parties);
    stageAll(batch.terms);
    stageAll(batch.contracts);
    stageAll(batch.datasets);
    stageAll(batch.products);
    stageAll(batch.checks);
    stageEdges(batch.edges);
    appendResults(batch.results);
    appendLoads(batch.loads);
    for (const ChangeNote &note : batch.notes)
        record(note.key, note.kind, note.name, {note.what, note.detail});
    count(u"contract"_s, batch.contracts.size());
    count(u"edge"_s, batch.edges.size());
    count(u"check"_s, batch.checks.size());
    count(u"result"_s, batch.results.size());
    count(u"load"_s, batch.loads.size());

    close<mesh::Domain>(batch.deleted.value(mesh::Kind::Domain));
    close<mesh::Party>(batch.deleted.value(mesh::Kind::Party));
    close<mesh::Term>(batch.deleted.value(mesh::Kind::Term));
    close<mesh::DataProduct>(batch.deleted.value(mesh::Kind::Product));
    close<mesh::Dataset>(batch.deleted.value(mesh::Kind::Dataset));
    close<mesh::Check>(batch.deletedChecks);
    closeEdges(batch.deletedEdges);

    keep<mesh::Domain>(batch.unread.value(mesh::Kind::Domain));
    keep<mesh::Party>(batch.unread.value(mesh::Kind::Party));
    keep<mesh::Term>(batch.unread.value(mesh::Kind::Term));
    keep<mesh::Dataset>(batch.unread.value(mesh::Kind::Dataset));
    keep<mesh::DataProduct>(batch.unread.value(mesh::Kind::Product));
    keep<mesh::Check>(batch.unreadChecks);
    return {};
}

template<typename Thing>
void Staging::stageAll(const QList<Thing> &things)
{
    for (const Thing &thing : things) {
        const QString nativeId = nativeIdOf(thing);
        if (isUsable(thing))
            stage(thing, nativeId);
        else
            leaveOut(nativeId);
    }
}

template<typename Thing>
void Staging::stage(const Thing &thing, const QString &nativeId)
{
    auto &rows = knownRows<Thing>();
    const auto name = static_cast<quint64>(identityHash(nativeId));
    const qint64 hash = contentHash(thing);
    const auto found = rows.find(name);
    if (found != rows.end() && found->second.hash == hash) {
        found->second.wasSeen = true;
        return;
    }
    Known next{.hash = hash, .firstSeenMs = m_nowMs, .isStaged = true, .wasSeen = true};
    if (found != rows.end()) {
        const Known &old = found->second;
        next.firstSeenMs = old.firstSeenMs;
        next.before = old.isStaged ? old.before : old.row;
        if (old.isStaged)
            discardStaged<Thing>(old);
        else
            closeRow(tableOf<Thing>(), old.row);
    } else {
        next.firstSeenMs = firstSeen(thing);
    }
    next.row = insert(thing, nativeId, hash, next.firstSeenMs);
    if (m_generation > 0)
        recordNews(thing, next, nativeId);
    if (found == rows.end() || !found->second.isStaged)
        ++m_changed;
    rows[name] = next;
}

/// Of a thing that comes back: when it was there first.
template<typename Thing>
std::int64_t Staging::firstSeen(const Thing &thing)
{
    if constexpr (hasKey<Thing>) {
        if (m_generation > 0) {
            static const std::string sql =
                joined({"SELECT min(r.first_seen_ms) FROM thing t JOIN ", tableOf<Thing>(),
                        " r ON r.thing_id = t.id WHERE t.key = :key AND r.catalog_id = :catalog"});
            Query query(m_connection, sql);
            if (query.bind(ownKey(thing.key), m_catalogId).step() && !query.isNull(0))
                return query.number(0);
        }
    }
    return m_nowMs;
}

template<typename Thing>
void Staging::recordNews(const Thing &thing, const Known &known, const QString &nativeId)
{
    if constexpr (std::is_same_v<Thing, mesh::Contract>) {
        if (known.before != 0 && !m_changedContracts.contains(nativeId))
            m_changedContracts.append(nativeId);
    } else if constexpr (hasKey<Thing>) {
        if (!isNews(thing))
            return;
        if (known.before == 0) {
            record(thing.key, Codec<Thing>::kind, thing.name, {u"new"_s, {}});
            return;
        }
        const Thing before = readRow<Thing>(m_connection, known.before);
        for (const Difference &difference : differences(before, thing))
            record(thing.key, Codec<Thing>::kind, thing.name, difference);
    }
}

void Staging::record(const QString &key, mesh::Kind kind, const QString &name,
                     const Difference &difference)
{
    Query(m_connection, R"sql(
        INSERT INTO change (catalog_id, generation, key, kind, name, what, detail)
        VALUES (:catalog, :generation, :key, :kind, :name, :what, :detail)
    )sql")
        .bind(m_catalogId, m_next, ownKey(key), kind, name, difference.what, difference.detail)
        .run();
}

void Staging::leaveOut(const QString &nativeId)
{
    if (m_problems.size() < 100) {
        m_problems.append({{},
                           0,
                           QCoreApplication::translate(
                               "Store", "Left out, because it has no name to tell it apart: %1")
                               .arg(nativeId.isEmpty() ? u"?"_s : nativeId)});
    }
}

void Staging::count(mesh::Kind kind, qsizetype number)
{
    count(mesh::toText(kind), number);
}

void Staging::count(const QString &word, qsizetype number)
{
    if (number > 0)
        m_entities[word] += number;
}

qint64 Staging::thingId(const QString &key, mesh::Kind kind)
{
    if (const auto known = m_things.constFind(key); known != m_things.constEnd())
        return *known;
    if (m_things.size() >= remembered)
        m_things.clear();
    qint64 id = 0;
    const QString own = ownKey(key);
    Query find(m_connection, "SELECT id FROM thing WHERE key = :key");
    if (find.bind(own).step()) {
        id = find.number(0);
    } else {
        Query(m_connection, "INSERT INTO thing (key, kind) VALUES (:key, :kind)")
            .bind(own, kind)
            .run();
        id = m_connection.database().getLastInsertRowid();
    }
    m_things.insert(key, id);
    m_identities.consider(id, own);
    return id;
}

} // namespace meshlens::store
