// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/access/access_data.h"
#include "ui/shell/link.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QBoxLayout;
class QLineEdit;
class QVBoxLayout;

namespace meshlens::ui {

class BadgeWidget;
class Button;
class Card;
class ElidedLabel;
class FactList;
class Label;
class LinkLabel;
class MessageStrip;
class RuleList;
class SegmentedControl;

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
    [[nodiscard]] QWidget *makeHead();
    [[nodiscard]] QWidget *makeBar();
    void showHead();
    void showColumns();
    void showLog();
    void showFacts();
    void showButtons();
    void readDataset();
    void tryPolicy();
    void showConflict(const QString &wanted);
    void send(mesh::AccessAction::Kind kind, const QList<mesh::ColumnScope> &columns,
              const QString &words);
    void noteMissing(const QString &why);
    void setMode(int row, mesh::ColumnMode mode);
    [[nodiscard]] QList<mesh::ColumnScope> decidedColumns() const;

    Session &m_session;
    SharedAccessData m_data;
    mesh::AccessRequest m_request;
    QList<mesh::Column> m_datasetColumns;
    QList<mesh::ColumnScope> m_asked;  // what is asked for, column by column
    QList<mesh::ColumnScope> m_chosen; // what would be given
    bool m_busy = false;
    quint64 m_tried = 0;
    QTimer m_settle;

    BadgeWidget *m_avatar;
    ElidedLabel *m_title;
    BadgeWidget *m_personal;
    ElidedLabel *m_about;
    Button *m_openProduct;
    MessageStrip *m_conflict;
    QBoxLayout *m_sides;
    Card *m_purposeCard;
    BadgeWidget *m_purposeKind;
    Label *m_purposeEnd;
    Label *m_purpose;
    Card *m_columnsCard;
    LinkLabel *m_maskAll;
    QVBoxLayout *m_columnRows;
    QList<SegmentedControl *> m_modes;
    Card *m_logCard;
    QVBoxLayout *m_log;
    Card *m_policyCard;
    RuleList *m_rules;
    Label *m_policyNote;
    FactList *m_facts;
    QWidget *m_bar;
    Label *m_why;
    QLineEdit *m_note;
    Button *m_ask;
    Button *m_deny;
    Button *m_approve;
    Button *m_approveChanged;
};

} // namespace meshlens::ui
