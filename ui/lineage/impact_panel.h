// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/questions.h"
#include "models/session.h"
#include "ui/lineage/graph_drawing.h"

#include <QWidget>

class QGridLayout;
class QListView;
class QStackedWidget;
class QTabBar;

namespace meshlens::ui {

class Button;
class ImpactModel;
class Label;
class LinkPanel;
class MessageStrip;
class PanelFigure;
class SegmentedControl;

/// The right panel of Lineage: what would be touched, who reads it, what it is.
class ImpactPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ImpactPanel(Session &session, QWidget *parent = nullptr);

    void setGraph(std::shared_ptr<const lineage::Graph> graph);
    /// What to speak of: a key and perhaps a column of it. Empty key: nothing.
    void show(const QString &key, const QString &column, const QString &name);
    void showNode(const Drawing &drawing, const DrawnNode &node); // on the page "Details"
    /// And turns to it; a link between two domains has a page of its own.
    void showEdge(const Drawing &drawing, const DrawnEdge &edge);
    [[nodiscard]] LinkPanel *link() const { return m_link; } // visible while such a link is chosen
    void clearDetails();
    void showImpact(); // turns to the page "Impact"
    [[nodiscard]] const ImpactModel &impacts() const { return *m_impacts; }

    void showNoDetails(); // nothing is chosen
    void clear();         // nothing can be chosen

    /// The key, with its column, whose facts stand in the panel.
    [[nodiscard]] const QString &shown() const { return m_shown; }

signals:
    void opened(const QString &key);
    void expandWanted(const QString &from, const QString &to); // both domains
    void closeClicked();
    void said(const QString &text); // for a toast

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Facts {
        QList<lineage::OwnContract> own;
        QList<lineage::Impact> impacts;
        QList<lineage::Node> consumers;
        QList<lineage::PersonToTell> people;
        int withoutOwner = 0;
    };
    [[nodiscard]] QWidget *makeImpact();
    void showFacts(const Facts &facts);
    void showFigures(const QList<lineage::Impact> &impacts);
    void showOwn(const QList<lineage::OwnContract> &own);
    void addDetail(const QString &name, const QString &value);
    void showLink(bool on);
    void showDomains(const Drawing &drawing, const DrawnEdge &edge);
    void saveList();
    void tellOwners();

    class People;
    class Marks;
    Session &m_session;
    std::shared_ptr<const lineage::Graph> m_graph;
    QString m_key;
    QString m_column;
    QString m_name;
    QString m_shown;
    Facts m_facts;
    LinkPanel *m_link;
    QWidget *m_ordinary; // all else
    ImpactModel *m_impacts;
    ImpactModel *m_consumers;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    Label *m_intro;
    Label *m_subject;
    QList<PanelFigure *> m_figures;
    MessageStrip *m_own;    // what the thing itself has promised
    MessageStrip *m_broken; // what those downstream have
    SegmentedControl *m_grouping;
    QListView *m_list;
    Label *m_none;
    Button *m_save;
    Button *m_tell;
    People *m_people;
    Marks *m_marks;
    QListView *m_readers;
    Label *m_noReaders;
    QWidget *m_details;
    QGridLayout *m_grid;
};

} // namespace meshlens::ui
