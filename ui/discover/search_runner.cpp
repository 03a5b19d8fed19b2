// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/search_runner.h"

#include "ui/discover/result_model.h"
#include "ui/discover/words.h"
#include "ui/parts/load.h"
#include "ui/parts/search_index.h"

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

using Index = std::shared_ptr<const search::Index>;

constexpr int mostSuggestions = 4;
constexpr int mostValues = 200; // of one facet
constexpr int mostRunning = 2;  // pages at a time
constexpr int mostWaiting = 4;  // pages in view, and a few

search::FindOptions optionsOf(const SearchWish &wish, int limit)
{
    search::FindOptions options;
    options.limit = limit;
    options.order = wish.order;
    options.nowMs = wish.nowMs;
    return options;
}

qint64 countOf(const search::Index &index, const QString &text, const SearchWish &wish,
               const search::Cancelled &cancelled)
{
    search::FindOptions options = optionsOf(wish, 0);
    options.relax = false;
    const auto hits = search::find(index, search::parse(text), options, cancelled);
    return hits ? hits->total : 0;
}

bool usesField(const QList<search::Token> &tokens, const QString &field)
{
    return std::ranges::any_of(tokens, [&](const auto &token) { return token.field == field; });
}

/// Fields not in use yet that would leave some of the results: a matching column, then the value
/// of each field that divides the results best.
QList<Suggestion> suggestions(const search::Query &query, const search::Hits &hits)
{
    QList<Suggestion> found;
    const QList<search::Token> inUse = search::tokens(query);
    const auto add = [&](const QString &field, const QString &value, qint64 count) {
        const QString text = search::withChoice(query.text, field, value, search::Choice::Chosen);
        const QList<search::Token> tokens = search::tokens(
            search::parse(search::withChoice({}, field, value, search::Choice::Chosen)));
        if (!tokens.isEmpty())
            found.append(
                {tokenField(tokens.first()) + u' ' + tokenValues(tokens.first()), text, count});
    };
    if (!usesField(inUse, u"column"_s)) {
        for (const search::Hit &hit : hits.hits) {
            if (hit.matchingColumns.isEmpty())
                continue;
            add(u"column"_s, hit.matchingColumns.first().name, 0);
            break;
        }
    }
    for (const QString &field : {u"owner"_s, u"fresh"_s, u"status"_s, u"tag"_s, u"domain"_s}) {
        if (found.size() == mostSuggestions)
            break;
        if (usesField(inUse, field))
            continue;
        for (const search::Facet &facet : hits.facets) {
            if (facet.field != field)
                continue;
            const search::FacetValue *best = nullptr;
            for (const search::FacetValue &value : facet.values) {
                const bool divides = value.count > 0 && value.count < hits.total;
                if (divides && (!best || value.count > best->count))
                    best = &value;
            }
            if (best)
                add(field, best->value, best->count);
        }
    }
    return found;
}

/// What each filter gives up when it goes, for an answer without results.
void addWaysOut(SearchAnswer &answer, const search::Index &index, const search::Query &query,
                const search::Cancelled &cancelled)
{
    const QString &text = answer.wish.text;
    for (const search::Token &token : search::tokens(query)) {
        QString without = text;
        without.remove(token.position, token.length);
        without = without.simplified();
        const qint64 count = countOf(index, without, answer.wish, cancelled);
        if (count > 0)
            answer.drops.append({text.mid(token.position, token.length), without, count});
    }
    const QString words = search::freeText(query);
    if (words.isEmpty())
        return;
    const auto hits =
        search::find(index, search::parse(words), optionsOf(answer.wish, 0), cancelled);
    if (hits && !hits->showingFor.isEmpty() && hits->showingFor != words)
        answer.spelling = hits->showingFor;
}

Result<SearchAnswer> answerTo(const Index &index, const SearchWish &wish,
                              const search::Cancelled &cancelled)
{
    const search::Query query = search::parse(wish.text);
    search::FindOptions options = optionsOf(wish, ResultModel::pageSize);
    options.facets = true;
    auto hits = search::find(*index, query, options, cancelled);
    if (!hits)
        return hits.error();
    SearchAnswer answer{wish, std::move(*hits), {}, {}, {}};
    if (answer.hits.total == 0)
        addWaysOut(answer, *index, query, cancelled);
    else
        answer.also = suggestions(query, answer.hits);
    if (cancelled())
        return Error{Error::Kind::Cancelled, {}, {}};
    return answer;
}

} // namespace

SearchRunner::SearchRunner(SearchIndex &index, QObject *parent) : QObject(parent), m_index(index)
{
    connect(&m_index, &SearchIndex::changed, this, [this] {
        if (m_wanted)
            start();
    });
    connect(&m_index, &SearchIndex::failed, this, &SearchRunner::failed);
}

SearchRunner::~SearchRunner()
{
    cancel();
}

void SearchRunner::cancel()
{
    if (m_cancelled)
        *m_cancelled = true;
    m_pagesWanted.clear(); // of the older answer
}

void SearchRunner::search(const SearchWish &wish)
{
    m_wish = wish;
    m_wanted = true;
    start();
}

void SearchRunner::start()
{
    cancel();
    const Index index = m_index.index();
    if (!index)
        return;
    m_running = true;
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    compute(
        this,
        [index, wish = m_wish, flag = m_cancelled] {
            return answerTo(index, wish, [flag] { return flag->load(); });
        },
        [this](const SearchAnswer &answer) {
            m_running = false;
            emit found(answer);
        },
        [this](const Error &failure) {
            m_running = false;
            emit failed(failure);
        });
}

void SearchRunner::fetch(int offset)
{
    m_pagesWanted.removeOne(offset);
    m_pagesWanted.append(offset);
    while (m_pagesWanted.size() > mostWaiting)
        emit pageDropped(m_pagesWanted.takeFirst());
    fetchNext();
}

void SearchRunner::fetchNext()
{
    const Index index = m_index.index();
    if (!index || !m_cancelled || m_pagesWanted.isEmpty() || m_pagesRunning == mostRunning)
        return;
    const int offset = m_pagesWanted.takeLast();
    search::FindOptions options = optionsOf(m_wish, ResultModel::pageSize);
    options.offset = offset;
    ++m_pagesRunning;
    // Not through compute(): two pages may be on their way at once.
    auto future = QtConcurrent::run(&loadPool(), [index, text = m_wish.text, options,
                                                  flag = m_cancelled] {
        return search::find(*index, search::parse(text), options, [flag] { return flag->load(); });
    });
    watch(this, future, [this, offset, flag = m_cancelled](const Result<search::Hits> &hits) {
        --m_pagesRunning;
        if (hits && !*flag)
            emit pageFound(offset, hits->hits);
        else if (!*flag)
            emit pageDropped(offset);
        fetchNext();
    });
}

void SearchRunner::findValues(const QString &field, const QString &text)
{
    const Index index = m_index.index();
    if (!index || text.isEmpty())
        return;
    compute(
        this,
        [index, field, text, wish = m_wish]() {
            return search::facetValues(*index, search::parse(wish.text), field, text,
                                       optionsOf(wish, 0), mostValues);
        },
        [this, text](const search::Facet &facet) { emit valuesFound(text, facet); },
        [](const Error &) {}); // what the answer brought is filtered in its place
}

void SearchRunner::complete(const QString &text, int cursor)
{
    const Index index = m_index.index();
    if (!index)
        return;
    compute(
        this,
        [index, text, cursor]() -> Result<QList<search::Completion>> {
            return search::complete(*index, text, cursor);
        },
        [this](const QList<search::Completion> &completions) { emit completed(completions); },
        [](const Error &) {});
}

} // namespace meshlens::ui
