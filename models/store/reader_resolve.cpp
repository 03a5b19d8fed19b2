// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/reader.h"

#include "models/store/said.h"

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

struct Searched {
    const char *table;
    mesh::Kind kind;
    const char *isNamed; // condition with :text
    const char *holds;   // condition with :text in lower case
};

// In the order in which a person means them.
constexpr Searched searched[] = {
    {"product_row", mesh::Kind::Product, "r.name = :text COLLATE NOCASE",
     "(instr(lower(r.name), :text) > 0 OR instr(t.key, :text) > 0)"},
    {"dataset_row", mesh::Kind::Dataset,
     "(r.qualified_name = :text COLLATE NOCASE OR r.name = :text COLLATE NOCASE)",
     "(instr(lower(r.qualified_name), :text) > 0 OR instr(lower(r.name), :text) > 0"
     " OR instr(lower(t.key), :text) > 0)"},
    {"domain_row", mesh::Kind::Domain, "r.name = :text COLLATE NOCASE",
     "(instr(lower(r.name), :text) > 0 OR instr(t.key, :text) > 0)"},
    {"term_row", mesh::Kind::Term, "r.name = :text COLLATE NOCASE",
     "(instr(lower(r.name), :text) > 0 OR instr(t.key, :text) > 0)"},
    {"party_row", mesh::Kind::Party,
     "(r.name = :text COLLATE NOCASE OR r.email = :text COLLATE NOCASE)",
     "(instr(lower(r.name), :text) > 0 OR instr(t.key, :text) > 0)"},
};

constexpr auto oneWithText = R"sql(
    (SELECT coalesce(k.same_as, k.id) FROM thing k WHERE k.key = :text
     UNION ALL SELECT m.id FROM thing k JOIN thing m ON m.same_as = coalesce(k.same_as, k.id)
     WHERE k.key = :text)
)sql";

class Resolver
{
public:
    Resolver(Connection &connection, int limit) : m_connection(connection), m_limit(limit) {}

    void search(const char *Searched::*condition, const QString &text)
    {
        for (const Searched &one : searched)
            search(one, one.*condition, text);
    }

    void search(const char *condition, const QString &text)
    {
        for (const Searched &one : searched)
            search(one, condition, text);
    }

    /// Other names of datasets.
    void searchAliases(const QString &text)
    {
        search(searched[1], "r.id IN (SELECT dataset_row_id FROM dataset_alias WHERE key = :text)",
               text);
    }

    [[nodiscard]] QList<ThingRef> found() const { return m_found; }

private:
    void search(const Searched &one, const char *condition, const QString &text)
    {
        if (m_found.size() >= m_limit)
            return;
        const bool hasDomain = one.kind == mesh::Kind::Product || one.kind == mesh::Kind::Dataset ||
                               one.kind == mesh::Kind::Term;
        Query query(m_connection,
                    selectVisible(one.table, hasDomain ? "r.name, r.domain" : "r.name, ''") +
                        " AND " + condition + " ORDER BY r.name, t.key, c.rank");
        query.bind(text);
        while (m_found.size() < m_limit && query.step()) {
            const QString key = query.text(4);
            const bool isKnown = std::any_of(m_found.begin(), m_found.end(),
                                             [&](const ThingRef &ref) { return ref.key == key; });
            if (!isKnown)
                m_found.append({key, one.kind, query.text(6), domainName(query.text(7))});
        }
    }

    QString domainName(const QString &key)
    {
        if (key.isEmpty())
            return {};
        Query query(m_connection, selectVisible("domain_row", "r.name") +
                                      " AND t.key = :key ORDER BY c.rank, r.id");
        return query.bind(key).step() ? query.text(6) : QString();
    }

    Connection &m_connection;
    const int m_limit;
    QList<ThingRef> m_found;
};

/// `dataset#path` names a column of a dataset that has one of that name.
QList<ThingRef> resolveColumn(Connection &connection, const QString &text)
{
    const qsizetype hash = text.lastIndexOf(u'#');
    const QString path = text.mid(hash + 1);
    if (hash <= 0 || path.isEmpty())
        return {};
    Resolver dataset(connection, 2);
    dataset.search(joined({"r.thing_id IN ", oneWithText}).c_str(), text.left(hash));
    QList<ThingRef> found = dataset.found();
    if (found.size() != 1 || found.constFirst().kind != mesh::Kind::Dataset)
        return {};
    Query query(
        connection,
        joined({R"sql(
        SELECT k.name
        FROM dataset_row r JOIN catalog c ON c.id = r.catalog_id
            JOIN dataset_column k ON k.dataset_row_id = r.id
        WHERE r.thing_id IN )sql",
                oneWithKey,
                R"sql( AND r.since <= c.generation AND (r.until IS NULL OR r.until > c.generation)
            AND k.name = :name COLLATE NOCASE
    )sql"}));
    if (!query.bind(found.constFirst().key, path).step())
        return {};
    ThingRef column = found.takeFirst();
    column.kind = mesh::Kind::Column;
    column.name = query.text(0);
    column.key += u'#' + column.name;
    return {column};
}

} // namespace

Result<QList<ThingRef>> Reader::resolve(const QString &text, int limit) const
{
    return guarded([&]() -> Result<QList<ThingRef>> {
        const QString wanted = text.trimmed();
        if (wanted.isEmpty())
            return QList<ThingRef>();
        Resolver resolver(*d->connection, limit);
        // A merged name leads to what stands for it.
        resolver.search(joined({"r.thing_id IN ", oneWithText}).c_str(), wanted);
        if (resolver.found().isEmpty() && wanted.contains(u'#')) {
            if (QList<ThingRef> column = resolveColumn(*d->connection, wanted); !column.isEmpty())
                return column;
        }
        if (resolver.found().isEmpty())
            resolver.search("r.native_id = :text", wanted);
        if (resolver.found().isEmpty())
            resolver.searchAliases(wanted);
        if (resolver.found().isEmpty())
            resolver.search(&Searched::isNamed, wanted);
        if (resolver.found().isEmpty())
            resolver.search(&Searched::holds, wanted.toLower());
        return resolver.found();
    });
}

} // namespace meshlens::store
