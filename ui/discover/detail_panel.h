// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index.h"
#include "models/session.h"
#include "ui/product/access_offer.h"
#include "ui/product/product_data.h"

#include <QTimer>
#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace meshlens::ui {

class BadgeWidget;
class Button;
class CellGrid;
class ElidedLabel;
class IconButton;
class Label;
class LinkLabel;

/// What is known of the chosen result, beside the list. It follows the selection and never takes
/// the focus.
class DetailPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit DetailPanel(Session &session, QWidget *parent = nullptr);

    /// Shows a hit at once and reads the rest; null: nothing is chosen.
    void show(const search::Hit *hit);
    void refresh(); // reads again what is shown
    [[nodiscard]] QString key() const { return m_hit.key; }
    [[nodiscard]] const AccessOffer &offer() const { return m_offer; }
    [[nodiscard]] QString sampleDataset() const;
    [[nodiscard]] bool isRead() const { return m_data.has_value(); }

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void accessClicked();
    void sampleClicked();
    void lineageClicked();
    void opened(const QString &key, const QString &tab);
    void closeClicked();
    void dataShown();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void read();
    void showHit();
    void showData();
    [[nodiscard]] QWidget *section(const QString &title, QWidget *content,
                                   LinkLabel *link = nullptr);

    Session &m_session;
    search::Hit m_hit;
    std::optional<ProductData> m_data;
    AccessOffer m_offer;
    int m_usedBy = -1;
    QTimer m_settle;

    QWidget *m_content;
    QWidget *m_icon;
    ElidedLabel *m_name;
    BadgeWidget *m_domain;
    ElidedLabel *m_kind;
    Button *m_access;
    Button *m_sample;
    IconButton *m_lineage;
    Label *m_hint;
    Label *m_why;
    QWidget *m_trust;
    BadgeWidget *m_quality;
    Label *m_coverage;
    BadgeWidget *m_freshness;
    CellGrid *m_dimensions;
    LinkLabel *m_whyScore;
    QWidget *m_portsSection;
    CellGrid *m_ports;
    QWidget *m_columnsSection;
    Label *m_columnsTitle;
    CellGrid *m_columns;
    QWidget *m_factsSection;
    CellGrid *m_facts;
    Label *m_description;
};

} // namespace meshlens::ui
