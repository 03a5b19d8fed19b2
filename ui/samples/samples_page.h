// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/samples/work_tab.h"
#include "ui/shell/page.h"

class QHBoxLayout;
class QSplitter;
class QStackedWidget;
class QTabBar;

namespace meshlens::ui {

class BadgeWidget;
class ChartBuilder;
class DatasetTab;
class SamplesPanel;
class SqlTab;

/// Cached samples at the left, their rows and queries over them in tabs, a chart at the right.
///
/// The key of its links is a dataset, or a product (then its first output). State: `sql` and `name`
/// open a query (it is not run), `chart` a kept chart as JSON.
class SamplesPage final : public Page
{
    Q_OBJECT

public:
    SamplesPage(Session &session, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    void open(const Link &link) override;
    [[nodiscard]] Link link() const override;
    void reload() override;
    [[nodiscard]] QList<QWidget *> focusRegions() override;
    bool togglePanel() override;
    bool escape() override;

    [[nodiscard]] WorkTab *current() const;
    [[nodiscard]] SamplesPanel *panel() const { return m_panel; }
    [[nodiscard]] ChartBuilder *builder() const { return m_builder; }
    DatasetTab *openKey(const QString &key);
    SqlTab *openQuery(const QString &name, const QString &text);
    void openChart(const KeptChart &chart);
    void closeTab(int index);
    void pinChart();
    void saveWork();
    void compareSamples(const CachedSample &left, const CachedSample &right);
    void joinSamples(const CachedSample &left, const CachedSample &right); // opens a query

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeCentre();
    void connectPanel();
    void connectBuilder();
    void addTab(WorkTab *tab);
    void showCurrent();
    void showTrust(const SampleInfo &info, const SampleRows &rows);
    void showChart();
    void readCache();
    void takeCache(const QList<CachedSample> &cached);
    void readWork();
    void readWords();
    void showNothing();
    void showSteps(QWidget *anchor);
    [[nodiscard]] const CachedSample *currentSample() const; // null: none is open
    void forget(const CachedSample &sample);
    void keep(const QString &kind, const QString &name, const QByteArray &body,
              const QString &said);
    void arrange();

    SamplesPanel *m_panel;
    ChartBuilder *m_builder;
    QSplitter *m_splitter;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    BadgeWidget *m_quality;
    BadgeWidget *m_freshness;
    BadgeWidget *m_masked;
    IconButton *m_chartButton;
    QList<WorkTab *> m_works; // in the order of the tabs
    QList<CachedSample> m_cached;
    QStringList m_words; // tables and columns, for completion
    quint64 m_cacheReads = 0;
    int m_queries = 0;
    bool m_openFirst = false; // once the cache was read
    bool m_panelOver = false;
    bool m_panelOpen = false;
    bool m_panelWanted = true;
};

} // namespace meshlens::ui
