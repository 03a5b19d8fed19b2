// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"

#include <QWidget>

namespace meshlens::ui {

class Button;
class Label;
class NoteField;

/// The foot of the decision pane: the note, the buttons, and why there are none.
class DecisionBar final : public QWidget
{
    Q_OBJECT

public:
    explicit DecisionBar(Session &session, QWidget *parent = nullptr);

    void setDecidable(bool on);
    void setPerson(const QString &firstName); // to whom the note goes
    void setChanges(int count);               // columns that would be given otherwise than asked
    void setMayAsk(bool on);
    void say(const QString &why); // empty: nothing to say

    [[nodiscard]] QString note() const; // trimmed
    void clearNote();
    void focusNote();
    void missNote(const QString &why); // says it at the field and puts the cursor there

signals:
    void askWanted();
    void denyWanted();
    void approveWanted(bool withChanges);
    void noteEdited();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Label *m_why;
    NoteField *m_note;
    Button *m_ask;
    Button *m_deny;
    Button *m_approve;
    Button *m_approveChanged;
    bool m_decidable = false;
    int m_changes = 0;
};

} // namespace meshlens::ui
