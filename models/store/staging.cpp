// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/staging.h"

#include "models/store/row_codec.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

constexpr qsizetype remembered = 500'000; // things whose ids are kept at hand
constexpr int rowsPerTransaction = 2000;

template<typename Thing>
constexpr const char *tableOf()
{
    if constexpr (std::is_same_v<Thing, mesh::Contract>)
        return "contract_row";
    else if constexpr (std::is_same_v<Thing, mesh::Check>)
        return "check_row";
    else
        return Codec<Thing>::table;
}

/// Contracts and checks have no key of their own.
template<typename Thing>
constexpr bool hasKey =
    !std::is_same_v<Thing, mesh::Contract> && !std::is_same_v<Thing, mesh::Check>;

template<typename Thing>
QString nativeIdOf(const Thing &thing)
{
    if constexpr (hasKey<Thing>)
        return thing.nativeId.isEmpty() ? thing.key : thing.nativeId;
    else
        return thing.id;
}

template<typename Thing>
bool isUsable(const Thing &thing)
{
    if constexpr (std::is_same_v<Thing, mesh::Check>)
        return !thing.id.isEmpty() && !thing.dataset.isEmpty();
    else if constexpr (std::is_same_v<Thing, mesh::Contract>)
        return !thing.id.isEmpty();
    else
        return !thing.key.isEmpty();
}

template<typename Thing>
Thing readRow(Connection &connection, qint64 row)
{
    static const std::string sql =
        joined({"SELECT r.id, r.thing_id, r.catalog_id, r.first_seen_ms, t.key, r.native_id, ",
                Codec<Thing>::columns, " FROM ", Codec<Thing>::table,
                " r JOIN thing t ON t.id = r.thing_id WHERE r.id = :row"});
    Query query(connection, sql);
    query.bind(row);
    Thing thing;
    if (query.step())
        thing = Codec<Thing>::read(query);
    if constexpr (std::is_same_v<Thing, mesh::DataProduct>)
        thing.ports = readPorts(connection, row);
    if constexpr (std::is_same_v<Thing, mesh::Dataset>)
        thing.columns = readColumns(connection, row);
    return thing;
}

/// Datasets that only lineage names come and go without anybody's doing.
template<typename Thing>
bool isNews(const Thing &thing)
{
    if constexpr (std::is_same_v<Thing, mesh::Dataset>)
        return !thing.referenced;
    else
        return true;
}

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
            if (query.bind(thing.key, m_catalogId).step() && !query.isNull(0))
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

void Staging::closeRow(const char *table, qint64 row)
{
    Query(m_connection, joined({"UPDATE ", table, " SET until = :next WHERE id = :row"}))
        .bind(m_next, row)
        .run();
}

/// A row of this very pull that is said again or taken back: nobody has seen it.
template<typename Thing>
void Staging::discardStaged(const Known &known)
{
    if constexpr (hasKey<Thing>) {
        static const std::string forget =
            joined({R"sql(
            DELETE FROM change
            WHERE catalog_id = :catalog AND generation = :next AND key = (
                SELECT t.key FROM thing t JOIN )sql",
                    tableOf<Thing>(), " r ON r.thing_id = t.id WHERE r.id = :row)"});
        if (m_generation > 0)
            Query(m_connection, forget).bind(m_catalogId, m_next, known.row).run();
    }
    static const std::string remove =
        joined({"DELETE FROM ", tableOf<Thing>(), " WHERE id = :row"});
    Query(m_connection, remove).bind(known.row).run();
}

template<typename Thing>
void Staging::close(const QStringList &nativeIds)
{
    for (const QString &nativeId : nativeIds) {
        auto &rows = knownRows<Thing>();
        const auto found = rows.find(static_cast<quint64>(identityHash(nativeId)));
        if (found == rows.end())
            continue;
        closeKnown<Thing>(found->second);
        rows.erase(found);
    }
}

/// They count as seen, and so does the contract that a product brings along.
template<typename Thing>
void Staging::keep(const QStringList &nativeIds)
{
    for (const QString &nativeId : nativeIds) {
        auto &rows = knownRows<Thing>();
        const auto found = rows.find(static_cast<quint64>(identityHash(nativeId)));
        if (found == rows.end())
            continue;
        found->second.wasSeen = true;
        if constexpr (std::is_same_v<Thing, mesh::DataProduct>) {
            Query contract(m_connection, "SELECT contract_id FROM product_row WHERE id = :row");
            if (contract.bind(found->second.row).step())
                keep<mesh::Contract>({contract.text(0)});
        }
    }
}

template<typename Thing>
void Staging::closeKnown(const Known &known)
{
    const qint64 visible = known.isStaged ? known.before : known.row;
    if constexpr (std::is_same_v<Thing, mesh::Dataset>) {
        Query thing(m_connection, "SELECT thing_id FROM dataset_row WHERE id = :row");
        if (thing.bind(known.row).step())
            m_identities.considerGone(thing.number(0));
    }
    if (known.isStaged)
        discardStaged<Thing>(known);
    else
        closeRow(tableOf<Thing>(), known.row);
    if (visible == 0) {
        --m_changed; // it never was
        return;
    }
    if (!known.isStaged)
        ++m_changed;
    if constexpr (hasKey<Thing>) {
        if (m_generation == 0)
            return;
        const Thing thing = readRow<Thing>(m_connection, visible);
        if (isNews(thing))
            record(thing.key, Codec<Thing>::kind, thing.name, {u"gone"_s, {}});
    }
}

template<typename Thing>
void Staging::closeUnseenOf()
{
    auto &rows = knownRows<Thing>();
    auto next = rows.begin();
    while (next != rows.end()) {
        SQLite::Transaction transaction(m_connection.database(),
                                        SQLite::TransactionBehavior::IMMEDIATE);
        markStaging();
        for (int closed = 0; next != rows.end() && closed < rowsPerTransaction;) {
            if (next->second.wasSeen) {
                ++next;
                continue;
            }
            closeKnown<Thing>(next->second);
            next = rows.erase(next);
            ++closed;
        }
        transaction.commit();
    }
}

Result<void> Staging::closeUnseen()
{
    closeUnseenOf<mesh::Domain>();
    closeUnseenOf<mesh::Party>();
    closeUnseenOf<mesh::Term>();
    closeUnseenOf<mesh::DataProduct>();
    closeUnseenOf<mesh::Dataset>();
    closeUnseenOf<mesh::Contract>();
    closeUnseenOf<mesh::Check>();
    closeUnseenEdges();
    return {};
}

void Staging::record(const QString &key, mesh::Kind kind, const QString &name,
                     const Difference &difference)
{
    Query(m_connection, R"sql(
        INSERT INTO change (catalog_id, generation, key, kind, name, what, detail)
        VALUES (:catalog, :generation, :key, :kind, :name, :what, :detail)
    )sql")
        .bind(m_catalogId, m_next, m_splits.value(key, key), kind, name, difference.what,
              difference.detail)
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
    const QString own = m_splits.value(key, key);
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
