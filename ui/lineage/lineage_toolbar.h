// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/graph.h"

#include <QWidget>

#include <optional>

class QBoxLayout;
class QComboBox;
class QMenu;

namespace meshlens::ui {

class Button;
class IconButton;
class Label;
class SearchField;
class SegmentedControl;

/// The row above the graph; it becomes two rows where it is narrow. It shows a state and says what
/// was wished, and keeps nothing else.
class LineageToolbar final : public QWidget
{
    Q_OBJECT

public:
    explicit LineageToolbar(QWidget *parent = nullptr);

    void setRoot(const QString &name, const QString &column, const QString &icon); // empty: all
    void setSteps(std::optional<int> up, std::optional<int> down);
    void setLevel(lineage::Level level);
    [[nodiscard]] lineage::Level level() const;
    void setColourBy(int index);
    void setZoom(double zoom);
    void setListShown(bool on);
    /// `inside`: of those in closed domains and schemas, where none is drawn.
    void setMatches(int matches, int inside, bool filtered);
    [[nodiscard]] SearchField *filter() const { return m_filter; }
    /// Words of the moment that is shown; empty: now.
    void setTime(const QString &words);
    void setFiltered(bool on);
    // Menus that the page fills.
    [[nodiscard]] QMenu *exportMenu() const { return m_exports; }
    [[nodiscard]] QMenu *timeMenu() const { return m_times; }
    [[nodiscard]] QMenu *filterMenu() const { return m_filters; }
    [[nodiscard]] QMenu *questionMenu() const { return m_questions; }
    [[nodiscard]] QMenu *viewMenu() const { return m_views; }

signals:
    void rootClicked();
    void rootCleared();
    void stepsChanged(std::optional<int> up, std::optional<int> down);
    void levelChanged(meshlens::lineage::Level level);
    void colourByChanged(int index);
    void filterChanged(const QString &text);
    void nextWanted(); // Enter in the filter
    void zoomWanted(double factor);
    void fullSizeWanted();
    void fitWanted();
    void listToggled(bool on);
    void panelToggled();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QComboBox *makeSteps(const QString &word, const QString &name);
    [[nodiscard]] IconButton *makeMenu(const QString &icon, const QString &words, QMenu *menu);
    void makeLeft();
    void makeRight();
    void stepsChosen();
    [[nodiscard]] QStringList colourWords(bool tight) const;
    void setTight(bool tight);
    void arrange();

    QBoxLayout *m_rows;
    Button *m_root;
    IconButton *m_clear;
    QComboBox *m_up;
    QComboBox *m_down;
    SegmentedControl *m_level;
    QComboBox *m_colour;
    SearchField *m_filter;
    Label *m_matches;
    Button *m_zoom;
    IconButton *m_zoomOut;
    IconButton *m_zoomIn;
    IconButton *m_list;
    IconButton *m_panel;
    Button *m_time;
    IconButton *m_filterButton;
    QMenu *m_exports;
    QMenu *m_times;
    QMenu *m_filters;
    QMenu *m_questions;
    QMenu *m_views;
    QWidget *m_left;
    QWidget *m_right;
    QString m_rootWords;
    QString m_timeWords; // empty: now
};

} // namespace meshlens::ui
