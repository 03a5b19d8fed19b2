// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/node/content.h"
#include "app/node/document_file.h"
#include "models/catalog.h"

#include <map>
#include <memory>

namespace meshlens::node {

class State;

/// Reads a node's folder (server.h describes it) into one picture and has the state stamp it.
/// `changed` tells whether anything differs from what the state has seen.
/// Thread: one at a time.
struct ReadContent {
    std::shared_ptr<const Content> content;
    bool changed = false;
};
[[nodiscard]] ReadContent readContent(const QString &folder, State &state, std::int64_t now,
                                      const ProblemSink &problems);

/// What the parts of a reading share. The steps run in the order of their declaration.
struct Reading {
    QString folder;
    ProblemSink problems;
    Content content = {};
    Batch batch = {};                                     // of products, contracts and lineage
    std::map<std::string, nlohmann::json> documents = {}; // of products, by id
    std::map<std::string, std::string> datasetIds = {};   // by key
    std::map<std::string, std::int64_t> newestData = {};  // by data set id

    [[nodiscard]] QString path(const char *name) const;
    /// The files of a folder with this ending, in the order of their names.
    [[nodiscard]] QStringList files(const char *subfolder, const QStringList &patterns) const;
};

void readNode(Reading &reading);        // node.yaml, policy.yaml
void readPeople(Reading &reading);      // people.yaml, domains.yaml
void readDescriptors(Reading &reading); // products/, contracts/, lineage/ into the batch
void readHistory(Reading &reading, State &state, std::int64_t now); // quality.ndjson, loads.ndjson
void buildDomains(Reading &reading);                                // the lists that are sent
void buildTerms(Reading &reading);
void buildDatasets(Reading &reading);
void buildProducts(Reading &reading);
void buildEdges(Reading &reading);

/// `[{"id","name","email"}]` of e-mails or names.
[[nodiscard]] Json partiesJson(const Content &content, const std::vector<std::string> &owners);
/// The id of a domain that a descriptor names by id or name.
[[nodiscard]] std::string domainId(const Content &content, const std::string &name);
/// The last part of a key, decoded: the id of a domain or term, the e-mail of a party.
[[nodiscard]] std::string idOfKey(const QString &key);
void sortItems(Listing &listing);

} // namespace meshlens::node
