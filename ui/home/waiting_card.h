// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/home/home_data.h"
#include "ui/parts/card.h"

#include <QHash>

class QVBoxLayout;

namespace meshlens::ui {

class Button;
class BadgeWidget;
class TagButton;

/// Requests that wait for the user, and the last answer to one of the user's own.
///
/// A request can be approved here only when every rule of its policy is met and no personal data
/// is asked for; the rules are asked of the catalog once for each version of a request.
class WaitingCard final : public Card
{
    Q_OBJECT

public:
    WaitingCard(Session &session, QWidget *parent = nullptr);

    void show(const HomeData &data);
    using Card::show;
    /// Whether Approve is offered for a request, for tests.
    [[nodiscard]] bool canApprove(const QString &requestId) const;

signals:
    void inboxWanted();
    void reviewWanted(const QString &requestId);
    void productWanted(const QString &key);
    void sampleWanted(const QString &productKey);
    /// The decision is on disk and sent after the time to take it back.
    void approved(const QString &requestId, const QString &words);
    void failed(const QString &words);

private:
    class Row;
    void ask(const HomeRequest &waiting);
    void approve(const HomeRequest &waiting);
    void fill();

    Session &m_session;
    HomeData m_data;
    QHash<QString, bool> m_allMet; // by id and version
    QVBoxLayout *m_rows;
    QWidget *m_none;
    Label *m_noneText;
    Label *m_more;
    BadgeWidget *m_count;
};

} // namespace meshlens::ui
