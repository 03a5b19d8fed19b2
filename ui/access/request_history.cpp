// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/request_history.h"

#include "models/clock.h"
#include "ui/access/audit_line.h"
#include "ui/access/request_table.h"
#include "ui/access/words.h"
#include "ui/parts/button.h"
#include "ui/parts/card.h"
#include "ui/parts/format.h"
#include "ui/parts/search_field.h"
#include "ui/parts/segmented.h"
#include "ui/parts/states.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using State = mesh::RequestState;

namespace {

constexpr std::int64_t dayMs = 86'400'000;

bool byPolicy(const mesh::AccessRequest &request)
{
    return request.decidedBy.startsWith(u"policy");
}

bool isAnswered(const mesh::AccessRequest &request)
{
    return request.state == State::Approved || request.state == State::Denied;
}

QString timeOf(std::optional<std::int64_t> ms)
{
    return ms ? toRfc3339(*ms) : QString();
}

} // namespace

/// One figure with what it means above and below.
class RequestHistory::Figure final : public QWidget
{
public:
    Figure(const QString &title, QWidget *parent) : QWidget(parent)
    {
        auto *box = new QVBoxLayout(this);
        box->setContentsMargins(px(14), px(8), px(14), px(8));
        box->setSpacing(0);
        box->addWidget(new Label(title, TextRole::CaptionStrong, Token::Text2, this));
        m_value = new Label(TextRole::PageTitle, Token::Text, this);
        m_below = new Label(TextRole::Caption, Token::Text3, this);
        box->addWidget(m_value);
        box->addWidget(m_below);
    }
    void set(const QString &value, const QString &below)
    {
        m_value->setText(value);
        m_below->setText(below);
    }

private:
    Label *m_value;
    Label *m_below;
};

RequestHistory::RequestHistory(Session &session, QWidget *parent)
    : RequestTab(parent), m_data(std::make_shared<AccessData>())
{
    using Model = RequestModel;
    auto *content = new QWidget(this);
    auto *box = new QVBoxLayout(content);
    box->setContentsMargins(px(20), px(14), px(20), px(14));
    box->setSpacing(px(12));
    box->addWidget(makeFigures());
    m_audit = new AuditLine(session, content);
    box->addWidget(m_audit);

    auto *card = new Card({}, content);
    card->setBodyMargins(0, 0, 0, 0);
    card->body()->setSpacing(0);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(px(14), px(10), px(14), px(10));
    bar->setSpacing(px(8));
    m_filter = new SearchField(tr("Person, product, purpose"), card);
    m_filter->setMaximumWidth(px(240));
    m_parts = new SegmentedControl(tr("Which answers"), card);
    for (const QString &text : {tr("All"), tr("Approved"), tr("Denied"), tr("Other")})
        m_parts->addChoice(text);
    m_days = new QComboBox(card);
    m_days->setAccessibleName(tr("Period"));
    m_days->addItem(tr("30 days"), 30);
    m_days->addItem(tr("90 days"), 90);
    m_days->addItem(tr("A year"), 365);
    m_days->addItem(tr("All"), 0);
    m_days->setCurrentIndex(3);
    auto *save = new Button(tr("Export for audit"), card);
    save->setIconName(u"download"_s);
    bar->addWidget(m_filter, 1);
    bar->addWidget(m_parts);
    bar->addWidget(m_days);
    bar->addStretch();
    bar->addWidget(save);
    card->body()->addLayout(bar);
    card->body()->addWidget(new Line(Qt::Horizontal, card));
    m_table = new RequestTable({{Model::Asked, 100},
                                {Model::Person, 0},
                                {Model::Product, 168},
                                {Model::Purpose, 116, true},
                                {Model::Columns, 164, true},
                                {Model::Decision, 154},
                                {Model::By, 94},
                                {Model::Took, 90},
                                {Model::Until, 132, true}},
                               34, tr("History of requests"), card);
    card->body()->addWidget(m_table, 1);
    card->body()->addWidget(new Line(Qt::Horizontal, card));
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(px(14), px(8), px(14), px(8));
    m_note = new Label(TextRole::Table, Token::Text2, card);
    m_note->setWordWrap(true);
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_open = new Button(tr("Open the request"), ButtonKind::Quiet, card);
    m_open->setSmall(true);
    foot->addWidget(m_note, 1);
    foot->addWidget(m_open);
    card->body()->addLayout(foot);
    box->addWidget(card, 1);
    m_stack = new ContentStack(content, Skeleton::Shape::Rows, this);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    m_stack->begin();

    connect(m_filter, &QLineEdit::textChanged, m_table, &RequestTable::setFilter);
    connect(m_parts, &SegmentedControl::currentChanged, this, &RequestHistory::showRows);
    connect(m_days, &QComboBox::currentIndexChanged, this, &RequestHistory::showRows);
    connect(save, &QAbstractButton::clicked, this, &RequestHistory::exportTable);
    connect(m_table, &RequestTable::currentChosen, this, [this] {
        showChosen();
        emit choiceChanged();
    });
    const auto openRequest = [this] {
        if (const mesh::AccessRequest *request = m_table->current())
            emit navigate({u"access"_s,
                           {},
                           {{u"tab"_s, request->mine ? u"mine"_s : u"inbox"_s},
                            {u"request"_s, request->id}}});
    };
    connect(m_open, &QAbstractButton::clicked, this, openRequest);
    connect(m_table, &RequestTable::opened, this, openRequest);
    setFocusProxy(m_table);
}

QWidget *RequestHistory::makeFigures()
{
    auto *card = new Card({}, this);
    card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    card->setBodyMargins(0, 0, 0, 0);
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    m_answered = new Figure(tr("Answered"), card);
    m_atOnce = new Figure(tr("At once, by policy"), card);
    m_median = new Figure(tr("Median time"), card);
    m_denied = new Figure(tr("Denied"), card);
    for (Figure *figure : {m_answered, m_atOnce, m_median, m_denied}) {
        if (figure != m_answered)
            row->addWidget(new Line(Qt::Vertical, card));
        row->addWidget(figure, 1);
    }
    card->body()->addLayout(row);
    return card;
}

void RequestHistory::setData(const SharedAccessData &moment)
{
    m_data = moment;
    showRows();
}

void RequestHistory::showRows()
{
    const int days = m_days->currentData().toInt();
    QList<int> all;
    QList<int> rows;
    std::array<int, 4> counts{};
    for (int i = 0; i < m_data->requests.size(); ++i) {
        const mesh::AccessRequest &request = m_data->requests[i];
        if (request.state == State::Draft || request.state == State::Queued ||
            (days > 0 && request.createdAtMs < m_data->nowMs - days * dayMs))
            continue;
        all += i;
        const Part part = request.state == State::Approved ? Approved
                          : request.state == State::Denied ? Denied
                                                           : Other;
        ++counts[All];
        ++counts[part];
        if (m_parts->current() == All || m_parts->current() == part)
            rows += i;
    }
    const QStringList words{tr("All %1"), tr("Approved %1"), tr("Denied %1"), tr("Other %1")};
    for (int part = 0; part < 4; ++part)
        m_parts->setText(part, words[part].arg(counts[static_cast<size_t>(part)]));
    showFigures(all);
    m_table->setRequests(m_data, rows);
    if (!m_wanted.isEmpty() && m_table->choose(m_wanted))
        m_wanted.clear();
    showChosen();
    if (!all.isEmpty() || days > 0)
        m_stack->showContent();
    else
        m_stack->showEmpty(new EmptyState(u"history"_s, tr("Nothing was asked for yet"),
                                          tr("Every request and its answer will stand here."),
                                          Tone::Mute, m_stack));
}

void RequestHistory::showFigures(const QList<int> &rows)
{
    int answered = 0;
    int policy = 0;
    int denied = 0;
    int thisWeek = 0;
    QList<std::int64_t> times;
    for (const int row : rows) {
        const mesh::AccessRequest &request = m_data->requests[row];
        if (!isAnswered(request))
            continue;
        ++answered;
        policy += byPolicy(request) ? 1 : 0;
        denied += request.state == State::Denied ? 1 : 0;
        if (!request.decidedAtMs)
            continue;
        times += *request.decidedAtMs - request.createdAtMs;
        thisWeek += *request.decidedAtMs > m_data->nowMs - 7 * dayMs ? 1 : 0;
    }
    const auto share = [&](int part) {
        return answered == 0
                   ? QString()
                   : tr("%1 of the answers").arg(format::percent(double(part) / answered));
    };
    m_answered->set(format::count(answered), tr("%1 in the last 7 days").arg(thisWeek));
    m_atOnce->set(format::count(policy), share(policy));
    m_denied->set(format::count(denied), share(denied));
    if (times.isEmpty()) {
        m_median->set(u"–"_s, tr("nothing answered yet"));
        return;
    }
    std::ranges::sort(times);
    const qsizetype middle = times.size() / 2;
    const std::int64_t median =
        times.size() % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2;
    m_median->set(median < 1000 ? tr("under 1 s") : format::age(median),
                  tr("from asking to the answer"));
}

void RequestHistory::showChosen()
{
    const mesh::AccessRequest *request = m_table->current();
    m_open->setVisible(request && (request->mine || m_data->isForMe(*request)));
    m_note->setText(!request                  ? QString()
                    : request->note.isEmpty() ? request->purpose.text.left(300)
                                              : tr("Note: %1").arg(request->note.left(300)));
}

QString RequestHistory::chosen() const
{
    const mesh::AccessRequest *request = m_table->current();
    return request ? request->id : QString();
}

void RequestHistory::choose(const QString &id)
{
    if (!m_table->choose(id))
        m_wanted = id;
}

bool RequestHistory::focusFilter()
{
    m_filter->setFocus();
    m_filter->selectAll();
    return true;
}

TableText RequestHistory::shownText() const
{
    TableText table;
    table.title = tr("History of access");
    table.columns = {u"request"_s, u"asked_at"_s,    u"requester"_s,    u"team"_s,
                     u"product"_s, u"product_key"_s, u"purpose_kind"_s, u"purpose"_s,
                     u"columns"_s, u"state"_s,       u"decided_by"_s,   u"decided_at"_s,
                     u"until"_s,   u"grant"_s,       u"note"_s};
    for (int row = 0; row < m_table->shownRows(); ++row) {
        const mesh::AccessRequest &request = *m_table->shown(row);
        QStringList columns;
        for (const mesh::ColumnScope &scope : request.columns)
            columns += scope.name + u':' + mesh::toText(scope.mode);
        table.rows +=
            QStringList{request.id,
                        timeOf(request.createdAtMs),
                        request.requesterName.isEmpty() ? m_data->personName(request.requester)
                                                        : request.requesterName,
                        request.requesterTeam,
                        m_data->productName(request.product),
                        request.product,
                        mesh::toText(request.purpose.kind),
                        request.purpose.text,
                        columns.join(u' '),
                        mesh::toText(request.state),
                        request.decidedByName.isEmpty() ? request.decidedBy : request.decidedByName,
                        timeOf(request.decidedAtMs),
                        timeOf(request.untilMs),
                        mesh::toText(request.grant),
                        request.note};
    }
    return table;
}

QByteArray RequestHistory::csv() const
{
    return csvOf(shownText());
}

void RequestHistory::exportTable()
{
    saveTable(this, shownText(), u"access-history"_s,
              [this](const QString &words) { emit toastRequested(words, {}); });
}

} // namespace meshlens::ui
