// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/impact_model.h"

#include "ui/parts/badges.h"
#include "ui/parts/format.h"
#include "ui/parts/tags.h"

#include <QPainter>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

ImpactModel::ImpactModel(QObject *parent) : QAbstractListModel(parent) {}

void ImpactModel::setImpacts(const QList<lineage::Impact> &impacts)
{
    m_impacts = impacts;
    arrange();
}

void ImpactModel::setGrouping(Grouping grouping)
{
    m_grouping = grouping;
    arrange();
}

QString ImpactModel::groupOf(const lineage::Impact &impact) const
{
    switch (m_grouping) {
    case Grouping::Distance:
        return impact.distance == 1 ? tr("1 step") : tr("%n steps", nullptr, impact.distance);
    case Grouping::Domain:
        return impact.domainName.isEmpty() ? tr("No domain") : impact.domainName;
    case Grouping::Owner:
        return impact.owners.isEmpty() ? tr("No owner") : impact.owners.first();
    }
    return {};
}

void ImpactModel::arrange()
{
    beginResetModel();
    m_rows.clear();
    QList<int> order;
    for (int i = 0; i < m_impacts.size(); ++i)
        order.append(i);
    std::stable_sort(order.begin(), order.end(), [this](int left, int right) {
        const lineage::Impact &a = m_impacts[left];
        const lineage::Impact &b = m_impacts[right];
        if (m_grouping == Grouping::Distance) {
            if (a.distance != b.distance)
                return a.distance < b.distance;
            return a.contractBreaks && !b.contractBreaks;
        }
        const QString groupA = groupOf(a);
        const QString groupB = groupOf(b);
        return groupA != groupB ? groupA.localeAwareCompare(groupB) < 0
                                : a.contractBreaks && !b.contractBreaks;
    });
    qsizetype heading = -1;
    for (const int number : order) {
        const QString group = groupOf(m_impacts[number]);
        if (heading < 0 || m_rows[heading].heading != group) {
            heading = m_rows.size();
            m_rows.append({group, 0, -1});
        }
        ++m_rows[heading].count;
        m_rows.append({{}, 0, number});
    }
    endResetModel();
}

const lineage::Impact *ImpactModel::impact(int row) const
{
    const int number = row >= 0 && row < m_rows.size() ? m_rows[row].impact : -1;
    return number < 0 ? nullptr : &m_impacts[number];
}

int ImpactModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ImpactModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[index.row()];
    const lineage::Impact *impact = this->impact(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return impact ? impact->name : row.heading;
    case HeadingRole:
        return impact           ? QString()
               : row.count == 1 ? tr("1 thing")
                                : tr("%n things", nullptr, row.count);
    case KeyRole:
        return impact ? impact->key : QString();
    case Qt::ToolTipRole:
        // Names come from catalogs: never as rich text.
        return impact ? Qt::convertFromPlainText(impact->pathNames.join(u" → "_s)) : QString();
    case Qt::AccessibleTextRole: {
        if (!impact)
            return u"%1, %2"_s.arg(row.heading, tr("%n things", nullptr, row.count));
        QStringList words{impact->name, impact->domainName,
                          tr("%n steps", nullptr, impact->distance)};
        words += impact->contractBreaks
                     ? tr("a contract would be broken: %1").arg(impact->contracts.join(u", "_s))
                     : tr("no contract covers it");
        words.removeAll(QString());
        return words.join(u", "_s);
    }
    default:
        return {};
    }
}

Qt::ItemFlags ImpactModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return impact(index.row()) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::ItemIsEnabled;
}

void ImpactDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const QRectF rect = QRectF(option.rect).adjusted(px(16), 0, -px(16), 0);
    const auto *model = qobject_cast<const ImpactModel *>(index.model());
    const lineage::Impact *impact = model ? model->impact(index.row()) : nullptr;
    if (!impact) {
        const QString words = index.data().toString();
        paintText(painter, rect, words, TextRole::CaptionStrong, Token::Text2);
        paintText(painter,
                  rect.adjusted(textWidth(words, TextRole::CaptionStrong) + px(8), 0, 0, 0),
                  index.data(ImpactModel::HeadingRole).toString(), TextRole::Caption, Token::Text3);
        return;
    }
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
        painter->fillRect(
            option.rect,
            colour(option.state & QStyle::State_Selected ? Token::AccentSoft : Token::Surface2));
    const double side = px(13);
    paintMark(painter, QRectF(rect.left(), rect.center().y() - side / 2, side, side),
              impact->contractBreaks ? Mark::Missed : Mark::Warning);
    const QualityBadge quality = qualityBadge(impact->score);
    const double right = px(52);
    const DomainStyle style = Theme::instance().domain(impact->domain, impact->domainName);
    const double code = impact->domain.isEmpty() ? 0 : domainSize(style, {}).width() + px(10);
    paintText(painter, rect.adjusted(px(22), 0, -right - code - px(6), 0), impact->name,
              TextRole::Table, Token::Text);
    if (code > 0)
        paintDomain(painter, QRectF(rect.right() - right - code, rect.top(), code, rect.height()),
                    style, {});
    QualityBadge shown = quality;
    shown.shapeOnly = !quality.value;
    paintQuality(painter, QRectF(rect.right() - right, rect.top(), right, rect.height()), shown);
}

QSize ImpactDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {px(200), index.data(ImpactModel::KeyRole).toString().isEmpty() ? px(28) : px(30)};
}

} // namespace meshlens::ui
