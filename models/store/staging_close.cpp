// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/staging.h"

#include "models/store/staging_rows.h"

using namespace Qt::StringLiterals;

/// What goes: said to be gone, not seen in a full pull, or said again in the same one.
namespace meshlens::store {
namespace {

constexpr int rowsPerTransaction = 2000;

} // namespace

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

// For staging.cpp.
template void Staging::discardStaged<mesh::Domain>(const Known &known);
template void Staging::discardStaged<mesh::Party>(const Known &known);
template void Staging::discardStaged<mesh::Term>(const Known &known);
template void Staging::discardStaged<mesh::DataProduct>(const Known &known);
template void Staging::discardStaged<mesh::Dataset>(const Known &known);
template void Staging::discardStaged<mesh::Contract>(const Known &known);
template void Staging::discardStaged<mesh::Check>(const Known &known);
template void Staging::close<mesh::Domain>(const QStringList &nativeIds);
template void Staging::close<mesh::Party>(const QStringList &nativeIds);
template void Staging::close<mesh::Term>(const QStringList &nativeIds);
template void Staging::close<mesh::DataProduct>(const QStringList &nativeIds);
template void Staging::close<mesh::Dataset>(const QStringList &nativeIds);
template void Staging::close<mesh::Check>(const QStringList &nativeIds);
template void Staging::keep<mesh::Domain>(const QStringList &nativeIds);
template void Staging::keep<mesh::Party>(const QStringList &nativeIds);
template void Staging::keep<mesh::Term>(const QStringList &nativeIds);
template void Staging::keep<mesh::DataProduct>(const QStringList &nativeIds);
template void Staging::keep<mesh::Dataset>(const QStringList &nativeIds);
template void Staging::keep<mesh::Check>(const QStringList &nativeIds);

} // namespace meshlens::store
