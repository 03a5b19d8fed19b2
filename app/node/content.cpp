// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/content.h"

#include <algorithm>

namespace meshlens::node {

const Item *Listing::find(const std::string &id) const
{
    const auto found = std::ranges::lower_bound(items, id, {}, &Item::id);
    return found != items.end() && found->id == id ? &*found : nullptr;
}

const Person *Content::personByEmail(const std::string &email) const
{
    const auto found = std::ranges::find(people, email, &Person::email);
    return found == people.end() ? nullptr : &*found;
}

const Product *Content::product(const std::string &productId) const
{
    const auto found = products.find(productId);
    return found == products.end() ? nullptr : &found->second;
}

const Dataset *Content::dataset(const std::string &datasetId) const
{
    const auto found = datasets.find(datasetId);
    return found == datasets.end() ? nullptr : &found->second;
}

bool Content::owns(const Person &person, const Product &product) const
{
    return std::ranges::find(product.owners, person.email) != product.owners.end();
}

std::vector<const Person *> Content::ownersOf(const Product &product) const
{
    std::vector<const Person *> owners;
    for (const Person &person : people) {
        if (!person.tokenSha256.empty() && owns(person, product))
            owners.push_back(&person);
    }
    return owners;
}

} // namespace meshlens::node
