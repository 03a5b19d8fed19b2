// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/access/request_tab.h"

class QComboBox;
class QSpinBox;

namespace meshlens::ui {

class Button;
class FactTable;
class Label;
class RuleList;

/// The rules of a product's policy in words, as the catalog judges a purpose and a length, and what
/// they would answer to the requests of the past.
class PoliciesTab final : public RequestTab
{
    Q_OBJECT

public:
    explicit PoliciesTab(Session &session, QWidget *parent = nullptr);

    void setData(const SharedAccessData &data) override;
    [[nodiscard]] QString chosen() const override { return {}; }
    void choose(const QString &) override {}
    [[nodiscard]] QList<QWidget *> regions() override;

    void chooseProduct(const QString &key);
    void tryPast(); // every known request for the product, one after the other
    [[nodiscard]] QString answer() const;
    [[nodiscard]] FactTable *past() const { return m_past; }

protected:
    void showEvent(QShowEvent *event) override; // nothing is asked before it is seen

private:
    [[nodiscard]] QWidget *makeRules();
    [[nodiscard]] QWidget *makePast();
    [[nodiscard]] QString product() const;
    void tryRules();
    void tryNext();
    void showPast();

    struct Tried {
        mesh::AccessRequest request;
        QString now; // what the policy says today; empty: not asked yet
        bool differs = false;
    };

    Session &m_session;
    SharedAccessData m_data;
    QComboBox *m_product;
    QComboBox *m_purpose;
    QSpinBox *m_days;
    Label *m_answer;
    RuleList *m_rules;
    Label *m_said;
    Button *m_try;
    FactTable *m_past;
    QList<Tried> m_tried;
    qsizetype m_next = 0;
    quint64 m_asked = 0;
    quint64 m_round = 0;
};

} // namespace meshlens::ui
