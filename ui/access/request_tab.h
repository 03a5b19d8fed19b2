// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/access/access_data.h"
#include "ui/shell/page.h"

#include <QWidget>

namespace meshlens::ui {

/// One tab of the Access page. The page reads, all tabs show the same moment.
class RequestTab : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    virtual void setData(const SharedAccessData &data) = 0;
    [[nodiscard]] virtual QString chosen() const = 0; // id of the request; empty: none
    virtual void choose(const QString &id) = 0;       // may come before the data
    virtual bool focusFilter() { return false; }
    [[nodiscard]] virtual QList<QWidget *> regions() { return {this}; }

signals:
    void navigate(const Link &link);
    void accessRequested(const QString &productKey, const QString &renews);
    void toastRequested(const QString &text, const meshlens::ui::Page::Undo &undo);
    void choiceChanged();
};

} // namespace meshlens::ui
