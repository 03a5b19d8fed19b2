// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a node says of itself: who may do what, domains, words, policy.
#include "app/demo/descriptors.h"

#include "app/demo/texts.h"

namespace meshlens::demo {

Document nodeDocument(const NodeSource &node)
{
    return {{"id", plain(node.id)},
            {"name", plain(node.name)},
            {"version", "1.0.0"},
            {"description", plain(node.description)}};
}

Document peopleDocument(const Source &source, const NodeSource &node,
                        const QHash<QString, QByteArray> &tokenHashes)
{
    Document people = Document::array();
    for (const PersonSource &person : source.people) {
        Document item{{"id", plain(person.id)},       {"name", plain(person.name)},
                      {"email", plain(person.email)}, {"team", plain(person.team)},
                      {"title", plain(person.title)}, {"roles", list(person.roles)}};
        QStringList owns;
        for (const QString &domain : person.owns) {
            if (node.domains.contains(domain))
                owns.append(domain);
        }
        item["owns"] = list(owns);
        if (tokenHashes.contains(person.id))
            item["token_sha256"] = tokenHashes.value(person.id).toStdString();
        people.push_back(std::move(item));
    }
    return {{"people", std::move(people)}};
}

Document domainsDocument(const Source &source, const NodeSource &node)
{
    Document domains = Document::array();
    for (const Document &domain : source.domains) {
        if (!node.domains.contains(QString::fromStdString(domain.at("id").get<std::string>())))
            continue;
        Document item = domain;
        for (Document &owner : item["owners"])
            owner = plain(source.emailOf(QString::fromStdString(owner.get<std::string>())));
        domains.push_back(std::move(item));
    }
    return {{"domains", std::move(domains)}};
}

Document termsDocument(const Source &source, const NodeSource &node)
{
    // A product may use a word of another domain, and ids are the node's own: each node publishes
    // the words of its domains and those that its products name.
    QStringList used;
    for (const ProductSource &product : source.products) {
        if (node.domains.contains(product.domain))
            used += product.terms;
    }
    Document terms = Document::array();
    for (const Document &term : source.terms) {
        const auto word = [&](const char *key) {
            return QString::fromStdString(term.at(key).get<std::string>());
        };
        if (used.contains(word("id")) || node.domains.contains(word("domain")))
            terms.push_back(term);
    }
    return {{"terms", std::move(terms)}};
}

Document policyDocument(const Source &source)
{
    return source.policy;
}

} // namespace meshlens::demo
