// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/export.h"
#include "models/lineage/graph_data.h"
#include "ui/lineage/graph_painter.h"
#include "ui/lineage/impact_model.h"
#include "ui/lineage/impact_panel.h"
#include "ui/lineage/save_file.h"
#include "ui/parts/badges.h"
#include "ui/parts/format.h"
#include "ui/parts/labels.h"

#include <QDesktopServices>
#include <QGridLayout>
#include <QTabBar>
#include <QUrl>

#include <algorithm>

// The page "Details" of the panel, and what leads out of it: the list as a file, a letter to the
// owners.

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostNamed = 25; // products in a message; mail programs cut long addresses
constexpr qsizetype mostOwners = 40;

} // namespace

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

void ImpactPanel::showNode(const DrawnNode &node)
{
    clearDetails();
    const lineage::Node &thing = node.node;
    const std::int64_t now = m_session.clock().nowMs();
    addDetail(tr("Name"), thing.name);
    addDetail(tr("Kind"), kindWord(thing));
    addDetail(tr("Full name"), thing.qualifiedName);
    addDetail(tr("Domain"), thing.domainName);
    addDetail(tr("Owner"),
              thing.owners.isEmpty() ? tr("nobody is named") : thing.owners.join(u", "_s));
    addDetail(tr("Catalogs"), thing.catalogs.isEmpty() ? tr("none, lineage only names it")
                                                       : thing.catalogs.join(u", "_s));
    if (thing.kind == mesh::Kind::Domain) {
        addDetail(tr("Products"), format::count(thing.products));
    } else {
        addDetail(tr("Quality"), qualityWords(qualityBadge(thing.score)));
        addDetail(tr("Freshness"), freshnessWords(freshnessBadge(thing.score, now)));
    }
    addDetail(tr("Comes from"),
              tr("%n things here", nullptr, static_cast<int>(node.in.size())) +
                  (thing.hiddenUp > 0 ? u", "_s + tr("%n not drawn", nullptr, thing.hiddenUp)
                                      : QString()));
    addDetail(tr("Goes to"),
              tr("%n things here", nullptr, static_cast<int>(node.out.size())) +
                  (thing.hiddenDown > 0 ? u", "_s + tr("%n not drawn", nullptr, thing.hiddenDown)
                                        : QString()));
}

/// Which products the link between two domains is made of, the most linked first.
QString ImpactPanel::linksBetween(const QString &from, const QString &to) const
{
    constexpr qsizetype most = 12;
    if (!m_graph)
        return {};
    const auto &mesh = m_graph->data();
    QList<std::pair<int, QString>> found;
    for (const lineage::Link &link : mesh.productLinks.all) {
        if (link.from >= mesh.products.size() || link.to >= mesh.products.size())
            continue; // a dataset of no product
        const auto &source = mesh.products[link.from];
        const auto &target = mesh.products[link.to];
        if (source.domain == from && target.domain == to)
            found.append({-link.count, u"%1 → %2"_s.arg(source.name, target.name)});
    }
    std::sort(found.begin(), found.end());
    QStringList words;
    for (const auto &[count, ends] : found.mid(0, most))
        words += ends;
    if (found.size() > most)
        words += tr("and %n more", nullptr, static_cast<int>(found.size() - most));
    return words.join(u'\n');
}

void ImpactPanel::showEdge(const Drawing &drawing, const DrawnEdge &edge)
{
    clearDetails();
    const auto end = [&](int node, int row) {
        const DrawnNode &thing = drawing.nodes[node];
        return row < 0 ? thing.node.name : thing.node.name + u" · "_s + thing.rows[row].name;
    };
    addDetail(tr("From"), end(edge.from, edge.fromRow));
    addDetail(tr("To"), end(edge.to, edge.toRow));
    if (drawing.nodes[edge.from].node.kind == mesh::Kind::Domain &&
        drawing.nodes[edge.to].node.kind == mesh::Kind::Domain)
        addDetail(tr("Products"), linksBetween(edge.edge.from, edge.edge.to));
    addDetail(tr("Known by"),
              edge.edge.declared ? tr("declared by a catalog") : tr("found in query history"));
    addDetail(tr("Catalogs"), edge.edge.sources.join(u", "_s));
    addDetail(tr("Jobs"), edge.edge.via.join(u'\n'));
    if (edge.edge.count > 1)
        addDetail(tr("Stands for"), tr("%n links of datasets", nullptr, edge.edge.count));
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
        if (lines.size() < mostNamed)
            lines.append(impact.contractBreaks
                             ? tr("- %1 (its contract covers this)").arg(impact.name)
                             : u"- "_s + impact.name);
    }
    if (addresses.isEmpty()) {
        emit said(tr("No catalog gives an address of an owner."));
        return;
    }
    if (m_facts.impacts.size() > mostNamed)
        lines.append(
            tr("- and %n more", nullptr, static_cast<int>(m_facts.impacts.size() - mostNamed)));
    const QString subject = m_column.isEmpty() ? m_name : m_name + u'.' + m_column;
    QStringList to;
    for (const QString &address : addresses.mid(0, mostOwners))
        to.append(QString::fromLatin1(QUrl::toPercentEncoding(address, "@")));
    const QString body =
        tr("Hello,\n\n%1 is going to change. Lineage says that these depend on it:\n\n%2\n\n"
           "Please tell me if that is a problem for you.\n")
            .arg(subject, lines.join(u'\n'));
    const QByteArray address = "mailto:" + to.join(u',').toLatin1() + "?subject=" +
                               QUrl::toPercentEncoding(tr("Change of %1").arg(subject)) +
                               "&body=" + QUrl::toPercentEncoding(body);
    if (!QDesktopServices::openUrl(QUrl::fromEncoded(address)))
        emit said(tr("No mail program answered."));
}

} // namespace meshlens::ui
