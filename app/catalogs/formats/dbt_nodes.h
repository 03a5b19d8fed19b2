// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/formats/decoded.h"

#include <nlohmann/json.hpp>

#include <string>
#include <unordered_map>
#include <vector>

namespace meshlens::catalogs {

/// What the first pass over a manifest leaves: the keys that the second one needs at once.
struct DbtIndex {
    struct Node {
        std::string key;                  // dataset key as UTF-8; empty: ephemeral
        std::vector<std::string> parents; // of ephemeral nodes only
        bool isView = false;              // a run of it brings no data
    };
    struct Group {
        QString owner; // party key
        QString name;
    };
    QString project;
    QString adapter;
    std::int64_t generatedAtMs = -1;
    std::unordered_map<std::string, Node> nodes;
    std::unordered_map<std::string, std::string>
        columns;                  // packed columns of the catalog by unique_id
    QHash<QString, Group> groups; // by name

    /// The dataset keys behind `depends_on`, ephemeral models replaced by what they read.
    [[nodiscard]] QStringList parentKeys(const nlohmann::json &node) const;
    [[nodiscard]] QString keyOf(const std::string &uniqueId) const;

private:
    void collect(const std::string &uniqueId, int depth, QStringList &keys) const;
};

/// Text members of artifacts; they are written by a program, so a wrong type counts as absent.
[[nodiscard]] QString dbtText(const nlohmann::json &node, const char *key);
[[nodiscard]] QStringList dbtTexts(const nlohmann::json &node, const char *key);
[[nodiscard]] const nlohmann::json &dbtChild(const nlohmann::json &node, const char *key);

[[nodiscard]] bool isDbtDataset(const nlohmann::json &node); // model, seed, snapshot, source
[[nodiscard]] bool isEphemeral(const nlohmann::json &node);
[[nodiscard]] mesh::DatasetKey dbtNodeKey(const nlohmann::json &node, const DbtIndex &index,
                                          const DecodeContext &context);

void addDbtDataset(const std::string &id, const nlohmann::json &node, const DbtIndex &index,
                   const DecodeContext &context, Batch &batch);
/// False: the test is about no dataset of the manifest.
bool addDbtTest(const std::string &id, const nlohmann::json &node, const DbtIndex &index,
                Batch &batch);
void addDbtExposure(const std::string &id, const nlohmann::json &node, const DbtIndex &index,
                    const DecodeContext &context, Decoded &decoded);
/// The check and contract of a source with a freshness rule.
void addDbtFreshnessRule(const std::string &id, const nlohmann::json &node, const DbtIndex &index,
                         Batch &batch);

/// Columns of the catalog in their order, each filled up with what the manifest documents; what
/// only the manifest knows follows.
[[nodiscard]] QList<mesh::Column> dbtColumns(const nlohmann::json &node, const std::string &packed,
                                             std::optional<std::int64_t> &rows);
/// Columns and row count of a catalog's node, packed for the index.
[[nodiscard]] std::string packDbtColumns(const nlohmann::json &node);

} // namespace meshlens::catalogs
