// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/export.h"
#include "models/lineage/graph_data.h"
#include "ui/lineage/graph_picture.h"
#include "ui/lineage/graph_view.h"
#include "ui/lineage/lineage_page.h"
#include "ui/lineage/lineage_toolbar.h"
#include "ui/lineage/save_file.h"
#include "ui/parts/format.h"
#include "ui/parts/sheet.h"

#include <QAction>
#include <QMenu>
#include <QSpinBox>

#include <cmath>

// The graph as a file: what is drawn, or everything up and downstream of its root.

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

struct Export {
    QString words;
    PictureOptions picture; // its format also of files that are no picture
};

Result<void> writeGraph(const lineage::Subgraph &graph, const QString &format, const QString &path,
                        std::int64_t nowMs)
{
    return writeBytes(path, format == u"csv"   ? lineage::toCsv(graph)
                            : format == u"dot" ? lineage::toDot(graph)
                                               : lineage::toOpenLineage(graph, nowMs));
}

/// Everything that a root hangs together with, at a level.
Result<lineage::Subgraph> closure(const lineage::Graph &graph, const LineageWish &wish)
{
    lineage::WalkOptions all;
    all.level = wish.level;
    all.up = all.down = std::nullopt;
    all.withColumns = wish.level >= lineage::Level::Dataset;
    all.maxNodes = 10'000'000;
    return lineage::neighbourhood(graph, wish.root, all);
}

} // namespace

Told toldBy(const LineageAnswer &answer)
{
    Told told{answer.unfolded, 0};
    const GraphExtras &extras = answer.extras;
    told.leftOut = told.graph.edges.removeIf([&](const lineage::Edge &edge) {
        return extras.through.contains({edge.from, edge.to}) ||
               extras.edgeChanges.value(changeId(edge)) == Change::Went;
    });
    told.graph.nodes.removeIf([&](const lineage::Node &node) {
        return extras.nodeChanges.value(node.key) == Change::Went;
    });
    return told;
}

void LineagePage::makeExports()
{
    const QList<Export> kinds{{tr("Picture, SVG"), {u"svg"_s, {}, false}},
                              {tr("Picture, PNG"), {u"png"_s, {}, false}},
                              {tr("Picture, PNG, four times as large"), {u"png"_s, 4, false}},
                              {tr("Document, PDF"), {u"pdf"_s, {}, false}},
                              {tr("Document, PDF on A4 pages"), {u"pdf"_s, {}, true}},
                              {tr("Links as CSV"), {u"csv"_s, {}, false}},
                              {tr("Graph as DOT"), {u"dot"_s, {}, false}},
                              {tr("OpenLineage events"), {u"ndjson"_s, {}, false}}};
    QMenu *menu = m_bar->exportMenu();
    auto *whole = new QMenu(tr("Everything up and downstream"), menu);
    for (const Export &kind : kinds) {
        connect(menu->addAction(kind.words), &QAction::triggered, this,
                [this, options = kind.picture] { exportDrawn(options); });
        connect(whole->addAction(kind.words), &QAction::triggered, this,
                [this, options = kind.picture] { exportWhole(options); });
    }
    auto *other = new QAction(tr("Picture, PNG, at another scale…"), menu);
    connect(other, &QAction::triggered, this, [this] { askForScale(); });
    menu->insertAction(menu->actions().at(3), other); // after the other two
    menu->addSeparator();
    menu->addMenu(whole);
}

void LineagePage::askForScale()
{
    if (!m_answer || m_answer->noLineage)
        return;
    auto *sheet = new Sheet(window(), tr("Picture at another scale"), 440, 210);
    const QSizeF size = m_answer->drawing->bounds.size();
    sheet->setSubtitle(tr("At 100 % the whole graph is %1 by %2 pixels.")
                           .arg(format::count(std::llround(size.width())),
                                format::count(std::llround(size.height()))));
    auto *scale = new QSpinBox(sheet);
    scale->setRange(5, 2000);
    scale->setValue(200);
    scale->setSuffix(tr(" %"));
    scale->setAccessibleName(tr("Scale"));
    sheet->body()->addWidget(scale);
    sheet->body()->addStretch();
    Button *save = sheet->addAction(tr("Save"), ButtonKind::Primary);
    connect(save, &QAbstractButton::clicked, this, [this, sheet, scale] {
        const PictureOptions options{u"png"_s, scale->value() / 100.0, false};
        sheet->accept();
        exportDrawn(options);
    });
    sheet->open();
    scale->setFocus();
    scale->selectAll();
}

void LineagePage::exportDrawn(const PictureOptions &options)
{
    if (!m_answer || m_answer->noLineage)
        return;
    const QString &format = options.format;
    const auto say = [this](const QString &words) { emit toastRequested(words, {}); };
    const QString filter = u"%1 (*.%2)"_s.arg(format.toUpper(), format);
    if (pictureFormats().contains(format)) {
        saveFile(
            this, tr("Save the picture"), u"lineage."_s + format, filter,
            [drawing = m_answer->drawing, look = m_view->look(),
             emphases = m_view->chosenEmphases(), options](const QString &path) {
                return writePicture(*drawing, options, path, look, emphases);
            },
            say);
        return;
    }
    const Told told = toldBy(*m_answer);
    const auto sayAll = [say, leftOut = told.leftOut](const QString &words) {
        say(leftOut == 0 ? words
                         : words + u' ' +
                               tr("Left out are %n links that only the picture has.", nullptr,
                                  static_cast<int>(leftOut)));
    };
    saveFile(
        this, tr("Save the graph"), u"lineage."_s + format, filter,
        [graph = told.graph, format, now = nowMs()](const QString &path) {
            return writeGraph(graph, format, path, now);
        },
        sayAll);
}

void LineagePage::exportWhole(const PictureOptions &options)
{
    if (!m_answer || m_answer->noLineage)
        return;
    const QString &format = options.format;
    QHash<QString, DomainStyle> styles; // the theme belongs to this thread
    for (const auto &domain : m_answer->source->data().domains)
        styles.insert(domain.key, Theme::instance().domain(domain.key, domain.name));
    LineageWish wish = m_wish;
    wish.root = rootKey();
    saveFile(
        this, tr("Save everything up and downstream"), u"lineage."_s + format,
        u"%1 (*.%2)"_s.arg(format.toUpper(), format),
        [graph = m_answer->source, wish, options, styles, look = m_view->look(),
         standings = m_answer->extras.standings,
         now = nowMs()](const QString &path) -> Result<void> {
            const auto all = closure(*graph, wish);
            if (!all)
                return all.error();
            if (!pictureFormats().contains(options.format))
                return writeGraph(*all, options.format, path, now);
            DrawingOptions drawing;
            drawing.unit = look.unit;
            for (const lineage::Node &node : all->nodes) // all that takes part is shown
                drawing.longLists.insert(node.key);
            GraphExtras extras = extrasOf(*graph, *all, now);
            extras.standings = standings;
            auto drawn = draw(*all, extras, drawing);
            if (!drawn)
                return std::move(drawn).error();
            dress(*drawn, styles);
            return writePicture(*drawn, options, path, look);
        },
        [this](const QString &words) { emit toastRequested(words, {}); });
}

} // namespace meshlens::ui
