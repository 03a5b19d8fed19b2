// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/access/request_tab.h"
#include "ui/shell/page.h"

class QStackedWidget;
class QTabBar;

namespace meshlens::ui {

class Button;
class GrantsTab;
class RequestHistory;
class InboxTab;
class MessageStrip;
class OutboxStrip;
class OwnTab;
class PoliciesTab;
class PageHeader;

/// Requests, grants and decisions: what I asked for, what I hold, what waits for me, what I gave,
/// what was decided. Link state: `tab` (mine, access, inbox, grants,
/// policies, history), `request` (its id),
/// and `dialog=request`, which opens the request form for the product of the key.
class AccessPage final : public Page
{
    Q_OBJECT

public:
    explicit AccessPage(Session &session, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    void open(const Link &link) override;
    [[nodiscard]] Link link() const override;
    void reload() override;
    [[nodiscard]] QList<QWidget *> focusRegions() override;
    bool focusFilter() override;

    [[nodiscard]] OwnTab &mine() const { return *m_mine; }
    [[nodiscard]] OwnTab &held() const { return *m_held; }
    [[nodiscard]] InboxTab &inbox() const { return *m_inbox; }
    [[nodiscard]] GrantsTab &grants() const { return *m_grants; }
    [[nodiscard]] PoliciesTab &policies() const { return *m_policies; }
    [[nodiscard]] RequestHistory &history() const { return *m_history; }
    [[nodiscard]] OutboxStrip &outbox() const { return *m_outbox; }
    [[nodiscard]] bool isRead() const { return m_data != nullptr; }

private:
    void addTab(const QString &word, RequestTab *tab);
    void makeCommands();
    void showData(const SharedAccessData &data);
    void showTitles();
    void setTab(int index);
    [[nodiscard]] RequestTab *tab(int index) const;
    [[nodiscard]] RequestTab *current() const;
    [[nodiscard]] QString defaultTab() const;

    SharedAccessData m_data;
    PageHeader *m_header;
    QTabBar *m_bar;
    QStackedWidget *m_stack;
    OutboxStrip *m_outbox;
    MessageStrip *m_problem;
    Button *m_newRequest;
    QStringList m_words; // of the tabs, as links say them
    OwnTab *m_mine;
    OwnTab *m_held;
    InboxTab *m_inbox;
    GrantsTab *m_grants;
    PoliciesTab *m_policies;
    RequestHistory *m_history;
    bool m_tabChosen = false; // by a link or the person; else the data decides
};

} // namespace meshlens::ui
