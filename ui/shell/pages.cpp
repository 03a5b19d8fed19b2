// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/pages.h"

#include "ui/access/access_page.h"
#include "ui/access/request_sheet.h"
#include "ui/catalogs/catalogs_page.h"
#include "ui/discover/compare_page.h"
#include "ui/discover/discover_page.h"
#include "ui/governance/governance_page.h"
#include "ui/home/home_page.h"
#include "ui/lineage/lineage_page.h"
#include "ui/product/product_page.h"
#include "ui/samples/samples_page.h"
#include "ui/shell/main_window.h"

#include <QCoreApplication>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

/// For pages that take a session and a parent, as all do.
template<typename T>
Page *make(Session &session, QWidget *parent)
{
    return new T(session, parent);
}

QString tr(const char *text)
{
    return QCoreApplication::translate("meshlens::ui::Pages", text);
}

} // namespace

const QList<PageEntry> &pageEntries()
{
    // One line a page: {name, title, icon, make<ItsPage>, slim sidebar}.
    static const QList<PageEntry> entries = {
        {u"home"_s, tr("Home"), u"home"_s, make<HomePage>},
        {u"discover"_s, tr("Discover"), u"search"_s, make<DiscoverPage>},
        {u"compare"_s, {}, u"columns"_s, make<ComparePage>},
        {u"product"_s, {}, u"product"_s, make<ProductPage>},
        {u"lineage"_s, tr("Lineage"), u"lineage"_s, make<LineagePage>, true},
        {u"access"_s, tr("Access"), u"key"_s, make<AccessPage>},
        {u"samples"_s, tr("Samples"), u"samples"_s, make<SamplesPage>, true},
        {u"governance"_s, tr("Governance"), u"shield"_s, make<GovernancePage>},
        {u"catalogs"_s, tr("Catalogs"), u"catalogs"_s, make<CatalogsPage>},
    };
    return entries;
}

const PageEntry *pageEntry(const QString &name)
{
    for (const PageEntry &entry : pageEntries()) {
        if (entry.name == name)
            return &entry;
    }
    return nullptr;
}

const RequestForm &requestForm()
{
    static const RequestForm form = [](Session &session, QWidget *window, const QString &productKey,
                                       const QString &renews) {
        auto *sheet = new RequestSheet(session, productKey, renews, window);
        if (auto *main = qobject_cast<MainWindow *>(window))
            QObject::connect(sheet, &RequestSheet::navigate, main, &MainWindow::open);
        sheet->open();
    };
    return form;
}

} // namespace meshlens::ui
