// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/access/access_data.h"
#include "ui/shell/link.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QBoxLayout;
class QVBoxLayout;

namespace meshlens::ui {

class BadgeWidget;
class Card;
class DecisionBar;
class DecisionColumns;
class DecisionHead;
class FactList;
class Label;
class MessageStrip;
class RuleList;

/// One request, all that helps to decide it, and the decision: columns given, masked or left out,
/// a note, ask, deny, approve. Own requests come without buttons (four eyes).
class DecisionPane final : public QWidget
{
    Q_OBJECT

public:
    explicit DecisionPane(Session &session, QWidget *parent = nullptr);

    /// Null: nothing is chosen. The same request again keeps the note and the columns chosen.
    void show(const SharedAccessData &data, const mesh::AccessRequest *request);
    [[nodiscard]] const mesh::AccessRequest &request() const { return m_request; }
    [[nodiscard]] bool canDecide() const;
    /// Columns that differ from what was asked for.
    [[nodiscard]] int changes() const;

    void approve(bool withChanges);
    void deny();
    void ask();
    void focusNote();

signals:
    void navigate(const Link &link);
    /// It is on disk and can be undone until it is sent.
    void decided(const mesh::AccessRequest &request, const QString &words);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QWidget *makeLeft();
    [[nodiscard]] QWidget *makeRight();
    void showPurpose();
    void showLog();
    void showButtons();
    [[nodiscard]] QString whyNot() const; // there are no buttons
    void readDataset();
    void columnsChanged();
    void tryPolicy();
    void showConflict(const QString &wanted);
    void send(mesh::AccessAction::Kind kind, const QList<mesh::ColumnScope> &columns,
              const QString &words);

    Session &m_session;
    SharedAccessData m_data;
    mesh::AccessRequest m_request;
    bool m_busy = false;
    quint64 m_tried = 0;
    QTimer m_settle;

    DecisionHead *m_head;
    MessageStrip *m_conflict;
    QBoxLayout *m_sides;
    BadgeWidget *m_purposeKind;
    Label *m_purposeEnd;
    Label *m_purpose;
    DecisionColumns *m_columns;
    Card *m_logCard;
    QVBoxLayout *m_log;
    Card *m_policyCard;
    RuleList *m_rules;
    Label *m_policyNote;
    FactList *m_facts;
    DecisionBar *m_bar;
};

} // namespace meshlens::ui
