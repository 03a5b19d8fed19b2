// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/governance/governance_page.h"

#include "ui/governance/finding_bar.h"
#include "ui/governance/governance_rows.h"
#include "ui/governance/rule_panel.h"
#include "ui/governance/scorecard_model.h"
#include "ui/governance/scorecard_tab.h"
#include "ui/governance/scorecard_view.h"
#include "ui/governance/sharing_panel.h"
#include "ui/governance/sharing_tab.h"
#include "ui/governance/table_tab.h"
#include "ui/parts/button.h"
#include "ui/parts/card.h"
#include "ui/parts/format.h"
#include "ui/parts/load.h"
#include "ui/parts/search_field.h"
#include "ui/parts/states.h"
#include "ui/parts/table_file.h"

#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

const QStringList tabWords{u"scorecard"_s, u"findings"_s, u"rules"_s,    u"sharing"_s,
                           u"contracts"_s, u"terms"_s,    u"ownership"_s};
const QString acceptedWord = u"accepted"_s; // among the choices of findings

} // namespace

GovernancePage::GovernancePage(Session &session, QWidget *parent) : Page(session, parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_header = new PageHeader(tr("Governance"), this);
    m_export = new Button(tr("Export"), m_header);
    m_export->setIconName(u"download"_s);
    m_export->setToolTip(tr("Save this table as CSV, spreadsheet or PDF"));
    connect(m_export, &QAbstractButton::clicked, this, &GovernancePage::exportTable);
    m_header->addAtRight(m_export);
    column->addWidget(m_header);
    m_tabs = new QTabBar(this);
    m_tabs->setAccessibleName(tr("Parts of governance"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false); // the line below goes from edge to edge
    m_tabs->setUsesScrollButtons(true);
    auto *tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(px(16), 0, px(16), 0);
    tabRow->addWidget(m_tabs, 1);
    column->addLayout(tabRow);
    column->addWidget(new Line(Qt::Horizontal, this));
    m_stack = new QStackedWidget(this);
    makeTabs();
    m_content = new ContentStack(m_stack, Skeleton::Shape::Rows, this);
    column->addWidget(m_content, 1);

    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        m_stack->setCurrentIndex(index);
        loadTab();
        emit linkChanged();
    });
    connect(&session, &Session::requestsChanged, this, [this] {
        if (tab() == SharingMap)
            m_sharing->reload();
    });
    addCommand(tr("Export this table"), u"download"_s, {}, this, [this] { exportTable(); });
    reload();
}

void GovernancePage::makeTabs()
{
    m_scorecard = new ScorecardTab(session(), m_stack);
    m_findings = new TableTab(tr("Findings"), findingColumns(), 42, m_stack);
    m_rules = new TableTab(tr("Rules"), ruleColumns(), 32, m_stack);
    m_sharing = new SharingTab(session(), m_stack);
    m_contracts = new TableTab(tr("Contracts"), contractColumns(), 42, m_stack);
    m_terms = new TableTab(tr("Terms"), termColumns(), 34, m_stack);
    m_ownership = new TableTab(tr("Ownership"), ownershipColumns(), 42, m_stack);
    const QList<std::pair<QWidget *, QString>> all{
        {m_scorecard, tr("Scorecard")},  {m_findings, tr("Findings")},   {m_rules, tr("Rules")},
        {m_sharing, tr("Data sharing")}, {m_contracts, tr("Contracts")}, {m_terms, tr("Terms")},
        {m_ownership, tr("Ownership")}};
    for (const auto &[widget, words] : all) {
        m_stack->addWidget(widget);
        m_tabs->addTab(words);
    }
    QList<std::pair<QString, QString>> qualities{{QString(), tr("All qualities")}};
    for (int i = 0; i < 6; ++i) {
        const auto quality = static_cast<mesh::Quality>(i);
        qualities += {mesh::toText(quality), qualityName(quality)};
    }
    qualities += {acceptedWord, tr("Accepted risks")};
    m_findings->setChoices(tr("Quality"), qualities);
    m_findingBar = new FindingBar(session(), m_findings);
    m_findings->setFoot(m_findingBar);
    m_findings->table().setOpensByClick(false);
    connect(&m_findings->table(), &FactTable::currentRowChanged, this,
            &GovernancePage::showFinding);
    connect(m_findingBar, &FindingBar::changed, this, &GovernancePage::reload);
    connect(m_findingBar, &FindingBar::said, this,
            [this](const QString &text, const std::function<void()> &undo) {
                emit toastRequested(text, undo ? Undo{tr("Undo"), undo} : Undo{});
            });
    connect(m_findingBar, &FindingBar::productWanted, this, [this](const QString &key) {
        emit navigate({u"product"_s, key, {}});
    });
    connect(m_findings, &TableTab::choiceChanged, this, [this] {
        fillFindings();
        emit linkChanged();
    });
    connect(m_scorecard, &ScorecardTab::opened, this, [this](const Link &link) {
        if (link.page == u"governance")
            setTab(static_cast<Tab>(
                std::max<qsizetype>(0, tabWords.indexOf(link.state.value(u"tab"_s)))));
        else
            emit navigate(link);
    });
    connect(m_scorecard, &ScorecardTab::cellChosen, this, &Page::linkChanged);
    connect(m_sharing, &SharingTab::opened, this, &Page::navigate);
    connect(m_sharing, &SharingTab::shown, this, &GovernancePage::shown);
    connect(m_sharing, &SharingTab::failed, this, &GovernancePage::fail);
    connect(&m_findings->table(), &FactTable::rowOpened, this, [this](const FactRow &row) {
        const scores::Rule *rule = scores::rule(row.id.section(u'\n', 0, 0));
        setTab(Scorecard);
        m_scorecard->choose(row.data.toString(),
                            rule ? std::optional(rule->quality) : std::nullopt);
        m_scorecard->setPanelShown(true);
    });
    connect(&m_rules->table(), &FactTable::rowOpened, this, [this](const FactRow &row) {
        if (const scores::Rule *rule = scores::rule(row.data.toString())) {
            m_findings->setChoice(QString());
            fillFindings();
            m_findings->setFilter(rule->title);
            setTab(Findings);
        }
    });
    connect(&m_contracts->table(), &FactTable::rowOpened, this, [this](const FactRow &row) {
        emit navigate({u"product"_s, row.data.toString(), {{u"tab"_s, u"quality"_s}}});
    });
    connect(&m_terms->table(), &FactTable::rowOpened, this, [this](const FactRow &row) {
        emit navigate({u"discover"_s,
                       {},
                       {{u"q"_s, u"term:\"%1\""_s.arg(row.data.toString().remove(u'"'))}}});
    });
    connect(&m_ownership->table(), &FactTable::rowOpened, this, [this](const FactRow &row) {
        emit navigate({u"product"_s, row.data.toString(), {}});
    });
    for (const TableTab *table : {m_findings, m_rules, m_contracts, m_terms, m_ownership})
        connect(table, &TableTab::filterChanged, this, &Page::linkChanged);
}

QString GovernancePage::title() const
{
    return tr("Governance");
}

GovernancePage::Tab GovernancePage::tab() const
{
    return static_cast<Tab>(m_tabs->currentIndex());
}

TableTab *GovernancePage::table(Tab tab) const
{
    return qobject_cast<TableTab *>(m_stack->widget(tab));
}

void GovernancePage::setTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

void GovernancePage::open(const Link &link)
{
    const auto wanted = tabWords.indexOf(link.state.value(u"tab"_s));
    const Tab to = wanted >= 0                       ? static_cast<Tab>(wanted)
                   : link.key.startsWith(u"term://") ? Terms
                                                     : Scorecard;
    const auto quality = mesh::fromText<mesh::Quality>(link.state.value(u"quality"_s));
    if (TableTab *rows = table(to)) {
        rows->setFilter(link.state.value(u"q"_s));
        if (to == Findings) {
            m_findings->setChoice(quality ? mesh::toText(*quality)
                                          : link.state.value(u"quality"_s));
            fillFindings();
        }
        if (to == Terms && !link.key.isEmpty())
            rows->table().choose(link.key);
    }
    if (to == Scorecard) {
        QString key = link.state.value(u"key"_s);
        if (key.isEmpty())
            key = link.state.value(u"domain"_s, link.key);
        if (!key.isEmpty())
            m_scorecard->choose(key, quality);
        if (key.startsWith(u"product://"))
            m_scorecard->setPanelShown(true);
    }
    setTab(to);
    m_wantedTerm = to == Terms ? link.key : QString();
}

Link GovernancePage::link() const
{
    Link here{u"governance"_s, {}, {}};
    if (tab() != Scorecard)
        here.state.insert(u"tab"_s, tabWords[tab()]);
    if (const TableTab *rows = table(tab())) {
        if (!rows->filter().isEmpty())
            here.state.insert(u"q"_s, rows->filter());
        if (tab() == Findings && !rows->choice().isEmpty())
            here.state.insert(u"quality"_s, rows->choice());
    }
    if (tab() == Scorecard && !m_scorecard->currentKey().isEmpty()) {
        here.state.insert(u"key"_s, m_scorecard->currentKey());
        if (const auto quality = m_scorecard->currentQuality())
            here.state.insert(u"quality"_s, mesh::toText(*quality));
    }
    return here;
}

void GovernancePage::reload()
{
    m_content->begin();
    load(
        this, session(),
        [now = nowMs()](store::Reader &reader) { return readGovernanceData(reader, now); },
        [this](const GovernanceData &known) { fill(known); },
        [this](const Error &failure) { fail(failure); });
    loadTab();
}

void GovernancePage::fail(const Error &failure)
{
    m_content->showError(tr("Governance could not be read."), failure, [this] { reload(); });
}

void GovernancePage::fill(const GovernanceData &known)
{
    m_known = known;
    if (known.products.isEmpty()) {
        auto *state = new EmptyState(u"shield"_s, tr("No data product is known yet"),
                                     tr("Rules are looked at as soon as a catalog was read."),
                                     Tone::Mute, this);
        connect(state->addAction(tr("Open catalogs"), ButtonKind::Primary),
                &QAbstractButton::clicked, this, [this] {
                    emit navigate({u"catalogs"_s, {}, {}});
                });
        m_content->showEmpty(state);
        m_header->setCaption({});
        m_export->setEnabled(false);
        emit shown();
        return;
    }
    m_export->setEnabled(true);
    m_header->setCaption(
        tr("%1, %2, measured %3")
            .arg(tr("%n products", nullptr, static_cast<int>(known.products.size())),
                 tr("%n domains", nullptr, static_cast<int>(known.governance.domains.size())),
                 format::time(known.readAtMs)));
    const int findings = known.openFindings();
    m_tabs->setTabText(Findings, findings > 0 ? tr("Findings %1").arg(format::count(findings))
                                              : tr("Findings"));
    m_tabs->setTabText(Rules, tr("Rules %1").arg(known.governance.rules));
    m_scorecard->show(known);
    fillFindings();
    m_rules->setRows(ruleRows(known), tr("There is no rule."));
    m_content->showContent();
    if (tab() == Scorecard || tab() == Findings || tab() == Rules)
        emit shown();
}

void GovernancePage::fillFindings()
{
    if (!m_known)
        return;
    const bool accepted = m_findings->choice() == acceptedWord;
    m_findings->setRows(
        findingRows(*m_known, mesh::fromText<mesh::Quality>(m_findings->choice()), accepted),
        accepted ? tr("No risk is accepted.") : tr("Every rule is kept."));
    showFinding();
}

void GovernancePage::showFinding()
{
    const FactRow *row = m_findings->table().current();
    const scores::Finding *finding =
        row && m_known ? m_known->finding(row->id.section(u'\n', 0, 0), row->id.section(u'\n', 1))
                       : nullptr;
    m_findingBar->show(finding, finding ? m_known->acceptance(*finding) : nullptr);
}

void GovernancePage::loadTab()
{
    switch (tab()) {
    case SharingMap:
        m_sharing->reload();
        return;
    case Contracts:
        load(
            this, session(),
            [now = nowMs()](store::Reader &reader) { return readContracts(reader, now); },
            [this](const QList<KeptContract> &contracts) {
                m_contracts->setRows(contractRows(contracts), tr("No contract is known."));
                emit shown();
            },
            [this](const Error &failure) { fail(failure); });
        return;
    case Terms:
        load(
            this, session(), [](store::Reader &reader) { return readTerms(reader); },
            [this](const QList<TermUse> &terms) {
                m_terms->setRows(termRows(terms), tr("No glossary term is known."));
                if (!m_wantedTerm.isEmpty())
                    m_terms->table().choose(std::exchange(m_wantedTerm, {}));
                emit shown();
            },
            [this](const Error &failure) { fail(failure); });
        return;
    case OwnershipList:
        load(
            this, session(), [](store::Reader &reader) { return readOwnership(reader); },
            [this](const QList<Ownership> &owners) {
                m_ownership->setRows(ownershipRows(owners, nowMs()), tr("No product is known."));
                emit shown();
            },
            [this](const Error &failure) { fail(failure); });
        return;
    default:
        return; // read with the page
    }
}

void GovernancePage::exportTable()
{
    const TableText text = tab() == Scorecard    ? m_scorecard->model().table()
                           : tab() == SharingMap ? m_sharing->table()
                                                 : table(tab())->table().table();
    saveTable(this, text, tabWords[tab()],
              [this](const QString &words) { emit toastRequested(words, {}); });
}

QList<QWidget *> GovernancePage::focusRegions()
{
    if (tab() == Scorecard)
        return {m_tabs, m_scorecard->view(), m_scorecard->panel()};
    if (tab() == SharingMap)
        return {m_tabs, m_sharing->main(), m_sharing->panel()};
    return {m_tabs, &table(tab())->table()};
}

bool GovernancePage::focusFilter()
{
    if (tab() == SharingMap)
        return false;
    SearchField *field = tab() == Scorecard ? m_scorecard->search() : table(tab())->search();
    field->setFocus();
    field->selectAll();
    return true;
}

bool GovernancePage::togglePanel()
{
    if (tab() == Scorecard)
        m_scorecard->setPanelShown(!m_scorecard->isPanelShown());
    else if (tab() == SharingMap)
        m_sharing->setPanelShown(!m_sharing->isPanelShown());
    else
        return false;
    return true;
}

bool GovernancePage::escape()
{
    return tab() == Scorecard && m_scorecard->closeOver();
}

} // namespace meshlens::ui
