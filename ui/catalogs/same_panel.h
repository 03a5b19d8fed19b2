// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "models/store/identity.h"

#include <QWidget>

#include <optional>
#include <stop_token>

class QVBoxLayout;

namespace meshlens::ui {

/// Products (and datasets) that may be one thing in two catalogs: join them, keep them apart, or
/// take a join apart. What is decided is on disk before it shows, and can be taken back.
class SamePanel final : public QWidget
{
    Q_OBJECT

public:
    explicit SamePanel(Session &session, QWidget *parent);
    ~SamePanel() override;

    void reload();
    [[nodiscard]] const store::IdentityProposals &proposals() const { return m_proposals; }

signals:
    void openChanged(qint64 open); // how many are to settle, after each reload

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    using Decided = std::optional<store::Decision>; // nothing: no decision

    void setProposals(const store::IdentityProposals &proposals);
    void build();
    [[nodiscard]] QWidget *row(const store::IdentityProposal &proposal);
    void decide(const store::IdentityProposal &proposal, Decided decision, Decided before);
    void write(const QString &left, const QString &right, Decided decision, const QString &said,
               std::optional<Decided> back);
    void rescore();

    Session &m_session;
    store::IdentityProposals m_proposals;
    QVBoxLayout *m_rows;
    std::stop_source m_rescoring; // of the newest decision
    bool m_all = false;
    bool m_narrow = false;
};

} // namespace meshlens::ui
