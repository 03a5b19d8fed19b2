// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/catalogs/catalogs_page.h"

#include "models/store/writer.h"
#include "ui/catalogs/catalog_sheet.h"
#include "ui/catalogs/same_panel.h"
#include "ui/parts/ageing.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/load.h"
#include "ui/parts/toast.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QTableView>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

Result<QList<CatalogLine>> readLines(store::Reader &reader)
{
    const auto rows = reader.catalogs();
    if (!rows)
        return rows.error();
    QList<CatalogLine> lines;
    for (const store::CatalogRow &row : *rows) {
        auto runs = reader.syncRuns(row.connection.id, 24);
        if (!runs)
            return runs.error();
        lines += CatalogLine{row, *runs};
    }
    return lines;
}

} // namespace

CatalogsPage::CatalogsPage(Session &session, QWidget *parent) : Page(session, parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_header = new PageHeader(tr("Catalogs"), this);
    m_header->setGround(true);
    auto *syncAll = new Button(tr("Sync all"), m_header);
    syncAll->setIconName(u"sync"_s);
    auto *add = new Button(tr("Add catalog"), ButtonKind::Primary, m_header);
    add->setIconName(u"plus"_s);
    m_header->addAtRight(syncAll);
    m_header->addAtRight(add);
    connect(syncAll, &QPushButton::clicked, this, [this] { this->session().sync({}, false); });
    connect(add, &QPushButton::clicked, this, [this] { addCatalog({}, {}); });
    column->addWidget(m_header);
    m_strip = new MessageStrip(Tone::Bad, this);
    m_strip->setFlat(true);
    m_strip->hide();
    column->addWidget(m_strip);

    auto *content = new QWidget(this);
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    makeTable(content);
    inner->addWidget(m_table);

    makeCards(content, inner);
    m_stack = new ContentStack(content, Skeleton::Shape::Rows, this);
    column->addWidget(m_stack, 1);

    addCommand(tr("Sync this catalog"), u"sync"_s, Qt::Key_F5, this, [this] {
        if (const CatalogLine *line = current())
            this->session().sync({line->row.connection.name}, false);
    });
    addCommand(tr("Add a catalog"), u"plus"_s, {}, this, [this] { addCatalog({}, {}); });
    connect(&session, &Session::syncChanged, this, [this] {
        m_model->setProgress(this->session().syncProgress());
        if (isVisible())
            reload();
    });
    connect(&m_ageing, &QTimer::timeout, this, [this] {
        if (isVisible()) // else it reads again when it is opened
            reload();
    });
    m_stack->begin();
}

QString CatalogsPage::title() const
{
    return tr("Catalogs");
}

void CatalogsPage::open(const Link &link)
{
    m_wanted = link.key;
    reload();
    if (link.state.contains(u"add"_s))
        addCatalog(link.state[u"add"_s], link.state.value(u"address"_s));
}

Link CatalogsPage::link() const
{
    const CatalogLine *line = current();
    return {u"catalogs"_s, line ? line->row.connection.name : QString(), {}};
}

QList<QWidget *> CatalogsPage::focusRegions()
{
    return {m_table, m_syncCard, m_settingsCard, m_sameCard};
}

void CatalogsPage::reload()
{
    m_same->reload();
    load(
        this, session(), readLines, [this](const QList<CatalogLine> &lines) { showLines(lines); },
        [this](const Error &error) {
            m_stack->showError(tr("The catalogs could not be read"), error, [this] { reload(); });
        });
}

void CatalogsPage::showLines(const QList<CatalogLine> &lines)
{
    const CatalogLine *chosen = current();
    const QString name = !m_wanted.isEmpty() ? std::exchange(m_wanted, {})
                         : chosen            ? chosen->row.connection.name
                                             : QString();
    m_model->setLines(lines, nowMs());
    QList<store::CatalogRow> rows;
    for (const CatalogLine &line : lines)
        rows += line.row;
    startAgeing(m_ageing, rows, nowMs());
    m_model->setProgress(session().syncProgress());
    if (lines.isEmpty()) {
        auto *empty = new EmptyState(u"catalogs"_s, tr("No catalog is connected"),
                                     tr("Connect a mesh node or read a folder of descriptors."),
                                     Tone::Accent);
        connect(empty->addAction(tr("Add catalog"), ButtonKind::Primary), &QPushButton::clicked,
                this, [this] { addCatalog({}, {}); });
        m_stack->showEmpty(empty);
    } else {
        int row = 0;
        for (int i = 0; i < lines.size(); ++i) {
            if (lines[i].row.connection.name == name)
                row = i;
        }
        m_table->setCurrentIndex(m_model->index(row, 0));
        m_table->setFixedHeight(
            std::min<int>(px(26) + static_cast<int>(lines.size()) * px(44) + 2, px(26 + 44 * 6)));
        m_stack->showContent();
    }
    showStrip();
    showDetails();
    showOrder();
}

void CatalogsPage::showStrip()
{
    int failing = 0;
    const CatalogLine *worst = nullptr;
    for (const CatalogLine &line : m_model->lines()) {
        if (line.row.lastError.isEmpty())
            continue;
        ++failing;
        if (!worst)
            worst = &line;
    }
    const auto all = static_cast<int>(m_model->lines().size());
    QString caption = all == 1 ? tr("1 connected") : tr("%1 connected").arg(format::count(all));
    if (failing > 0)
        caption +=
            failing == 1 ? tr(", 1 needs you") : tr(", %1 need you").arg(format::count(failing));
    m_header->setCaption(caption);
    m_strip->setVisible(worst);
    if (!worst)
        return;
    const QString name = worst->row.connection.name;
    const QString since =
        worst->row.lastGoodSyncMs
            ? tr("%1 You still see it as it was %2.")
                  .arg(worst->row.lastError, format::ago(*worst->row.lastGoodSyncMs, nowMs()))
            : worst->row.lastError;
    m_strip->setMessage(Tone::Bad, tr("%1 was not read.").arg(name), since);
    m_strip->clearActions();
    connect(m_strip->addAction(tr("Try again")), &QPushButton::clicked, this,
            [this, name] { session().sync({name}, false); });
    connect(m_strip->addAction(tr("Edit")), &QPushButton::clicked, this,
            [this, name] { editCatalog(name); });
}

const CatalogLine *CatalogsPage::current() const
{
    return m_model->line(m_table->currentIndex());
}

const CatalogLine *CatalogsPage::find(const QString &name) const
{
    for (const CatalogLine &line : m_model->lines()) {
        if (line.row.connection.name == name)
            return &line;
    }
    return nullptr;
}

void CatalogsPage::addCatalog(const QString &kind, const QString &address)
{
    auto *sheet = new CatalogSheet(session(), window(), std::nullopt, kind, address);
    connect(sheet, &Sheet::accepted, this, [this, sheet] {
        m_wanted = sheet->draft().connection.name;
        reload();
    });
    sheet->open();
}

void CatalogsPage::editCatalog(const QString &name)
{
    const CatalogLine *line = find(name);
    if (!line)
        return;
    auto *sheet = new CatalogSheet(session(), window(), line->row.connection);
    connect(sheet, &Sheet::accepted, this, &CatalogsPage::reload);
    sheet->open();
}

void CatalogsPage::removeCatalog(const QString &name)
{
    const CatalogLine *line = find(name);
    if (!line)
        return;
    const qint64 products = line->row.products;
    const QString effect = products == 1
                               ? tr("1 product leaves the index. Nothing changes in the catalog.")
                               : tr("%1 products leave the index. Nothing changes in the catalog.")
                                     .arg(format::count(products));
    Sheet *sheet =
        Sheet::confirm(window(), tr("Remove %1?").arg(name), effect, tr("Remove"), tr("Keep"));
    connect(sheet, &Sheet::accepted, this, [this, name] {
        watch(this, session().removeCatalog(name), [this, name](const Result<void> &done) {
            Toast::show(this, done ? tr("%1 removed").arg(name) : done.error().message);
            reload();
        });
    });
}

void CatalogsPage::showMenu(int row, const QPoint &at)
{
    const CatalogLine *line = m_model->line(m_model->index(row, 0));
    if (!line)
        return;
    const QString name = line->row.connection.name;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (m_model->progress(name))
        menu->addAction(themeIcon(u"close"_s), tr("Stop"), this,
                        [this, name] { session().stopSync({name}); });
    menu->addAction(themeIcon(u"sync"_s), tr("Sync now"), this,
                    [this, name] { session().sync({name}, false); });
    menu->addAction(themeIcon(u"download"_s), tr("Read all again"), this,
                    [this, name] { session().sync({name}, true); });
    menu->addAction(themeIcon(u"edit"_s), tr("Edit"), this, [this, name] { editCatalog(name); });
    menu->addSeparator();
    menu->addAction(themeIcon(u"chevron-up"_s), tr("Wins over more"), this,
                    [this, row] { moveCatalog(row, -1); })
        ->setEnabled(row > 0);
    menu->addAction(themeIcon(u"chevron-down"_s), tr("Wins over fewer"), this,
                    [this, row] { moveCatalog(row, 1); })
        ->setEnabled(row + 1 < m_model->rowCount());
    menu->addSeparator();
    menu->addAction(themeIcon(u"trash"_s, Token::Bad), tr("Remove"), this,
                    [this, name] { removeCatalog(name); });
    menu->popup(at);
}

void CatalogsPage::moveCatalog(int row, int step)
{
    QList<qint64> ids;
    for (const CatalogLine &line : m_model->lines())
        ids += line.row.connection.id;
    if (row < 0 || row >= ids.size() || row + step < 0 || row + step >= ids.size())
        return;
    const QList<qint64> before = ids;
    const QString name = m_model->lines()[row].row.connection.name;
    ids.move(row, row + step);
    m_wanted = name;
    setRanks(ids, tr("%1 moved to place %2").arg(name, format::count(row + step + 1)), before);
}

void CatalogsPage::setRanks(const QList<qint64> &ids, const QString &undoText,
                            const QList<qint64> &before)
{
    watch(this, session().write([ids](store::Writer &writer) { return writer.setRanks(ids); }),
          [this, undoText, before](const Result<void> &done) {
              reload();
              if (!done)
                  Toast::show(this, done.error().message);
              else if (!before.isEmpty())
                  Toast::show(this, undoText, tr("Undo"),
                              [this, before] { setRanks(before, {}, {}); });
          });
}

} // namespace meshlens::ui
