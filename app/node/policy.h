// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/node/content.h"

/// What a policy says to a wish for access. Pure functions. Thread: any.
namespace meshlens::node {

/// A wish for access, checked for shape but not yet for sense.
struct Draft {
    const Product *product = nullptr;
    std::string port;
    std::string purposeKind;
    std::string purposeText;
    std::optional<std::int64_t> until;
    Json columns = Json::array(); // [{"name","mode"}]
    std::string forWhom = "me";
    std::string renews;
};

/// One condition, in words.
struct PolicyRow {
    std::string id;
    std::string text;
    bool passed = false;
    std::string howToPass;
};

struct Judgement {
    enum class Answer { AtOnce, Owner, Denied, Impossible };
    Answer answer = Answer::Owner;
    const PolicyRule *rule = nullptr;  // that matched
    std::optional<std::int64_t> until; // of an approval at once
    std::vector<PolicyRow> rows;
    std::string why; // of Denied and Impossible
};

[[nodiscard]] Judgement judge(const Content &content, const Person &person, const Draft &draft,
                              std::int64_t now);

/// Whether there is a purpose for which the policy itself gives this person access to the product,
/// asked for as the form would begin: all columns, personal ones masked, until the policy's end.
[[nodiscard]] bool answersAtOnce(const Content &content, const Person &person,
                                 const Product &product, std::int64_t now);

/// The columns that a product gives out, at one port or at all (empty).
[[nodiscard]] std::vector<const Column *> columnsOf(const Content &content, const Product &product,
                                                    const std::string &port);

/// How a scope treats a column: `give`, `mask` or `omit`. A scope with a `give` in it is the whole
/// list; one that only masks or omits leaves the other columns as they are. Personal columns are
/// masked unless given by name.
[[nodiscard]] std::string columnMode(const Json &scope, const Column &column);

constexpr std::int64_t dayMs = 24LL * 60 * 60 * 1000;

} // namespace meshlens::node
