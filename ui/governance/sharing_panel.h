// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/governance/sharing.h"
#include "ui/parts/labels.h"

#include <QWidget>

namespace meshlens::ui {

class BadgeWidget;
class CellGrid;
class FactTable;
class MessageStrip;

/// One cell of the map of sharing: what is given, to how many people, what for and until when.
class SharingPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit SharingPanel(QWidget *parent = nullptr);

    void show(const Sharing &sharing, int provider, int consumer, SharingBy by);
    using QWidget::show;
    void clear();
    [[nodiscard]] FactTable &products() const { return *m_products; }
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void productOpened(const QString &key);
    void lineageWanted(const QString &domainKey);
    void grantsWanted();
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    BadgeWidget *m_from;
    BadgeWidget *m_to;
    ElidedLabel *m_title;
    CellGrid *m_figures;
    MessageStrip *m_warning;
    QWidget *m_why;
    CellGrid *m_purposes;
    FactTable *m_products;
    QWidget *m_content;
    Label *m_hint;
    QString m_domain;
};

} // namespace meshlens::ui
