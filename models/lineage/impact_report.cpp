// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph_data.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace meshlens::lineage {
namespace {

/// Gathers impacts under headings, in the order in which the headings first come.
class Groups
{
public:
    void add(const QString &key, const QString &name, const Impact &impact, int row)
    {
        if (!m_places.contains(key)) {
            m_places.insert(key, m_groups.size());
            m_groups.append({key, name, 0, 0, impact.distance, {}});
        }
        ImpactGroup &group = m_groups[m_places.value(key)];
        ++group.things;
        group.breaking += impact.contractBreaks ? 1 : 0;
        group.nearest = std::min(group.nearest, impact.distance);
        group.rows.append(row);
    }

    [[nodiscard]] QList<ImpactGroup> inOrder() const { return m_groups; }

    /// Most first; nobody and nowhere last.
    [[nodiscard]] QList<ImpactGroup> mostFirst() const
    {
        QList<ImpactGroup> sorted = m_groups;
        std::stable_sort(sorted.begin(), sorted.end(),
                         [](const ImpactGroup &left, const ImpactGroup &right) {
                             if (left.key.isEmpty() != right.key.isEmpty())
                                 return right.key.isEmpty();
                             return left.things > right.things;
                         });
        return sorted;
    }

private:
    QList<ImpactGroup> m_groups;
    QHash<QString, qsizetype> m_places;
};

/// The e-mail in a party's key, where the key is made of one.
QString emailOf(const QString &party)
{
    const QString name = party.section(u"://"_s, 1);
    return name.contains(u'@') ? name : QString();
}

class People
{
public:
    void add(const QString &key, const QString &name, const Impact &impact)
    {
        if (!m_places.contains(key)) {
            m_places.insert(key, m_people.size());
            m_people.append({key, name, emailOf(key), {}, false, impact.distance});
        }
        PersonToTell &person = m_people[m_places.value(key)];
        person.things.append(impact.name);
        person.contractBreaks = person.contractBreaks || impact.contractBreaks;
        person.nearest = std::min(person.nearest, impact.distance);
    }

    [[nodiscard]] QList<PersonToTell> urgentFirst() const
    {
        QList<PersonToTell> sorted = m_people;
        std::stable_sort(sorted.begin(), sorted.end(),
                         [](const PersonToTell &left, const PersonToTell &right) {
                             if (left.contractBreaks != right.contractBreaks)
                                 return left.contractBreaks;
                             return left.nearest != right.nearest ? left.nearest < right.nearest
                                                                  : left.name < right.name;
                         });
        return sorted;
    }

private:
    QList<PersonToTell> m_people;
    QHash<QString, qsizetype> m_places;
};

} // namespace

Result<ImpactReport> impactReport(const Graph &graph, const QString &root, const QString &column)
{
    auto found = impact(graph, root, column);
    if (!found)
        return std::move(found).error();
    auto own = ownContracts(graph, root, column);
    if (!own)
        return std::move(own).error();
    ImpactReport report;
    report.own = *std::move(own);
    report.root = column.isEmpty() ? root : thingOf(root) + u'#' + column;
    if (const auto node = graph.find(thingOf(root)))
        report.rootName = node->name;
    report.all = *std::move(found);

    Groups byDistance, byDomain, byOwner;
    People people;
    for (int row = 0; row < report.all.size(); ++row) {
        const Impact &one = report.all[row];
        report.breaking += one.contractBreaks ? 1 : 0;
        byDistance.add(QString::number(one.distance), QString::number(one.distance), one, row);
        byDomain.add(one.domain, one.domainName, one, row);
        if (one.ownerKeys.isEmpty()) {
            ++report.withoutOwner;
            byOwner.add({}, {}, one, row);
        }
        for (int i = 0; i < one.ownerKeys.size(); ++i) {
            const QString name = one.owners.value(i, one.ownerKeys[i]);
            byOwner.add(one.ownerKeys[i], name, one, row);
            people.add(one.ownerKeys[i], name, one);
        }
    }
    report.byDistance = byDistance.inOrder();
    report.byDomain = byDomain.mostFirst();
    report.byOwner = byOwner.mostFirst();
    report.people = people.urgentFirst();
    return report;
}

} // namespace meshlens::lineage
