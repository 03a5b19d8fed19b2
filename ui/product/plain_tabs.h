// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/product/product_tab.h"

class QComboBox;
class QPlainTextEdit;
class QStackedWidget;
class QTableView;
class QVBoxLayout;

namespace meshlens::ui {

class Card;
class CellGrid;
class ChangeModel;
class ContractVersionsCard;
class EmptyState;
class Label;
class LinkLabel;
class StepGraph;

/// Cards below each other in a page that scrolls.
class CardsTab : public ProductTab
{
    Q_OBJECT

protected:
    CardsTab(Session &session, QWidget *parent);
    [[nodiscard]] QWidget *page() const { return m_page; }
    [[nodiscard]] QVBoxLayout *cards() const { return m_cards; }

private:
    QWidget *m_page;
    QVBoxLayout *m_cards;
};

/// The terms of its contracts, their service levels, and the documents as text.
class ContractTab final : public CardsTab
{
    Q_OBJECT

public:
    ContractTab(Session &session, QWidget *parent);
    void present(const ProductView &view) override;

private:
    void showContract();

    ProductView m_view;
    Card *m_terms;
    QComboBox *m_which;
    CellGrid *m_facts;
    Card *m_levels;
    CellGrid *m_levelGrid;
    Card *m_kept;
    CellGrid *m_stateGrid;
    ContractVersionsCard *m_versions;
    Card *m_document;
    QPlainTextEdit *m_text;
};

/// Where it takes data in and gives it out, with addresses to copy.
class PortsTab final : public CardsTab
{
    Q_OBJECT

public:
    PortsTab(Session &session, QWidget *parent);
    void present(const ProductView &view) override;

private:
    QList<QWidget *> m_made;
};

/// One step each way, as a drawing and as two lists.
class LineageTab final : public CardsTab
{
    Q_OBJECT

public:
    LineageTab(Session &session, QWidget *parent);
    void present(const ProductView &view) override;

private:
    QString m_key;
    Card *m_drawing;
    StepGraph *m_graph;
    Card *m_up;
    CellGrid *m_upGrid;
    Card *m_down;
    CellGrid *m_downGrid;
    QStringList m_upKeys;
    QStringList m_downKeys;
};

/// Who uses it: products by lineage, people by grants.
class UsageTab final : public CardsTab
{
    Q_OBJECT

public:
    UsageTab(Session &session, QWidget *parent);
    void present(const ProductView &view) override;

private:
    Card *m_products;
    CellGrid *m_productGrid;
    QStringList m_productKeys;
    Card *m_people;
    CellGrid *m_peopleGrid;
};

/// How this person would get in, and the requests and grants that this person may see.
class AccessTab final : public CardsTab
{
    Q_OBJECT

public:
    AccessTab(Session &session, QWidget *parent);
    void present(const ProductView &view) override;

private:
    Card *m_way;
    CellGrid *m_facts;
    LinkLabel *m_ask;
    Card *m_requests;
    CellGrid *m_grid;
    QStringList m_ids;
};

/// Every change, by catalog.
class HistoryTab final : public ProductTab
{
    Q_OBJECT

public:
    HistoryTab(Session &session, QWidget *parent);
    void present(const ProductView &view) override;

private:
    ChangeModel *m_model;
    QStackedWidget *m_stack;
    QTableView *m_table;
    EmptyState *m_none;
    Label *m_caption;
};

} // namespace meshlens::ui
