// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/governance/governance_data.h"
#include "ui/parts/labels.h"

#include <QUrl>

class QScrollArea;
class QVBoxLayout;

namespace meshlens::ui {

class BadgeWidget;
class Button;
class FactTable;
class IconButton;

/// The rules behind a cell of the scorecard: kept or not, what was found and how to mend it; below
/// them the worst findings.
class RulePanel final : public QWidget
{
    Q_OBJECT

public:
    explicit RulePanel(QWidget *parent = nullptr);

    /// `mark` has the rules of one quality of a product.
    void showRules(const store::ProductRow &product, mesh::Quality quality,
                   const scores::QualityMark &mark, const QStringList &emails);
    void clear(); // nothing is chosen
    void showFindings(const GovernanceData &known);

    [[nodiscard]] QString heading() const { return m_title->text(); }
    [[nodiscard]] QStringList ruleTitles() const { return m_titles; }
    /// The letter to the owners: `mailto:` with subject and plain text; empty without an address.
    [[nodiscard]] QUrl letter() const { return m_letter; }
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void productOpened(const QString &key);
    void findingsWanted();
    void findingChosen(const QString &productKey, meshlens::mesh::Quality quality);
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addRule(const scores::RuleResult &result);

    ElidedLabel *m_title;
    BadgeWidget *m_domain;
    ElidedLabel *m_product;
    Label *m_hint;
    QWidget *m_rules;
    QVBoxLayout *m_rows;
    QWidget *m_acts;
    Button *m_tell;
    Button *m_open;
    Label *m_count;
    FactTable *m_findings;
    QString m_key;
    QStringList m_titles;
    QUrl m_letter;
};

} // namespace meshlens::ui
