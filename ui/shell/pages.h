// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"

#include <functional>
#include <optional>

namespace meshlens::ui {

/// How the shell makes a page. `name` is the page of its links.
struct PageEntry {
    QString name;
    QString title; // translated, for the sidebar; empty: not listed there (product)
    QString icon;
    std::function<Page *(Session &, QWidget *parent)> make;
    bool slimSidebar = false; // opens with the sidebar as icons
};

/// All pages in the order of the sidebar and of Alt+1 to Alt+7. One line each in pages.cpp.
[[nodiscard]] const QList<PageEntry> &pageEntries();
[[nodiscard]] const PageEntry *pageEntry(const QString &name);

/// Opens the form that asks for access to a product, over `window`. Set in pages.cpp.
using RequestForm = std::function<void(Session &, QWidget *window, const QString &productKey,
                                       const QString &renews)>;
[[nodiscard]] const RequestForm &requestForm();

} // namespace meshlens::ui
