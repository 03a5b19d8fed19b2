// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/home/home_data.h"
#include "ui/shell/page.h"

class QLabel;
class QMenu;
class QScrollArea;

namespace meshlens::ui {

class Button;
class ContentStack;
class HomeView;
class LinkLabel;
class MessageStrip;
class PageHeader;
class SegmentedControl;

/// The first page: how the mesh is, what waits, what changed. State of its links: `view`
/// (executive, owner, governance) and `days` (30, 90).
class HomePage final : public Page
{
    Q_OBJECT

public:
    explicit HomePage(Session &session, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    void open(const Link &link) override;
    [[nodiscard]] Link link() const override;
    void reload() override;
    [[nodiscard]] QVariant remember() const override;
    void restore(const QVariant &state) override;
    [[nodiscard]] QList<QWidget *> focusRegions() override;

    [[nodiscard]] HomeVariant variant() const { return m_variant; }
    [[nodiscard]] HomeView *view() const { return m_view; }
    [[nodiscard]] const std::optional<HomeData> &data() const { return m_data; }

signals:
    void shown(); // what was read is on screen
    void visitRead();

private:
    void makeHeader();
    void setVariant(HomeVariant variant);
    void setDays(int days);
    void makeView();
    void fill(const HomeData &home);
    void showNothing();
    void showTablesOnly();
    void readVisit();
    void readChanges();
    void openChanges();
    void saveBrief();

    PageHeader *m_header;
    LinkLabel *m_changesLink;
    SegmentedControl *m_choice;
    Button *m_period;
    Button *m_brief;
    ContentStack *m_stack;
    QScrollArea *m_scroll;
    HomeView *m_view = nullptr;

    HomeVariant m_variant;
    int m_days = 30;
    std::optional<HomeData> m_data;
    bool m_visitKnown = false;
    std::int64_t m_visitMs = 0; // of the visit before this one; 0: there was none
    QList<store::Change> m_changes;
    int m_wantedScroll = -1;
};

} // namespace meshlens::ui
