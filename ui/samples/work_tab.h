// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "ui/parts/kept_chart.h"
#include "ui/samples/rows_pane.h"
#include "ui/samples/sample_info.h"

namespace meshlens::ui {

/// What is chosen in the chart builder, kept with the tab that it is for.
struct ChartChoice {
    samples::ChartSpec spec;
    ChartLook look = ChartLook::Line;
    QString title; // of a kept chart; else made from the columns
};

/// A tab of Samples: rows, and what is known beside them.
class WorkTab : public QWidget
{
    Q_OBJECT

public:
    explicit WorkTab(Session &session, QWidget *parent = nullptr);

    [[nodiscard]] virtual QString title() const = 0;
    [[nodiscard]] virtual QString iconName() const = 0;
    [[nodiscard]] virtual Link link() const = 0;
    [[nodiscard]] virtual QString sql() const
    {
        return {};
    }                             // what the shown rows are the answer to
    virtual void reload() = 0;    // the index changed
    virtual void fetchAgain() {}  // rows of now, not of the cache
    virtual void checkAccess() {} // requests or grants changed
    /// The cache changed: what is in it, and what has left it (or was replaced under another
    /// grant).
    virtual void checkCache(const QList<CachedSample> &cached, const QList<CachedSample> &gone) = 0;

    [[nodiscard]] RowsPane *result() const { return m_result; }
    [[nodiscard]] const SampleRows &rows() const { return m_result->rows(); }
    [[nodiscard]] const SampleInfo &info() const { return m_info; }
    [[nodiscard]] const std::optional<ChartChoice> &choice() const { return m_choice; }
    void setChoice(const ChartChoice &choice) { m_choice = choice; }
    void clearChoice() { m_choice.reset(); }

signals:
    void changed(); // title, rows or what is known beside them
    void navigate(const Link &link);
    void accessWanted(const QString &productKey, const QString &renews);

protected:
    /// Works out what is shown of the rows, then shows them.
    void show(const mesh::Sample &sample, const QString &timing, const QString &note);
    void dropPending(); // rows that are still being worked out are unwanted
    void setInfo(const SampleInfo &info);
    [[nodiscard]] Session &session() const { return m_session; }
    [[nodiscard]] std::int64_t nowMs() const { return m_session.clock().nowMs(); }

private:
    Session &m_session;
    RowsPane *m_result;
    SampleInfo m_info;
    std::optional<ChartChoice> m_choice;
    quint64 m_showing = 0;
};

/// The cached or fetched rows of one dataset. They vanish in the moment in which the access ends.
class DatasetTab final : public WorkTab
{
    Q_OBJECT

public:
    /// `key`: of a dataset, or of a product (its first output).
    DatasetTab(Session &session, const QString &key, QWidget *parent = nullptr);

    [[nodiscard]] bool isOf(const QString &key) const;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString iconName() const override;
    [[nodiscard]] Link link() const override;
    void reload() override;
    void fetchAgain() override;
    void checkAccess() override;
    void checkCache(const QList<CachedSample> &cached, const QList<CachedSample> &gone) override;

private:
    void readInfo(bool thenFetch);
    void fetch(bool refresh);
    void showSample(const mesh::Sample &sample);
    void showFailure(const Error &error);
    void showNoRows(const NoRowsWords &words);
    void drop(); // the access has ended
    void judge();
    void waitForEnd();

    QString m_key;
    QString m_grant; // under which the rows were given
    std::optional<std::int64_t> m_endsMs;
    bool m_fetching = false;
    bool m_refused = false;
    bool m_erased = false;
    quint64 m_fetches = 0;
    QTimer m_end;
};

} // namespace meshlens::ui
