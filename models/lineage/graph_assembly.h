// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/graph_data.h"

/// Not for other folders.
namespace meshlens::lineage {

/// Builds the numbered form step by step: domains, products and parties first, then datasets and
/// marks, then edges in any order, then finish(). Keys are those of the store, already merged.
class Assembly
{
public:
    Assembly(QList<mesh::Domain> domains, QList<store::ProductRow> products,
             QHash<QString, QString> partyNames);

    void add(const DatasetFacts &facts);
    void add(const MarkedColumn &mark);
    void add(const store::Reader::EdgeRow &row);
    void addSameData(const QString &first, const QString &other);
    /// Of a product, or of a dataset: those count where it belongs to no product.
    void add(const QString &key, const QList<mesh::Contract> &contracts);
    [[nodiscard]] std::unique_ptr<const Graph::Data> finish();

private:
    /// An edge as it came, in numbers.
    struct Raw {
        int from = 0;
        int to = 0;
        int fromColumn = -1; // names
        int toColumn = -1;
        int job = -1;
        int sources = -1;
        int count = 1;
        bool declared = true;
        std::int64_t firstSeenMs = 0;
        std::int64_t lastSeenMs = 0;
        [[nodiscard]] auto place() const { return std::pair(from, to); }
    };
    struct OneJob {
        int link;
        int job;
    };

    int dataset(const QString &key); // or the one that stands for it
    int number(QList<QStringList> &sets, QHash<QStringList, int> &known, const QStringList &set);
    int catalogs(QStringList names);
    int merged(int left, int right);

    void ownership();
    void addPorts();
    void foldColumns();
    void sortRaw();
    void numberColumns();
    void connectDatasets();
    void addColumnEdges(int link, const Raw *begin, const Raw *end);
    void connectProducts();
    void connectDomains();
    [[nodiscard]] std::vector<Link> productLinksBetweenDomains() const;
    void promises();
    std::vector<Promise> promisesOf(const QString &key);
    void mark();
    /// Folds links between the same places into one; `places`: how many the level has.
    void fold(Links &links, std::vector<Link> several, const Links &of, std::size_t places);
    void absorb(Link &into, const Link &link);

    std::unique_ptr<Graph::Data> m_data;
    std::vector<Raw> m_raw;
    QList<MarkedColumn> m_marked;
    QHash<QString, QList<mesh::Contract>> m_contracts;
    QHash<QStringList, int> m_catalogSets;
    QHash<QStringList, int> m_ownerSets;
    QHash<quint64, int> m_unions; // of pairs of catalog sets
    QString m_lastCatalog;        // edges come by catalog: its set is remembered
    int m_lastSet = -1;
};

} // namespace meshlens::lineage
