// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index.h"

#include <QObject>

#include <atomic>
#include <memory>

namespace meshlens::ui {

class SearchIndex;

struct SearchWish {
    QString text;
    search::Order order = search::Order::Best;
    std::int64_t nowMs = 0;
    bool operator==(const SearchWish &) const = default;
};

/// A way on from an answer: the query it leads to and how many results that has.
struct Suggestion {
    QString label; // a token as it is written: "fresh:late"
    QString query;
    qint64 count = 0;
};

struct SearchAnswer {
    SearchWish wish;
    search::Hits hits;       // the first page, with facets
    QList<Suggestion> also;  // fields that would narrow it down
    QList<Suggestion> drops; // without results: filters to drop
    QString spelling;        // without results: a query with mended spelling
};

/// Searches off the interface thread. A newer wish cancels the older one; what is answered late is
/// thrown away. While there is no index yet, the last wish waits for it.
class SearchRunner final : public QObject
{
    Q_OBJECT

public:
    explicit SearchRunner(SearchIndex &index, QObject *parent = nullptr);
    ~SearchRunner() override;

    void search(const SearchWish &wish);
    /// A further page of the last answer. Two are read at a time, the newest wish first; of the
    /// others only the newest few wait, the rest are dropped: who drags the scroll bar over a
    /// million rows wants the last place, not all between.
    void fetch(int offset);
    /// Values of a facet that contain a text: more than an answer brings along.
    void findValues(const QString &field, const QString &text);
    /// What could stand at the cursor.
    void complete(const QString &text, int cursor);

    [[nodiscard]] bool isRunning() const { return m_running; }

signals:
    void found(const SearchAnswer &answer);
    void pageFound(int offset, const QList<search::Hit> &hits);
    void pageDropped(int offset);
    void valuesFound(const QString &text, const search::Facet &facet);
    void completed(const QList<search::Completion> &completions);
    void failed(const Error &failure);

private:
    void start();
    void cancel();
    void fetchNext();

    using Flag = std::shared_ptr<std::atomic<bool>>;
    SearchIndex &m_index;
    SearchWish m_wish;
    bool m_wanted = false;
    bool m_running = false;
    Flag m_cancelled;
    QList<int> m_pagesWanted; // offsets, oldest first
    int m_pagesRunning = 0;
};

} // namespace meshlens::ui
