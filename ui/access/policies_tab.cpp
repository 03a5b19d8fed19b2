// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/policies_tab.h"

#include "ui/access/rule_list.h"
#include "ui/access/words.h"
#include "ui/parts/button.h"
#include "ui/parts/card.h"
#include "ui/parts/fact_table.h"
#include "ui/parts/format.h"
#include "ui/parts/watch.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using Answer = mesh::AccessPreview::Answer;

namespace {

constexpr qsizetype mostTried = 40; // each is a call to the catalog
constexpr std::int64_t dayMs = 86'400'000;

QString answerWords(Answer answer)
{
    return answer == Answer::AtOnce  ? PoliciesTab::tr("Given at once")
           : answer == Answer::Owner ? PoliciesTab::tr("The owner decides")
                                     : PoliciesTab::tr("Not possible");
}

/// Whether the answer of then could have been given by what the policy says now.
bool agrees(const mesh::AccessRequest &request, Answer now)
{
    const bool byPolicy = request.decidedBy.startsWith(u"policy");
    if (request.state == mesh::RequestState::Approved)
        return byPolicy ? now == Answer::AtOnce : now == Answer::Owner;
    return request.state != mesh::RequestState::Denied || byPolicy == (now == Answer::Impossible);
}

} // namespace

PoliciesTab::PoliciesTab(Session &session, QWidget *parent)
    : RequestTab(parent), m_session(session), m_data(std::make_shared<AccessData>())
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(px(20), px(14), px(20), px(14));
    row->setSpacing(px(12));
    row->addWidget(makeRules(), 5);
    row->addWidget(makePast(), 8);
    connect(m_product, &QComboBox::activated, this, [this] {
        showPast();
        tryRules();
    });
    connect(m_purpose, &QComboBox::activated, this, &PoliciesTab::tryRules);
    connect(m_days, &QSpinBox::valueChanged, this, &PoliciesTab::tryRules);
    connect(m_try, &QAbstractButton::clicked, this, &PoliciesTab::tryPast);
    connect(m_past, &FactTable::rowOpened, this, [this](const FactRow &chosenRow) {
        emit navigate({u"access"_s, {}, {{u"tab"_s, u"history"_s}, {u"request"_s, chosenRow.id}}});
    });
}

QWidget *PoliciesTab::makeRules()
{
    auto *card = new Card(tr("Policy"), this);
    card->setCaption(tr("as the catalog judges it"));
    m_product = new QComboBox(card);
    m_product->setAccessibleName(tr("Data product"));
    m_product->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_purpose = new QComboBox(card);
    m_purpose->setAccessibleName(tr("Purpose"));
    using Kind = mesh::PurposeKind;
    for (const Kind kind : {Kind::Reporting, Kind::Forecasting, Kind::ProductAnalysis,
                            Kind::ModelTraining, Kind::Regulatory, Kind::Other})
        m_purpose->addItem(access::purposeWords(kind), static_cast<int>(kind));
    m_days = new QSpinBox(card);
    m_days->setAccessibleName(tr("Days of access"));
    m_days->setRange(1, 1000);
    m_days->setValue(90);
    m_days->setSuffix(tr(" days"));
    auto *line = new QHBoxLayout;
    line->setSpacing(px(8));
    line->addWidget(m_purpose, 1);
    line->addWidget(m_days);
    m_answer = new Label(TextRole::BodyStrong, Token::Text, card);
    m_answer->setWordWrap(true);
    m_rules = new RuleList(card);
    auto *note = new Label(tr("All columns, personal ones masked, for you: rules about a role were "
                              "tried with yours."),
                           TextRole::Table, Token::Text3, card);
    note->setWordWrap(true);
    auto *host = new QWidget(card);
    auto *box = new QVBoxLayout(host);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(px(10));
    box->addWidget(m_answer);
    box->addWidget(m_rules);
    box->addWidget(note);
    box->addStretch(1);
    auto *scroll = new QScrollArea(card);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(host);
    scroll->viewport()->setAutoFillBackground(false);
    host->setAutoFillBackground(false); // setWidget() turns it on
    card->body()->addWidget(m_product);
    card->body()->addLayout(line);
    card->body()->addWidget(scroll, 1);
    return card;
}

QWidget *PoliciesTab::makePast()
{
    auto *card = new Card(tr("Tried against past requests"), this);
    m_try = new Button(tr("Try now"), card);
    m_try->setSmall(true);
    m_try->setIconName(u"play"_s);
    card->addAtRight(m_try);
    m_said = new Label(TextRole::Table, Token::Text2, card);
    m_said->setWordWrap(true);
    card->body()->addWidget(m_said);
    m_past = new FactTable(tr("Past requests and what the policy says now"),
                           {{tr("Asked"), 100},
                            {tr("Who"), 0},
                            {tr("Purpose"), 120},
                            {tr("Then"), 0},
                            {tr("Now"), 150}},
                           32, card);
    card->body()->addWidget(m_past, 1);
    return card;
}

QList<QWidget *> PoliciesTab::regions()
{
    return {m_product, m_past};
}

void PoliciesTab::showEvent(QShowEvent *event)
{
    RequestTab::showEvent(event);
    tryRules();
}

QString PoliciesTab::product() const
{
    return m_product->currentData().toString();
}

QString PoliciesTab::answer() const
{
    return m_answer->text();
}

void PoliciesTab::setData(const SharedAccessData &moment)
{
    m_data = moment;
    const QString before = product();
    QList<std::pair<QString, QString>> products; // own ones first, then by name
    for (const store::ProductRow &row : moment->products)
        products.append(
            {(moment->isMyProduct(row.key) ? u"0"_s : u"1"_s) + row.name.toLower(), row.key});
    std::ranges::sort(products);
    m_product->clear();
    for (const auto &[order, key] : products)
        m_product->addItem(moment->productName(key), key);
    const int at = before.isEmpty() ? 0 : m_product->findData(before);
    m_product->setCurrentIndex(std::max(at, m_product->count() > 0 ? 0 : -1));
    if (product() != before || m_tried.isEmpty()) {
        showPast();
        tryRules();
    }
}

void PoliciesTab::chooseProduct(const QString &key)
{
    if (const int at = m_product->findData(key); at >= 0) {
        m_product->setCurrentIndex(at);
        showPast();
        tryRules();
    }
}

void PoliciesTab::tryRules()
{
    const quint64 number = ++m_asked;
    if (product().isEmpty() || !isVisible()) {
        m_answer->clear();
        return;
    }
    mesh::AccessDraft draft;
    draft.product = product();
    draft.purpose.kind = static_cast<mesh::PurposeKind>(m_purpose->currentData().toInt());
    draft.purpose.text = tr("To see what the policy answers to such a purpose.");
    draft.untilMs = m_session.clock().nowMs() + m_days->value() * dayMs;
    watch(this, m_session.previewAccess(draft),
          [this, number](const Result<mesh::AccessPreview> &preview) {
              if (number != m_asked)
                  return;
              m_rules->setRules(preview ? preview->rules : QList<mesh::PolicyRule>());
              m_answer->setText(preview ? answerWords(preview->answer) : preview.error().message);
          });
}

void PoliciesTab::showPast()
{
    if (m_tried.isEmpty() || m_tried.first().request.product != product()) {
        ++m_round;
        m_next = 0;
        m_tried.clear();
        for (const mesh::AccessRequest &request : m_data->requests) {
            if (request.product == product() && request.state != mesh::RequestState::Draft &&
                m_tried.size() < mostTried)
                m_tried.append({request, {}, false});
        }
    }
    QList<FactRow> rows;
    int asked = 0;
    int differing = 0;
    for (const Tried &tried : std::as_const(m_tried)) {
        asked += tried.now.isEmpty() ? 0 : 1;
        differing += tried.differs ? 1 : 0;
        const access::Words then = access::requestWords(tried.request);
        FactRow row;
        row.id = tried.request.id;
        row.cells += FactCell{.text = format::when(tried.request.createdAtMs, m_data->nowMs),
                              .sort = qint64(tried.request.createdAtMs)};
        row.cells += FactCell{.text = tried.request.requesterName.isEmpty()
                                          ? m_data->personName(tried.request.requester)
                                          : tried.request.requesterName,
                              .role = TextRole::TableStrong};
        row.cells += FactCell{.text = access::purposeWords(tried.request.purpose.kind)};
        row.cells += FactCell{.text = then.text, .mark = markOf(then.mark), .tip = then.text};
        row.cells += FactCell{.text = tried.now.isEmpty() ? u"\u2013"_s : tried.now,
                              .mark = tried.differs ? std::optional(Mark::Warning) : std::nullopt};
        rows += row;
    }
    m_past->setRows(rows);
    m_try->setEnabled(!m_tried.isEmpty() && (m_next == 0 || m_next >= m_tried.size()));
    m_said->setText(
        m_tried.isEmpty() ? tr("No request for this product is known.")
        : asked == 0      ? tr("See what the policy of today would answer to them.")
        : differing == 0
            ? tr("%1 of %2 tried; none would be answered otherwise.").arg(asked).arg(m_tried.size())
            : tr("%1 of %2 tried; %3 would be answered otherwise.")
                  .arg(asked)
                  .arg(m_tried.size())
                  .arg(differing));
}

void PoliciesTab::tryPast()
{
    ++m_round;
    m_next = 0;
    for (Tried &tried : m_tried)
        tried = {tried.request, {}, false};
    tryNext();
}

void PoliciesTab::tryNext()
{
    showPast();
    if (m_next >= m_tried.size())
        return;
    const mesh::AccessRequest &request = m_tried[m_next].request;
    mesh::AccessDraft draft;
    draft.product = request.product;
    draft.port = request.port;
    draft.purpose = request.purpose;
    draft.columns = request.columns;
    draft.forWhom = request.forWhom;
    if (request.untilMs) // as long as then, but from now on
        draft.untilMs = m_session.clock().nowMs() + (*request.untilMs - request.createdAtMs);
    watch(this, m_session.previewAccess(draft),
          [this, round = m_round](const Result<mesh::AccessPreview> &preview) {
              if (round != m_round || m_next >= m_tried.size())
                  return;
              Tried &tried = m_tried[m_next++];
              tried.now = preview ? answerWords(preview->answer) : preview.error().message;
              tried.differs = preview && !agrees(tried.request, preview->answer);
              tryNext();
          });
}

} // namespace meshlens::ui
