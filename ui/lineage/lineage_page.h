// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lineage/graph_painter.h"
#include "ui/lineage/view_state.h"
#include "ui/shell/page.h"

#include <atomic>

class QMenu;
class QSplitter;
class QStackedWidget;
class QTreeView;

namespace meshlens::store {
struct Kept;
}

namespace meshlens::ui {

class ContentStack;
class ElidedLabel;
class GraphView;
class ImpactPanel;
class LineageToolbar;
class MessageStrip;
class StepModel;
struct PictureOptions;

/// Where data comes from and goes to: the graph, the same as a list, and what would be touched.
/// Address: meshlens://lineage/<key>?level=&up=&down=&column=&colour=&view=list&ask=&to=&at=&since=
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
    [[nodiscard]] const LineageWish &wish() const { return m_wish; }
    [[nodiscard]] LineageToolbar *toolbar() const { return m_bar; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    // lineage_page.cpp
    [[nodiscard]] QWidget *makeCentre();
    void connectView();
    void connectToolbar();
    void refresh();
    void showAnswer(const LineageAnswer &answer);
    void showDrawing(const std::shared_ptr<Drawing> &drawing,
                     const std::shared_ptr<const GraphScene> &scene);
    void improve(bool fitted);
    void readStandings();
    [[nodiscard]] QString rootKey() const; // with the column
    [[nodiscard]] const DrawnNode *chosen() const;
    // lineage_show.cpp
    void fillList();
    void takeFocus();
    void chooseInside(const QString &stack);
    void showNoLineage();
    void showState();
    void showHeadline();
    void showNotes();
    void showChoice();
    void showPath();
    [[nodiscard]] QStringList neighboursInWords(int number) const;
    void showFailure(const Error &failure);
    void showOffer();
    void arrange();
    // lineage_actions.cpp
    void makeCommands();
    void setLevel(lineage::Level level);
    void setList(bool on);
    void setFolds(bool on);
    void setColourBy(ColourBy colourBy);
    void focusOn(bool upstream);
    void startFrom(const QString &key, const QString &column = {});
    void openThing(const QString &key, bool beside);
    void openColumns();
    void toggleDomain(const QString &key); // or a schema
    void toggleSchema(const QString &key);
    [[nodiscard]] QString foldOf(const DrawnNode &node) const;
    void foldAnew();
    void unfold(bool domainsToo);
    void openDomains(const QString &one, const QString &other);
    void find(const QString &given);
    void showNextFound();
    void showMenu(const QPoint &at);
    void fillThingMenu(QMenu &menu, const DrawnNode &node);
    void fillSchemaMenu(QMenu &menu, const lineage::Node &schema);
    void fillLinkMenu(QMenu &menu, const DrawnEdge &edge);
    void fillGroundMenu(QMenu &menu);
    // lineage_exports.cpp
    void makeExports();
    void askForScale();
    void exportDrawn(const PictureOptions &options);
    void exportWhole(const PictureOptions &options);
    // lineage_views.cpp
    [[nodiscard]] ViewState state() const;
    void noteView();
    void apply(const ViewState &state, bool stepping = false);
    void chooseAgain(const ViewState &state);
    void chooseWanted();
    void step(bool back);
    void saveView();
    void renameView(const store::Kept &view);
    void fillViews();
    // lineage_menus.cpp
    void fillTimes();
    void chooseTime(bool compare);
    void showTime(std::optional<std::int64_t> atMs, std::optional<std::int64_t> sinceMs);
    void fillFilters();
    void fillQuestions();
    void ask(LineageQuestion question);
    void askForWay();

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
    PastGraphs m_past;
    std::shared_ptr<const KnownStandings> m_standings;
    std::shared_ptr<const lineage::Graph> m_judging; // whose standings are being read
    std::shared_ptr<std::atomic<bool>> m_gone;       // for workers that outlive a wish
    ViewHistory m_history;
    std::optional<ViewState> m_restored; // on its way to the screen
    bool m_stepping = false;             // from undo or redo, so history has it already
    bool m_reading = false;              // an answer is under way
    bool m_listStale = true;             // the list has not seen the newest drawing
    std::optional<lineage::Level> m_offered;
    std::shared_ptr<std::atomic<quint64>> m_turn; // of the newest wish
    using Inside = QList<std::pair<QString, QString>>;
    Inside m_inside;              // found in closed domains and schemas: key and the one to open
    QString m_wantedKey;          // to choose once it is drawn
    bool m_wantedInSight = false; // it was looked for: the view goes there
    LinkId m_wantedLink;          // before the wanted thing
    QString m_wantedDomain;       // that opens
    bool m_panelWanted = true;
    bool m_panelOver = false; // lies over the page
    bool m_panelOpen = false; // while it lies over
};

} // namespace meshlens::ui
