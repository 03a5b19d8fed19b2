// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/access/words.h"
#include "ui/access/request_facts.h"

#include <QWidget>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QDateEdit;
class QPlainTextEdit;

namespace meshlens::ui {

class ColumnChoice;
class Label;
class LinkLabel;
class MessageStrip;
class SegmentedControl;

/// The fields of a request. What is typed stays until the form goes.
class RequestFields final : public QWidget
{
    Q_OBJECT

public:
    RequestFields(const RequestFacts &facts, const Profile &person, std::int64_t nowMs,
                  QWidget *parent = nullptr);

    [[nodiscard]] mesh::AccessDraft draft() const;
    /// What must be mended before it can be sent; the first is said in the form and gets the focus.
    [[nodiscard]] bool check();
    void showError(const QString &message);
    void clearError();
    [[nodiscard]] QString purposeText() const;
    void focusPurpose();
    /// Says how long a purpose the policy wants, where it wants one.
    void setPurposeRule(const mesh::AccessPreview &answer);

signals:
    void changed();
    void termsClicked();

private:
    [[nodiscard]] QWidget *makeWho(const Profile &person);
    [[nodiscard]] QWidget *makePurpose();
    [[nodiscard]] QWidget *makeEnd();
    [[nodiscard]] QWidget *makeColumns();
    void fillFrom(const mesh::AccessRequest &earlier);
    void portChosen();
    void showCounts();
    [[nodiscard]] QDate endDate() const;

    RequestFacts m_facts;
    std::int64_t m_nowMs;
    bool m_renews = false;

    MessageStrip *m_error;
    QComboBox *m_whom;
    QComboBox *m_port;
    QButtonGroup *m_kinds;
    QPlainTextEdit *m_purpose;
    Label *m_purposeHint;
    Label *m_purposeCount;
    SegmentedControl *m_length;
    QDateEdit *m_date;
    Label *m_end;
    QWidget *m_columnsBox;
    Label *m_columnCount;
    ColumnChoice *m_columns;
    Label *m_personalNote;
    QWidget *m_termsRow;
    QCheckBox *m_terms;
};

} // namespace meshlens::ui
