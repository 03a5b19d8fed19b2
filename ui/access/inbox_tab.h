// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/access/inbox_model.h"
#include "ui/access/request_tab.h"

class QListView;
class QSplitter;

namespace meshlens::ui {

class ContentStack;
class DecisionPane;
class SearchField;

/// Requests to this person's products beside the decision about the chosen one.
class InboxTab final : public RequestTab
{
    Q_OBJECT

public:
    explicit InboxTab(Session &session, QWidget *parent = nullptr);

    void setData(const SharedAccessData &data) override;
    [[nodiscard]] QString chosen() const override;
    void choose(const QString &id) override;
    bool focusFilter() override;
    [[nodiscard]] QList<QWidget *> regions() override;

    [[nodiscard]] DecisionPane &pane() const { return *m_pane; }
    [[nodiscard]] const InboxModel &model() const { return *m_model; }
    [[nodiscard]] QListView *list() const { return m_list; }
    void step(int by); // J and K

private:
    void select(int row);
    void follow();
    void showState();
    void decided(const mesh::AccessRequest &request, const QString &words);

    Session &m_session;
    InboxModel *m_model;
    ContentStack *m_stack;
    SearchField *m_filter;
    QListView *m_list;
    DecisionPane *m_pane;
    QString m_wanted;
    bool m_following = true;
};

} // namespace meshlens::ui
