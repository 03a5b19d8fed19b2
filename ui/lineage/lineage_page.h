// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/graph_painter.h"
#include "ui/lineage/lineage_query.h"
#include "ui/shell/page.h"

#include <atomic>

class QSplitter;
class QStackedWidget;
class QTreeView;

namespace meshlens::ui {

class ContentStack;
class ElidedLabel;
class GraphView;
class ImpactPanel;
class LineageToolbar;
class MessageStrip;
class StepModel;

/// Where data comes from and goes to: the graph, the same as a list, and what would be touched.
/// Address: meshlens://lineage/<key>?level=&up=&down=&column=&colour=&view=list
class LineagePage final : public Page
{
    Q_OBJECT

public:
    explicit LineagePage(Session &session, QWidget *parent = nullptr);
    ~LineagePage() override;

    [[nodiscard]] QString title() const override;
    void open(const Link &link) override;
    [[nodiscard]] Link link() const override;
    void reload() override;
    [[nodiscard]] QVariant remember() const override;
    void restore(const QVariant &state) override;
    [[nodiscard]] QList<QWidget *> focusRegions() override;
    bool focusFilter() override;
    bool togglePanel() override;
    bool escape() override;

    [[nodiscard]] GraphView *view() const { return m_view; }
    [[nodiscard]] StepModel *steps() const { return m_steps; }
    [[nodiscard]] ImpactPanel *panel() const { return m_panel; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QWidget *makeCentre();
    void connectView();
    void connectToolbar();
    void makeCommands();
    void makeExports();
    void refresh();
    void showAnswer(const LineageAnswer &answer);
    void showState();
    void showHeadline();
    void showChoice();
    void showPath();
    void setLevel(lineage::Level level);
    void setList(bool on);
    void startFrom(const QString &key, const QString &column = {});
    void openThing(const QString &key, bool beside);
    void openColumns();
    void toggleDomain(const QString &key);
    void exportGraph(const QString &format);
    void showMenu(const QPoint &at);
    void arrange();
    [[nodiscard]] QString rootKey() const; // with the column
    [[nodiscard]] const DrawnNode *chosen() const;

    LineageToolbar *m_bar;
    ContentStack *m_content;
    QSplitter *m_splitter;
    QStackedWidget *m_twins;
    GraphView *m_view;
    QTreeView *m_tree;
    StepModel *m_steps;
    MessageStrip *m_note;
    QWidget *m_pathBar;
    ElidedLabel *m_path;
    ImpactPanel *m_panel;

    LineageWish m_wish; // root without its column
    QString m_column;
    ColourBy m_colourBy = ColourBy::Quality;
    std::optional<LineageAnswer> m_answer;
    std::shared_ptr<std::atomic<quint64>> m_turn; // of the newest wish
    QString m_wantedKey;                          // to choose once it is drawn
    bool m_panelWanted = true;
    bool m_panelOver = false; // lies over the page
    bool m_panelOpen = false; // while it lies over
};

} // namespace meshlens::ui
