// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/governance/finding_bar.h"

#include "ui/parts/button.h"
#include "ui/parts/format.h"
#include "ui/parts/labels.h"
#include "ui/parts/search_field.h"
#include "ui/parts/sheet.h"
#include "ui/parts/watch.h"

#include "models/store/writer.h"

#include <QDateEdit>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QTimeZone>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualDays = 90;
constexpr int mostDays = 366;
constexpr qsizetype leastReason = 10;

QDate dayOf(std::int64_t ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::utc()).date();
}

std::int64_t endOf(const QDate &day)
{
    return QDateTime(day.addDays(1), QTime(0, 0), QTimeZone::utc()).toMSecsSinceEpoch() - 1;
}

} // namespace

FindingBar::FindingBar(Session &session, QWidget *parent) : QWidget(parent), m_session(session)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(px(20), px(10), px(20), px(10));
    row->setSpacing(px(8));
    m_words = new Label(TextRole::Table, Token::Text2, this);
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_words->setWordWrap(true);
    m_open = new Button(tr("Open product"), this);
    m_accept = new Button(tr("Accept the risk"), this);
    m_withdraw = new Button(tr("Open it again"), this);
    row->addWidget(m_words, 1);
    for (Button *button : {m_open, m_accept, m_withdraw})
        row->addWidget(button);
    connect(m_open, &QAbstractButton::clicked, this, [this] {
        if (m_finding)
            emit productWanted(m_finding->key);
    });
    connect(m_accept, &QAbstractButton::clicked, this, &FindingBar::accept);
    connect(m_withdraw, &QAbstractButton::clicked, this, &FindingBar::withdraw);
    show(nullptr, nullptr);
}

void FindingBar::show(const scores::Finding *finding, const scores::AcceptedRisk *accepted)
{
    m_finding = finding ? std::optional(*finding) : std::nullopt;
    m_accepted = accepted ? std::optional(*accepted) : std::nullopt;
    m_open->setVisible(finding);
    m_accept->setVisible(finding && !accepted);
    m_withdraw->setVisible(accepted);
    m_words->setText(
        !finding ? tr("Choose a finding to open its product or to accept the risk.")
        : accepted
            ? tr("Accepted until %1: %2").arg(format::date(accepted->untilMs), accepted->reason)
            : finding->fix);
}

Sheet *FindingBar::accept()
{
    if (!m_finding || m_accepted)
        return nullptr;
    auto *sheet = new Sheet(window(), tr("Accept this risk?"), 480, 0);
    sheet->setSubtitle(tr("%1: %2").arg(m_finding->name, m_finding->title));
    auto *words = new Label(tr("Until the day given it counts as accepted and not as open. The "
                               "scores stay as they are."),
                            TextRole::Body, Token::Text2, sheet);
    words->setWordWrap(true);
    auto *reason = new QLineEdit(sheet);
    reason->setPlaceholderText(tr("Why it can be lived with"));
    reason->setAccessibleName(reason->placeholderText());
    reason->setMaxLength(500);
    const QDate today = dayOf(m_session.clock().nowMs());
    auto *until = new QDateEdit(today.addDays(usualDays), sheet);
    until->setAccessibleName(tr("Until"));
    until->setCalendarPopup(true);
    until->setMinimumDate(today.addDays(1));
    until->setMaximumDate(today.addDays(mostDays));
    auto *problem = new Label(TextRole::Table, Token::Bad, sheet);
    problem->setWordWrap(true);
    problem->hide();
    auto *last = new QHBoxLayout;
    last->addWidget(new Label(tr("Until"), TextRole::Body, Token::Text, sheet));
    last->addWidget(until);
    last->addStretch();
    sheet->body()->addWidget(words);
    sheet->body()->addWidget(reason);
    sheet->body()->addLayout(last);
    sheet->body()->addWidget(problem);
    connect(sheet->addAction(tr("Keep it open")), &QAbstractButton::clicked, sheet, &Sheet::reject);
    Button *go = sheet->addAction(tr("Accept"), ButtonKind::Primary);
    const auto accepted = [this, sheet, reason, until, problem, finding = *m_finding] {
        if (reason->text().trimmed().size() < leastReason) {
            problem->setText(
                tr("Say why, in at least %n characters.", nullptr, static_cast<int>(leastReason)));
            problem->show();
            setWrong(reason, problem->text());
            reason->setFocus();
            return;
        }
        scores::AcceptedRisk risk;
        risk.rule = finding.rule;
        risk.key = finding.key;
        risk.reason = reason->text().trimmed();
        risk.acceptedAtMs = m_session.clock().nowMs();
        risk.untilMs = endOf(until->date());
        keep(risk, tr("Accepted until %1").arg(format::date(risk.untilMs)));
        sheet->accept();
    };
    connect(go, &QAbstractButton::clicked, sheet, accepted);
    connect(reason, &QLineEdit::returnPressed, sheet, accepted);
    sheet->open();
    reason->setFocus();
    return sheet;
}

void FindingBar::keep(const scores::AcceptedRisk &risk, const QString &words)
{
    const auto id = std::make_shared<qint64>(0);
    watch(this, m_session.write([risk, id](store::Writer &writer) -> Result<void> {
        auto kept = writer.keep(scores::keptOf(risk));
        if (!kept)
            return std::move(kept).error();
        *id = *kept;
        return {};
    }),
          [this, id, words](const Result<void> &done) {
              if (!done) {
                  emit said(done.error().message, {});
                  return;
              }
              emit changed();
              emit said(words, [this, id] {
                  watch(this, m_session.write([gone = *id](store::Writer &writer) {
                      return writer.unkeep(gone);
                  }),
                        [this](const Result<void> &) { emit changed(); });
              });
          });
}

void FindingBar::withdraw()
{
    if (!m_accepted)
        return;
    watch(this, m_session.write([id = m_accepted->id](store::Writer &writer) {
        return writer.unkeep(id);
    }),
          [this, before = *m_accepted](const Result<void> &done) {
              if (!done) {
                  emit said(done.error().message, {});
                  return;
              }
              emit changed();
              emit said(tr("The finding is open again"), [this, before] {
                  scores::AcceptedRisk again = before;
                  again.id = 0;
                  keep(again, tr("Accepted until %1").arg(format::date(again.untilMs)));
              });
          });
}

void FindingBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Token::Surface));
    painter.fillRect(0, 0, width(), 1, colour(Token::Border));
}

} // namespace meshlens::ui
