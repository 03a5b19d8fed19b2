// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"

#include <QLineEdit>

class QMenu;

namespace meshlens::ui {

/// The note to a decision. `/` in the empty field, or the sign at its end, offers sentences that
/// come up often; the person keeps own ones among them (setting `note_templates`, a JSON list).
class NoteField final : public QLineEdit
{
    Q_OBJECT

public:
    explicit NoteField(Session &session, QWidget *parent = nullptr);

    [[nodiscard]] QStringList templates() const; // own ones first
    void keepAsTemplate();                       // the text of the field

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void read();
    void save();
    void offer();

    Session &m_session;
    QStringList m_own;
};

} // namespace meshlens::ui
