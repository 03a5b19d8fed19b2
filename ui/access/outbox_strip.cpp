// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/outbox_strip.h"

#include "ui/access/decision_facts.h"
#include "ui/access/rule_list.h"
#include "ui/access/words.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/button.h"
#include "ui/parts/format.h"
#include "ui/parts/labels.h"
#include "ui/parts/watch.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int mostRows = 3;
}

OutboxStrip::OutboxStrip(Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(px(20), px(4), px(20), px(5));
    m_rows->setSpacing(0);
    setAccessibleName(tr("Outbox"));
    hide();
}

void OutboxStrip::setData(const SharedAccessData &moment)
{
    clearLayout(m_rows);
    m_shown = 0;
    int more = 0;
    for (const store::OutboxItem &item : moment->outbox) {
        // A decision that was just made is taken back by its toast.
        if (item.lastError.isEmpty() && item.attempts == 0 && item.action != u"request" &&
            item.notBeforeMs > moment->nowMs)
            continue;
        if (++m_shown > mostRows) {
            ++more;
            continue;
        }
        const mesh::AccessRequest *request = moment->request(item.request);
        const QString product = request ? moment->productName(request->product) : item.request;
        auto *host = new QWidget(this);
        auto *row = new QHBoxLayout(host);
        row->setContentsMargins(0, px(2), 0, px(2));
        row->setSpacing(px(8));
        auto *mark = new BadgeWidget(host);
        mark->setMark(item.lastError.isEmpty() ? Mark::Waiting : Mark::Warning, {});
        row->addWidget(mark);
        QString why = tr("waits since %1").arg(format::when(item.createdAtMs, moment->nowMs));
        if (isConflict(item))
            why = tr("something newer had happened");
        else if (!item.lastError.isEmpty())
            why = item.lastError;
        auto *text = new ElidedLabel(
            tr("In the outbox: %1, %2. %3").arg(actionWords(item.action), product, why),
            TextRole::Table, Token::Text, host);
        row->addWidget(text, 1);
        if (item.action == u"request" && request) {
            auto *edit = new Button(tr("Edit"), host);
            edit->setSmall(true);
            connect(edit, &QAbstractButton::clicked, this,
                    [this, wish = *request] { emit editWanted(wish); });
            row->addWidget(edit);
        }
        auto *discard = new Button(tr("Discard"), ButtonKind::Danger, host);
        discard->setSmall(true);
        connect(discard, &QAbstractButton::clicked, this, [this, discard, id = item.id] {
            discard->setEnabled(false);
            watch(this, m_session.discardQueued(id), [this](const Result<void> &done) {
                emit said(done ? tr("Discarded") : done.error().message);
            });
        });
        row->addWidget(discard);
        m_rows->addWidget(host);
    }
    if (more > 0)
        m_rows->addWidget(
            new Label(tr("%n more wait.", nullptr, more), TextRole::Table, Token::Text2, this));
    setVisible(m_shown > 0);
}

void OutboxStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Token::WarnSoft));
    painter.fillRect(0, height() - 1, width(), 1, colour(Token::Border));
}

} // namespace meshlens::ui
