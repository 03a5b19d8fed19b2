// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/product/schema_tab.h"

#include "models/mesh/identity.h"
#include "ui/parts/cell_grid.h"
#include "ui/parts/delegates.h"
#include "ui/parts/format.h"
#include "ui/parts/labels.h"
#include "ui/parts/search_field.h"
#include "ui/parts/segmented.h"
#include "ui/parts/sparks.h"
#include "ui/product/column_model.h"
#include "ui/product/product_words.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QScrollArea>
#include <QSplitter>
#include <QTreeView>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

Mark markOf(const scores::CheckState &state)
{
    if (!state.usable || !state.latest)
        return Mark::Unknown;
    switch (state.latest->status) {
    case mesh::CheckStatus::Passed:
        return Mark::Met;
    case mesh::CheckStatus::Warning:
        return Mark::Warning;
    case mesh::CheckStatus::Failed:
        return Mark::Missed;
    case mesh::CheckStatus::Errored:
        break;
    }
    return Mark::Unknown;
}

/// The worst of them.
Mark worstMark(const QList<scores::CheckState> &checks)
{
    Mark worst = Mark::Met;
    bool known = false;
    for (const scores::CheckState &state : checks) {
        const Mark mark = markOf(state);
        if (mark == Mark::Missed)
            return mark;
        if (mark == Mark::Warning)
            worst = mark;
        known = known || mark != Mark::Unknown;
    }
    return known ? worst : Mark::Unknown;
}

class Ground final : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), colour(Token::Surface));
    }
};

/// The ground, line and mark of a row reach to the left edge, below the branches as well.
class ColumnTree final : public QTreeView
{
public:
    using QTreeView::QTreeView;

protected:
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override
    {
        if (selectionModel()->isRowSelected(index.row(), index.parent())) {
            painter->fillRect(rect, colour(Token::AccentSoft));
            painter->fillRect(rect.x(), rect.y(), std::min(px(3), rect.width()), rect.height(),
                              colour(Token::Accent));
        }
        painter->fillRect(rect.x(), rect.bottom(), rect.width(), 1, colour(Token::Border));
        QTreeView::drawBranches(painter, rect, index);
    }
};

/// Its values as bars, then its words; nothing where no sample is at hand.
void paintProfile(QPainter *painter, QRectF rect,
                  const std::optional<samples::ColumnProfile> &profile, const QString &words)
{
    if (!profile)
        return;
    if (profile->bins.size() > 1 && profile->type != samples::ValueType::Masked) {
        QList<double> bars;
        for (const int count : profile->bins)
            bars.append(count);
        const double wide = px(40);
        paintHistogram(painter, QRectF(rect.left(), rect.center().y() - px(8), wide, px(16)), bars);
        rect.adjust(wide + px(6), 0, 0, 0);
    }
    paintText(painter, rect, words, TextRole::Table, Token::Text2);
}

} // namespace

SchemaTab::SchemaTab(Session &session, QWidget *parent)
    : ProductTab(session, parent), m_model(new ColumnModel(this))
{
    auto *box = new QHBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    auto *splitter = new QSplitter(this);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);

    auto *left = new Ground(splitter);
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(px(16), px(8), px(16), px(8));
    bar->setSpacing(px(8));
    m_filter = new SearchField(tr("Filter columns"), left);
    m_filter->setMaximumWidth(px(220));
    m_which = new SegmentedControl(tr("Which columns"), left);
    for (const QString &text : {tr("All"), tr("Keys"), tr("Personal"), tr("Not described")})
        m_which->addChoice(text);
    m_note = new Label(TextRole::Table, Token::Text2, left);
    bar->addWidget(m_filter);
    bar->addWidget(m_which);
    bar->addStretch();
    bar->addWidget(m_note);
    column->addLayout(bar);
    column->addWidget(new Line(Qt::Horizontal, left));

    m_tree = new ColumnTree(left);
    auto *delegate = new CellDelegate(32, m_tree);
    m_delegate = delegate;
    delegate->setPainter(
        ColumnModel::Name,
        [](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
            paintText(painter, rect, index.data().toString(), TextRole::Mono, Token::Text);
        },
        200);
    delegate->setPainter(
        ColumnModel::Type,
        [](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
            paintText(painter, rect, index.data().toString(), TextRole::MonoSmall, Token::Text3);
        },
        120);
    delegate->setPainter(ColumnModel::Meaning, [this](QPainter *painter, const QRectF &rect,
                                                      const QModelIndex &index) {
        const mesh::Column *known = m_model->column(index);
        paintText(painter, rect, index.data().toString(), TextRole::Table,
                  known && known->description.isEmpty() ? Token::Text3 : Token::Text2);
    });
    delegate->setPainter(
        ColumnModel::Role,
        [this](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
            if (const mesh::Column *known = m_model->column(index))
                paintTags(painter, rect, columnTags(*known));
        },
        130);
    delegate->setPainter(
        ColumnModel::Profile,
        [this](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
            paintProfile(painter, rect, m_model->profileOf(index), index.data().toString());
        },
        150);
    delegate->setPainter(
        ColumnModel::Checks,
        [this](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
            const auto checks = m_model->checksOf(index);
            if (!checks.isEmpty())
                paintMarkedText(painter, rect, worstMark(checks), index.data().toString(),
                                Token::Text2);
            else
                paintText(painter, rect, index.data().toString(), TextRole::Table, Token::Text3);
        },
        70);
    m_tree->setModel(m_model);
    setUpTree(m_tree, delegate);
    connect(&Theme::instance(), &Theme::changed, this, &SchemaTab::indent);
    m_tree->setAccessibleName(tr("Columns"));
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(ColumnModel::Meaning, QHeaderView::Stretch);
    column->addWidget(m_tree, 1);
    splitter->addWidget(left);
    splitter->addWidget(makeDetails());
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({px(800), px(360)});
    box->addWidget(splitter);

    connect(&session, &Session::samplesChanged, this, &SchemaTab::readProfiles);
    connect(m_filter, &QLineEdit::textChanged, this, &SchemaTab::filter);
    connect(m_which, &SegmentedControl::currentChanged, this, &SchemaTab::filter);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &SchemaTab::showColumn);
}

void SchemaTab::indent()
{
    const bool flat = m_model->isFlat();
    m_tree->setRootIsDecorated(!flat);
    m_tree->setIndentation(flat ? 0 : px(18));
    m_delegate->setMarked(flat);
}

void SchemaTab::resizeEvent(QResizeEvent *event)
{
    ProductTab::resizeEvent(event);
    const bool narrow = width() < px(1100);
    m_tree->setColumnWidth(ColumnModel::Name, px(narrow ? 180 : 200));
    m_tree->setColumnWidth(ColumnModel::Type, px(narrow ? 96 : 120));
    m_tree->setColumnWidth(ColumnModel::Role, px(narrow ? 92 : 110));
    m_tree->setColumnWidth(ColumnModel::Profile, px(narrow ? 96 : 230));
    m_tree->setColumnWidth(ColumnModel::Checks, px(narrow ? 60 : 70));
}

QWidget *SchemaTab::makeDetails()
{
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setMinimumWidth(px(280));
    m_details = new Ground(scroll);
    auto *box = new QVBoxLayout(m_details);
    box->setContentsMargins(px(16), px(14), px(16), px(14));
    box->setSpacing(px(8));
    m_name = new Label(TextRole::Mono, Token::Text, m_details);
    m_name->setWordWrap(true);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_tags = new CellGrid({{0, 1}, {0, 1}, {0, 1}}, tr("Role"), m_details);
    m_meaning = new Label(TextRole::Body, Token::Text2, m_details);
    m_meaning->setWordWrap(true);
    m_meaning->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts = new CellGrid({{104, 0}, {0, 1}}, tr("About this column"), m_details);
    m_facts->setRowHeight(22);
    m_checksTitle =
        new Label(tr("Checks on this column"), TextRole::Section, Token::Text, m_details);
    m_checks = new CellGrid({{0, 1}, {110, 0}}, tr("Checks on this column"), m_details);
    m_lineage = new LinkLabel(tr("Show lineage of this column"), m_details);
    m_lineage->setRole(TextRole::TableStrong);
    connect(m_lineage, &QAbstractButton::clicked, this, [this] {
        const QModelIndex index = m_tree->currentIndex();
        const QString dataset = index.data(ColumnModel::DatasetRole).toString();
        if (const mesh::Column *column = m_model->column(index))
            emit navigate({u"lineage"_s, mesh::columnKey(dataset, column->name), {}});
    });
    box->addWidget(m_name);
    box->addWidget(m_tags);
    box->addWidget(m_meaning);
    box->addWidget(m_facts);
    box->addWidget(m_lineage, 0, Qt::AlignLeft);
    box->addWidget(new Line(Qt::Horizontal, m_details));
    box->addWidget(m_checksTitle);
    box->addWidget(m_checks);
    box->addStretch();
    scroll->setWidget(m_details);
    return scroll;
}

void SchemaTab::present(const ProductView &view)
{
    const QModelIndex current = m_tree->currentIndex();
    const QString before = current.data(ColumnModel::ColumnRole).toString();
    const bool same = m_known.key() == view.product.key();
    m_known = view.product;
    m_model->setDatasets(view.product.datasets, view.product.card.checks);
    indent();
    if (!same)
        readProfiles();
    m_tree->expandToDepth(1);
    m_which->setText(0, tr("All %1").arg(m_model->count(ColumnModel::Show::All)));
    m_which->setText(1, tr("Keys %1").arg(m_model->count(ColumnModel::Show::Keys)));
    m_which->setText(2, tr("Personal %1").arg(m_model->count(ColumnModel::Show::Personal)));
    m_which->setText(3, tr("Not described %1").arg(m_model->count(ColumnModel::Show::Undescribed)));
    m_note->setText(m_model->count(ColumnModel::Show::All) == 0
                        ? tr("No columns are described by any catalog.")
                        : QString());
    choose(!m_wanted.isEmpty() ? m_wanted : before);
    if (!m_tree->currentIndex().isValid() && m_model->rowCount() > 0) {
        QModelIndex first = m_model->index(0, 0);
        while (!m_model->column(first) && m_model->rowCount(first) > 0)
            first = m_model->index(0, 0, first);
        m_tree->setCurrentIndex(first);
    }
    showColumn();
}

void SchemaTab::choose(const QString &column)
{
    m_wanted = column;
    if (column.isEmpty())
        return;
    const QModelIndex index = m_model->find(column);
    if (!index.isValid())
        return;
    m_wanted.clear();
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index);
}

void SchemaTab::filter()
{
    const QString before = m_tree->currentIndex().data(ColumnModel::ColumnRole).toString();
    m_model->setFilter(m_filter->text(), static_cast<ColumnModel::Show>(m_which->current()));
    m_tree->expandAll();
    const QModelIndex index = m_model->find(before);
    m_tree->setCurrentIndex(index.isValid() ? index : m_model->index(0, 0));
    showColumn();
}

void SchemaTab::showColumn()
{
    const QModelIndex index = m_tree->currentIndex();
    const mesh::Column *column = m_model->column(index);
    for (QWidget *part : m_details->findChildren<QWidget *>(Qt::FindDirectChildrenOnly))
        part->setVisible(column != nullptr);
    if (!column)
        return;
    m_name->setText(column->name);
    QList<Cell> tags;
    for (const Tag &tag : columnTags(*column))
        tags.append(Cell{.tag = tag});
    m_tags->setRows(tags.isEmpty() ? QList<QList<Cell>>() : QList<QList<Cell>>{tags});
    m_tags->setVisible(!tags.isEmpty());
    m_meaning->setText(column->description.isEmpty() ? tr("Not described") : column->description);

    QList<QList<Cell>> facts;
    const auto fact = [&](const QString &name, const QString &value) {
        facts.append(QList<Cell>{{.text = name, .colour = Token::Text3},
                                 {.text = value, .colour = Token::Text}});
    };
    fact(tr("Type"), column->type.isEmpty() ? tr("unknown") : column->type);
    fact(tr("May be empty"), column->required ? tr("no") : tr("yes"));
    fact(tr("Classification"), column->classification == mesh::Classification::Unknown
                                   ? tr("unknown")
                                   : classWords(column->classification));
    fact(tr("Personal data"), column->personal ? tr("yes") : tr("not marked"));
    QStringList terms;
    for (const QString &term : column->terms)
        terms += m_known.termNames.value(term, term.section(u'/', -1));
    if (!terms.isEmpty())
        fact(tr("Terms"), terms.join(u", "_s));
    if (!column->tags.isEmpty())
        fact(tr("Tags"), column->tags.join(u", "_s));
    m_facts->setRows(facts);

    QList<QList<Cell>> checks;
    for (const scores::CheckState &state : m_model->checksOf(index)) {
        const Mark mark = markOf(state);
        checks.append(QList<Cell>{{.text = state.check.title, .mark = mark},
                                  {.text = !state.latest ? tr("never ran")
                                           : state.latest->value.isEmpty()
                                               ? format::shortDate(state.latest->atMs)
                                               : state.latest->value,
                                   .colour = mark == Mark::Missed ? Token::Bad : Token::Text3,
                                   .align = Qt::AlignRight}});
    }
    if (checks.isEmpty())
        checks.append(QList<Cell>{{.text = tr("No check looks at it"), .colour = Token::Text3}});
    m_checks->setRows(checks);
}

} // namespace meshlens::ui
