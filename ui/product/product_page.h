// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/product/product_tab.h"
#include "ui/shell/page.h"

#include <QPointer>

class QStackedWidget;
class QTabBar;

namespace meshlens::ui {

class ContentStack;
class MessageStrip;
class ProductHeader;
class ThingView;

/// One product, or a dataset that belongs to none; domains, terms and people open here as well, on
/// a plainer view.
class ProductPage final : public Page
{
    Q_OBJECT

public:
    explicit ProductPage(Session &session, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    void open(const Link &link) override;
    [[nodiscard]] Link link() const override;
    void reload() override;
    [[nodiscard]] QVariant remember() const override;
    void restore(const QVariant &state) override;
    [[nodiscard]] QList<QWidget *> focusRegions() override;

    [[nodiscard]] const std::optional<ProductView> &view() const { return m_view; }
    [[nodiscard]] QString currentTab() const;
    void showTab(const QString &name, const QString &part = {});

private:
    void makeTabs();
    void makeCommands();
    [[nodiscard]] ProductTab *makeTab(const QString &name);
    void read();
    void readHistory();
    void readLineage();
    void readLookalikes();
    void take(ProductData known);
    void refresh();
    void labelTabs();
    void refreshOffer();

    void actOnAccess();
    void openSample();
    void openLineage();
    void toggleKept(const QString &kind, bool kept, const QString &on, const QString &off);

    QString m_key;
    QString m_name;
    QString m_part; // column or check to show once it is there
    std::optional<ProductView> m_view;
    QStackedWidget *m_kinds;
    ContentStack *m_content;
    ProductHeader *m_header;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    QHash<QString, ProductTab *> m_made;
    ThingView *m_thing;
    ContentStack *m_thingContent;
};

} // namespace meshlens::ui
