// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the sheet shows once the form is done with: the text to send by hand, what became of the
// request, and the terms.
#include "ui/access/request_sheet.h"

#include "models/access/words.h"
#include "ui/access/request_fields.h"
#include "ui/access/words.h"
#include "ui/parts/format.h"
#include "ui/parts/states.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QStackedWidget>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

void RequestSheet::showText()
{
    const QString text =
        access::draftText(m_fields->draft(), m_facts.row, m_session.profile().fullName);
    auto *host = new QWidget(m_steps);
    auto *box = new QVBoxLayout(host);
    box->setContentsMargins(px(20), px(16), px(20), px(16));
    auto *title = new Label(tr("Send this to the owner"), TextRole::CardTitle, Token::Text, host);
    auto *edit = new QPlainTextEdit(text, host);
    edit->setAccessibleName(title->text());
    auto *copy = new Button(tr("Copy"), ButtonKind::Primary, host);
    copy->setIconName(u"copy"_s);
    box->addWidget(title);
    box->addWidget(edit, 1);
    box->addWidget(copy, 0, Qt::AlignLeft);
    connect(copy, &QAbstractButton::clicked, edit, [edit, copy] {
        QGuiApplication::clipboard()->setText(edit->toPlainText());
        copy->confirm(tr("Copied"));
    });
    m_steps->addWidget(host);
    m_steps->setCurrentWidget(host);
    m_hint->hide();
    m_draft->hide();
    m_send->hide();
    m_cancel->setText(tr("Close"));
}

void RequestSheet::showOutcome(const mesh::AccessRequest &request)
{
    using State = mesh::RequestState;
    const QString owner = m_facts.ownerName();
    const access::Words words = access::words(request, owner);
    QString title = words.text;
    QString text;
    QString icon = u"check"_s;
    const bool isOpen = access::isActive(request, m_session.clock().nowMs());
    if (isOpen) {
        title = tr("Access is open");
        text = request.untilMs ? tr("until %1.").arg(format::date(*request.untilMs)) : QString();
        icon = u"unlock"_s;
    } else if (request.state == State::Queued) {
        title = tr("The request waits in the outbox");
        text = tr("It is sent as soon as the catalog can be reached.");
        icon = u"offline"_s;
    } else if (request.state == State::Pending || request.state == State::Submitted) {
        title = owner.isEmpty() ? tr("Sent to the owner") : tr("Sent to %1").arg(owner);
        const auto wait = m_forecast.preview.usualWaitMs;
        text = wait ? tr("The usual answer takes about %1.").arg(format::shortAge(*wait))
                    : tr("You are told when there is an answer.");
        icon = u"hourglass"_s;
    }
    if (!m_further.isEmpty())
        text += u"\n\n"_s + m_further.join(u'\n');
    auto *state = new EmptyState(icon, title, text, toneOf(words.mark), m_steps);
    const mesh::Dataset *dataset = m_facts.datasetOf(request.port);
    Button *next = m_cancel;
    if (isOpen && dataset) {
        Button *open = state->addAction(tr("Open sample"), ButtonKind::Primary);
        open->setIconName(u"samples"_s);
        connect(open, &QAbstractButton::clicked, this, [this, key = dataset->key] {
            emit navigate({u"samples"_s, key, {}});
            accept();
        });
        next = open;
    }
    Button *show = state->addAction(tr("Show in Access"));
    connect(show, &QAbstractButton::clicked, this, [this, id = request.id] {
        emit navigate({u"access"_s, {}, {{u"tab"_s, u"mine"_s}, {u"request"_s, id}}});
        accept();
    });
    m_steps->addWidget(state);
    m_steps->setCurrentWidget(state);
    m_hint->hide();
    m_draft->hide();
    m_send->hide();
    m_cancel->setText(tr("Close"));
    next->setFocus();
}

void RequestSheet::showTerms()
{
    auto *sheet = new Sheet(window(), tr("Terms of use"), 560, 420);
    auto *text = new QPlainTextEdit(m_facts.termsText(), sheet);
    text->setReadOnly(true);
    text->setAccessibleName(tr("Terms of use"));
    sheet->body()->addWidget(text, 1);
    connect(sheet->addAction(tr("Close"), ButtonKind::Primary), &QAbstractButton::clicked, sheet,
            &Sheet::accept);
    sheet->open();
}

} // namespace meshlens::ui
