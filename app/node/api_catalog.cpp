// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/api.h"

#include <QFile>

#include <sstream>

/// What the node publishes: itself, products, data sets, domains, terms, people, search.
namespace meshlens::node {
namespace {

HttpResponse itemResponse(const Listing &listing, const std::string &id, const char *what,
                          const Personal &personal = {})
{
    const Item *const item = listing.find(id);
    if (!item)
        throw Refusal{404, "not-found", std::string("There is no such ") + what, {}};
    return {.body = itemText(*item, personal)};
}

Json personJson(const Content &content, const Person &person)
{
    const Item *const item = content.peopleList.find(person.id);
    return item ? Json::parse(item->json) : Json::object();
}

/// How well a text answers the words; 0 when one of them is missing.
int rank(const std::string &name, const std::string &searchText,
         const std::vector<std::string> &words, Json &why)
{
    const std::string lowerName = lowerCase(name);
    int points = 0;
    std::set<std::string> reasons;
    for (const std::string &word : words) {
        const std::size_t inName = lowerName.find(word);
        if (lowerName == word) {
            points += 100;
            reasons.insert("exact_name");
        } else if (inName == 0) {
            points += 60;
            reasons.insert("name_prefix");
        } else if (inName != std::string::npos) {
            points += 40;
            reasons.insert("name_words");
        } else if (searchText.find(word) != std::string::npos) {
            points += 10;
            reasons.insert("description");
        } else {
            return 0;
        }
    }
    why = reasons;
    return points;
}

} // namespace

HttpResponse Api::node(const Call &call)
{
    const Content &content = *call.content;
    Json domains = Json::array();
    for (const Item &item : content.domainList.items)
        domains.push_back(Json::parse(item.json).at("name"));
    const Policy &policy = content.policy;
    const auto orNull = [](const std::optional<int> &number) {
        return number ? Json(*number) : Json();
    };
    return jsonResponse({{"id", content.id},
                         {"name", content.name},
                         {"version", content.version},
                         {"domains", domains},
                         {"capabilities",
                          {"browse", "lineage", "checks", "samples", "request", "decide", "grant",
                           "incremental", "search"}},
                         {"description", content.description},
                         {"access",
                          {{"minimum_purpose_length", policy.minimumPurposeLength},
                           {"maximum_days", orNull(policy.maximumDays)},
                           {"answer_within_hours", orNull(policy.answerWithinHours)}}}});
}

HttpResponse Api::health(const Call &)
{
    return jsonResponse({{"status", "ok"}});
}

HttpResponse Api::openApi(const Call &)
{
    QFile file(QStringLiteral(":/api/mesh-node.openapi.yaml"));
    if (!file.open(QIODevice::ReadOnly))
        throw Refusal{500, "internal", "The description is not part of this build", {}};
    return {.body = file.readAll().toStdString(), .contentType = "application/yaml"};
}

HttpResponse Api::me(const Call &call)
{
    return jsonResponse(personJson(*call.content, *call.person));
}

/// `access.at_once` of products that need a request: what the policy would say to this person.
Personal Api::atOnceFor(const Call &call) const
{
    return [&call, now = m_clock.nowMs()](const Item &item) {
        const Product *const product = call.content->product(item.id);
        const bool atOnce = product && answersAtOnce(*call.content, *call.person, *product, now);
        return std::string(atOnce ? ",\"at_once\":true" : ",\"at_once\":false");
    };
}

HttpResponse Api::products(const Call &call)
{
    return listResponse(call.http, call.content->productList, call.content->asOf, atOnceFor(call));
}

HttpResponse Api::product(const Call &call)
{
    return itemResponse(call.content->productList, call.ids[0], "data product", atOnceFor(call));
}

HttpResponse Api::datasets(const Call &call)
{
    return listResponse(call.http, call.content->datasetList, call.content->asOf);
}

HttpResponse Api::dataset(const Call &call)
{
    return itemResponse(call.content->datasetList, call.ids[0], "data set");
}

HttpResponse Api::domains(const Call &call)
{
    return listResponse(call.http, call.content->domainList, call.content->asOf);
}

HttpResponse Api::terms(const Call &call)
{
    return listResponse(call.http, call.content->termList, call.content->asOf);
}

HttpResponse Api::people(const Call &call)
{
    return listResponse(call.http, call.content->peopleList, call.content->asOf);
}

HttpResponse Api::search(const Call &call)
{
    const Content &content = *call.content;
    std::istringstream query(lowerCase(call.http.parameter("q")));
    std::vector<std::string> words;
    for (std::string word; query >> word && words.size() < 16;)
        words.push_back(word);
    const Page page = Page::of(call.http, "changed_since", content.asOf, 20, 1000);

    std::vector<std::pair<int, Json>> hits;
    const auto consider = [&](const char *kind, const std::string &id, const std::string &name,
                              const Json &domain, const std::string &searchText, int extra,
                              const std::string &description) {
        Json why = Json::array();
        if (const int points = rank(name, searchText, words, why); points > 0) {
            hits.emplace_back(points + extra, Json{{"kind", kind},
                                                   {"id", id},
                                                   {"name", name},
                                                   {"domain", domain},
                                                   {"description", description},
                                                   {"why", why}});
        }
    };
    for (const auto &[id, product] : content.products) {
        std::string text = product.searchText;
        for (const Port &port : product.ports) {
            if (const Dataset *const dataset = content.dataset(port.dataset);
                dataset && port.output)
                text += ' ' + dataset->searchText;
        }
        consider("product", id, product.name, Json(product.domain), text, 5, product.description);
    }
    for (const auto &[id, dataset] : content.datasets)
        consider("dataset", id, dataset.object, Json(), dataset.searchText, 0, {});
    for (const Item &item : content.termList.items) {
        const Json term = Json::parse(item.json);
        consider("term", item.id, term.at("name").get<std::string>(), term.at("domain"),
                 lowerCase(term.at("definition").get<std::string>()), 0,
                 term.at("definition").get<std::string>());
    }
    std::ranges::stable_sort(
        hits, [](const auto &one, const auto &other) { return one.first > other.first; });
    Json items = Json::array();
    for (auto &[points, hit] : hits) {
        if (items.size() == page.limit)
            break;
        if (hit.at("kind") == "dataset") { // as whoever keeps an index calls it
            const Item *const item = content.datasetList.find(hit.at("id"));
            const Json dataset = item ? Json::parse(item->json) : Json::object();
            for (const char *member : {"type", "identity", "description"}) {
                if (dataset.contains(member) && !dataset.at(member).is_null())
                    hit[member] = dataset.at(member);
            }
        }
        items.push_back(std::move(hit));
    }
    return jsonResponse({{"items", items}, {"total", hits.size()}});
}

} // namespace meshlens::node
