// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/product/product_tab.h"

class QHBoxLayout;

namespace meshlens::ui {

class BadgeWidget;
class Button;
class ConflictMark;
class ElidedLabel;
class IconButton;
class Label;

/// The top of a product page: what it is, how far it can be trusted, and what can be done with it.
class ProductHeader final : public QWidget
{
    Q_OBJECT

public:
    explicit ProductHeader(Session &session, QWidget *parent = nullptr);

    void present(const ProductView &view);

signals:
    void accessClicked();
    void sampleClicked();
    void lineageClicked();
    void followClicked();
    void pinClicked();
    void qualityClicked();
    void qualitiesClicked();
    void ownerClicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void placeDetails();

    Session &m_session;
    QString m_key;
    QString m_iconName;
    bool m_hasVersion = false;
    ElidedLabel *m_name;
    BadgeWidget *m_quality;
    BadgeWidget *m_hexagon;
    BadgeWidget *m_freshness;
    BadgeWidget *m_certified;
    BadgeWidget *m_version;
    BadgeWidget *m_status;
    BadgeWidget *m_asOf;
    BadgeWidget *m_domain;
    BadgeWidget *m_avatar;
    ElidedLabel *m_owner;
    BadgeWidget *m_catalogs;
    ElidedLabel *m_address;
    IconButton *m_copy;
    ConflictMark *m_nameConflict;
    ConflictMark *m_ownerConflict;
    IconButton *m_follow;
    IconButton *m_pin;
    Button *m_lineage;
    Button *m_sample;
    Button *m_access;
};

} // namespace meshlens::ui
