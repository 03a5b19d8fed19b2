// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/access/access_data.h"
#include "ui/access/request_facts.h"
#include "ui/shell/link.h"

#include <QWidget>

class QLineEdit;
class QVBoxLayout;

namespace meshlens::ui {

class BadgeWidget;
class Button;
class Card;
class FactList;
class GrantBar;
class Label;
class MessageStrip;

/// A request of this person: what happened, how to connect, the grant with its duties, and what can
/// be done: answer, cancel, renew, give back.
class OwnDetail final : public QWidget
{
    Q_OBJECT

public:
    explicit OwnDetail(Session &session, QWidget *parent = nullptr);

    void show(const SharedAccessData &data, const mesh::AccessRequest *request);
    void giveBack();
    void cancelRequest();
    void answer(const QString &text);

signals:
    void navigate(const Link &link);
    void accessRequested(const QString &productKey, const QString &renews);
    void said(const QString &text); // for a toast

private:
    [[nodiscard]] Card *makeLogCard();
    [[nodiscard]] Card *makeConnectCard();
    [[nodiscard]] Card *makeGrantCard();
    void showLog();
    void showGrant();
    void showConnect(const RequestFacts &facts);
    void readFacts();
    void act(mesh::AccessAction::Kind kind, const QString &note, const QString &words);

    Session &m_session;
    SharedAccessData m_data;
    mesh::AccessRequest m_request;
    QString m_dataset; // key, for the sample; empty: not known
    bool m_busy = false;

    Card *m_logCard;
    BadgeWidget *m_state;
    MessageStrip *m_question;
    QWidget *m_answerRow;
    QLineEdit *m_answerText;
    QVBoxLayout *m_log;
    Card *m_connectCard;
    FactList *m_connect;
    Label *m_connectNote;
    Button *m_openSample;
    Button *m_copyAddress;
    QString m_address;
    Card *m_grantCard;
    GrantBar *m_bar;
    Label *m_left;
    FactList *m_grant;
    Button *m_renew;
    Button *m_giveBack;
    Button *m_cancel;
    Button *m_carryOn;
    Label *m_problem;
};

} // namespace meshlens::ui
