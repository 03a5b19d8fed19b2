// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/requests.h"

#include "app/demo/random.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace meshlens::demo {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::int64_t hourS = 3600;
constexpr int weeks = 12;

struct Wish {
    const char *kind;
    const char *text;
};

constexpr std::array wishes{
    Wish{"reporting", "Monthly report to the heads of the domains, by country."},
    Wish{"reporting", "Figures for the quarterly review, compared with last year."},
    Wish{"reporting", "Numbers behind two pages of the partner letter."},
    Wish{"forecasting", "Forecast of the next two quarters by country and plan."},
    Wish{"forecasting", "Check of last year's forecast against what happened."},
    Wish{"product_analysis",
         "Find out why the new onboarding keeps fewer people than the old one."},
    Wish{"product_analysis", "Compare listeners of the test groups before and after the change."},
    Wish{"product_analysis", "Understand seasonal dips so that alarms can be set well."},
    Wish{"regulatory", "Answer to the auditors' yearly list of questions."},
};

constexpr std::array denials{
    "The figures you need are in an open product already.",
    "Please name the columns; the whole table is more than the purpose needs.",
    "This data must not be used for campaigns.",
};

std::string plain(const QString &text)
{
    return text.toStdString();
}

QString text(const Json &node, const char *key)
{
    const auto found = node.find(key);
    return found == node.end() ? QString() : QString::fromStdString(found->get<std::string>());
}

std::int64_t seconds(double hours)
{
    return static_cast<std::int64_t>(hours * hourS);
}

Json written(const Source &source, const ProductSource &product, const Json &item, int number)
{
    const double age = item.at("age_h").get<double>();
    Json request{{"id", plain(u"seed-w%1"_s.arg(number))},
                 {"requester", plain(source.emailOf(text(item, "by")))},
                 {"product", plain(product.id)},
                 {"port", plain(product.datasets.first().id)},
                 {"purpose", {{"kind", item.at("kind")}, {"text", item.at("text")}}},
                 {"for", item.value("for", "me")}};
    const Json columns = item.value("columns", Json::object());
    for (const auto &[column, mode] : columns.items())
        request["columns"].push_back({{"name", column}, {"mode", mode}});
    request["age_s"] = seconds(age);
    const int days = item.at("days").get<int>();
    request["until_in_days"] = days - static_cast<int>(age / 24);
    request["state"] = item.at("state");
    const QString owner = source.emailOf(product.owners.value(0));
    if (item.at("state") == "asked") {
        request["messages"] = Json::array({{{"who", plain(owner)},
                                            {"age_s", seconds(age * 0.6)},
                                            {"text", item.at("question")}}});
    } else if (item.contains("rule")) {
        request["decided_by"] = plain(u"policy:"_s + text(item, "rule"));
        request["decided_age_s"] = seconds(age);
    } else if (item.contains("decider")) {
        request["decided_by"] = plain(source.emailOf(text(item, "decider")));
        request["decided_age_s"] = seconds(age - item.at("wait_h").get<double>());
        request["note"] = item.at("note");
    }
    if (item.at("state") == "approved")
        request["grant"] = item.value("grant", "active");
    return request;
}

/// What chance chooses from: who asks, and for what.
struct Pool {
    QList<const PersonSource *> people;
    QList<const ProductSource *> byPolicy;
    QList<const ProductSource *> byOwner;
};

Pool poolOf(const Source &source)
{
    Pool pool;
    for (const PersonSource &person : source.people) {
        if (!person.profile)
            pool.people.append(&person);
    }
    for (const ProductSource &product : source.products) {
        if (product.access != u"request"_s || product.status != u"active"_s ||
            product.owners.isEmpty())
            continue;
        if (product.classification == u"internal"_s)
            pool.byPolicy.append(&product);
        else if (!product.classification.isEmpty())
            pool.byOwner.append(&product);
    }
    return pool;
}

template<typename List>
const auto &oneOf(const List &list, Random &random)
{
    return list[static_cast<decltype(list.size())>(
        random.integer(0, static_cast<std::int64_t>(list.size()) - 1))];
}

/// Keeps away the columns a careful person would not ask for.
Json carefulColumns(const ProductSource &product)
{
    Json columns = Json::array();
    for (const ColumnSource &column : product.datasets.first().columns)
        columns.push_back(
            {{"name", plain(column.name)}, {"mode", column.personal ? "mask" : "give"}});
    return columns;
}

Json decided(const Source &source, const Pool &pool, int week, int number,
             const ProductSource **chosen)
{
    // The first of twelve weeks: a fifth by policy and four days of waiting; the last: two thirds
    // and two hours.
    const double progress = static_cast<double>(weeks - week) / (weeks - 1);
    Random random(mix(source.seed, static_cast<std::uint64_t>(1000 * week + number)));
    const bool byPolicy = random.chance(0.18 + 0.5 * progress);
    const ProductSource &product = *oneOf(byPolicy ? pool.byPolicy : pool.byOwner, random);
    *chosen = &product;
    const Wish &wish = oneOf(wishes, random);
    const double age = 24 * (7 * week - random.real(0.4, 6.9)) + 14;
    const int days = static_cast<int>(30 * random.integer(1, byPolicy ? 3 : 6));
    const int left = days - static_cast<int>(age / 24);
    Json request{{"id", plain(u"seed-%1-%2"_s.arg(week).arg(number))},
                 {"requester", plain(oneOf(pool.people, random)->email)},
                 {"product", plain(product.id)},
                 {"port", plain(product.datasets.first().id)},
                 {"purpose", {{"kind", wish.kind}, {"text", wish.text}}},
                 {"for", random.chance(0.3) ? "team" : "me"},
                 {"columns", carefulColumns(product)},
                 {"age_s", seconds(age)},
                 {"until_in_days", left}};
    if (byPolicy) {
        request["state"] = "approved";
        request["decided_by"] = "policy:internal-90";
        request["decided_age_s"] = seconds(age) - 2;
        request["grant"] = "active";
        return request;
    }
    const double median = 96 * std::pow(2.0 / 96, progress);
    const double wait = std::min(random.lognormal(median, 0.5), age - 1);
    const bool denied = random.chance(0.1);
    request["state"] = denied ? "denied" : "approved";
    request["decided_by"] = plain(source.emailOf(product.owners.first()));
    request["decided_age_s"] = seconds(age - wait);
    if (denied)
        request["note"] = oneOf(denials, random);
    else
        request["grant"] = random.chance(0.08)   ? "returned"
                           : random.chance(0.05) ? "revoked"
                                                 : "active";
    return request;
}

} // namespace

Json seedRequests(const Source &source, const NodeSource &node)
{
    Json requests = Json::array();
    const auto ours = [&](const ProductSource *product) {
        return product && node.domains.contains(product->domain);
    };
    const Pool pool = poolOf(source);
    for (int week = weeks; week >= 1; --week) {
        const int count = 5 + (weeks - week) / 2 + (week % 3 == 0 ? 1 : 0);
        for (int number = 0; number < count; ++number) {
            const ProductSource *product = nullptr;
            Json request = decided(source, pool, week, number, &product);
            if (ours(product))
                requests.push_back(std::move(request));
        }
    }
    int number = 0;
    for (const Json &item : source.requests) {
        const ProductSource *product = source.product(text(item, "product"));
        ++number;
        if (ours(product))
            requests.push_back(written(source, *product, item, number));
    }
    return requests;
}

} // namespace meshlens::demo
