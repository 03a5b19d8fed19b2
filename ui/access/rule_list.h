// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mesh/access.h"
#include "ui/parts/badges.h"

#include <QWidget>

class QLayout;
class QVBoxLayout;

namespace meshlens::ui {

/// The rules of a policy, each with its mark and, where it is not met, what would make it pass.
class RuleList final : public QWidget
{
    Q_OBJECT

public:
    explicit RuleList(QWidget *parent = nullptr);

    /// `unmet`: how a rule that does not pass is marked.
    void setRules(const QList<mesh::PolicyRule> &rules, Mark unmet = Mark::Missed);

private:
    QVBoxLayout *m_rows;
    QList<mesh::PolicyRule> m_rules;
    Mark m_unmet = Mark::Missed;
};

/// Facts as two columns: what, and its value. Values can be copied.
class FactList final : public QWidget
{
    Q_OBJECT

public:
    struct Fact {
        QString name;
        QString value;
        bool code = false; // an address or a name for machines
    };
    explicit FactList(QWidget *parent = nullptr);

    void setFacts(const QList<Fact> &facts);

private:
    QVBoxLayout *m_rows;
};

/// Throws away what a layout holds, widgets included.
void clearLayout(QLayout *layout);

} // namespace meshlens::ui
