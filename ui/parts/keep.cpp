// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/keep.h"

#include "models/store/reader.h"
#include "models/store/writer.h"

#include <nlohmann/json.hpp>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

/// What is kept of a kind, read in the writer's thread right before the change.
Result<QList<store::Kept>> keptNow(const std::shared_ptr<store::Store> &store, const QString &kind)
{
    auto reader = store->read();
    if (!reader)
        return reader.error();
    return reader->kept(kind);
}

int nextPosition(const QList<store::Kept> &all)
{
    int position = 0;
    for (const store::Kept &one : all)
        position = std::max(position, one.position + 1);
    return position;
}

} // namespace

QFuture<Result<void>> setKept(Session &session, const QString &kind, const QString &key,
                              const QString &name, bool keep)
{
    return session.write([store = session.store(), kind, key, name, keep,
                          now = session.clock().nowMs()](store::Writer &writer) -> Result<void> {
        const auto all = keptNow(store, kind);
        if (!all)
            return all.error();
        bool found = false;
        for (const store::Kept &one : *all) {
            if (one.key != key)
                continue;
            found = true;
            if (!keep) {
                if (auto gone = writer.unkeep(one.id); !gone)
                    return gone;
            }
        }
        if (!keep || found)
            return {};
        const auto id = writer.keep({0, kind, name, key, {}, nextPosition(*all), now});
        return id ? Result<void>() : Result<void>(id.error());
    });
}

QFuture<Result<void>> saveSearch(Session &session, const QString &name, const QString &query,
                                 const QString &order)
{
    return session.write([store = session.store(), name, query, order,
                          now = session.clock().nowMs()](store::Writer &writer) -> Result<void> {
        const auto all = keptNow(store, u"search"_s);
        if (!all)
            return all.error();
        store::Kept search{0, u"search"_s, name, {}, {}, nextPosition(*all), now};
        for (const store::Kept &one : *all) {
            if (one.name == name)
                search = one;
        }
        const nlohmann::json body{{"q", query.toStdString()}, {"sort", order.toStdString()}};
        search.body = QByteArray::fromStdString(body.dump());
        const auto id = writer.keep(search);
        return id ? Result<void>() : Result<void>(id.error());
    });
}

} // namespace meshlens::ui
