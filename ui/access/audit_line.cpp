// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/audit_line.h"

#include "ui/parts/badge_widget.h"
#include "ui/parts/button.h"
#include "ui/parts/format.h"
#include "ui/parts/watch.h"

#include <QHBoxLayout>

#include <utility>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

AuditLine::AuditLine(Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_state(new BadgeWidget(this)),
      m_again(new Button(tr("Check again"), ButtonKind::Quiet, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(px(8));
    m_again->setSmall(true);
    row->addWidget(m_state);
    row->addWidget(m_again);
    row->addStretch(1);
    m_state->setMark(Mark::Unknown, tr("The log was not checked yet."), Token::Text2);
    connect(m_again, &QAbstractButton::clicked, this, &AuditLine::check);
}

QString AuditLine::words() const
{
    return m_state->accessibleName();
}

void AuditLine::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!std::exchange(m_asked, true))
        check();
}

void AuditLine::check()
{
    auto *auditing = dynamic_cast<access::AuditingSession *>(&m_session);
    if (!auditing)
        return;
    m_again->setEnabled(false);
    watch(this, auditing->checkAudits(), [this](const Result<QList<access::CatalogAudit>> &audits) {
        m_again->setEnabled(true);
        if (audits)
            show(*audits);
        else
            m_state->setMark(Mark::Unknown, audits.error().message, Token::Text2);
    });
}

void AuditLine::show(const QList<access::CatalogAudit> &audits)
{
    int entries = 0;
    int gaps = 0;
    QString silent;
    for (const access::CatalogAudit &audit : audits) {
        if (audit.check.brokenAt != 0) {
            m_state->setMark(Mark::Missed,
                             tr("The log of %1 was changed: entry %2 does not fit its hash.")
                                 .arg(audit.catalog, format::count(audit.check.brokenAt)),
                             Token::Bad);
            return;
        }
        if (!audit.problem.isEmpty())
            silent = tr("%1 could not be asked: %2").arg(audit.catalog, audit.problem);
        entries += audit.check.entries;
        gaps += audit.check.gaps;
    }
    if (!silent.isEmpty()) {
        m_state->setMark(Mark::Unknown, silent, Token::Text2);
        return;
    }
    if (entries == 0) {
        m_state->setMark(Mark::Unknown, tr("No catalog keeps a log that you may read."),
                         Token::Text2);
        return;
    }
    QString words =
        tr("Each of %n entries is chained to the one before; checked %1.", nullptr, entries)
            .arg(format::time(m_session.clock().nowMs()));
    if (gaps > 0)
        words += u' ' + tr("Between them lie entries that you may not see.");
    m_state->setMark(Mark::Met, words, Token::Text2);
}

} // namespace meshlens::ui
