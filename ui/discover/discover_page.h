// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/live/places.h"
#include "ui/discover/search_runner.h"
#include "ui/shell/page.h"

class QComboBox;
class QHBoxLayout;
class QSplitter;
class QStackedWidget;

namespace meshlens::ui {

class Button;
class CatalogStrip;
class CompareBar;
class DetailPanel;
class FacetModel;
class FacetView;
class FlowLayout;
class IconButton;
class Label;
class LiveRunner;
class LinkLabel;
class MessageStrip;
class QueryLine;
class QueryProblems;
class ResultModel;
class ResultView;
class SavedSearches;
class SegmentedControl;

/// Search over everything, with facets, results and the details of the chosen one.
class DiscoverPage final : public Page
{
    Q_OBJECT

public:
    explicit DiscoverPage(Session &session, QWidget *parent = nullptr);

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

    [[nodiscard]] QString query() const;
    [[nodiscard]] const ResultModel &results() const { return *m_results; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QWidget *makeTop();
    [[nodiscard]] QWidget *makeBody();
    [[nodiscard]] QWidget *makeCentre();
    void makeCommands();

    void setQuery(const QString &query);
    void queryEdited();
    void search();
    void showAnswer(const SearchAnswer &answer);
    void showStatus();
    void showStack();
    void takeLive(const live::Answer &answer);
    [[nodiscard]] QList<live::Row> stillLive(const SearchAnswer &answer) const;
    [[nodiscard]] int firstFreePlace() const;
    /// Calls `then` with the key once the thing is in the index: at once, or after reading it from
    /// the catalog that found it.
    void whenRead(const QString &key, const std::function<void(const QString &key)> &then);
    void showNote(const SearchAnswer &answer);
    void showAlso(const SearchAnswer &answer);
    void showNothing(const SearchAnswer &answer);
    void showRange();
    void offerSearches();
    void select(int row);
    void follow();
    void arrange();
    void saveThisSearch();
    [[nodiscard]] const search::Hit *chosen() const;
    void openHit(const QString &key, bool beside, const QString &tab = {});
    void requestAccess();
    void openSample();
    void openLineage();
    void togglePin();
    [[nodiscard]] bool isLive(const search::Hit &hit) const;
    void toggleMark(int row);
    void openCompare();
    void compare(const QStringList &keys);
    [[nodiscard]] bool isTable() const;
    /// As links and saved searches write the orders, in the order of the choices.
    [[nodiscard]] static const QStringList &sortWords();

    SavedSearches &m_searches;
    SearchRunner *m_runner;
    LiveRunner *m_liveRunner;
    ResultModel *m_results;
    FacetModel *m_facetModel;

    QueryLine *m_line;
    QueryProblems *m_problems;
    QWidget *m_alsoBox;
    QHBoxLayout *m_also;
    QComboBox *m_sort;
    SegmentedControl *m_mode;
    Button *m_filters;
    QSplitter *m_splitter;
    QWidget *m_facetBox;
    FacetView *m_facets;
    Label *m_facetNote; // what their counts leave out
    LinkLabel *m_more;
    QStackedWidget *m_stack;
    ResultView *m_view;
    MessageStrip *m_note;
    QWidget *m_nothing = nullptr;
    CompareBar *m_compare;
    CatalogStrip *m_catalogs;
    DetailPanel *m_panel;

    std::optional<SearchAnswer> m_answer;
    QString m_wantedKey; // to choose once it is there
    QVariant m_wantedScroll;
    QString m_newWords; // of a saved search, when it is opened
    bool m_panelWanted = true;
    bool m_tablePanelWanted = false; // a table wants the width
    bool m_panelOver = false;        // lies over the page
    bool m_panelOpen = false;        // while it lies over
    bool m_facetsOver = false;
};

} // namespace meshlens::ui
