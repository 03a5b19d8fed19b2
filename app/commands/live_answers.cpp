// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/live_answers.h"

#include "app/commands/output.h"
#include "models/live/places.h"
#include "models/live/question.h"

#include <QCoreApplication>

#include <cmath>

namespace meshlens::commands {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Commands", text);
}

} // namespace

bool anyLive(const store::Reader &reader)
{
    const auto catalogs = reader.catalogs();
    return catalogs && std::ranges::any_of(*catalogs, [](const store::CatalogRow &row) {
               return live::isLive(row.connection);
           });
}

QList<live::Answer> askLive(app::Operations &operations, const QString &query)
{
    QList<live::Answer> answers;
    const auto told = [&answers](const live::Answer &answer) {
        if (!answer.done)
            return;
        if (answer.error)
            say(tr("%1 did not answer: %2").arg(answer.catalog, answer.error->message));
        else if (!answer.notAsked.isEmpty())
            say(tr("%1 was not asked: %2").arg(answer.catalog, answer.notAsked));
        answers.append(answer);
    };
    if (auto asked = operations.searchLive(query, told, {}); !asked)
        say(asked.error().message);
    return answers;
}

QList<search::Hit> together(const QList<search::Hit> &local, const QList<live::Answer> &answers,
                            const search::Query &query, qsizetype limit)
{
    QList<live::Row> came;
    for (const live::Answer &answer : answers) {
        for (const live::Found &found : answer.found)
            came.append({live::hitOf(query, found, answer.catalog), found, answer.catalog, 0});
    }
    QList<search::Hit> all = local;
    const QList<live::Row> rows = live::placed({}, came, local, 0);
    for (qsizetype i = rows.size() - 1; i >= 0; --i)
        all.insert(rows[i].localBefore, rows[i].hit);
    return all.first(std::min(limit, all.size()));
}

Json liveJson(const QList<live::Answer> &answers)
{
    Json list = Json::array();
    for (const live::Answer &answer : answers)
        list.push_back({{"catalog", json(answer.catalog)},
                        {"found", answer.found.size()},
                        {"total", answer.total ? Json(*answer.total) : Json()},
                        {"not_asked", textOrNull(answer.notAsked)},
                        {"error", answer.error ? json(answer.error->message) : Json()},
                        {"took_ms", std::round(answer.tookMs * 100) / 100}});
    return list;
}

} // namespace meshlens::commands
