// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/answer_panel.h"

#include "ui/access/rule_list.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/format.h"
#include "ui/parts/labels.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using Kind = Forecast::Kind;

/// A soft ground with a mark, the answer and why.
class AnswerPanel::Verdict final : public QWidget
{
public:
    explicit Verdict(QWidget *parent) : QWidget(parent)
    {
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(px(12), px(10), px(12), px(10));
        row->setSpacing(px(10));
        mark = new BadgeWidget(this);
        row->addWidget(mark, 0, Qt::AlignTop);
        auto *words = new QVBoxLayout;
        words->setSpacing(px(2));
        title = new Label(TextRole::BodyStrong, Token::Text, this);
        text = new Label(TextRole::Table, Token::Text2, this);
        title->setWordWrap(true);
        text->setWordWrap(true);
        words->addWidget(title);
        words->addWidget(text);
        row->addLayout(words, 1);
    }
    BadgeWidget *mark;
    Label *title;
    Label *text;
    Tone tone = Tone::Mute;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour(toneSoft(tone)));
        painter.drawRoundedRect(rect(), px(6), px(6));
    }
};

std::pair<QString, QString> forecastWords(const Forecast &forecast, const QString &owner)
{
    const int met = static_cast<int>(
        std::ranges::count(forecast.preview.rules, true, &mesh::PolicyRule::passed));
    const int all = static_cast<int>(forecast.preview.rules.size());
    const QString who = owner.isEmpty() ? AnswerPanel::tr("the owner") : owner;
    switch (forecast.kind) {
    case Kind::Asking:
        return {AnswerPanel::tr("Checking"), AnswerPanel::tr("The policy is being asked.")};
    case Kind::Incomplete:
        return {AnswerPanel::tr("Write what the data is for"),
                AnswerPanel::tr("The answer is foretold as you write.")};
    case Kind::AtOnce:
        return {AnswerPanel::tr("Access will be given at once"),
                all == 0 ? QString()
                         : AnswerPanel::tr("All %n rules of the policy are met.", nullptr, all)};
    case Kind::Owner: {
        QString text =
            all > 0 ? AnswerPanel::tr("%1 of %2 rules are met.").arg(met).arg(all) : QString();
        if (forecast.preview.usualWaitMs) {
            text += (text.isEmpty() ? u""_s : u" "_s) +
                    AnswerPanel::tr("The usual answer takes about %1.")
                        .arg(format::shortAge(*forecast.preview.usualWaitMs));
        }
        return {AnswerPanel::tr("It goes to %1").arg(who), text};
    }
    case Kind::Impossible: {
        for (const mesh::PolicyRule &rule : forecast.preview.rules) {
            if (!rule.passed && !rule.howToPass.isEmpty())
                return {AnswerPanel::tr("Not possible like this"), rule.howToPass};
        }
        return {AnswerPanel::tr("Not possible like this"), {}};
    }
    case Kind::Offline:
        return {AnswerPanel::tr("You are offline"),
                AnswerPanel::tr("The request waits in the outbox and is sent when you are back.")};
    case Kind::NoRequests:
        return {AnswerPanel::tr("No catalog takes requests for this"),
                AnswerPanel::tr("Meshlens prepares a text that you can send to %1.").arg(who)};
    case Kind::Unknown:
        return {AnswerPanel::tr("The answer cannot be predicted"), forecast.reason};
    }
    return {};
}

Forecast forecastOf(const mesh::AccessPreview &answer, const QString &purpose)
{
    using Answer = mesh::AccessPreview::Answer;
    if (answer.answer == Answer::AtOnce)
        return {Kind::AtOnce, answer, {}};
    if (answer.answer == Answer::Owner)
        return {Kind::Owner, answer, {}};
    // A form just opened is not wrong: only its purpose is still to be written.
    const auto isUnmet = [](const mesh::PolicyRule &rule) { return !rule.passed; };
    const auto unmet = std::ranges::count_if(answer.rules, isUnmet);
    const auto first = std::ranges::find_if(answer.rules, isUnmet);
    const bool isOnlyPurpose = unmet == 1 && first->id == u"purpose";
    const bool isUnwritten = purpose.simplified().isEmpty();
    return {isUnwritten && isOnlyPurpose ? Kind::Incomplete : Kind::Impossible, answer, {}};
}

AnswerPanel::AnswerPanel(QWidget *parent) : QFrame(parent)
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(1, 0, 0, 0);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *host = new QWidget(scroll);
    auto *box = new QVBoxLayout(host);
    box->setContentsMargins(px(20), px(14), px(20), px(14));
    box->setSpacing(px(10));
    box->addWidget(
        new Label(tr("Answer, checked as you type"), TextRole::CaptionStrong, Token::Text2, host));
    m_verdict = new Verdict(host);
    box->addWidget(m_verdict);
    m_rules = new RuleList(host);
    box->addWidget(m_rules);
    box->addWidget(new Line(Qt::Horizontal, host));
    box->addWidget(new Label(tr("What you get"), TextRole::CaptionStrong, Token::Text2, host));
    m_get = new FactList(host);
    box->addWidget(m_get);
    box->addStretch();
    m_earlier = new Label(TextRole::Table, Token::Text3, host);
    m_earlier->setWordWrap(true);
    box->addWidget(m_earlier);
    scroll->setWidget(host);
    scroll->viewport()->setAutoFillBackground(false);
    host->setAutoFillBackground(false); // the panel's own ground
    outer->addWidget(scroll);
    setForecast({}, {});
}

void AnswerPanel::setForecast(const Forecast &forecast, const QString &owner)
{
    const auto [title, text] = forecastWords(forecast, owner);
    switch (forecast.kind) {
    case Kind::AtOnce:
        m_verdict->tone = Tone::Good;
        m_verdict->mark->setMark(Mark::Met, {});
        break;
    case Kind::Impossible:
        m_verdict->tone = Tone::Bad;
        m_verdict->mark->setMark(Mark::Missed, {});
        break;
    case Kind::Owner:
        m_verdict->tone = Tone::Accent;
        m_verdict->mark->setMark(Mark::Waiting, {});
        break;
    case Kind::Offline:
        m_verdict->tone = Tone::Warn;
        m_verdict->mark->setMark(Mark::Warning, {});
        break;
    default:
        m_verdict->tone = Tone::Mute;
        m_verdict->mark->setMark(Mark::Unknown, {});
        break;
    }
    const bool isNew = m_verdict->title->text() != title && forecast.kind != Kind::Asking;
    m_verdict->title->setText(title);
    m_verdict->text->setText(text);
    m_verdict->text->setVisible(!text.isEmpty());
    m_verdict->setAccessibleName(title + u". "_s + text);
    m_verdict->update();
    m_rules->setRules(forecast.preview.rules,
                      forecast.kind == Kind::Incomplete ? Mark::Waiting : Mark::Missed);
    m_rules->setVisible(!forecast.preview.rules.isEmpty());
    if (isNew) {
        QAccessibleEvent alert(m_verdict, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void AnswerPanel::setGet(const RequestFacts &facts, const mesh::AccessDraft &draft)
{
    QList<FactList::Fact> get;
    const mesh::Dataset *dataset = facts.datasetOf(draft.port);
    get += {tr("Rows"),
            dataset && dataset->rows ? format::count(*dataset->rows) : tr("number not known")};
    if (!draft.columns.isEmpty()) {
        const auto given =
            std::ranges::count(draft.columns, mesh::ColumnMode::Give, &mesh::ColumnScope::mode);
        get += {tr("Columns"), tr("%1 of %2").arg(given).arg(draft.columns.size())};
    }
    for (const mesh::Port &port : facts.product.ports) {
        if (port.id == draft.port && !port.address.isEmpty())
            get += {tr("Connect"), port.address, true};
    }
    get += {tr("Ends"), draft.untilMs ? format::date(*draft.untilMs) : tr("as the policy says")};
    if (!facts.catalog.isEmpty())
        get += {tr("Asked at"), facts.catalog};
    m_get->setFacts(get);
    m_earlier->setText(
        facts.asked == 0
            ? QString()
            : tr("%n requests for this product are known", nullptr, facts.asked) + u", "_s +
                  tr("%n were answered at once", nullptr, facts.answeredAtOnce) + u'.');
    m_earlier->setVisible(facts.asked > 0);
}

void AnswerPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Token::Surface2));
    painter.fillRect(0, 0, 1, height(), colour(Token::Border));
}

} // namespace meshlens::ui
