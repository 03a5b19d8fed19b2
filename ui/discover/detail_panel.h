// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index.h"
#include "models/session.h"
#include "ui/product/access_offer.h"
#include "ui/product/lookalikes.h"

#include <QTimer>
#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace meshlens::lineage {
class Graph;
}

namespace meshlens::ui {

class BadgeWidget;
class Button;
class CellGrid;
class ElidedLabel;
class IconButton;
class KindTile;
class Label;
class LinkLabel;
class MessageStrip;

/// What is known of the chosen result, beside the list. It follows the selection and never takes
/// the focus.
class DetailPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit DetailPanel(Session &session, QWidget *parent = nullptr);

    /// Shows a hit at once and reads the rest; null: nothing is chosen.
    /// `from`: the catalog whose own search found it, where the index does not have it.
    void show(const search::Hit *hit, const QString &from = {});
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
    void compareWanted(const QStringList &keys);
    void closeClicked();
    void dataShown();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Details {
        ProductData known;
        int usedBy = -1; // -1: not known
        QList<Lookalike> twins;
    };
    struct Sources {
        std::shared_ptr<const lineage::Graph> graph;
        std::shared_ptr<const search::Index> index;
    };
    [[nodiscard]] static Result<Details> readDetails(store::Reader &reader, const QString &key,
                                                     std::int64_t nowMs, const Sources &sources);
    void read();
    void showTwins(const QList<Lookalike> &twins);
    void showHit();
    void showData();
    [[nodiscard]] QWidget *section(const QString &title, QWidget *content,
                                   LinkLabel *link = nullptr);

    Session &m_session;
    search::Hit m_hit;
    QString m_from; // found by this catalog, not in the index
    std::optional<ProductData> m_data;
    AccessOffer m_offer;
    int m_usedBy = -1;
    QTimer m_settle;

    QWidget *m_content;
    KindTile *m_icon;
    ElidedLabel *m_name;
    BadgeWidget *m_domain;
    ElidedLabel *m_kind;
    Button *m_access;
    Button *m_sample;
    IconButton *m_lineage;
    Label *m_hint;
    Label *m_why;
    MessageStrip *m_twins;
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
