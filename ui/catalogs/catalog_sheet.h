// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "ui/parts/segmented.h"
#include "ui/parts/sheet.h"
#include "ui/parts/states.h"

#include <QTimer>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;

namespace meshlens::ui {

/// Adds a catalog or edits one: kind, address, name, sign-in, how often. The connection is tested
/// while one types, step by step; what the catalog can do stands beside its kind.
class CatalogSheet final : public Sheet
{
    Q_OBJECT

public:
    /// `edited`: an existing connection, or nothing for a new one. `kind` and `address` may be
    /// empty.
    CatalogSheet(Session &session, QWidget *window, const std::optional<CatalogConnection> &edited,
                 const QString &kind = {}, const QString &address = {});

    [[nodiscard]] ConnectionDraft draft() const;

private:
    void showKind();
    void changed();
    void test();
    void showSteps(const QList<ConnectionStep> &steps);
    void showAnswer(const QList<ConnectionStep> &steps);
    void save();
    [[nodiscard]] const CatalogKind &kind() const;

    Session &m_session;
    std::optional<CatalogConnection> m_edited;
    QList<CatalogKind> m_kinds;
    QComboBox *m_kind;
    QWidget *m_abilities;
    Label *m_about;
    QLineEdit *m_address;
    QLineEdit *m_name;
    QWidget *m_options;
    QList<std::pair<CatalogOption, QLineEdit *>> m_optionFields;
    QCheckBox *m_live = nullptr; // of kinds that can be searched where they are
    SegmentedControl *m_period;
    QWidget *m_steps;
    MessageStrip *m_answer;
    Button *m_save;
    QTimer m_pause; // testing starts when typing rests
    quint64 m_tests = 0;
    bool m_nameTouched = false;
};

} // namespace meshlens::ui
