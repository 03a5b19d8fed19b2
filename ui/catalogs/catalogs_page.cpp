// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/catalogs/catalogs_page.h"

#include "models/store/writer.h"
#include "ui/catalogs/catalog_sheet.h"
#include "ui/parts/chart.h"
#include "ui/parts/delegates.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/load.h"
#include "ui/parts/toast.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QScrollArea>
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

/// A card whose body scrolls.
QVBoxLayout *scrollIn(Card *card)
{
    auto *scroll = new QScrollArea(card);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->viewport()->setAutoFillBackground(false);
    auto *host = new QWidget;
    auto *column = new QVBoxLayout(host);
    column->setContentsMargins(0, 0, px(4), 0);
    column->setSpacing(px(6));
    scroll->setWidget(host);
    host->setAutoFillBackground(false); // setWidget() turns it on
    card->body()->addWidget(scroll);
    return column;
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
    m_model = new CatalogModel(this);
    m_model->setKinds(session.kinds());
    m_table = new QTableView(content);
    m_table->setAccessibleName(tr("Catalogs"));
    auto *delegate = new CellDelegate(44, m_table);
    delegate->setPainter(CatalogModel::Name, [this](QPainter *painter, const QRectF &rect,
                                                    const QModelIndex &index) {
        const CatalogLine *line = m_model->line(index);
        paintIcon(painter, QRectF(rect.x(), rect.center().y() - px(8), px(16), px(16)),
                  m_model->kindIcon(line->row.connection.kind), colour(Token::Text2));
        paintTwoLines(painter, rect.adjusted(px(26), 0, 0, 0), line->row.connection.name,
                      m_model->kindTitle(line->row.connection.kind), TextRole::Section);
    });
    delegate->setPainter(
        CatalogModel::Address, [](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
            paintText(painter, rect, index.data().toString(), TextRole::Mono, Token::Text2,
                      Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
        });
    delegate->setPainter(CatalogModel::LastSync,
                         [this](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
                             const CatalogLine *line = m_model->line(index);
                             paintTwoLines(painter, rect, m_model->lastSyncWords(*line),
                                           m_model->nextSyncWords(*line), TextRole::Table);
                         });
    delegate->setPainter(CatalogModel::Runs,
                         [this](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
                             paintRuns(painter, rect, m_model->runs(*m_model->line(index)));
                         });
    delegate->setPainter(CatalogModel::State,
                         [this](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
                             const CatalogState state = m_model->state(*m_model->line(index));
                             paintMarkedText(painter, rect, state.mark, state.words,
                                             state.mark == Mark::Missed ? Token::Bad : Token::Text);
                         });
    delegate->setPainter(CatalogModel::Act, [](QPainter *painter, const QRectF &rect,
                                               const QModelIndex &index) {
        const bool stop = index.data().toString() == CatalogModel::tr("Stop");
        paintIcon(painter, QRectF(rect.right() - px(46), rect.center().y() - px(8), px(16), px(16)),
                  stop ? u"close"_s : u"sync"_s, colour(Token::Text2));
        paintIcon(painter, QRectF(rect.right() - px(18), rect.center().y() - px(8), px(16), px(16)),
                  u"more"_s, colour(Token::Text2));
    });
    m_table->setModel(m_model);
    setUpTable(m_table, delegate);
    QHeaderView *head = m_table->horizontalHeader();
    head->setSectionResizeMode(QHeaderView::Interactive);
    head->setSectionResizeMode(CatalogModel::Address, QHeaderView::Stretch);
    static constexpr std::pair<int, int> widths[] = {
        {CatalogModel::Name, 212},     {CatalogModel::Products, 80}, {CatalogModel::Columns, 80},
        {CatalogModel::LastSync, 110}, {CatalogModel::Runs, 130},    {CatalogModel::State, 130},
        {CatalogModel::Act, 80}};
    for (const auto &[section, width] : widths)
        head->resizeSection(section, px(width));
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QTableView::customContextMenuRequested, this, [this](const QPoint &at) {
        if (const QModelIndex index = m_table->indexAt(at); index.isValid())
            showMenu(index.row(), m_table->viewport()->mapToGlobal(at));
    });
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() != CatalogModel::Act)
            return;
        const QRect cell = m_table->visualRect(index);
        const int x = m_table->viewport()->mapFromGlobal(QCursor::pos()).x();
        const QString name = m_model->line(index)->row.connection.name;
        if (x > cell.right() - px(30))
            showMenu(index.row(), m_table->viewport()->mapToGlobal(cell.bottomLeft()));
        else if (m_model->progress(name))
            this->session().stopSync({name});
        else
            this->session().sync({name}, false);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        showDetails();
        emit linkChanged();
    });
    inner->addWidget(m_table);

    auto *cards = new QWidget(content);
    auto *row = new QHBoxLayout(cards);
    row->setContentsMargins(px(20), px(14), px(20), px(16));
    row->setSpacing(px(12));
    m_syncCard = new Card(tr("Last sync"), cards);
    m_chart = new Chart(tr("Changes per sync"), m_syncCard);
    m_chart->setFixedHeight(px(150));
    m_syncCard->body()->addWidget(
        new Label(tr("Changes per sync"), TextRole::Table, Token::Text2, m_syncCard));
    m_syncCard->body()->addWidget(m_chart);
    m_log = scrollIn(m_syncCard);
    m_settingsCard = new Card(tr("What is read, and how"), cards);
    connect(m_settingsCard->setLink(tr("Edit")), &QAbstractButton::clicked, this, [this] {
        if (const CatalogLine *line = current())
            editCatalog(line->row.connection.name);
    });
    m_settings = scrollIn(m_settingsCard);
    m_orderCard = new Card(tr("Which catalog wins"), cards);
    m_order = scrollIn(m_orderCard);
    for (Card *card : {m_syncCard, m_settingsCard, m_orderCard})
        row->addWidget(card, 1);
    inner->addWidget(cards, 1);
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
    return {m_table, m_syncCard, m_settingsCard, m_orderCard};
}

void CatalogsPage::reload()
{
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
