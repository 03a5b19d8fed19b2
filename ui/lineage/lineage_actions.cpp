// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/export.h"
#include "ui/lineage/graph_picture.h"
#include "ui/lineage/graph_view.h"
#include "ui/lineage/lineage_page.h"
#include "ui/lineage/lineage_toolbar.h"
#include "ui/lineage/save_file.h"
#include "ui/parts/icons.h"

#include <QAction>
#include <QMenu>

// What leads out of the Lineage screen: files and the menu of a thing.

namespace meshlens::ui {

using namespace Qt::StringLiterals;

void LineagePage::makeExports()
{
    const QList<std::pair<QString, QString>> kinds{
        {tr("Picture, SVG"), u"svg"_s},  {tr("Picture, PNG"), u"png"_s},
        {tr("Document, PDF"), u"pdf"_s}, {tr("Links as CSV"), u"csv"_s},
        {tr("Graph as DOT"), u"dot"_s},  {tr("OpenLineage events"), u"ndjson"_s}};
    for (const auto &[words, format] : kinds) {
        QAction *action = m_bar->exportMenu()->addAction(words);
        connect(action, &QAction::triggered, this, [this, kind = format] { exportGraph(kind); });
    }
}

void LineagePage::exportGraph(const QString &format)
{
    if (!m_answer || m_answer->noLineage)
        return;
    const auto say = [this](const QString &words) { emit toastRequested(words, {}); };
    const QString name = u"lineage."_s + format;
    const QString filter = u"%1 (*.%2)"_s.arg(format.toUpper(), format);
    if (pictureFormats().contains(format)) {
        saveFile(
            this, tr("Save the picture"), name, filter,
            [drawing = m_answer->drawing, look = m_view->look(), highlight = m_view->highlight(),
             format](const QString &path) {
                return writePicture(*drawing, format, path, look, highlight);
            },
            say);
        return;
    }
    saveFile(
        this, tr("Save the graph"), name, filter,
        [graph = m_answer->graph, format, now = nowMs()](const QString &path) {
            return writeBytes(path, format == u"csv"   ? lineage::toCsv(graph)
                                    : format == u"dot" ? lineage::toDot(graph)
                                                       : lineage::toOpenLineage(graph, now));
        },
        say);
}

void LineagePage::showMenu(const QPoint &at)
{
    const DrawnNode *node = chosen();
    if (!node)
        return;
    auto *menu = new QMenu(m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const lineage::Node thing = node->node;
    const QString column =
        m_view->place().row >= 0 ? node->rows[m_view->place().row].name : QString();
    connect(menu->addAction(themeIcon(u"external"_s), tr("Open")), &QAction::triggered, this,
            [this, thing] { openThing(thing.key, false); });
    connect(menu->addAction(themeIcon(u"target"_s), column.isEmpty()
                                                        ? tr("Start from here")
                                                        : tr("Start from this column")),
            &QAction::triggered, this, [this, thing, column] { startFrom(thing.key, column); });
    if (node->canOpen)
        connect(menu->addAction(themeIcon(u"columns"_s),
                                node->open ? tr("Hide columns") : tr("Show columns")),
                &QAction::triggered, this, [this] { openColumns(); });
    if (!thing.product.isEmpty())
        connect(menu->addAction(themeIcon(u"key"_s), tr("Request access")), &QAction::triggered,
                this, [this, thing] { emit accessRequested(thing.product, {}); });
    menu->popup(m_view->mapToGlobal(at));
}

} // namespace meshlens::ui
