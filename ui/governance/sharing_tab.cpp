// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/governance/sharing_tab.h"

#include "ui/governance/panel_split.h"
#include "ui/governance/sharing_model.h"
#include "ui/governance/sharing_panel.h"
#include "ui/parts/fact_table.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/labels.h"
#include "ui/parts/load.h"
#include "ui/parts/segmented.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int cellHeight = 64;
constexpr int narrowestCell = 66;
constexpr int panelFrom = 900;

/// Domains with their code: names on top for consumers, at the left for providers.
class DomainHeader final : public QHeaderView
{
public:
    DomainHeader(Qt::Orientation orientation, QWidget *parent) : QHeaderView(orientation, parent)
    {
        setSectionsClickable(false);
        setHighlightSections(false);
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        return orientation() == Qt::Horizontal ? QSize(px(200), px(54)) : QSize(px(160), px(200));
    }

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override
    {
        const QString name =
            model()->headerData(section, orientation(), SharingModel::DomainNameRole).toString();
        const QString key =
            model()->headerData(section, orientation(), SharingModel::DomainKeyRole).toString();
        const DomainStyle style = Theme::instance().domain(key, name);
        const QSize code = domainSize(style, {});
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->fillRect(rect, colour(Token::Surface2));
        if (orientation() == Qt::Horizontal) {
            paintText(painter, QRectF(rect.x() + 2, rect.y() + px(6), rect.width() - 4, px(16)),
                      name, TextRole::Caption, Token::Text2, Qt::AlignCenter);
            paintDomain(painter,
                        QRectF(rect.center().x() - code.width() / 2.0, rect.y() + px(26),
                               code.width(), px(20)),
                        style, {});
        } else {
            paintDomain(painter, QRectF(rect).adjusted(px(14), 0, 0, 0), style, {});
            paintText(painter, QRectF(rect).adjusted(px(20) + code.width(), 0, -px(4), 0), name,
                      TextRole::TableStrong, Token::Text);
        }
        painter->restore();
    }
};

class SharingDelegate final : public QStyledItemDelegate
{
public:
    SharingDelegate(SharingModel &model, QTableView *view)
        : QStyledItemDelegate(view), m_model(model), m_view(view)
    {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF box = QRectF(option.rect).adjusted(2, 2, -2, -2);
        const Sharing::Cell *cell = m_model.cell(index);
        QColor ground = colour(Token::S1);
        if (cell)
            ground.setAlphaF(
                0.05F + 0.25F * static_cast<float>(cell->uses.size()) /
                            static_cast<float>(std::max<qsizetype>(1, m_model.mostProducts())));
        else
            ground = colour(m_model.isSame(index) ? Token::Surface : Token::Surface2);
        const bool current = index == m_view->currentIndex();
        painter->setPen(current                          ? QPen(colour(Token::Accent), 2)
                        : !cell && m_model.isSame(index) ? QPen(colour(Token::Border))
                                                         : QPen(Qt::NoPen));
        painter->setBrush(ground);
        painter->drawRoundedRect(box.adjusted(1, 1, -1, -1), px(4), px(4));
        if (!cell) {
            paintText(painter, box, m_model.isSame(index) ? u"–"_s : u"·"_s, TextRole::Table,
                      Token::Text3, Qt::AlignCenter);
            painter->restore();
            return;
        }
        const QRectF inner = box.adjusted(px(9), px(7), -px(7), -px(6));
        paintText(painter, QRectF(inner.x(), inner.y(), inner.width(), px(22)),
                  format::count(cell->uses.size()), TextRole::CardTitle, Token::Text);
        if (const int personal = cell->personal(); personal > 0) {
            const QString count = format::count(personal);
            const double width = textWidth(count, TextRole::Caption);
            paintText(painter, QRectF(inner.x(), inner.y() + px(2), inner.width(), px(16)), count,
                      TextRole::Caption, Token::Text, Qt::AlignRight | Qt::AlignVCenter);
            paintIcon(painter,
                      QRectF(inner.right() - width - px(16), inner.y() + px(4), px(12), px(12)),
                      u"personal"_s, colour(Token::Warn));
        }
        if (m_model.by() == SharingBy::Grants) {
            const QString people = format::count(cell->people());
            const QRectF lower(inner.x(), inner.bottom() - px(17), inner.width(), px(16));
            paintText(painter, lower, people, TextRole::Caption, Token::Text2);
            paintIcon(painter,
                      QRectF(lower.x() + textWidth(people, TextRole::Caption) + px(4),
                             lower.center().y() - px(6), px(12), px(12)),
                      u"users"_s, colour(Token::Text2));
        }
        painter->restore();
    }

private:
    SharingModel &m_model;
    QTableView *m_view;
};

} // namespace

SharingTab::SharingTab(Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_model(new SharingModel(this))
{
    m_splitter = new PanelSplit(this);
    QWidget *centre = m_splitter->centre();
    QHBoxLayout *bar = m_splitter->bar();
    m_by = new SegmentedControl(tr("By grants or by lineage"), centre);
    m_by->addChoice(tr("Grants"));
    m_by->addChoice(tr("Lineage"));
    m_what = new SegmentedControl(tr("Which data"), centre);
    m_what->addChoice(tr("All data"));
    m_what->addChoice(tr("Personal"), u"personal"_s);
    m_mode = new SegmentedControl(tr("Matrix or list"), centre);
    m_mode->addChoice(tr("Matrix"));
    m_mode->addChoice(tr("List"));
    for (SegmentedControl *control : {m_by, m_what, m_mode})
        control->setCurrent(0);
    bar->addWidget(m_by);
    bar->addWidget(m_what);
    bar->addStretch();
    bar->addWidget(m_mode);
    QVBoxLayout *box = m_splitter->box();

    m_stack = new QStackedWidget(centre);
    m_matrix = new QTableView(m_stack);
    m_matrix->setAccessibleName(tr("Providers down, consumers across"));
    m_matrix->setHorizontalHeader(new DomainHeader(Qt::Horizontal, m_matrix));
    m_matrix->setVerticalHeader(new DomainHeader(Qt::Vertical, m_matrix));
    m_matrix->setModel(m_model);
    m_matrix->setItemDelegate(new SharingDelegate(*m_model, m_matrix));
    m_matrix->setShowGrid(false);
    m_matrix->setFrameShape(QFrame::NoFrame);
    m_matrix->setSelectionMode(QAbstractItemView::SingleSelection);
    m_matrix->setTabKeyNavigation(false);
    m_matrix->setCornerButtonEnabled(false);
    m_matrix->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_matrix->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list = new FactTable(tr("What is shared"),
                           {{tr("Provider"), 0},
                            {tr("Consumer"), 0},
                            {tr("Product"), 0},
                            {tr("People"), 80, Qt::AlignRight},
                            {tr("Until"), 110}},
                           30, m_stack);
    m_list->setSortable(true);
    m_nothing = new Label(TextRole::Body, Token::Text2, m_stack);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_stack->addWidget(m_matrix);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_nothing);
    box->addWidget(m_stack, 1);
    m_panel = new SharingPanel(m_splitter);
    m_splitter->setPanel(m_panel, session, u"governance/sharing"_s);
    setMinimumWidth(px(320)); // the panel goes long before parts would be cut

    connect(m_by, &SegmentedControl::currentChanged, this, &SharingTab::reload);
    connect(m_what, &SegmentedControl::currentChanged, this, &SharingTab::reload);
    connect(m_mode, &SegmentedControl::currentChanged, this, &SharingTab::fillList);
    connect(m_matrix->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        m_matrix->viewport()->update();
        follow();
    });
    connect(m_list, &FactTable::rowOpened, this, [this](const FactRow &row) {
        emit opened({u"product"_s, row.data.toString(), {{u"tab"_s, u"access"_s}}});
    });
    connect(m_panel, &SharingPanel::productOpened, this, [this](const QString &key) {
        emit opened({u"product"_s, key, {{u"tab"_s, u"access"_s}}});
    });
    connect(m_panel, &SharingPanel::lineageWanted, this, [this](const QString &domain) {
        emit opened({u"lineage"_s, domain, {}});
    });
    connect(m_panel, &SharingPanel::grantsWanted, this, [this] {
        emit opened({u"access"_s, {}, {{u"tab"_s, u"grants"_s}}});
    });
    connect(m_panel, &SharingPanel::closed, this, [this] { setPanelShown(false); });
}

void SharingTab::reload()
{
    const SharingBy by = m_by->current() == 0 ? SharingBy::Grants : SharingBy::Lineage;
    load(
        this, m_session,
        [by, personal = m_what->current() == 1, now = m_session.clock().nowMs()](
            store::Reader &reader) { return readSharing(reader, by, personal, now); },
        [this, by](const Sharing &sharing) {
            m_model->setSharing(sharing, by);
            fillList();
            arrange();
            follow();
            emit shown();
        },
        [this](const Error &failure) { emit failed(failure); });
}

void SharingTab::fillList()
{
    const Sharing &sharing = m_model->sharing();
    QList<FactRow> rows;
    for (int provider = 0; provider < sharing.providers.size(); ++provider) {
        for (int consumer = 0; consumer < sharing.consumers.size(); ++consumer) {
            const Sharing::Cell *cell = sharing.cell(provider, consumer);
            if (!cell)
                continue;
            const Sharing::Side &from = sharing.providers[provider];
            const Sharing::Side &to = sharing.consumers[consumer];
            for (const Sharing::Use &use : cell->uses) {
                FactRow row;
                row.id = u"%1\n%2\n%3"_s.arg(from.name, to.name, use.product);
                row.data = use.product;
                row.cells +=
                    FactCell{.text = from.name, .domainKey = from.key, .domainName = from.name};
                row.cells += FactCell{.text = to.name, .domainKey = to.key, .domainName = to.name};
                FactCell product{.text = use.productName, .role = TextRole::TableStrong};
                if (use.personal)
                    product.tags += personalTag();
                row.cells += product;
                const bool grants = m_model->by() == SharingBy::Grants;
                row.cells += FactCell{.text = grants ? format::count(use.people.size()) : QString(),
                                      .sort = use.people.size()};
                row.cells +=
                    use.openEnded
                        ? FactCell{.text = tr("open end"), .colour = Token::Warn, .sort = qint64(0)}
                        : FactCell{.text =
                                       use.firstEndMs ? format::date(*use.firstEndMs) : QString(),
                                   .colour = Token::Text2,
                                   .sort = qint64(use.firstEndMs.value_or(0))};
                rows += row;
            }
        }
    }
    m_list->setRows(rows);
    m_nothing->setText(
        m_what->current() == 1 ? tr("No personal data is shared between domains.")
        : m_model->by() == SharingBy::Grants
            ? tr("No grant is known. You see the grants that your catalogs show you.")
            : tr("No product is made from a product of another domain."));
    m_stack->setCurrentIndex(rows.isEmpty() ? 2 : m_mode->current());
    arrange();
}

QWidget *SharingTab::main() const
{
    return m_stack->currentWidget();
}

TableText SharingTab::table() const
{
    return m_list->table();
}

void SharingTab::choose(int provider, int consumer)
{
    m_matrix->setCurrentIndex(m_model->index(provider, consumer));
}

void SharingTab::follow()
{
    const QModelIndex index = m_matrix->currentIndex();
    if (index.isValid())
        m_panel->show(m_model->sharing(), index.row(), index.column(), m_model->by());
    else
        m_panel->clear();
}

void SharingTab::setPanelShown(bool on)
{
    m_wanted = on;
    arrange();
}

bool SharingTab::isPanelShown() const
{
    return !m_panel->isHidden();
}

void SharingTab::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void SharingTab::arrange()
{
    // A list says all that the panel would.
    m_panel->setVisible(m_wanted && width() >= px(panelFrom) && m_stack->currentIndex() == 0);
    const int columns = m_model->columnCount();
    if (columns == 0)
        return;
    const int room = width() - px(160) - px(20) - (m_panel->isHidden() ? 0 : m_panel->width());
    const int cell = std::clamp(room / columns, px(narrowestCell), px(96));
    m_matrix->horizontalHeader()->setDefaultSectionSize(cell);
    m_matrix->verticalHeader()->setDefaultSectionSize(px(cellHeight));
}

} // namespace meshlens::ui
