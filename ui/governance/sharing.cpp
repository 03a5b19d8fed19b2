// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/governance/sharing.h"

#include "models/access/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Sharing)
};

/// Gathers uses by the names of both sides, then puts both sides in order.
class Gathering
{
public:
    explicit Gathering(const QList<store::ProductRow> &products)
    {
        for (const store::ProductRow &row : products) {
            m_products.insert(row.key, &row);
            if (!row.domain.isEmpty())
                m_domains.insert(row.domainName.trimmed().toLower(), {row.domain, row.domainName});
        }
    }

    [[nodiscard]] const store::ProductRow *product(const QString &key) const
    {
        return m_products.value(key);
    }
    [[nodiscard]] static Sharing::Side sideOf(const store::ProductRow &row)
    {
        return {row.domain, row.domainName.isEmpty() ? Text::tr("No domain") : row.domainName};
    }
    [[nodiscard]] Sharing::Side sideOfTeam(const QString &team) const
    {
        const auto domain = m_domains.constFind(team.trimmed().toLower());
        if (domain != m_domains.cend())
            return *domain;
        return {{}, team.trimmed().isEmpty() ? Text::tr("Unknown") : team.trimmed()};
    }
    Sharing::Use &use(const store::ProductRow &row, const Sharing::Side &consumer)
    {
        Sharing::Use &use = m_uses[{sideOf(row).name, consumer.name}][row.key];
        use.product = row.key;
        use.productName = row.name;
        use.personal = row.personal;
        m_sides.insert(sideOf(row).name, sideOf(row));
        m_sides.insert(consumer.name, consumer);
        return use;
    }
    [[nodiscard]] Sharing sharing() const
    {
        QHash<QString, qsizetype> given;
        QHash<QString, qsizetype> taken;
        for (auto it = m_uses.cbegin(); it != m_uses.cend(); ++it) {
            given[it.key().first] += it->size();
            taken[it.key().second] += it->size();
        }
        Sharing result;
        QStringList providers = ordered(given);
        QStringList consumers = ordered(taken);
        for (const QString &name : std::as_const(providers))
            result.providers += m_sides[name];
        for (const QString &name : std::as_const(consumers))
            result.consumers += m_sides[name];
        for (auto it = m_uses.cbegin(); it != m_uses.cend(); ++it) {
            Sharing::Cell cell;
            cell.uses = it->values();
            std::ranges::stable_sort(cell.uses, {}, [](const Sharing::Use &use) {
                return std::tuple(-use.people.size(), use.productName.toLower());
            });
            result.cells.insert({static_cast<int>(providers.indexOf(it.key().first)),
                                 static_cast<int>(consumers.indexOf(it.key().second))},
                                cell);
        }
        return result;
    }

private:
    static QStringList ordered(const QHash<QString, qsizetype> &counts)
    {
        QStringList names = counts.keys();
        std::ranges::sort(names, {}, [&](const QString &name) {
            return std::tuple(-counts[name], name.toLower());
        });
        return names;
    }

    QHash<QString, const store::ProductRow *> m_products;
    QHash<QString, Sharing::Side> m_domains; // by lower-case name
    QHash<QString, Sharing::Side> m_sides;
    QMap<std::pair<QString, QString>, QMap<QString, Sharing::Use>> m_uses;
};

void addGrant(const mesh::AccessRequest &grant, const store::ProductRow &row, Gathering &gathering)
{
    Sharing::Use &use = gathering.use(row, gathering.sideOfTeam(grant.requesterTeam));
    use.people.insert(grant.requester);
    ++use.purposes[grant.purpose.kind];
    if (!grant.untilMs)
        use.openEnded = true;
    else
        use.firstEndMs = std::min(use.firstEndMs.value_or(*grant.untilMs), *grant.untilMs);
}

Result<void> addLineage(const store::Reader &reader, const QList<store::ProductRow> &products,
                        bool onlyPersonal, Gathering &gathering)
{
    QHash<QString, QStringList> productsOf; // by dataset
    for (const store::ProductRow &row : products) {
        for (const QString &dataset : row.outputs)
            productsOf[dataset] += row.key;
    }
    const auto link = [&](const QString &from, const QString &to) {
        const store::ProductRow *provider = gathering.product(from);
        const store::ProductRow *consumer = gathering.product(to);
        if (provider && consumer && from != to && provider->domain != consumer->domain &&
            (!onlyPersonal || provider->personal))
            gathering.use(*provider, Gathering::sideOf(*consumer)).people.insert(to);
    };
    for (const store::ProductRow &row : products) {
        for (const QString &input : row.inputs) {
            for (const QString &from : productsOf.value(input))
                link(from, row.key);
        }
    }
    return reader.forEachEdge([&](const store::Reader::EdgeRow &row) {
        for (const QString &from : productsOf.value(row.edge.from)) {
            for (const QString &to : productsOf.value(row.edge.to))
                link(from, to);
        }
        return true;
    });
}

} // namespace

int Sharing::Cell::people() const
{
    QSet<QString> all;
    for (const Use &use : uses)
        all.unite(use.people);
    return static_cast<int>(all.size());
}

int Sharing::Cell::personal() const
{
    return static_cast<int>(std::ranges::count(uses, true, &Use::personal));
}

const Sharing::Cell *Sharing::cell(int provider, int consumer) const
{
    const auto found = cells.constFind({provider, consumer});
    return found == cells.cend() ? nullptr : &*found;
}

int Sharing::productsUsedBy(int consumer) const
{
    qsizetype count = 0;
    for (int provider = 0; provider < providers.size(); ++provider) {
        if (const Cell *found = cell(provider, consumer))
            count += found->uses.size();
    }
    return static_cast<int>(count);
}

Result<Sharing> readSharing(const store::Reader &reader, SharingBy by, bool onlyPersonal,
                            std::int64_t nowMs)
{
    const auto products = reader.products();
    if (!products)
        return products.error();
    Gathering gathering(*products);
    if (by == SharingBy::Lineage) {
        const Result<void> read = addLineage(reader, *products, onlyPersonal, gathering);
        if (!read)
            return read.error();
        return gathering.sharing();
    }
    const auto requests = reader.requests();
    if (!requests)
        return requests.error();
    for (const mesh::AccessRequest &request : *requests) {
        const store::ProductRow *row = gathering.product(request.product);
        if (row && access::isActive(request, nowMs) && (!onlyPersonal || row->personal))
            addGrant(request, *row, gathering);
    }
    return gathering.sharing();
}

} // namespace meshlens::ui
