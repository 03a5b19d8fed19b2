// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/content_reader.h"

#include <QFileInfo>

/// Who is who and what is allowed: node.yaml, policy.yaml, people.yaml, domains.yaml, terms.yaml.
namespace meshlens::node {
namespace {

std::set<std::string> setOf(const nlohmann::json &object, const char *member)
{
    const std::vector<std::string> texts = textsOf(object, member);
    return {texts.begin(), texts.end()};
}

std::string firstOf(std::string one, const std::string &other)
{
    return one.empty() ? other : one;
}

PolicyRule policyRule(const nlohmann::json &entry)
{
    PolicyRule rule;
    rule.id = textOf(entry, "id");
    rule.title = firstOf(textOf(entry, "title"), rule.id);
    rule.answer = textOf(entry, "answer");
    rule.days = numberOf(entry, "days");
    if (entry.contains("when")) {
        const nlohmann::json &when = entry["when"];
        rule.when = {setOf(when, "class"), setOf(when, "purpose_kinds"), setOf(when, "roles"),
                     numberOf(when, "max_days"), flagOf(when, "personal")};
    }
    return rule;
}

bool isHexSha256(const std::string &text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

} // namespace

void readNode(Reading &reading)
{
    Content &content = reading.content;
    const nlohmann::json node = readDocument(reading.path("node.yaml"), reading.problems);
    content.id = firstOf(
        textOf(node, "id"),
        slug(QFileInfo(QFileInfo(reading.folder).canonicalFilePath()).fileName().toStdString()));
    content.name = firstOf(textOf(node, "name"), content.id);
    content.version = firstOf(textOf(node, "version"), MESHLENS_VERSION);
    content.description = textOf(node, "description");

    const QString file = reading.path("policy.yaml");
    const nlohmann::json policy = readDocument(file, reading.problems);
    content.policy.minimumPurposeLength = numberOf(policy, "minimum_purpose_length").value_or(1);
    content.policy.maximumDays = numberOf(policy, "maximum_days");
    content.policy.answerWithinHours = numberOf(policy, "answer_within_hours");
    content.policy.text = std::to_string(content.policy.minimumPurposeLength);
    for (const nlohmann::json &entry : listOf(policy, "rules")) {
        PolicyRule rule = policyRule(entry);
        if (rule.answer == "approve" || rule.answer == "owner" || rule.answer == "deny") {
            content.policy.rules.push_back(std::move(rule));
            content.policy.text += entry.dump();
        } else {
            reading.problems({file, 0,
                              QStringLiteral("rule \"%1\": answer must be approve, owner or deny")
                                  .arg(QString::fromStdString(rule.id))});
        }
    }
}

void readPeople(Reading &reading)
{
    Content &content = reading.content;
    const QString file = reading.path("people.yaml");
    for (const nlohmann::json &entry : listOf(readDocument(file, reading.problems), "people")) {
        Person person{.id = textOf(entry, "id"),
                      .name = textOf(entry, "name"),
                      .email = lowerCase(textOf(entry, "email")),
                      .team = textOf(entry, "team"),
                      .title = textOf(entry, "title"),
                      .roles = setOf(entry, "roles"),
                      .owns = setOf(entry, "owns"),
                      .tokenSha256 = lowerCase(textOf(entry, "token_sha256"))};
        if (person.email.empty() ||
            (!person.tokenSha256.empty() && !isHexSha256(person.tokenSha256))) {
            reading.problems({file, 0,
                              QStringLiteral("\"%1\" has no e-mail, or a token_sha256 that is none")
                                  .arg(QString::fromStdString(person.name))});
            continue;
        }
        person.id = firstOf(person.id, person.email);
        person.name = firstOf(person.name, person.email);
        person.roles.insert("consumer");
        content.people.push_back(std::move(person));
    }

    const nlohmann::json domains = readDocument(reading.path("domains.yaml"), reading.problems);
    for (const nlohmann::json &entry : listOf(domains, "domains")) {
        const std::string id = firstOf(textOf(entry, "id"), slug(textOf(entry, "name")));
        if (id.empty())
            continue;
        std::vector<std::string> owners;
        for (const std::string &owner : textsOf(entry, "owners"))
            owners.push_back(lowerCase(owner));
        for (const Person &person : content.people) {
            if (person.owns.contains(id) && std::ranges::find(owners, person.email) == owners.end())
                owners.push_back(person.email);
        }
        content.domainOwners[id] = owners;
        const Json domain = {{"id", id},
                             {"name", firstOf(textOf(entry, "name"), id)},
                             {"description", textOf(entry, "description")},
                             {"owners", partiesJson(content, owners)}};
        content.domainList.items.push_back({id, domain.dump()});
    }
}

void buildDomains(Reading &reading)
{
    Content &content = reading.content;
    for (const mesh::Domain &named : reading.batch.domains) {
        const std::string id = domainId(content, named.nativeId.toStdString());
        if (content.domainOwners.contains(id))
            continue;
        std::vector<std::string> owners;
        for (const Person &person : content.people) {
            if (person.owns.contains(id))
                owners.push_back(person.email);
        }
        content.domainOwners[id] = owners;
        const Json domain = {{"id", id},
                             {"name", firstOf(named.name.toStdString(), id)},
                             {"description", named.description.toStdString()},
                             {"owners", partiesJson(content, owners)}};
        content.domainList.items.push_back({id, domain.dump()});
    }
}

void buildTerms(Reading &reading)
{
    Content &content = reading.content;
    const nlohmann::json terms = readDocument(reading.path("terms.yaml"), reading.problems);
    for (const nlohmann::json &entry : listOf(terms, "terms")) {
        const std::string id = firstOf(textOf(entry, "id"), slug(textOf(entry, "name")));
        if (id.empty())
            continue;
        const std::string domain = textOf(entry, "domain");
        const Json term = {{"id", id},
                           {"name", firstOf(textOf(entry, "name"), id)},
                           {"definition", textOf(entry, "definition")},
                           {"domain", domain.empty() ? Json() : Json(domainId(content, domain))},
                           {"synonyms", textsOf(entry, "synonyms")}};
        content.termList.items.push_back({id, term.dump()});
    }
}

} // namespace meshlens::node
