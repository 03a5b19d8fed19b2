// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/governance/scorecard_tab.h"

#include "ui/governance/panel_split.h"
#include "ui/governance/rule_panel.h"
#include "ui/governance/scorecard_model.h"
#include "ui/governance/scorecard_view.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/labels.h"
#include "ui/parts/load.h"
#include "ui/parts/search_field.h"
#include "ui/parts/segmented.h"

#include <QCheckBox>
#include <QHBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int panelBesideFrom = 1040;
constexpr int legendFrom = 820;
constexpr int panelWidth = 346;

BadgeWidget *legend(Mark mark, const QString &words, QWidget *parent)
{
    auto *badge = new BadgeWidget(parent);
    badge->setMark(mark, words, Token::Text2);
    return badge;
}

mesh::Quality worstOf(const std::array<scores::QualityMark, 6> &marks)
{
    std::size_t worst = 0;
    for (std::size_t i = 1; i < 6; ++i) {
        if (marks[i].value.value_or(101) < marks[worst].value.value_or(101))
            worst = i;
    }
    return static_cast<mesh::Quality>(worst);
}

} // namespace

ScorecardTab::ScorecardTab(Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_model(new ScorecardModel(this))
{
    m_splitter = new PanelSplit(this);
    QWidget *centre = m_splitter->centre();
    QHBoxLayout *bar = m_splitter->bar();
    m_search = new SearchField(tr("Filter products"), centre);
    m_search->setMaximumWidth(px(190));
    m_search->setMinimumWidth(px(120));
    m_grouping = new SegmentedControl(tr("Order of the products"), centre);
    m_grouping->addChoice(tr("By domain"));
    m_grouping->addChoice(tr("By catalog"));
    m_grouping->addChoice(tr("Worst first"));
    m_grouping->setCurrent(0);
    m_certified = new QCheckBox(tr("Only certified"), centre);
    m_legend = new QWidget(centre);
    auto *signs = new QHBoxLayout(m_legend);
    signs->setContentsMargins(0, 0, 0, 0);
    signs->setSpacing(px(12));
    signs->addWidget(legend(Mark::Met, tr("80 and over"), m_legend));
    signs->addWidget(legend(Mark::Partly, tr("60 to 79"), m_legend));
    signs->addWidget(legend(Mark::Missed, tr("under 60"), m_legend));
    bar->addWidget(m_search, 1);
    bar->addWidget(m_grouping);
    bar->addWidget(m_certified);
    bar->addStretch();
    bar->addWidget(m_legend);
    QVBoxLayout *box = m_splitter->box();
    m_view = new ScorecardView(*m_model, centre);
    m_nothing = new Label(TextRole::Body, Token::Text2, centre);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->hide();
    box->addWidget(m_view, 1);
    box->addWidget(m_nothing, 1);
    m_panel = new RulePanel(m_splitter);
    m_splitter->setPanel(m_panel, session, u"governance/scorecard"_s);
    setFocusProxy(m_view);
    setMinimumWidth(px(320)); // the panel lies over the page long before parts would be cut

    connect(m_search, &QLineEdit::textChanged, this, &ScorecardTab::filter);
    connect(m_certified, &QCheckBox::toggled, this, &ScorecardTab::filter);
    connect(m_grouping, &SegmentedControl::currentChanged, this, [this](int index) {
        const QString key = currentKey();
        const auto quality = currentQuality();
        m_model->setGrouping(static_cast<ScorecardModel::Grouping>(index));
        m_view->choose(key, quality);
    });
    connect(m_view, &ScorecardView::cellChosen, this, [this] {
        follow();
        emit cellChosen();
    });
    connect(m_view, &QAbstractItemView::clicked, this, [this] {
        if (m_over && !currentKey().isEmpty()) {
            m_openOver = true;
            arrange();
        }
    });
    connect(m_view, &ScorecardView::productOpened, this, [this](const QString &key) {
        emit opened({u"product"_s, key, {}});
    });
    connect(m_panel, &RulePanel::productOpened, this, [this](const QString &key) {
        emit opened({u"product"_s, key, {}});
    });
    connect(m_panel, &RulePanel::findingsWanted, this, [this] {
        emit opened({u"governance"_s, {}, {{u"tab"_s, u"findings"_s}}});
    });
    connect(m_panel, &RulePanel::findingChosen, this,
            [this](const QString &key, mesh::Quality quality) { choose(key, quality); });
    connect(m_panel, &RulePanel::closed, this, [this] { setPanelShown(false); });
}

void ScorecardTab::show(const GovernanceData &known)
{
    const QString key = currentKey();
    const auto quality = currentQuality();
    m_known = known;
    m_model->setData(known);
    m_panel->showFindings(known);
    if (currentKey() != key && !key.isEmpty())
        m_view->choose(key, quality);
    filter();
    chooseWanted();
    follow();
}

void ScorecardTab::choose(const QString &key, std::optional<mesh::Quality> quality)
{
    m_wantedKey = key;
    m_wantedQuality = quality;
    chooseWanted();
}

void ScorecardTab::chooseWanted()
{
    if (m_wantedKey.isEmpty() || m_known.readAtMs == 0)
        return;
    if (!m_model->indexOf(m_wantedKey).isValid()) { // hidden by a filter, or not in this order
        m_search->clear();
        m_certified->setChecked(false);
        if (m_wantedKey.startsWith(u"domain://") && m_grouping->current() != 0) {
            m_grouping->setCurrent(0);
            m_model->setGrouping(ScorecardModel::Grouping::Domain);
        }
    }
    m_view->choose(m_wantedKey, m_wantedQuality);
    m_wantedKey.clear();
}

void ScorecardTab::filter()
{
    const QString key = currentKey();
    const auto quality = currentQuality();
    m_model->setFilter(m_search->text(), m_certified->isChecked());
    if (!key.isEmpty())
        m_view->choose(key, quality);
    const bool none = m_model->productCount() == 0;
    m_nothing->setVisible(none);
    m_view->setVisible(!none);
    m_nothing->setText(m_known.products.isEmpty()
                           ? tr("No product is known yet.")
                           : tr("No product matches. Clear the filter to see all %n.", nullptr,
                                static_cast<int>(m_known.products.size())));
}

QString ScorecardTab::currentKey() const
{
    return m_view->currentKey();
}

std::optional<mesh::Quality> ScorecardTab::currentQuality() const
{
    return m_view->currentQuality();
}

void ScorecardTab::follow()
{
    const QString key = currentKey();
    const auto quality = currentQuality();
    if (key.isEmpty()) {
        m_panel->clear();
        return;
    }
    load(
        this, m_session,
        [key, now = m_session.clock().nowMs()](store::Reader &reader) {
            return scores::scorecard(reader, key, now);
        },
        [this, key, quality](const scores::Scorecard &card) {
            if (key != currentKey() || quality != currentQuality())
                return;
            const mesh::Quality wanted = quality.value_or(worstOf(card.qualities));
            const store::ProductRow row = m_known.products.value(key);
            QStringList emails;
            for (const QString &owner : row.owners) {
                const QString email = m_known.emails.value(owner);
                if (!email.isEmpty())
                    emails += email;
            }
            m_panel->showRules(row, wanted, card.qualities[static_cast<std::size_t>(wanted)],
                               emails);
        },
        [this](const Error &) { m_panel->clear(); });
}

void ScorecardTab::setPanelShown(bool on)
{
    if (m_over)
        m_openOver = on;
    else
        m_panelWanted = on;
    arrange();
}

bool ScorecardTab::isPanelShown() const
{
    return !m_panel->isHidden();
}

bool ScorecardTab::closeOver()
{
    if (!m_over || !m_openOver)
        return false;
    m_openOver = false;
    arrange();
    m_view->setFocus();
    return true;
}

void ScorecardTab::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void ScorecardTab::arrange()
{
    const bool over = width() < px(panelBesideFrom);
    m_legend->setVisible(width() - (over || !m_panelWanted ? 0 : px(panelWidth)) >= px(legendFrom));
    if (over != m_over) {
        m_over = over;
        m_openOver = false;
        if (over)
            m_panel->setParent(this);
        else
            m_splitter->addWidget(m_panel);
    }
    if (over) {
        const int wide = std::min(px(panelWidth), width());
        m_panel->setGeometry(width() - wide, 0, wide, height());
        m_panel->setVisible(m_openOver);
        m_panel->raise();
    } else {
        m_panel->setVisible(m_panelWanted);
    }
}

} // namespace meshlens::ui
