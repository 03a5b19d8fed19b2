// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/catalogs/catalog_model.h"
#include "ui/parts/card.h"
#include "ui/parts/states.h"
#include "ui/shell/page.h"

class QTableView;
class QVBoxLayout;

namespace meshlens::ui {

class BadgeWidget;
class Chart;
class SamePanel;

/// Connections and their syncs: the table above, below the last sync of the chosen one, what is
/// read, what two catalogs both have, and which of them wins.
class CatalogsPage final : public Page
{
    Q_OBJECT

public:
    CatalogsPage(Session &session, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    void open(const Link &link) override;
    [[nodiscard]] Link link() const override;
    void reload() override;
    [[nodiscard]] QList<QWidget *> focusRegions() override;

    [[nodiscard]] CatalogModel *model() const { return m_model; }
    [[nodiscard]] SamePanel *samePanel() const { return m_same; }
    /// Moves a catalog by one place in the order of who wins; with a way back.
    void moveCatalog(int row, int step);
    void removeCatalog(const QString &name);
    void editCatalog(const QString &name);

private:
    void addCatalog(const QString &kind, const QString &address);
    void showLines(const QList<CatalogLine> &lines);
    void showDetails();
    void showSync(const CatalogLine &line);
    void showSettings(const CatalogLine &line);
    void showOrder();
    void showStrip();
    void showMenu(int row, const QPoint &at);
    void makeTable(QWidget *parent);
    void makeCards(QWidget *parent, QVBoxLayout *column);
    void setRanks(const QList<qint64> &ids, const QString &undoText, const QList<qint64> &before);
    [[nodiscard]] const CatalogLine *current() const;
    [[nodiscard]] const CatalogLine *find(const QString &name) const;

    CatalogModel *m_model;
    QTableView *m_table;
    ContentStack *m_stack;
    PageHeader *m_header;
    MessageStrip *m_strip;
    Card *m_syncCard;
    Chart *m_chart;
    QVBoxLayout *m_log;
    Card *m_settingsCard;
    QVBoxLayout *m_settings;
    Card *m_sameCard;
    SamePanel *m_same;
    BadgeWidget *m_toSettle;
    QVBoxLayout *m_order;
    QTimer m_ageing;  // until the next catalog becomes outdated by itself
    QString m_wanted; // name of the catalog to choose once it is there
};

} // namespace meshlens::ui
