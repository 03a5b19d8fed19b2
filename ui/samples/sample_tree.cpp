// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/sample_tree.h"

#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/kept_chart.h"

#include <numeric>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr quintptr topLevel = 0; // a table carries the number of its product plus 1

QString lookIcon(const QByteArray &body)
{
    const auto chart = KeptChart::fromJson(body);
    switch (chart ? chart->look : ChartLook::Line) {
    case ChartLook::Bars:
    case ChartLook::Histogram:
        return u"bars"_s;
    case ChartLook::Area:
        return u"area"_s;
    case ChartLook::Scatter:
        return u"scatter"_s;
    case ChartLook::Table:
        return u"table"_s;
    case ChartLook::Line:
        break;
    }
    return u"line"_s;
}

} // namespace

SampleTreeModel::SampleTreeModel(QObject *parent) : QAbstractItemModel(parent) {}

void SampleTreeModel::setSamples(const QList<CachedSample> &samples)
{
    QList<Product> products;
    for (const CachedSample &sample : samples) {
        const QString key = sample.product.isEmpty() ? sample.dataset : sample.product;
        auto found = std::find_if(products.begin(), products.end(),
                                  [&](const Product &one) { return one.key == key; });
        if (found == products.end()) {
            products += Product{key, sample.title, {}};
            found = std::prev(products.end());
        }
        found->tables += sample;
    }
    std::stable_sort(products.begin(), products.end(), [](const Product &a, const Product &b) {
        return QString::localeAwareCompare(a.title, b.title) < 0;
    });
    beginResetModel(); // samples come and go rarely
    m_products = products;
    endResetModel();
}

const CachedSample *SampleTreeModel::sample(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == topLevel)
        return nullptr;
    return &m_products[static_cast<qsizetype>(index.internalId() - 1)].tables[index.row()];
}

QModelIndex SampleTreeModel::find(const QString &dataset) const
{
    for (int product = 0; product < m_products.size(); ++product) {
        for (int table = 0; table < m_products[product].tables.size(); ++table) {
            if (m_products[product].tables[table].dataset == dataset)
                return createIndex(table, Name, static_cast<quintptr>(product) + 1);
        }
    }
    return {};
}

qint64 SampleTreeModel::sizeBytes() const
{
    qint64 size = 0;
    for (const Product &product : m_products) {
        for (const CachedSample &table : product.tables)
            size += table.sizeBytes;
    }
    return size;
}

QModelIndex SampleTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column,
                       parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : topLevel);
}

QModelIndex SampleTreeModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == topLevel)
        return {};
    return createIndex(static_cast<int>(child.internalId() - 1), Name, topLevel);
}

int SampleTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_products.size());
    if (parent.internalId() != topLevel || parent.column() != Name)
        return 0;
    return static_cast<int>(m_products[parent.row()].tables.size());
}

int SampleTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant SampleTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((index.column() == RowCount ? Qt::AlignRight : Qt::AlignLeft) |
                                Qt::AlignVCenter);
    const CachedSample *table = sample(index);
    if (!table) {
        const Product &product = m_products[index.row()];
        const qint64 rows =
            std::accumulate(product.tables.begin(), product.tables.end(), qint64(0),
                            [](qint64 sum, const CachedSample &one) { return sum + one.rows; });
        if (role == Qt::DisplayRole)
            return index.column() == Name ? product.title : format::count(rows);
        if (role == Qt::DecorationRole && index.column() == Name)
            return themeIcon(iconOfKind(u"product"_s));
        if (role == ProductRole)
            return product.key;
        return {};
    }
    switch (role) {
    case Qt::DisplayRole: {
        const QString name = table->tableName.section(u'.', 1);
        return index.column() == Name ? (name.isEmpty() ? table->tableName : name)
                                      : format::count(table->rows);
    }
    case Qt::DecorationRole:
        return index.column() == Name ? QVariant(themeIcon(u"table"_s)) : QVariant();
    case Qt::ToolTipRole:
        return tr("\"%1\"\n%2, fetched %3")
            .arg(table->tableName, format::bytes(table->sizeBytes),
                 format::dateTime(table->fetchedAtMs))
            .toHtmlEscaped();
    case Qt::AccessibleTextRole:
        return index.column() == Name ? tr("%1 of %2, %3 rows")
                                            .arg(table->tableName.section(u'.', 1), table->title,
                                                 format::count(table->rows))
                                      : format::count(table->rows);
    case DatasetRole:
        return table->dataset;
    case ProductRole:
        return table->product;
    default:
        return {};
    }
}

SavedWorkModel::SavedWorkModel(QObject *parent) : QAbstractListModel(parent) {}

void SavedWorkModel::setWork(const QList<store::Kept> &work)
{
    beginResetModel();
    m_work = work;
    endResetModel();
}

const store::Kept *SavedWorkModel::work(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_work.size() ? &m_work[index.row()] : nullptr;
}

int SavedWorkModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_work.size());
}

QVariant SavedWorkModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const store::Kept &kept = m_work[index.row()];
    if (role == Qt::DisplayRole)
        return kept.name;
    if (role == Qt::DecorationRole)
        return themeIcon(kept.kind == u"query" ? u"sql"_s : lookIcon(kept.body));
    return {};
}

} // namespace meshlens::ui
