// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "ui/lineage/link_model.h"

#include <QWidget>

class QListView;

namespace meshlens::ui {

class Button;
class Chart;
class Label;
class MessageStrip;
class PanelFigure;
class SegmentedControl;

/// One end of a link between two domains.
struct LinkEnd {
    QString key;
    QString name;
};

/// What is known of a link between two domains: how many links of products it is made of, how many
/// of those a contract covers, what is broken now, and all of them.
class LinkPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit LinkPanel(Session &session, QWidget *parent = nullptr);

    /// Reads the states in a worker. `facts`: a line on who says that there is a link.
    void show(std::shared_ptr<const lineage::Graph> graph, const LinkEnd &from, const LinkEnd &to,
              const QString &facts);

    [[nodiscard]] const LinkModel &model() const { return *m_model; }
    [[nodiscard]] const DomainLinks &links() const { return m_links; }
    /// The domains whose links stand in the panel; empty while they are being read.
    [[nodiscard]] std::pair<QString, QString> shown() const { return m_shown; }
    void setOrder(LinkModel::Order order);

signals:
    void opened(const QString &key);
    void expandWanted(const QString &from, const QString &to); // both domains
    void closeClicked();
    void said(const QString &text); // for a toast

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QLayout *makeHead();
    [[nodiscard]] QLayout *makeFoot();
    void showReading();
    void showLinks(const DomainLinks &links);
    void showFigures(std::optional<int> links, std::optional<int> covered,
                     std::optional<int> broken);
    void showWeeks();
    void fitWeeks();
    void saveList();
    void tellOwners();

    class Ends;
    Session &m_session;
    LinkModel *m_model;
    LinkEnd m_from;
    LinkEnd m_to;
    DomainLinks m_links;
    std::pair<QString, QString> m_shown;
    Ends *m_ends;
    QList<PanelFigure *> m_figures;
    MessageStrip *m_alarm;
    MessageStrip *m_personal;
    Label *m_count;
    SegmentedControl *m_order;
    Label *m_none;
    QListView *m_list;
    QWidget *m_late;
    Chart *m_weeks;
    Label *m_facts;
    Button *m_save;
    Button *m_tell;
};

} // namespace meshlens::ui
