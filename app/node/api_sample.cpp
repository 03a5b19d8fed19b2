// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/api.h"
#include "app/node/data_file.h"
#include "app/node/hashing.h"
#include "app/node/paging.h"

/// Sample rows: the place where access is enforced.
namespace meshlens::node {
namespace {

constexpr std::size_t defaultRows = 1000;
constexpr std::size_t mostRows = 10'000;

/// Under what a person may read a data set.
struct Way {
    const Product *product = nullptr;
    std::optional<AccessRecord> grant;
    bool owner = false;
};

bool covers(const Product &product, const AccessRecord &grant, const Dataset &dataset)
{
    return std::ranges::any_of(product.ports, [&](const Port &port) {
        return port.output && port.dataset == dataset.id &&
               (grant.port.empty() || grant.port == port.id);
    });
}

/// Own products first, then the newest active grant, then products open to everybody.
Way wayTo(const Content &content, State &state, const Person &person, const Dataset &dataset,
          const std::string &wanted)
{
    Way way;
    for (const std::string &id : dataset.products) {
        const Product *const product = content.product(id);
        if (!product || (!wanted.empty() && id != wanted))
            continue;
        if (content.owns(person, *product))
            return {product, std::nullopt, true};
        for (AccessRecord &record : state.requestsOfProduct(id)) {
            const bool newer = !way.grant || record.createdAt > way.grant->createdAt;
            if (record.isActive() && newer && AccessDesk::holds(person, record) &&
                covers(*product, record, dataset)) {
                way.product = product;
                way.grant = std::move(record);
            }
        }
        if (!way.product && product->open)
            way.product = product;
    }
    return way;
}

std::string modeOf(const Way &way, const Column &column)
{
    if (way.owner)
        return "give";
    return columnMode(way.grant ? way.grant->columns : Json::array(), column);
}

[[noreturn]] void refuse(const Dataset &dataset, const std::string &wanted)
{
    if (dataset.products.empty())
        throw Refusal{403, "no-product", "No product gives out this data set", {}};
    const std::string product = wanted.empty() ? *dataset.products.begin() : wanted;
    throw Refusal{403, "grant-needed", "These rows need an active grant for the product",
                  Json{{"product", product}}.dump()};
}

} // namespace

HttpResponse Api::sample(const Call &call)
{
    const Content &content = *call.content;
    const Dataset *const dataset = content.dataset(call.ids[0]);
    if (!dataset)
        throw Refusal{404, "not-found", "There is no such data set", {}};
    const Page page = Page::of(call.http, "changed_since", 0, defaultRows, mostRows);
    const std::string wanted = call.http.parameter("product");

    m_desk.expireDue();
    Way way;
    {
        const std::lock_guard lock(m_state.mutex());
        way = wayTo(content, m_state, *call.person, *dataset, wanted);
        if (!way.product)
            refuse(*dataset, wanted);
    }
    const Result<Rows> read = readRows(m_folder.path(), *dataset, static_cast<int>(page.limit));
    if (!read) {
        const bool none = read.error().kind == Error::Kind::NotFound;
        throw Refusal{
            none ? 404 : 500, none ? "no-data" : "data", read.error().message.toStdString(), {}};
    }

    Json columns = Json::array();
    std::vector<std::pair<std::size_t, bool>> shown; // place in the data, masked
    for (std::size_t i = 0; i < dataset->columns.size(); ++i) {
        const Column &column = dataset->columns[i];
        const std::string mode = modeOf(way, column);
        if (mode == "omit")
            continue;
        const bool masked = mode == "mask";
        columns.push_back({{"name", column.name}, {"type", column.type}, {"masked", masked}});
        shown.emplace_back(i, masked);
    }
    Json rows = Json::array();
    for (const std::vector<Json> &cells : read->rows) {
        Json row = Json::array();
        for (const auto &[place, masked] : shown) {
            const Json &cell = cells[place];
            row.push_back(masked && !cell.is_null()
                              ? Json(maskToken(m_state.secret(), way.product->id, cell.dump()))
                              : cell);
        }
        rows.push_back(std::move(row));
    }
    if (!way.product->open && !way.owner) {
        m_state.transact([&] {
            m_state.audit({.at = m_clock.nowMs(),
                           .who = call.person->email,
                           .what = "sample.read",
                           .request = way.grant ? way.grant->id : std::string(),
                           .product = way.product->id,
                           .detail = dataset->id + ", " + std::to_string(rows.size()) + " rows"});
        });
    }
    const bool ends = way.grant && way.grant->until;
    return jsonResponse(
        {{"columns", columns},
         {"rows", rows},
         {"complete", read->complete},
         {"grant", way.grant ? Json(way.grant->grantId) : Json()},
         {"product", way.product->id},
         {"request", way.grant ? Json(way.grant->id) : Json()},
         {"expires_at", ends ? Json(toRfc3339(*way.grant->until).toStdString()) : Json()}});
}

} // namespace meshlens::node
