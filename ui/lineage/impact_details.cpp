// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/export.h"
#include "models/lineage/graph_data.h"
#include "ui/lineage/graph_painter.h"
#include "ui/lineage/impact_model.h"
#include "ui/lineage/impact_panel.h"
#include "ui/lineage/link_panel.h"
#include "ui/lineage/owner_letter.h"
#include "ui/lineage/panel_figure.h"
#include "ui/lineage/save_file.h"
#include "ui/parts/badges.h"
#include "ui/parts/format.h"
#include "ui/parts/labels.h"
#include "ui/parts/states.h"

#include <QGridLayout>
#include <QTabBar>

// The figures of an impact, the page "Details" of the panel, and what leads out of it: the list as
// a file, a letter to the owners.

namespace meshlens::ui {

using namespace Qt::StringLiterals;

void ImpactPanel::showImpact()
{
    m_tabs->setCurrentIndex(0);
}

void ImpactPanel::clearDetails()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
}

void ImpactPanel::showNoDetails()
{
    clearDetails();
    auto *hint = new Label(tr("Choose a thing or a link in the graph to see what is known of it."),
                           TextRole::Table, Token::Text2, m_details);
    hint->setWordWrap(true);
    m_grid->addWidget(hint, m_grid->rowCount(), 0, 1, 2);
}

void ImpactPanel::clear()
{
    show({}, {}, {});
    showNoDetails();
}

void ImpactPanel::addDetail(const QString &name, const QString &value)
{
    if (value.isEmpty())
        return;
    const int row = m_grid->rowCount();
    m_grid->addWidget(new Label(name, TextRole::Table, Token::Text3, m_details), row, 0,
                      Qt::AlignTop);
    auto *words = new Label(value, TextRole::Table, Token::Text, m_details);
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_grid->addWidget(words, row, 1);
}

void ImpactPanel::showNode(const Drawing &drawing, const DrawnNode &node)
{
    const auto things = [&](const std::vector<int> &edges, int DrawnEdge::*end) {
        QSet<int> ends; // several links may lead to one
        for (const int edge : edges)
            ends.insert(drawing.edges[edge].*end);
        return static_cast<int>(ends.size());
    };
    clearDetails();
    const lineage::Node &thing = node.node;
    const std::int64_t now = m_session.clock().nowMs();
    addDetail(tr("Name"), thing.name);
    addDetail(tr("Kind"), kindWord(thing));
    addDetail(tr("Full name"), thing.qualifiedName);
    addDetail(tr("Domain"), thing.domainName);
    if (!thing.schema) // its datasets have owners
        addDetail(tr("Owner"),
                  thing.owners.isEmpty() ? tr("nobody is named") : thing.owners.join(u", "_s));
    addDetail(tr("Catalogs"), thing.catalogs.isEmpty() ? tr("none, lineage only names it")
                                                       : thing.catalogs.join(u", "_s));
    if (thing.kind == mesh::Kind::Domain) {
        addDetail(tr("Products"), format::count(thing.products));
    } else if (thing.schema) {
        addDetail(tr("Datasets"), format::count(thing.products));
    } else {
        addDetail(tr("Quality"), qualityWords(qualityBadge(thing.score)));
        addDetail(tr("Freshness"), freshnessWords(freshnessBadge(thing.score, now)));
    }
    addDetail(tr("Comes from"),
              tr("%n things here", nullptr, things(node.in, &DrawnEdge::from)) +
                  (thing.hiddenUp > 0 ? u", "_s + tr("%n not drawn", nullptr, thing.hiddenUp)
                                      : QString()));
    addDetail(tr("Goes to"),
              tr("%n things here", nullptr, things(node.out, &DrawnEdge::to)) +
                  (thing.hiddenDown > 0 ? u", "_s + tr("%n not drawn", nullptr, thing.hiddenDown)
                                        : QString()));
}

/// How much hangs on it: products, or datasets where none of them belongs to a product.
void ImpactPanel::showFigures(const QList<lineage::Impact> &impacts)
{
    QSet<QString> domains;
    QSet<QString> owners;
    QStringList contracts;
    int products = 0;
    int broken = 0;
    for (const lineage::Impact &impact : impacts) {
        products += impact.kind == mesh::Kind::Product ? 1 : 0;
        broken += impact.contractBreaks ? 1 : 0;
        if (!impact.domain.isEmpty())
            domains.insert(impact.domain);
        for (const QString &owner : impact.ownerKeys)
            owners.insert(owner);
        for (const QString &contract : impact.contracts) {
            if (!contracts.contains(contract))
                contracts.append(contract);
        }
    }
    const auto many = [](const auto &all) { return static_cast<int>(all.size()); };
    if (products == 0 && !impacts.isEmpty())
        m_figures[0]->set(many(impacts), tr("datasets", "below their number", many(impacts)));
    else
        m_figures[0]->set(products, tr("products", "below their number", products));
    m_figures[1]->set(many(domains), tr("domains", "below their number", many(domains)));
    m_figures[2]->set(many(owners), tr("owners", "below their number", many(owners)));
    m_figures[3]->set(many(contracts), tr("contracts", "below their number", many(contracts)));
    for (PanelFigure *figure : m_figures)
        figure->setVisible(!m_key.isEmpty());
    m_broken->setVisible(broken > 0);
    if (broken == 0)
        return;
    const QString names = contracts.mid(0, 4).join(u", "_s);
    m_broken->setMessage(Tone::Bad, tr("%n contracts would be broken:", nullptr, many(contracts)),
                         contracts.size() > 4 ? tr("%1 and others.").arg(names) : names + u'.');
}

void ImpactPanel::showLink(bool on)
{
    m_link->setVisible(on);
    m_ordinary->setVisible(!on);
}

void ImpactPanel::showDomains(const Drawing &drawing, const DrawnEdge &edge)
{
    const lineage::Node &from = drawing.nodes[edge.from].node;
    const lineage::Node &to = drawing.nodes[edge.to].node;
    QStringList facts{edge.edge.declared ? tr("Declared by a catalog")
                                         : tr("Found in query history"),
                      edge.edge.sources.join(u", "_s)};
    if (edge.edge.crossesCatalogs)
        facts += tr("its ends are known to different catalogs");
    if (edge.edge.firstSeenMs > 0)
        facts += tr("first seen %1").arg(format::date(edge.edge.firstSeenMs));
    facts.removeAll(QString());
    m_link->show(m_graph, {from.key, from.name}, {to.key, to.name}, facts.join(u" · "_s));
    showLink(true);
}

void ImpactPanel::showEdge(const Drawing &drawing, const DrawnEdge &edge)
{
    clearDetails();
    if (m_graph && drawing.nodes[edge.from].node.kind == mesh::Kind::Domain &&
        drawing.nodes[edge.to].node.kind == mesh::Kind::Domain)
        return showDomains(drawing, edge);
    showLink(false);
    addDetail(tr("From"), wordsFor(drawing, {edge.from, edge.fromRow}));
    addDetail(tr("To"), wordsFor(drawing, {edge.to, edge.toRow}));
    addDetail(tr("Known by"),
              edge.edge.declared ? tr("declared by a catalog") : tr("found in query history"));
    addDetail(tr("Catalogs"), edge.edge.sources.join(u", "_s));
    addDetail(tr("Jobs"), edge.edge.via.join(u'\n'));
    if (edge.edge.count > 1)
        addDetail(tr("Stands for"), drawing.level == lineage::Level::Domain
                                        ? tr("%n links of products", nullptr, edge.edge.count)
                                        : tr("%n links of datasets", nullptr, edge.edge.count));
    if (edge.edge.crossesCatalogs)
        addDetail(tr("Catalogs meet"), tr("its ends are known to different catalogs"));
    if (edge.edge.firstSeenMs > 0)
        addDetail(tr("First seen"), format::dateTime(edge.edge.firstSeenMs));
    if (edge.edge.lastSeenMs > 0)
        addDetail(tr("Last seen"), format::dateTime(edge.edge.lastSeenMs));
    m_tabs->setCurrentIndex(2);
}

void ImpactPanel::saveList()
{
    saveFile(
        this, tr("Save the list"), u"impact.csv"_s, tr("CSV (*.csv)"),
        [impacts = m_facts.impacts](const QString &path) {
            return writeBytes(path, lineage::toCsv(impacts));
        },
        [this](const QString &words) { emit said(words); });
}

void ImpactPanel::tellOwners()
{
    QStringList addresses;
    QStringList lines;
    for (const lineage::PersonToTell &person : std::as_const(m_facts.people)) {
        if (!person.email.isEmpty() && !addresses.contains(person.email))
            addresses.append(person.email);
    }
    for (const lineage::Impact &impact : std::as_const(m_facts.impacts)) {
        lines.append(impact.contractBreaks ? tr("- %1 (its contract covers this)").arg(impact.name)
                                           : u"- "_s + impact.name);
    }
    if (addresses.isEmpty()) {
        emit said(tr("No catalog gives an address of an owner."));
        return;
    }
    const QString subject = m_column.isEmpty() ? m_name : m_name + u'.' + m_column;
    const QString body =
        tr("Hello,\n\n%1 is going to change. Lineage says that these depend on it:\n\n%2\n\n"
           "Please tell me if that is a problem for you.\n")
            .arg(subject, linesOfLetter(lines));
    if (!writeLetter(addresses, tr("Change of %1").arg(subject), body))
        emit said(tr("No mail program answered."));
}

} // namespace meshlens::ui
