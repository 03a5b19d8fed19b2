// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/saved_searches.h"

#include "models/store/writer.h"
#include "ui/parts/load.h"
#include "ui/parts/search_index.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto recentSetting = "discover.recent";

QJsonObject bodyOf(const store::Kept &kept)
{
    return QJsonDocument::fromJson(kept.body).object();
}

QString queryOf(const store::Kept &kept)
{
    const QJsonObject body = bodyOf(kept);
    return body[u"q"_s].toString(body[u"query"_s].toString(kept.key));
}

/// The same in every run of the program, unlike qHash: FNV-1a of the key's UTF-8.
QString numberOf(const QString &key)
{
    quint64 hash = 0xcbf29ce484222325ULL;
    for (const char byte : key.toUtf8()) {
        hash ^= static_cast<uchar>(byte);
        hash *= 0x100000001b3ULL;
    }
    return QString::number(hash, 36);
}

std::optional<search::Hits> hitsOf(const QString &query, const search::Index &index,
                                   std::int64_t nowMs, int limit)
{
    search::FindOptions options;
    options.limit = limit;
    options.nowMs = nowMs;
    options.relax = false;
    auto hits = search::find(index, search::parse(query), options);
    return hits ? std::optional(std::move(*hits)) : std::nullopt;
}

QList<RecentSearch> recentOf(const QByteArray &text)
{
    QList<RecentSearch> recent;
    for (const QJsonValue &value : QJsonDocument::fromJson(text).array()) {
        const QString query = value[u"q"_s].toString();
        if (!query.isEmpty() && recent.size() < SavedSearches::mostRecent)
            recent.append({query, value[u"at"_s].toInteger()});
    }
    return recent;
}

QByteArray textOf(const QList<RecentSearch> &recent)
{
    QJsonArray all;
    for (const RecentSearch &one : recent)
        all.append(QJsonObject{{u"q"_s, one.query}, {u"at"_s, qint64(one.atMs)}});
    return QJsonDocument(all).toJson(QJsonDocument::Compact);
}

} // namespace

SavedSearch counted(const store::Kept &kept, const search::Index *index, std::int64_t nowMs)
{
    const QJsonObject body = bodyOf(kept);
    SavedSearch search{kept, queryOf(kept), body[u"sort"_s].toString(u"best"_s), {}, {}};
    if (!index)
        return search;
    const QJsonObject seen = body[u"seen"_s].toObject();
    const bool byKey = seen.contains(u"keys"_s);
    const auto hits =
        hitsOf(search.query, *index, nowMs, byKey ? SavedSearches::mostRemembered : 0);
    if (!hits)
        return search;
    search.total = hits->total;
    if (!seen.contains(u"total"_s))
        return search;
    const qint64 more = hits->total - seen[u"total"_s].toInteger();
    if (!byKey || hits->total > hits->hits.size()) {
        search.fresh = std::max<qint64>(0, more); // at least so many
        return search;
    }
    QSet<QString> known;
    for (const QJsonValue &value : seen[u"keys"_s].toArray())
        known.insert(value.toString());
    search.fresh = std::ranges::count_if(
        hits->hits, [&](const search::Hit &hit) { return !known.contains(numberOf(hit.key)); });
    return search;
}

QByteArray bodyAfterLook(const store::Kept &kept, const search::Index &index, std::int64_t nowMs)
{
    QJsonObject body = bodyOf(kept);
    const auto hits = hitsOf(queryOf(kept), index, nowMs, SavedSearches::mostRemembered);
    if (!hits)
        return kept.body;
    QJsonObject seen{{u"total"_s, hits->total}};
    if (hits->total <= hits->hits.size()) {
        QStringList numbers;
        for (const search::Hit &hit : hits->hits)
            numbers += numberOf(hit.key);
        numbers.sort(); // the same results make the same body
        seen[u"keys"_s] = QJsonArray::fromStringList(numbers);
    }
    body[u"seen"_s] = seen;
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

SavedSearches::SavedSearches(Session &session) : SharedBuild(session)
{
    connect(&SearchIndex::of(session), &SearchIndex::changed, this, &SavedSearches::startSoon);
}

void SavedSearches::build()
{
    load(
        this, session(),
        [index = SearchIndex::of(session()).index(),
         now = session().clock().nowMs()](store::Reader &reader) -> Result<Counted> {
            const auto kept = reader.kept(u"search"_s);
            if (!kept)
                return kept.error();
            const auto recent = reader.setting(QLatin1StringView(recentSetting));
            if (!recent)
                return recent.error();
            Counted all;
            for (const store::Kept &one : *kept)
                all.searches += counted(one, index.get(), now);
            all.recent = recentOf(*recent);
            return all;
        },
        [this](const Counted &all) {
            m_searches = all.searches;
            m_recent = all.recent;
            finish(nullptr);
        },
        [this](const Error &failure) { finish(&failure); });
}

void SavedSearches::looked(const QString &query)
{
    const auto index = SearchIndex::of(session()).index();
    if (!index || query.isEmpty())
        return;
    for (const SavedSearch &search : std::as_const(m_searches)) {
        if (search.query != query)
            continue;
        compute(
            this,
            [kept = search.kept, index, now = session().clock().nowMs()]() -> Result<store::Kept> {
                store::Kept after = kept;
                after.body = bodyAfterLook(kept, *index, now);
                return after;
            },
            [this, before = search.kept.body](const store::Kept &after) {
                if (after.body != before) // else there is nothing to write
                    session().write([after](store::Writer &writer) -> Result<void> {
                        const auto id = writer.keep(after);
                        return id ? Result<void>() : Result<void>(id.error());
                    });
            },
            [](const Error &) {});
        return;
    }
}

void SavedSearches::addRecent(const QString &query)
{
    const QString text = query.simplified();
    if (text.isEmpty() || (!m_recent.isEmpty() && m_recent.first().query == text))
        return;
    m_recent.removeIf([&](const RecentSearch &one) { return one.query == text; });
    m_recent.prepend({text, session().clock().nowMs()});
    while (m_recent.size() > mostRecent)
        m_recent.removeLast();
    session().write([body = textOf(m_recent)](store::Writer &writer) {
        return writer.setSetting(QLatin1StringView(recentSetting), body);
    });
}

void SavedSearches::forgetRecent()
{
    m_recent.clear();
    session().write([](store::Writer &writer) {
        return writer.setSetting(QLatin1StringView(recentSetting), "[]");
    });
}

} // namespace meshlens::ui
