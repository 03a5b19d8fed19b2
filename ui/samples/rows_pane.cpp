// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/rows_pane.h"

#include "ui/parts/badge_widget.h"
#include "ui/parts/delegates.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/load.h"
#include "ui/parts/segmented.h"
#include "ui/parts/sparks.h"
#include "ui/parts/toast.h"
#include "ui/samples/ground.h"
#include "ui/samples/rows_view.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QSaveFile>
#include <QShortcut>
#include <QStackedWidget>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

RowsPane::RowsPane(QWidget *parent)
    : QWidget(parent), m_model(new RowsModel(this)), m_profiles(new ProfileModel(this))
{
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);

    auto *bar = new Ground(Token::Surface, Qt::BottomEdge, content);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(px(14), px(6), px(12), px(7));
    row->setSpacing(px(10));
    m_count = new Label(TextRole::BodyStrong, Token::Text, bar);
    m_timing = new Label(TextRole::Table, Token::Text3, bar);
    auto *chips = new QWidget(bar);
    m_chips = new QHBoxLayout(chips);
    m_chips->setContentsMargins(0, 0, 0, 0);
    m_chips->setSpacing(px(6));
    m_mode = new SegmentedControl(tr("Table or profile"), bar);
    m_mode->addChoice(tr("Table"));
    m_mode->addChoice(tr("Profile"));
    m_export = new Button(tr("Export"), bar);
    m_export->setIconName(u"download"_s);
    m_export->setSmall(true);
    row->addWidget(m_count);
    row->addWidget(m_timing);
    row->addWidget(chips);
    row->addStretch(1);
    row->addWidget(m_mode);
    row->addWidget(m_export);
    column->addWidget(bar);

    m_views = new QStackedWidget(content);
    m_table = new RowsView(*m_model, m_views);
    m_profileTable = new QTableView(m_views);
    m_profileTable->setAccessibleName(tr("Profile of the columns"));
    auto *delegate = new CellDelegate(34, m_profileTable);
    delegate->setPainter(
        ProfileModel::Name, [](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
            paintText(painter, rect, index.data().toString(), TextRole::Mono, Token::Text);
        });
    delegate->setPainter(ProfileModel::Values, [this](QPainter *painter, const QRectF &rect,
                                                      const QModelIndex &index) {
        QList<double> bins;
        if (const samples::ColumnProfile *profile = m_profiles->profile(index)) {
            for (const int bin : profile->bins)
                bins += bin;
        }
        paintHistogram(painter, rect.adjusted(0, px(6), 0, -px(6)), bins);
    });
    m_profileTable->setModel(m_profiles);
    setUpTable(m_profileTable, delegate);
    QHeaderView *head = m_profileTable->horizontalHeader();
    for (int section = 0; section < ProfileModel::ColumnCount; ++section)
        head->resizeSection(section, px(section == ProfileModel::Name     ? 140
                                        : section == ProfileModel::Type   ? 84
                                        : section == ProfileModel::Values ? 110
                                        : section == ProfileModel::Empty  ? 66
                                                                          : 84));
    head->setStretchLastSection(true);
    m_views->addWidget(m_table);
    m_views->addWidget(m_profileTable);
    column->addWidget(m_views, 1);

    auto *foot = new Ground(Token::Surface2, Qt::TopEdge, content);
    auto *footRow = new QHBoxLayout(foot);
    footRow->setContentsMargins(px(14), px(8), px(14), px(8));
    footRow->setSpacing(px(8));
    auto *sign = new IconSign(u"info"_s, foot);
    m_note = new Label(TextRole::Table, Token::Text2, foot);
    m_note->setWordWrap(true);
    m_noteLink = new LinkLabel(tr("Fetch again"), foot);
    m_noteLink->setRole(TextRole::TableStrong);
    m_noteLink->hide();
    footRow->addWidget(sign);
    footRow->addWidget(m_note, 1);
    footRow->addWidget(m_noteLink);
    column->addWidget(foot);

    m_stack = new ContentStack(content, Skeleton::Shape::Rows, this);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);

    connect(m_mode, &SegmentedControl::currentChanged, m_views, &QStackedWidget::setCurrentIndex);
    connect(m_export, &QPushButton::clicked, this, &RowsPane::exportRows);
    connect(m_table, &RowsView::orderWanted, this, [this](int wanted) {
        if (m_order.column != wanted)
            setOrder({wanted, Qt::AscendingOrder});
        else if (m_order.direction == Qt::AscendingOrder)
            setOrder({wanted, Qt::DescendingOrder});
        else
            setOrder({});
    });
    auto *copy = new QShortcut(QKeySequence(QKeySequence::Copy), m_table);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, m_table, &RowsView::copySelection);
}

void RowsPane::showRows(const SampleRows &rows, const QString &timing, const QString &note)
{
    m_order = {};
    m_filter.reset();
    m_model->setRows(rows);
    m_profiles->setRows(rows);
    m_table->setOrder({});
    m_table->fitColumns();
    m_timing->setText(timing);
    m_note->setText(note);
    showChips();
    const int masked = rows->maskedColumns();
    m_export->setEnabled(masked == 0);
    m_export->setText(masked == 0 ? tr("Export") : tr("Export off: masked values"));
    m_export->setToolTip(
        masked == 0 ? tr("Save these rows as CSV")
                    : tr("Masked values may be looked at here, but do not leave this window."));
    m_stack->showContent();
}

void RowsPane::setNote(const QString &note)
{
    m_note->setText(note);
}

void RowsPane::showReason(EmptyState *state)
{
    m_order = {};
    m_filter.reset();
    m_model->setRows(nullptr);
    m_profiles->setRows(nullptr);
    m_stack->showEmpty(state);
}

void RowsPane::setOrder(const RowOrder &order)
{
    m_order = order;
    m_table->setOrder(order);
    arrange();
}

void RowsPane::setFilter(const std::optional<RowFilter> &filter)
{
    m_filter = filter;
    arrange();
}

void RowsPane::showProfile(bool on)
{
    m_mode->setCurrent(on ? 1 : 0);
    m_views->setCurrentIndex(on ? 1 : 0);
}

void RowsPane::arrange()
{
    const SampleRows rows = m_model->rows();
    if (!rows)
        return;
    showChips();
    compute(
        this,
        [rows, order = m_order, filter = m_filter]() -> Result<QList<int>> {
            return arranged(*rows, order, filter);
        },
        [this, rows](const QList<int> &order) {
            if (m_model->rows() != rows) // others came, or they were erased
                return;
            m_model->setArrangement(order);
            showChips();
        },
        [](const Error &) {});
}

void RowsPane::showChips()
{
    const SampleRows &rows = m_model->rows();
    if (!rows)
        return;
    const auto all = rows->sample.rows.size();
    const auto shown = m_model->arrangement().size();
    const QString total = all == 1 ? tr("1 row") : tr("%1 rows").arg(format::count(all));
    m_count->setText(m_filter ? tr("%1 of %2").arg(format::count(shown), total) : total);
    while (QLayoutItem *item = m_chips->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        const std::unique_ptr<QLayoutItem> gone(item);
    }
    const auto add = [this](const QString &text, const std::function<void()> &drop) {
        auto *chip = new Button(text);
        chip->setSmall(true);
        chip->setIconName(u"close"_s);
        connect(chip, &QPushButton::clicked, this, drop);
        m_chips->addWidget(chip);
    };
    if (m_order.column >= 0) {
        const QString name = rows->sample.columns.value(m_order.column).name;
        add(m_order.direction == Qt::AscendingOrder ? tr("%1 ascending").arg(name)
                                                    : tr("%1 descending").arg(name),
            [this] { setOrder({}); });
    }
    if (m_filter)
        add(tr("%1: %2").arg(m_filter->column, m_filter->text), [this] { setFilter({}); });
}

void RowsPane::exportRows()
{
    const SampleRows rows = m_model->rows();
    if (!rows || rows->maskedColumns() > 0)
        return;
    compute(
        this,
        [rows, order = m_model->arrangement()]() -> Result<QByteArray> {
            return toCsv(*rows, order);
        },
        [this](const QByteArray &content) { saveCsv(content); }, [](const Error &) {});
}

void RowsPane::saveCsv(const QByteArray &content)
{
    auto *dialog = new QFileDialog(this, tr("Export rows"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->selectFile(u"rows.csv"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this, content](const QString &path) {
        const auto written = QtConcurrent::run(&loadPool(), [path, content] {
            QSaveFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() &&
                   file.commit();
        });
        watch(this, written, [this, path](bool good) {
            Toast::show(this,
                        good ? tr("Saved %1").arg(path) : tr("%1 could not be written").arg(path));
        });
    });
    dialog->open();
}

} // namespace meshlens::ui
