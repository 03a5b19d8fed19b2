// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/access/answer_panel.h"
#include "ui/parts/sheet.h"
#include "ui/shell/link.h"

#include <QTimer>

class QStackedWidget;

namespace meshlens::ui {

class AlsoProducts;
class ContentStack;
class RequestFields;

/// The form that asks for access. The answer is predicted while one types; after sending it says
/// what came of it. Nothing typed is lost when sending fails.
///
/// `renews`: id of a request to renew, or of a draft or a queued request to carry on with; that one
/// goes once this one was sent. Emits `finished` once the wish is on disk.
class RequestSheet final : public Sheet
{
    Q_OBJECT

public:
    RequestSheet(Session &session, const QString &productKey, const QString &renews,
                 QWidget *parent);

    [[nodiscard]] QString sendText() const;
    [[nodiscard]] const Forecast &forecast() const { return m_forecast; }
    [[nodiscard]] RequestFields *fields() const { return m_fields; } // null until it was read
    [[nodiscard]] AlsoProducts *also() const { return m_also; }      // null until it was read
    void send();
    void saveDraft();

signals:
    void finished(const mesh::AccessRequest &request);
    void navigate(const Link &link);

private:
    void build(const RequestFacts &facts);
    void preview();
    void setForecast(const Forecast &forecast);
    void setBusy(bool on);
    void dropEarlier();
    void showText();
    void showOutcome(const mesh::AccessRequest &request);
    void sendFurther(const mesh::AccessRequest &main, QList<mesh::AccessDraft> drafts,
                     QStringList outcomes);
    void showSendButton();
    void showTerms();

    Session &m_session;
    QString m_productKey;
    RequestFacts m_facts;
    Forecast m_forecast;
    QTimer m_settle;
    quint64 m_asked = 0; // number of the newest preview
    bool m_busy = false;

    ContentStack *m_stack;
    QStackedWidget *m_steps;
    RequestFields *m_fields = nullptr;
    AnswerPanel *m_answer = nullptr;
    AlsoProducts *m_also = nullptr;
    QStringList m_further; // what became of the further products
    Button *m_cancel;
    Button *m_draft;
    Button *m_send;
    QWidget *m_hint;
};

} // namespace meshlens::ui
