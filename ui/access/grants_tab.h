// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/access/request_tab.h"

namespace meshlens::ui {

class Button;
class ContentStack;
class Label;
class RequestTable;
class SearchField;
class Sheet;

/// Access that others hold to this person's products, and taking it away.
class GrantsTab final : public RequestTab
{
    Q_OBJECT

public:
    explicit GrantsTab(Session &session, QWidget *parent = nullptr);

    void setData(const SharedAccessData &data) override;
    [[nodiscard]] QString chosen() const override;
    void choose(const QString &id) override;
    bool focusFilter() override;

    [[nodiscard]] RequestTable *table() const { return m_table; }
    /// Asks for a note and once more; null: the chosen grant cannot be revoked.
    Sheet *revoke();

private:
    void showChosen();

    Session &m_session;
    SharedAccessData m_data;
    ContentStack *m_stack;
    SearchField *m_filter;
    RequestTable *m_table;
    Label *m_words;
    Button *m_openProduct;
    Button *m_revoke;
    QString m_wanted;
};

/// How many grants others hold to this person's products.
[[nodiscard]] int grantCount(const AccessData &data);

} // namespace meshlens::ui
