// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// What a node publishes: one immutable picture of its folder, read by many threads.
/// Texts are UTF-8; times are UTC milliseconds since 1970.
namespace meshlens::node {

using Json = nlohmann::ordered_json;

struct Person {
    std::string id;
    std::string name;
    std::string email; // lower case
    std::string team;
    std::string title;
    std::set<std::string>
        roles;                  // words; `consumer` and, where they own something, `owner` included
    std::set<std::string> owns; // domain and product ids
    std::string tokenSha256;    // lower-case hex; empty: cannot sign in

    [[nodiscard]] bool isSteward() const { return roles.contains("steward"); }
    [[nodiscard]] bool isAdmin() const { return roles.contains("admin"); }
    [[nodiscard]] std::string key() const { return "party://" + email; }
};

struct Column {
    std::string name;
    std::string type; // physical where known, else logical
    bool personal = false;
};

struct Dataset {
    std::string id;
    std::string object; // name of the schema object
    std::string contract;
    std::vector<Column> columns;
    std::set<std::string> products; // that give it out at a port
    std::string searchText;
};

struct Port {
    std::string id;
    bool output = true;
    std::string dataset; // id; empty: none of this node
};

struct Product {
    std::string id;
    std::string name;
    std::string description;
    std::string domain;
    std::string classification;
    bool open = false;
    std::vector<std::string> owners; // e-mails: its own owners, else its domain's
    std::vector<Port> ports;
    std::set<std::string> permittedPurposes; // of its contracts; empty: all
    std::string searchText;                  // lower case
};

/// One thing of a list as it is sent.
struct Item {
    std::string id;
    std::string json;
    std::int64_t stamp = 0; // when the node first saw it in this form
    /// Where a member of `json` may be added that depends on who asks (0: nowhere), and what else
    /// than `json` that depends on: another one is another form.
    std::size_t personalAt = 0;
    std::string dependsOn = {};
};

struct Deleted {
    std::string id;
    std::int64_t stamp = 0;
};

/// Things of one kind in the order of their ids, so that a cursor stays right when others come.
struct Listing {
    std::vector<Item> items;
    std::vector<Deleted> deleted;
    [[nodiscard]] const Item *find(const std::string &id) const;
};

/// One line of an append-only file.
struct Record {
    std::string json;
    std::int64_t at = 0;
    std::int64_t stamp = 0;
};

struct PolicyCondition {
    std::set<std::string> classes;
    std::set<std::string> purposeKinds;
    std::set<std::string> roles;
    std::optional<int> maxDays;
    std::optional<bool> personal;
};

struct PolicyRule {
    std::string id;
    std::string title;
    PolicyCondition when;
    std::string answer; // approve, owner, deny
    std::optional<int> days;
};

struct Policy {
    int minimumPurposeLength = 1;
    std::optional<int> maximumDays;
    std::optional<int> answerWithinHours;
    std::vector<PolicyRule> rules;
    std::string text; // as JSON: another text, another policy
};

struct Content {
    std::string id;
    std::string name;
    std::string version;
    std::string description;
    std::vector<Person> people;
    Policy policy;
    std::map<std::string, Product> products;
    std::map<std::string, Dataset> datasets;
    std::map<std::string, std::vector<std::string>> domainOwners; // e-mails
    Listing domainList;
    Listing productList;
    Listing datasetList;
    Listing termList;
    Listing peopleList;
    Listing edgeList;
    Listing checkList;
    std::vector<Record> results;
    std::vector<Record> loads;
    std::int64_t asOf = 0; // the newest stamp of all

    [[nodiscard]] const Person *personByEmail(const std::string &email) const;
    [[nodiscard]] const Product *product(const std::string &id) const;
    [[nodiscard]] const Dataset *dataset(const std::string &id) const;
    [[nodiscard]] bool owns(const Person &person, const Product &product) const;
    /// Owners who can sign in; nobody else could answer.
    [[nodiscard]] std::vector<const Person *> ownersOf(const Product &product) const;
};

} // namespace meshlens::node
