// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/access/request_tab.h"

namespace meshlens::ui {

class ContentStack;
class Label;
class OwnDetail;
class RequestTable;
class SearchField;
class SegmentedControl;

/// What this person asked for, or holds, above everything about the chosen one.
class OwnTab final : public RequestTab
{
    Q_OBJECT

public:
    enum class Shows { Requests, Held };
    OwnTab(Session &session, Shows shows, QWidget *parent = nullptr);

    void setData(const SharedAccessData &data) override;
    [[nodiscard]] QString chosen() const override;
    void choose(const QString &id) override;
    bool focusFilter() override;
    [[nodiscard]] QList<QWidget *> regions() override;

    [[nodiscard]] RequestTable *table() const { return m_table; }
    [[nodiscard]] OwnDetail *detail() const { return m_detail; }

private:
    enum Part { All, Running, Open, Closed };
    [[nodiscard]] bool belongs(const mesh::AccessRequest &request) const;
    [[nodiscard]] bool isIn(const mesh::AccessRequest &request, int part) const;
    void showRows();

    Session &m_session;
    Shows m_shows;
    SharedAccessData m_data;
    ContentStack *m_stack;
    SegmentedControl *m_parts;
    SearchField *m_filter;
    RequestTable *m_table;
    OwnDetail *m_detail;
    QString m_wanted;
};

/// How many of them are this person's: asked for and not over, or held now.
[[nodiscard]] int ownCount(const AccessData &data, OwnTab::Shows shows);

} // namespace meshlens::ui
