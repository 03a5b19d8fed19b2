// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/chart_builder.h"

#include "ui/parts/chart.h"
#include "ui/parts/flow_layout.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/load.h"
#include "ui/parts/search_field.h"
#include "ui/parts/segmented.h"
#include "ui/samples/chart_drawing.h"
#include "ui/samples/ground.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QScrollArea>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using samples::Bucket;
using samples::Summary;
using samples::ValueType;

namespace {

bool isTime(ValueType type)
{
    return type == ValueType::Date || type == ValueType::DateTime;
}

bool isNumber(ValueType type)
{
    return type == ValueType::Integer || type == ValueType::Decimal;
}

QString typeIcon(ValueType type)
{
    return isTime(type) ? u"calendar"_s : isNumber(type) ? u"metric"_s : u"tag"_s;
}

QString compareSign(samples::ChartFilter::Compare compare)
{
    using Compare = samples::ChartFilter::Compare;
    switch (compare) {
    case Compare::Equal:
        return u"="_s;
    case Compare::NotEqual:
        return u"\u2260"_s;
    case Compare::Less:
        return u"<"_s;
    case Compare::Greater:
        return u">"_s;
    case Compare::Contains:
        return ChartBuilder::tr("has");
    }
    return {};
}

void choose(QComboBox *box, const QVariant &value)
{
    box->setCurrentIndex(std::max(0, box->findData(value)));
}

constexpr int seriesCounts[] = {3, 4, 6};

} // namespace

ChartBuilder::ChartBuilder(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *inside = new Ground(Token::Surface, {}, scroll);
    auto *inner = new QVBoxLayout(inside);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    inner->addWidget(makeWells());
    m_body = makeBelow();
    inner->addWidget(m_body, 1);
    scroll->setWidget(inside);
    column->addWidget(scroll, 1);
    column->addWidget(makeFoot());
    showRows(nullptr, {}, {}, {});
}

void ChartBuilder::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Token::Surface));
    painter.fillRect(0, 0, 1, height(), colour(Token::Border)); // it may lie over the rows
}

QWidget *ChartBuilder::makeWells()
{
    auto *wells = new Ground(Token::Surface, Qt::BottomEdge, this);
    auto *column = new QVBoxLayout(wells);
    column->setContentsMargins(px(14), px(9), px(14), px(10));
    column->setSpacing(px(8));

    auto *top = new QHBoxLayout;
    top->addWidget(new Label(tr("Chart"), TextRole::CardTitle, Token::Text, wells));
    top->addStretch(1);
    m_look = new SegmentedControl(tr("Kind of chart"), wells);
    const QList<std::pair<QString, QString>> looks{
        {u"line"_s, tr("Lines")},      {u"bars"_s, tr("Bars")},         {u"area"_s, tr("Area")},
        {u"scatter"_s, tr("Scatter")}, {u"columns"_s, tr("Histogram")}, {u"table"_s, tr("Table")}};
    for (const auto &[icon, words] : looks)
        m_look->addChoice({}, icon);
    const auto segments = m_look->findChildren<QAbstractButton *>();
    for (qsizetype i = 0; i < segments.size(); ++i) {
        segments[i]->setAccessibleName(looks[i].second);
        segments[i]->setToolTip(looks[i].second);
    }
    top->addWidget(m_look);
    column->addLayout(top);

    const auto box = [&](const QString &name) {
        auto *made = new QComboBox(wells);
        made->setAccessibleName(name);
        made->setMinimumContentsLength(6);
        made->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        return made;
    };
    const auto well = [&](const QString &name, QComboBox *first, QComboBox *second) {
        auto *row = new QHBoxLayout;
        row->setSpacing(px(6));
        auto *label = new Label(name, TextRole::Table, Token::Text2, wells);
        label->setFixedWidth(px(46));
        label->setBuddy(first);
        row->addWidget(label);
        row->addWidget(first, 1);
        second->setFixedWidth(px(108));
        row->addWidget(second);
        column->addLayout(row);
    };
    m_across = box(tr("Across"));
    m_bucket = box(tr("Grouped across"));
    m_up = box(tr("Up"));
    m_summary = box(tr("Summary"));
    m_colour = box(tr("Colour"));
    m_series = box(tr("Most series"));
    well(tr("Across"), m_across, m_bucket);
    well(tr("Up"), m_up, m_summary);
    well(tr("Colour"), m_colour, m_series);
    m_summary->addItem(tr("count"), int(Summary::Count));
    m_summary->addItem(tr("sum"), int(Summary::Sum));
    m_summary->addItem(tr("mean"), int(Summary::Mean));
    m_summary->addItem(tr("least"), int(Summary::Least));
    m_summary->addItem(tr("most"), int(Summary::Most));
    for (const int count : seriesCounts)
        m_series->addItem(tr("top %1").arg(count), count);

    auto *filterRow = new QHBoxLayout;
    filterRow->setSpacing(px(6));
    auto *filterLabel = new Label(tr("Filter"), TextRole::Table, Token::Text2, wells);
    filterLabel->setFixedWidth(px(46));
    m_filters = new QWidget(wells);
    new FlowLayout(m_filters, 6, 4); // becomes the widget's layout
    filterRow->addWidget(filterLabel, 0, Qt::AlignTop);
    filterRow->addWidget(m_filters, 1);
    column->addLayout(filterRow);
    m_newFilter = new QWidget(wells);
    auto *newRow = new QHBoxLayout(m_newFilter);
    newRow->setContentsMargins(0, 0, 0, 0);
    newRow->setSpacing(px(6));
    m_filterColumn = box(tr("Column to filter by"));
    m_filterCompare = box(tr("Comparison"));
    m_filterCompare->setMinimumContentsLength(2);
    for (int i = 0; i <= static_cast<int>(samples::ChartFilter::Compare::Contains); ++i)
        m_filterCompare->addItem(compareSign(static_cast<samples::ChartFilter::Compare>(i)), i);
    m_filterValue = new QLineEdit(m_newFilter);
    m_filterValue->setAccessibleName(tr("Value"));
    m_filterValue->setMaxLength(200);
    auto *add = new Button(tr("Add"), m_newFilter);
    newRow->addWidget(m_filterColumn, 2);
    newRow->addWidget(m_filterCompare, 1);
    newRow->addWidget(m_filterValue, 2);
    newRow->addWidget(add);
    m_newFilter->hide();
    column->addWidget(m_newFilter);

    connect(add, &QPushButton::clicked, this, &ChartBuilder::addFilter);
    connect(m_filterValue, &QLineEdit::returnPressed, this, &ChartBuilder::addFilter);
    connect(m_look, &SegmentedControl::currentChanged, this, &ChartBuilder::takeWells);
    for (QComboBox *one : {m_across, m_bucket, m_up, m_summary, m_colour, m_series})
        connect(one, &QComboBox::currentIndexChanged, this, &ChartBuilder::takeWells);
    return wells;
}

QWidget *ChartBuilder::makeBelow()
{
    auto *below = new QWidget(this);
    auto *column = new QVBoxLayout(below);
    column->setContentsMargins(px(14), px(12), px(14), px(12));
    column->setSpacing(px(6));
    m_title = new Label(TextRole::Section, Token::Text, below);
    m_title->setWordWrap(true);
    m_caption = new Label(TextRole::Table, Token::Text2, below);
    m_caption->setWordWrap(true);
    m_chart = new Chart(tr("Chart of the rows"), below);
    m_chart->setFixedHeight(px(224));
    m_problem = new Label(TextRole::Table, Token::Text2, below);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_issue = new MessageStrip(Tone::Warn, below);
    m_issue->hide();
    column->addWidget(m_title);
    column->addWidget(m_caption);
    column->addWidget(m_chart);
    column->addWidget(m_problem);
    column->addWidget(m_issue);
    m_onward = new QWidget(below);
    auto *onward = new QVBoxLayout(m_onward);
    onward->setContentsMargins(0, px(10), 0, 0);
    onward->setSpacing(px(8));
    onward->addWidget(
        new Label(tr("Go on from here"), TextRole::CaptionStrong, Token::Text2, m_onward));
    auto *lineage = new LinkLabel(tr("See where these rows come from"), m_onward);
    lineage->setIconName(u"lineage"_s);
    auto *product = new LinkLabel(tr("Open the product"), m_onward);
    product->setIconName(u"product"_s);
    onward->addWidget(lineage, 0, Qt::AlignLeft);
    onward->addWidget(product, 0, Qt::AlignLeft);
    column->addWidget(m_onward);
    column->addStretch(1);
    connect(lineage, &QAbstractButton::clicked, this, &ChartBuilder::lineageWanted);
    connect(product, &QAbstractButton::clicked, this, &ChartBuilder::productWanted);
    connect(m_chart, &Chart::pointActivated, this, [this](int point) {
        const samples::ChartSpec spec = specFor(m_choice.spec, m_choice.look);
        const QString label = m_chart->data().categories.value(point);
        RowFilter filter{spec.across, label, {}, {}};
        // Empty points were put in between, so the place is found by its words.
        const ChartData shown = drawn(m_data, spec, m_choice.look);
        if (spec.bucket != Bucket::None) {
            qsizetype at = -1;
            for (qsizetype i = 0, own = 0; i < shown.categories.size(); ++i) {
                const bool isOwn = std::any_of(
                    shown.series.begin(), shown.series.end(),
                    [i](const ChartSeries &one) { return one.values.value(i).has_value(); });
                if (i == point && isOwn)
                    at = own;
                own += isOwn;
            }
            if (at < 0 || !m_data.positions.value(at))
                return;
            filter.low = m_data.positions[at];
            const auto day =
                QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(*filter.low), Qt::UTC);
            if (spec.bucket == Bucket::Month)
                filter.high = double(day.addMonths(1).toMSecsSinceEpoch());
            else if (spec.bucket == Bucket::Week)
                filter.high = double(day.addDays(7).toMSecsSinceEpoch());
            else if (spec.bucket == Bucket::Day)
                filter.high = double(day.addDays(1).toMSecsSinceEpoch());
            else if (at + 1 < m_data.positions.size())
                filter.high = m_data.positions[at + 1];
        }
        emit rowsWanted(filter);
    });
    return below;
}

QWidget *ChartBuilder::makeFoot()
{
    auto *foot = new Ground(Token::Surface2, Qt::TopEdge, this);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(px(14), px(8), px(14), px(9));
    row->setSpacing(px(8));
    m_copy = new Button(tr("Copy image"), foot);
    m_copy->setIconName(u"copy"_s);
    m_copy->setSmall(true);
    m_save = new Button(tr("PNG, SVG, CSV"), foot);
    m_save->setIconName(u"download"_s);
    m_save->setSmall(true);
    m_pin = new Button(tr("Pin to Home"), ButtonKind::Primary, foot);
    m_pin->setIconName(u"pin"_s);
    m_pin->setSmall(true);
    row->addWidget(m_copy);
    row->addWidget(m_save);
    row->addStretch(1);
    row->addWidget(m_pin);
    connect(m_copy, &QPushButton::clicked, m_chart, &Chart::copy);
    connect(m_save, &QPushButton::clicked, this, [this] {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        for (const QString &suffix : {u"png"_s, u"svg"_s, u"csv"_s})
            menu->addAction(themeIcon(u"download"_s), tr("Save as %1").arg(suffix.toUpper()),
                            m_chart, [this, suffix] { m_chart->save(suffix); });
        menu->popup(m_save->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
    });
    connect(m_pin, &QPushButton::clicked, this, &ChartBuilder::pinWanted);
    return foot;
}

QString ChartBuilder::title() const
{
    return m_choice.title.isEmpty() ? chartTitle(m_choice.spec, m_choice.look) : m_choice.title;
}

bool ChartBuilder::usesMasked() const
{
    if (!m_rows)
        return false;
    for (const mesh::SampleColumn &column : m_rows->sample.columns) {
        const samples::ChartSpec &spec = m_choice.spec;
        if (column.masked &&
            (column.name == spec.across || column.name == spec.up || column.name == spec.colour))
            return true;
    }
    return false;
}

void ChartBuilder::showRows(const SampleRows &rows, const std::optional<ChartChoice> &choice,
                            const SampleInfo &info, const QString &origin, bool isQuery)
{
    m_isQuery = isQuery;
    m_rows = rows;
    m_info = info;
    m_origin = origin;
    m_data = {};
    m_choice = choice.value_or(ChartChoice());
    if (rows && !choice) {
        m_choice.spec = rows->suggested;
        const bool byTime = m_choice.spec.bucket == Bucket::Day ||
                            m_choice.spec.bucket == Bucket::Week ||
                            m_choice.spec.bucket == Bucket::Month;
        m_choice.look = byTime ? ChartLook::Line : ChartLook::Bars;
    }
    const bool any = rows && !rows->sample.columns.isEmpty() && !rows->sample.rows.isEmpty();
    setEnabled(any);
    m_body->setVisible(any);
    m_issue->setVisible(!info.limitations.isEmpty());
    if (!info.limitations.isEmpty())
        m_issue->setMessage(Tone::Warn, tr("Known issue."), info.limitations);
    m_onward->setVisible(info.product.has_value());
    fillWells();
    if (any)
        draw();
    else
        m_chart->setData({});
}

bool ChartBuilder::isKeyFigure() const
{
    const samples::ChartSpec &spec = m_choice.spec;
    const int column = m_rows ? m_rows->columnOf(spec.across) : -1;
    if (column < 0 || m_isQuery || m_info.dataset.isEmpty())
        return false;
    const samples::ColumnProfile &across = m_rows->profiles[column];
    return isTime(across.type) && across.distinct == m_data.categories.size() &&
           spec.summary == Summary::Sum && !spec.up.isEmpty() && spec.colour.isEmpty() &&
           spec.filters.isEmpty() && m_choice.look != ChartLook::Histogram &&
           m_choice.look != ChartLook::Scatter;
}

void ChartBuilder::setChoice(const ChartChoice &choice)
{
    m_choice = choice;
    fillWells();
    draw();
    emit chosen();
}

void ChartBuilder::fillWells()
{
    const QScopedValueRollback filling(m_filling, true);
    const auto fill = [this](QComboBox *box, const QString &none, auto &&wanted) {
        box->clear();
        if (!none.isEmpty())
            box->addItem(none, QString());
        if (!m_rows)
            return;
        for (const samples::ColumnProfile &column : m_rows->profiles) {
            if (column.type != ValueType::Masked && wanted(column))
                box->addItem(themeIcon(typeIcon(column.type)), column.name, column.name);
        }
    };
    const auto all = [](const samples::ColumnProfile &) { return true; };
    const samples::ChartSpec &spec = m_choice.spec;
    fill(m_across, {}, all);
    fill(m_up, tr("rows"), [](const samples::ColumnProfile &one) { return isNumber(one.type); });
    fill(m_colour, tr("none"), [](const samples::ColumnProfile &one) { return !isTime(one.type); });
    fill(m_filterColumn, {}, all);
    choose(m_across, spec.across);
    choose(m_up, spec.up);
    choose(m_colour, spec.colour);

    m_bucket->clear();
    const int column = m_rows ? m_rows->columnOf(m_across->currentData().toString()) : -1;
    const ValueType type = column < 0 ? ValueType::Empty : m_rows->profiles[column].type;
    m_bucket->addItem(tr("each value"), int(Bucket::None));
    if (isTime(type)) {
        m_bucket->addItem(tr("by day"), int(Bucket::Day));
        m_bucket->addItem(tr("by week"), int(Bucket::Week));
        m_bucket->addItem(tr("by month"), int(Bucket::Month));
    } else if (isNumber(type)) {
        m_bucket->addItem(tr("in ranges"), int(Bucket::Bins));
    }
    choose(m_bucket, int(spec.bucket));
    choose(m_summary, int(spec.summary));
    m_summary->setEnabled(!spec.up.isEmpty() && m_choice.look != ChartLook::Scatter);
    choose(m_series, spec.maxSeries);
    if (m_series->findData(spec.maxSeries) < 0)
        m_series->setCurrentIndex(m_series->count() - 1);
    m_series->setEnabled(!spec.colour.isEmpty());
    m_look->setCurrent(static_cast<int>(m_choice.look));
    showFilters();
}

void ChartBuilder::takeWells()
{
    if (m_filling || !m_rows)
        return;
    samples::ChartSpec &spec = m_choice.spec;
    const QString across = m_across->currentData().toString();
    const QString up = m_up->currentData().toString();
    m_choice.look = static_cast<ChartLook>(std::max(0, m_look->current()));
    m_choice.title.clear();
    spec.bucket = static_cast<Bucket>(m_bucket->currentData().toInt());
    spec.summary = static_cast<Summary>(m_summary->currentData().toInt());
    if (across != spec.across) { // another type may want another grouping
        const int column = m_rows->columnOf(across);
        const samples::ColumnProfile profile = m_rows->profiles.value(column);
        spec.bucket = isTime(profile.type)                              ? Bucket::Month
                      : isNumber(profile.type) && profile.distinct > 30 ? Bucket::Bins
                                                                        : Bucket::None;
    }
    if (up.isEmpty())
        spec.summary = Summary::Count;
    else if (spec.up.isEmpty())
        spec.summary = Summary::Sum;
    spec.across = across;
    spec.up = up;
    spec.colour = m_colour->currentData().toString();
    spec.maxSeries = m_series->currentData().toInt();
    fillWells();
    draw();
    emit chosen();
}

void ChartBuilder::showFilters()
{
    while (QLayoutItem *item = m_filters->layout()->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        const std::unique_ptr<QLayoutItem> gone(item);
    }
    for (qsizetype i = 0; i < m_choice.spec.filters.size(); ++i) {
        const samples::ChartFilter &filter = m_choice.spec.filters[i];
        auto *chip = new Button(
            u"%1 %2 %3"_s.arg(filter.column, compareSign(filter.compare), filter.value), m_filters);
        chip->setSmall(true);
        chip->setIconName(u"close"_s);
        connect(chip, &QPushButton::clicked, this, [this, i] {
            m_choice.spec.filters.removeAt(i);
            showFilters();
            draw();
            emit chosen();
        });
        m_filters->layout()->addWidget(chip);
    }
    auto *more = new IconButton(u"plus"_s, tr("Add a filter"), m_filters);
    more->setSmall(true);
    connect(more, &QToolButton::clicked, this, [this] {
        m_newFilter->setVisible(!m_newFilter->isVisible());
        if (m_newFilter->isVisible())
            m_filterValue->setFocus();
    });
    m_filters->layout()->addWidget(more);
}

void ChartBuilder::addFilter()
{
    if (m_filterColumn->currentIndex() < 0)
        return;
    const auto compare =
        static_cast<samples::ChartFilter::Compare>(m_filterCompare->currentData().toInt());
    m_choice.spec.filters.append(
        {m_filterColumn->currentData().toString(), compare, m_filterValue->text()});
    m_filterValue->clear();
    m_newFilter->hide();
    showFilters();
    draw();
    emit chosen();
}

void ChartBuilder::draw()
{
    m_title->setText(title());
    const bool allowed = !usesMasked();
    m_chart->setExportAllowed(allowed);
    m_copy->setEnabled(allowed);
    m_save->setEnabled(allowed);
    m_copy->setText(allowed ? tr("Copy image") : tr("Copy off: masked"));
    compute(
        this,
        [rows = m_rows, choice = m_choice]() -> Result<samples::ChartData> {
            const samples::ChartSpec spec = specFor(choice.spec, choice.look);
            return choice.look == ChartLook::Scatter ? samples::points(rows->sample, spec)
                                                     : samples::chart(rows->sample, spec);
        },
        [this, rows = m_rows](const samples::ChartData &made) {
            if (rows == m_rows)
                take(made);
        },
        [this](const Error &error) {
            m_chart->hide();
            m_problem->setText(error.message);
            m_problem->show();
        });
}

void ChartBuilder::take(const samples::ChartData &made)
{
    m_data = made;
    const samples::ChartSpec spec = specFor(m_choice.spec, m_choice.look);
    m_chart->setData(drawn(made, spec, m_choice.look));
    m_chart->showTable(m_choice.look == ChartLook::Table);
    m_chart->show();
    QStringList said;
    if (!m_origin.isEmpty())
        said += m_origin;
    said += made.rows == 1 ? tr("1 row") : tr("%1 rows").arg(format::count(made.rows));
    if (made.skipped > 0)
        said += tr("%1 without a value left out").arg(format::count(made.skipped));
    m_caption->setText(said.join(u", "_s));
    m_problem->setVisible(made.hiddenCategories > 0);
    m_problem->setText(
        m_choice.look == ChartLook::Scatter
            ? tr("%1 more points are not drawn.").arg(format::count(made.hiddenCategories))
            : tr("%1 more values across are not drawn.").arg(format::count(made.hiddenCategories)));
    const bool figure = isKeyFigure();
    m_pin->setText(figure ? tr("Pin to Home") : tr("Save chart"));
    m_pin->setIconName(figure ? u"pin"_s : u"star"_s);
    m_pin->setToolTip(figure ? QString()
                             : tr("Home shows one measure, summed over each value of a time "
                                  "column. Other charts are kept under Saved work."));
    m_chart->setDescription(tr("%1, %2").arg(title(), said.join(u", "_s)));
}

} // namespace meshlens::ui
