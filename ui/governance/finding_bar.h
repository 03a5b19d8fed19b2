// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "ui/governance/governance_data.h"

#include <QWidget>

#include <functional>

namespace meshlens::ui {

class Button;
class Label;
class Sheet;

/// Below the findings: the chosen one, and whether it is accepted. Accepting asks for a reason and
/// an end; both ways can be undone.
class FindingBar final : public QWidget
{
    Q_OBJECT

public:
    explicit FindingBar(Session &session, QWidget *parent = nullptr);

    /// Null: nothing is chosen. `accepted` is the acceptance that holds for it, or null.
    void show(const scores::Finding *finding, const scores::AcceptedRisk *accepted);
    Sheet *accept(); // asks; null: nothing to accept
    void withdraw(); // what was accepted counts as open again

signals:
    void changed(); // it is on disk
    void said(const QString &text, const std::function<void()> &undo);
    void productWanted(const QString &key);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void keep(const scores::AcceptedRisk &risk, const QString &words);

    Session &m_session;
    std::optional<scores::Finding> m_finding;
    std::optional<scores::AcceptedRisk> m_accepted;
    Label *m_words;
    Button *m_accept;
    Button *m_withdraw;
    Button *m_open;
};

} // namespace meshlens::ui
