// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/sparks.h"

#include <QStringList>
#include <QWidget>

#include <functional>

class QMenu;
class QStackedLayout;
class QTableWidget;

namespace meshlens::ui {

/// One line, area or set of bars; one value for each point across, nothing where it is not known.
struct ChartSeries {
    enum class Shape { Line, Area, Step, Bars, Points };
    QString name = {};
    Shape shape = Shape::Line;
    Token colour = Token::S1;
    Series values = {};
    bool strong = false;       // the series in question: a thicker line
    bool second = false;       // measured on the second axis (time only)
    bool hollowPoints = false; // each point as a small ring
    QList<int> flagged =
        {}; // points that are late or failed: another shape as well as another colour
    QList<Token> colours = {}; // of each bar, in place of `colour`
};

struct ChartAxis {
    std::optional<double> low = {}; // else a round one: 0 for bars
    std::optional<double> high = {};
    QList<double> ticks = {}; // else 3 to 5 round ones
    bool logarithmic = false;
    std::function<QString(double)> format = {}; // else plain figures
};

/// What a chart shows. Points across are either times (milliseconds) or categories.
struct ChartData {
    QList<std::int64_t> times = {};
    QStringList categories = {};
    QList<double> positions = {};   // of categories on a scale of their own; else side by side
    QList<ChartSeries> series = {}; // at most 6
    ChartAxis axis = {};
    std::optional<ChartAxis> second = {};

    struct Objective {
        double value = 0;
        QString text = {}; // "objective 95%"
    };
    QList<Objective> objectives = {};
    struct Band { // a soft zone behind the series
        double low = 0;
        double high = 0;
        Token ground = Token::GoodSoft;
    };
    QList<Band> bands = {};
    struct Event {     // a dotted line with a short text
        double at = 0; // point index, or time in milliseconds where times are given
        QString text = {};
    };
    QList<Event> events = {};

    enum class Names { LineEnd, Above, None };
    Names names = Names::LineEnd;

    [[nodiscard]] qsizetype points() const;
    [[nodiscard]] QString pointText(qsizetype i) const; // for tooltip and table
};

/// A chart in our look over QChartView: few ticks, horizontal grid only, gaps stay gaps. Hovering
/// or the arrow keys show the values of a point; its menu (menu key, right click) shows it as a
/// table, copies it and saves it as PNG, SVG or CSV. An activated point is told to the screen.
class Chart : public QWidget
{
    Q_OBJECT

public:
    explicit Chart(const QString &description, QWidget *parent = nullptr);
    ~Chart() override;

    void setDescription(
        const QString &sentence); // one sentence for assistive technology, and file names
    void setData(const ChartData &data);
    [[nodiscard]] const ChartData &data() const { return m_data; }
    [[nodiscard]] bool isTableShown() const;
    void showTable(bool on);
    [[nodiscard]] QString csv() const;
    [[nodiscard]] QSize sizeHint() const override;
    /// Adds an entry to the menu, "Open in Samples" say.
    void addMenuAction(QAction *action);
    void copy();                      // picture and values, to the clipboard
    void save(const QString &suffix); // "png", "svg" or "csv", into a file that the user chooses
    /// Off: no copying and no saving, for values that must not leave the window.
    void setExportAllowed(bool on) { m_exportAllowed = on; }

signals:
    void pointActivated(int point);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void fillTable();

    class View;
    ChartData m_data;
    View *m_view;
    QTableWidget *m_table = nullptr;
    QStackedLayout *m_stack;
    QList<QAction *> m_extra;
    bool m_exportAllowed = true;
};

/// 3 to 5 round ticks that enclose a range.
[[nodiscard]] QList<double> niceTicks(double low, double high, int wanted = 4);

} // namespace meshlens::ui
