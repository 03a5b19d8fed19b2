// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_view.h"
#include "ui/lineage/impact_panel.h"
#include "ui/lineage/lineage_page.h"
#include "ui/parts/icons.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

// The menus of a thing, of a link, and of the ground between them.

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using lineage::Level;

namespace {

/// Shows the key of a command that stands elsewhere; here it takes no key of its own.
QAction *add(QMenu &menu, const QString &icon, const QString &words, const QString &keys = {})
{
    const QString text = QString(words).replace(u'&', u"&&"_s);
    return menu.addAction(icon.isEmpty() ? QIcon() : themeIcon(icon),
                          keys.isEmpty() ? text : text + u'\t' + keys);
}

} // namespace

const DrawnNode *LineagePage::chosen() const
{
    const Place place = m_view->place();
    return place.isValid() ? &m_view->drawing()->nodes[place.node] : nullptr;
}

void LineagePage::fillSchemaMenu(QMenu &menu, const lineage::Node &schema)
{
    connect(add(menu, u"expand"_s, tr("Show its datasets"), u"+"_s), &QAction::triggered, this,
            [this, key = schema.key] { toggleSchema(key); });
    if (!schema.domain.isEmpty())
        connect(add(menu, u"collapse"_s, tr("Fold %1").arg(schema.domainName)), &QAction::triggered,
                this, [this, domain = schema.domain] { toggleDomain(domain); });
    menu.addSeparator();
    connect(add(menu, u"copy"_s, tr("Copy name")), &QAction::triggered, this,
            [name = schema.qualifiedName] { QGuiApplication::clipboard()->setText(name); });
}

void LineagePage::fillThingMenu(QMenu &menu, const DrawnNode &node)
{
    const lineage::Node thing = node.node;
    if (thing.schema)
        return fillSchemaMenu(menu, thing);
    const bool domain = thing.kind == mesh::Kind::Domain;
    const QString column =
        m_view->place().row >= 0 ? node.rows[m_view->place().row].name : QString();
    connect(add(menu, u"external"_s, tr("Open"), tr("Enter")), &QAction::triggered, this,
            [this, thing] { openThing(thing.key, false); });
    connect(add(menu, {}, tr("Open beside"), tr("Shift+Enter")), &QAction::triggered, this,
            [this, thing] { openThing(thing.key, true); });
    menu.addSeparator();
    connect(add(menu, u"target"_s,
                column.isEmpty() ? tr("Start from here") : tr("Start from this column"),
                column.isEmpty() ? u"S"_s : QString()),
            &QAction::triggered, this, [this, thing, column] { startFrom(thing.key, column); });
    connect(add(menu, u"chevron-left"_s, tr("Only what is upstream"), u"["_s), &QAction::triggered,
            this, [this] { focusOn(true); });
    connect(add(menu, u"chevron-right"_s, tr("Only what is downstream"), u"]"_s),
            &QAction::triggered, this, [this] { focusOn(false); });
    connect(add(menu, u"route"_s, tr("How does it reach…")), &QAction::triggered, this,
            [this] { ask(LineageQuestion::Ways); });
    menu.addSeparator();
    if (node.canOpen)
        connect(
            add(menu, u"columns"_s, node.open ? tr("Hide columns") : tr("Show columns"), u"C"_s),
            &QAction::triggered, this, [this] { openColumns(); });
    if (domain)
        connect(add(menu, u"expand"_s, tr("Show its products"), u"+"_s), &QAction::triggered, this,
                [this, thing] { toggleDomain(thing.key); });
    if (!domain && m_wish.level != Level::Domain) {
        if (const QString schema = stackOf(thing, m_wish.opened); isSchema(schema))
            connect(add(menu, u"collapse"_s, tr("Fold its schema"), u"-"_s), &QAction::triggered,
                    this, [this, schema] { toggleSchema(schema); });
        if (!thing.domain.isEmpty())
            connect(add(menu, u"collapse"_s, tr("Fold %1").arg(thing.domainName)),
                    &QAction::triggered, this, [this, thing] { toggleDomain(thing.domain); });
    }
    menu.addSeparator();
    if (!thing.product.isEmpty())
        connect(add(menu, u"key"_s, tr("Request access"), u"R"_s), &QAction::triggered, this,
                [this, thing] { emit accessRequested(thing.product, {}); });
    connect(add(menu, u"copy"_s, tr("Copy name")), &QAction::triggered, this, [thing, column] {
        QGuiApplication::clipboard()->setText(column.isEmpty() ? thing.name
                                                               : thing.name + u'.' + column);
    });
}

void LineagePage::fillLinkMenu(QMenu &menu, const DrawnEdge &edge)
{
    for (const bool from : {true, false}) {
        const Place end = from ? Place{edge.from, edge.fromRow} : Place{edge.to, edge.toRow};
        const QString name = wordsFor(*m_view->drawing(), end);
        connect(add(menu, from ? u"chevron-left"_s : u"chevron-right"_s, tr("Go to %1").arg(name)),
                &QAction::triggered, this, [this, end] {
                    m_view->setPlace(end);
                    m_view->ensureVisible(m_view->nodeRect(end.node));
                });
    }
    menu.addSeparator();
    const Drawing &drawing = *m_view->drawing();
    const lineage::Node &from = drawing.nodes[edge.from].node;
    const lineage::Node &to = drawing.nodes[edge.to].node;
    if (from.kind == mesh::Kind::Domain && to.kind == mesh::Kind::Domain)
        connect(add(menu, u"expand"_s, tr("Show the products of both")), &QAction::triggered, this,
                [this, one = from.key, other = to.key] { openDomains(one, other); });
    if (!m_panel->isVisible())
        connect(add(menu, u"panel"_s, tr("What is known of this link"), u"Ctrl+I"_s),
                &QAction::triggered, this, [this] {
                    if (!m_panel->isVisible())
                        togglePanel();
                });
    connect(add(menu, u"copy"_s, tr("Copy as text")), &QAction::triggered, this,
            [words = wordsFor(drawing, edge)] {
                QGuiApplication::clipboard()->setText(words.join(u'\n'));
            });
}

void LineagePage::fillGroundMenu(QMenu &menu)
{
    connect(add(menu, u"fit"_s, tr("Fit the graph"), u"F"_s), &QAction::triggered, m_view,
            &GraphView::fit);
    connect(add(menu, u"zoom-in"_s, tr("Show at 100%")), &QAction::triggered, m_view,
            [this] { m_view->setZoom(1); });
    menu.addSeparator();
    QAction *undo = add(menu, u"back"_s, tr("Undo change of view"));
    undo->setEnabled(m_history.canUndo());
    connect(undo, &QAction::triggered, this, [this] { step(true); });
    QAction *redo = add(menu, u"forward"_s, tr("Redo change of view"));
    redo->setEnabled(m_history.canRedo());
    connect(redo, &QAction::triggered, this, [this] { step(false); });
    connect(add(menu, u"star"_s, tr("Save this view…")), &QAction::triggered, this,
            [this] { saveView(); });
    menu.addSeparator();
    connect(add(menu, u"list"_s, tr("Show as list")), &QAction::triggered, this, [this] {
        setList(true);
        noteView();
        emit linkChanged();
    });
    if (m_wish.filter.isOn())
        connect(add(menu, u"filter"_s, tr("Show what is filtered out")), &QAction::triggered, this,
                [this] {
                    m_wish.filter = {};
                    refresh();
                });
    if (!m_wish.root.isEmpty())
        connect(add(menu, u"lineage"_s, tr("Show the whole mesh")), &QAction::triggered, this,
                [this] {
                    emit navigate({u"lineage"_s, {}, {}});
                });
}

void LineagePage::showMenu(const QPoint &at)
{
    if (!m_view->drawing())
        return;
    auto *menu = new QMenu(m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (const DrawnNode *node = chosen())
        fillThingMenu(*menu, *node);
    else if (m_view->edge() >= 0)
        fillLinkMenu(*menu, m_view->drawing()->edges[m_view->edge()]);
    else
        fillGroundMenu(*menu);
    menu->popup(m_view->mapToGlobal(at));
}

} // namespace meshlens::ui
