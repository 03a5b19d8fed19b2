// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lineage/graph.h"
#include "models/session.h"
#include "ui/product/access_offer.h"
#include "ui/product/lookalikes.h"
#include "ui/product/product_data.h"
#include "ui/shell/link.h"

#include <QWidget>

namespace meshlens::ui {

/// All that a product page shows. Parts come one after the other: what is not there yet is nothing.
struct ProductView {
    ProductData product;
    AccessOffer offer;
    std::optional<ProductHistory> history;
    std::optional<lineage::Subgraph> lineage; // one step each way, products
    std::optional<QList<lineage::Node>> consumers;
    QList<Lookalike> lookalikes;
};

/// One tab of the product page. It keeps its own scroll and choice when newer values are shown.
class ProductTab : public QWidget
{
    Q_OBJECT

public:
    ProductTab(Session &session, QWidget *parent) : QWidget(parent), m_session(session) {}

    virtual void present(const ProductView &view) = 0;
    /// Shows one part of it: a column, a check. Unknown names are left alone.
    virtual void choose(const QString &) {}

signals:
    void navigate(const Link &link);
    void tabWanted(const QString &tab, const QString &part);
    void accessWanted();

protected:
    [[nodiscard]] Session &session() const { return m_session; }

private:
    Session &m_session;
};

} // namespace meshlens::ui
