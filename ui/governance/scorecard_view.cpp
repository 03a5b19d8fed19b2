// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/governance/scorecard_view.h"

#include "ui/governance/governance_rows.h"
#include "ui/governance/scorecard_model.h"
#include "ui/parts/delegates.h"
#include "ui/parts/icons.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int headerHeight = 54;

/// Each quality with its mean over the mesh as figure and bar.
class ScorecardHeader final : public QHeaderView
{
public:
    ScorecardHeader(ScorecardModel &scorecard, QWidget *parent)
        : QHeaderView(Qt::Horizontal, parent), m_scorecard(scorecard)
    {
        setSectionsClickable(false);
    }
    [[nodiscard]] QSize sizeHint() const override { return {px(400), px(headerHeight)}; }

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->fillRect(rect, colour(Token::Surface));
        painter->fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), colour(Token::Border));
        const double line = Theme::instance().lineHeight(TextRole::TableStrong);
        const QString title = model()->headerData(section, Qt::Horizontal).toString();
        const auto quality = ScorecardModel::qualityOf(section);
        if (!quality) {
            const bool name = section == ScorecardModel::Name;
            const QRectF inner = QRectF(rect).adjusted(px(name ? 14 : 8), 0, -px(4), -px(8));
            paintText(
                painter,
                QRectF(inner.x(), inner.bottom() - (name ? 2 : 1) * line, inner.width(), line),
                title, name ? TextRole::TableStrong : TextRole::Caption,
                name ? Token::Text : Token::Text3);
            if (name)
                paintText(painter, QRectF(inner.x(), inner.bottom() - line, inner.width(), line),
                          QCoreApplication::translate("ScorecardHeader",
                                                      "share of checks passed, 0 to 100"),
                          TextRole::Caption, Token::Text3);
            painter->restore();
            return;
        }
        const auto value = m_scorecard.meshValues()[static_cast<std::size_t>(*quality)];
        paintText(painter, QRectF(rect.x(), rect.y() + px(5), rect.width(), line), title,
                  TextRole::TableStrong, Token::Text, Qt::AlignCenter);
        paintText(painter, QRectF(rect.x(), rect.y() + px(4) + line, rect.width(), px(20)),
                  value ? QString::number(qRound(*value)) : u"–"_s, TextRole::CardTitle,
                  value ? Token::Text : Token::Text3, Qt::AlignCenter);
        const double width = std::min(rect.width() - px(28), px(64));
        paintBar(
            painter, QRectF(rect.center().x() - width / 2, rect.bottom() - px(9), width, px(4)),
            value ? std::optional(*value / 100) : std::nullopt, toneFill(qualityToneOf(value)));
        painter->restore();
    }

private:
    ScorecardModel &m_scorecard;
};

} // namespace

ScorecardView::ScorecardView(ScorecardModel &model, QWidget *parent)
    : QTreeView(parent), m_scorecard(model)
{
    setAccessibleName(tr("Scorecard, products and their six qualities"));
    setHeader(new ScorecardHeader(model, this));
    auto *delegate = new CellDelegate(28, this);
    delegate->setPainter(ScorecardModel::Name,
                         [this](auto *painter, const auto &rect, const auto &index) {
                             paintName(painter, rect, index);
                         });
    delegate->setPainter(ScorecardModel::All, [](QPainter *painter, const QRectF &rect,
                                                 const QModelIndex &index) {
        const auto values = index.data(ScorecardModel::ValuesRole).value<scores::SixValues>();
        paintHexagon(painter, QRectF(rect.x(), rect.center().y() - px(8), px(16), px(16)), values);
    });
    for (int column = ScorecardModel::FirstQuality; column < ScorecardModel::ColumnCount; ++column)
        delegate->setPainter(column, [this](auto *painter, const auto &rect, const auto &index) {
            paintValue(painter, rect, index);
        });
    setModel(&model);
    setUpTree(this, delegate);
    setSelectionBehavior(QAbstractItemView::SelectItems);
    setAllColumnsShowFocus(false);
    setExpandsOnDoubleClick(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(false);
    header()->setMinimumSectionSize(px(30));
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        expandAll();
        arrangeColumns();
    });
    connect(&model, &QAbstractItemModel::dataChanged, header()->viewport(),
            qOverload<>(&QWidget::update));
    connect(&Theme::instance(), &Theme::changed, this, &ScorecardView::arrangeColumns);
}

void ScorecardView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    arrangeColumns();
}

void ScorecardView::arrangeColumns()
{
    const int width = viewport()->width();
    const int cell = std::clamp((width - px(200) - px(40)) / 6, px(58), px(104));
    header()->resizeSection(ScorecardModel::All, px(40));
    for (int column = ScorecardModel::FirstQuality; column < ScorecardModel::ColumnCount; ++column)
        header()->resizeSection(column, cell);
    header()->resizeSection(ScorecardModel::Name, std::max(px(120), width - px(40) - 6 * cell));
}

void ScorecardView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    viewport()->update();
    emit cellChosen();
}

QString ScorecardView::currentKey() const
{
    const QModelIndex index = currentIndex();
    if (!index.isValid() || index.data(ScorecardModel::IsGroupRole).toBool())
        return {};
    return index.data(ScorecardModel::KeyRole).toString();
}

std::optional<mesh::Quality> ScorecardView::currentQuality() const
{
    return currentIndex().isValid() ? ScorecardModel::qualityOf(currentIndex().column())
                                    : std::nullopt;
}

bool ScorecardView::choose(const QString &key, std::optional<mesh::Quality> quality)
{
    const int column =
        quality ? ScorecardModel::FirstQuality + static_cast<int>(*quality) : ScorecardModel::Name;
    const QModelIndex index = m_scorecard.indexOf(key, column);
    if (!index.isValid())
        return false;
    setCurrentIndex(index);
    const bool group = index.data(ScorecardModel::IsGroupRole).toBool();
    scrollTo(index, group ? PositionAtTop : PositionAtCenter);
    return true;
}

void ScorecardView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (const QString key = currentKey(); !key.isEmpty())
            emit productOpened(key);
        else
            setExpanded(currentIndex().siblingAtColumn(0),
                        !isExpanded(currentIndex().siblingAtColumn(0)));
        return;
    }
    const QModelIndex index = currentIndex();
    // Left and right walk the cells; a tree would open and close.
    if (index.isValid() && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)) {
        const int column = index.column() + (event->key() == Qt::Key_Right ? 1 : -1);
        if (column >= 0 && column < ScorecardModel::ColumnCount)
            setCurrentIndex(index.siblingAtColumn(column));
        return;
    }
    QTreeView::keyPressEvent(event);
}

void ScorecardView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    if (index.isValid() && index.column() == ScorecardModel::Name &&
        !index.data(ScorecardModel::IsGroupRole).toBool()) {
        emit productOpened(index.data(ScorecardModel::KeyRole).toString());
        return;
    }
    QTreeView::mouseDoubleClickEvent(event);
}

void ScorecardView::drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    if (index.data(ScorecardModel::IsGroupRole).toBool())
        painter->fillRect(option.rect, colour(Token::Surface2));
    QTreeView::drawRow(painter, option, index);
}

void ScorecardView::paintName(QPainter *painter, const QRectF &rect, const QModelIndex &index) const
{
    const QString name = index.data().toString();
    const QString domain = index.data(ScorecardModel::DomainRole).toString();
    QRectF words = rect;
    if (!index.data(ScorecardModel::IsGroupRole).toBool()) {
        if (m_scorecard.grouping() != ScorecardModel::Grouping::Domain && !domain.isEmpty()) {
            const DomainStyle style = Theme::instance().domain(domain);
            paintDomain(painter, rect, style, {});
            words.setLeft(rect.x() + domainSize(style, {}).width() + px(8));
        } else {
            paintIcon(painter, QRectF(rect.x(), rect.center().y() - px(7), px(14), px(14)),
                      u"product"_s, colour(Token::Text3));
            words.setLeft(rect.x() + px(22));
        }
        paintText(painter, words, name, TextRole::Table, Token::Text);
        return;
    }
    if (m_scorecard.grouping() == ScorecardModel::Grouping::Domain) {
        const DomainStyle style = Theme::instance().domain(domain, name);
        paintDomain(painter, rect, style, {});
        words.setLeft(rect.x() + domainSize(style, {}).width() + px(8));
    } else {
        paintIcon(painter, QRectF(rect.x(), rect.center().y() - px(7), px(14), px(14)), u"server"_s,
                  colour(Token::Text2));
        words.setLeft(rect.x() + px(22));
    }
    const QString count = index.data(ScorecardModel::CountRole).toString();
    paintText(painter, words.adjusted(0, 0, -px(34), 0), name, TextRole::TableStrong, Token::Text);
    const double after =
        std::min(double(textWidth(name, TextRole::TableStrong) + px(7)), words.width() - px(30));
    paintText(painter, words.adjusted(after, 0, 0, 0), count, TextRole::Table, Token::Text3);
}

void ScorecardView::paintValue(QPainter *painter, const QRectF &rect,
                               const QModelIndex &index) const
{
    const QVariant known = index.data(ScorecardModel::ValueRole);
    const std::optional<double> value =
        known.isValid() ? std::optional(known.toDouble()) : std::nullopt;
    const QString text = value ? QString::number(qRound(*value)) : QString();
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.data(ScorecardModel::IsGroupRole).toBool()) {
        paintText(painter, rect, value ? text : u"–"_s, TextRole::TableStrong,
                  value ? Token::Text : Token::Text3, Qt::AlignCenter);
        return;
    }
    const QRectF cell = rect.adjusted(-px(5), px(3), px(5), -px(2));
    const bool current = index == currentIndex();
    if (value) {
        painter->setPen(current ? QPen(colour(Token::Accent), 2) : QPen(Qt::NoPen));
        painter->setBrush(colour(toneSoft(qualityToneOf(value))));
    } else {
        QPen dashed(colour(current ? Token::Accent : Token::BorderStrong), current ? 2 : 1);
        dashed.setDashPattern({3, 3});
        painter->setPen(dashed);
        painter->setBrush(Qt::NoBrush);
    }
    painter->drawRoundedRect(cell.adjusted(1, 1, -1, -1), px(4), px(4));
    if (!value)
        return;
    const double centre = cell.center().x();
    paintMark(painter, QRectF(centre - px(21), cell.center().y() - px(6), px(12), px(12)),
              qualityMarkOf(value));
    paintText(painter, QRectF(centre - px(6), cell.y(), px(30), cell.height()), text,
              TextRole::Table, Token::Text, Qt::AlignRight | Qt::AlignVCenter);
}

} // namespace meshlens::ui
