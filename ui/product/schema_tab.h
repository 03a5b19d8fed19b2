// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/product/product_tab.h"

class QTreeView;

namespace meshlens::ui {

class CellDelegate;
class CellGrid;
class ColumnModel;
class Label;
class SearchField;
class SegmentedControl;

/// The columns as a tree, and beside it all that is known of the chosen one.
class SchemaTab final : public ProductTab
{
    Q_OBJECT

public:
    SchemaTab(Session &session, QWidget *parent);

    void present(const ProductView &view) override;
    void choose(const QString &column) override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QWidget *makeDetails();
    void indent();
    void filter();
    void showColumn();
    void readProfiles();
    void readProfile(const CachedSample &cached, quint64 number);

    ProductData m_known;
    ColumnModel *m_model;
    SearchField *m_filter;
    SegmentedControl *m_which;
    Label *m_note;
    QTreeView *m_tree;
    CellDelegate *m_delegate;
    QWidget *m_details;
    Label *m_name;
    CellGrid *m_tags;
    Label *m_meaning;
    CellGrid *m_facts;
    Label *m_checksTitle;
    CellGrid *m_checks;
    class LinkLabel *m_lineage;
    QString m_wanted;
    quint64 m_profiled = 0; // number of the newest reading of samples
};

} // namespace meshlens::ui
