// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/connection.h"

#include <cstdint>
#include <string>
#include <unordered_set>

/// Not for other folders.
namespace meshlens::store {

/// Finds out which things are one, and writes it down.
///
/// A merge is a function of the aliases that are visible and of what people decided. Whoever writes
/// touches the things whose aliases or decisions changed; settle() follows the ties of each of them
/// to all that may belong together, sorts that out anew and writes only what is different.
/// So the cost goes with what changed and is shared, not with the size of the index.
///
/// Order: people's joins; strong aliases; names; then paths, each into the one table that lies
/// there. The guard refuses a tie between two that hold different strong names of one scope. The
/// oldest thing that is no path becomes the one that stands for all. Paths that nothing else ties
/// (there may be a hundred thousand below one table) are looked at one by one.
/// Thread: the writer's, inside a transaction. Throws SQLite::Exception.
class Identities
{
public:
    Identities(Connection &connection, std::int64_t nowMs);

    /// A row of the thing is written: touches it where its aliases or its key meet those of others.
    void consider(qint64 thing, const QString &key,
                  const std::vector<std::pair<QString, int>> &aliases = {});
    /// A row of the thing goes: what was merged because of it may have to part.
    void considerGone(qint64 thing);
    void touch(qint64 thing) { m_touched.insert(thing); }
    void touchKey(const QString &key);
    void touchAllMerged();

    /// Returns how many things were merged or parted.
    qint64 settle();

private:
    struct Component;

    void loadKnown();
    void gather(qint64 start, Component &component);
    void tiesOf(std::size_t member, Component &component);
    void resolve(Component &component);
    void store(Component &component);
    void settlePath(qint64 thing);
    void assign(qint64 thing, const QString &key, qint64 before, qint64 into,
                const QString &intoKey, int reason, const QString &evidence);
    [[nodiscard]] bool hasTies(qint64 thing, const QString &key);
    [[nodiscard]] std::vector<qint64> withAlias(const QString &key, int strength);
    [[nodiscard]] qint64 thingOf(const QString &key);

    Connection &m_connection;
    const std::int64_t m_nowMs;
    std::unordered_set<qint64> m_touched;
    std::unordered_set<qint64> m_merged; // things that are merged or stand for others
    std::unordered_set<quint64> m_names; // hashes of aliases by name or location
    std::unordered_set<qint64> m_paths;  // that nothing but their place ties to others
    bool m_known = false;
    qint64 m_changed = 0;
};

/// SQL for "the thing of :key and all that are one with it", as ids.
inline constexpr auto oneWithKey = R"sql(
    (SELECT coalesce(k.same_as, k.id) FROM thing k WHERE k.key = :key
     UNION ALL SELECT m.id FROM thing k JOIN thing m ON m.same_as = coalesce(k.same_as, k.id)
     WHERE k.key = :key)
)sql";
/// The same for each of a JSON array of keys.
inline constexpr auto oneWithKeys = R"sql(
    (SELECT coalesce(k.same_as, k.id) FROM json_each(:keys) j JOIN thing k ON k.key = j.value
     UNION ALL SELECT m.id FROM json_each(:keys) j JOIN thing k ON k.key = j.value
        JOIN thing m ON m.same_as = coalesce(k.same_as, k.id))
)sql";

} // namespace meshlens::store
