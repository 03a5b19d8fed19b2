// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/decision_bar.h"

#include "ui/access/note_field.h"
#include "ui/parts/button.h"
#include "ui/parts/labels.h"
#include "ui/parts/search_field.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

DecisionBar::DecisionBar(Session &session, QWidget *parent) : QWidget(parent)
{
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(px(20), px(10), px(20), px(10));
    box->setSpacing(px(6));
    m_why = new Label(TextRole::Table, Token::Text2, this);
    m_why->setWordWrap(true);
    box->addWidget(m_why);
    auto *row = new QHBoxLayout;
    row->setSpacing(px(8));
    m_note = new NoteField(session, this);
    m_note->setMinimumWidth(px(120));
    m_ask = new Button(tr("Ask"), this);
    m_ask->setIconName(u"chat"_s);
    m_deny = new Button(tr("Deny"), ButtonKind::Danger, this);
    m_deny->setIconName(u"close"_s);
    m_approve = new Button(tr("Approve as asked"), this);
    m_approveChanged = new Button(tr("Approve"), ButtonKind::Primary, this);
    m_approveChanged->setIconName(u"check"_s);
    row->addWidget(m_note, 1);
    for (Button *button : {m_ask, m_deny, m_approve, m_approveChanged})
        row->addWidget(button);
    box->addLayout(row);
    connect(m_ask, &QAbstractButton::clicked, this, &DecisionBar::askWanted);
    connect(m_deny, &QAbstractButton::clicked, this, &DecisionBar::denyWanted);
    connect(m_approve, &QAbstractButton::clicked, this, [this] { emit approveWanted(false); });
    connect(m_approveChanged, &QAbstractButton::clicked, this,
            [this] { emit approveWanted(true); });
    connect(m_note, &QLineEdit::textEdited, this, [this] {
        setWrong(m_note, {});
        emit noteEdited();
    });
}

void DecisionBar::setDecidable(bool on)
{
    m_decidable = on;
    m_note->setVisible(on);
    for (Button *button : {m_ask, m_deny, m_approve})
        button->setVisible(on);
    setChanges(m_changes);
}

void DecisionBar::setPerson(const QString &firstName)
{
    const QString words = firstName.isEmpty() ? tr("Note, / for sentences")
                                              : tr("Note to %1, / for sentences").arg(firstName);
    m_note->setPlaceholderText(words);
    m_note->setAccessibleName(words);
}

void DecisionBar::setChanges(int count)
{
    m_changes = count;
    m_approveChanged->setText(tr("Approve with %n changes", nullptr, count));
    m_approveChanged->setVisible(m_decidable && count > 0);
    m_approve->setKind(count > 0 ? ButtonKind::Plain : ButtonKind::Primary);
}

void DecisionBar::setMayAsk(bool on)
{
    m_ask->setEnabled(on);
}

void DecisionBar::say(const QString &why)
{
    m_why->setText(why);
    m_why->setVisible(!why.isEmpty());
}

QString DecisionBar::note() const
{
    return m_note->text().trimmed();
}

void DecisionBar::clearNote()
{
    m_note->clear();
}

void DecisionBar::focusNote()
{
    m_note->setFocus();
}

void DecisionBar::missNote(const QString &why)
{
    say(why);
    setWrong(m_note, why);
    m_note->setFocus();
}

void DecisionBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Token::Surface));
    painter.fillRect(0, 0, width(), 1, colour(Token::Border));
}

} // namespace meshlens::ui
