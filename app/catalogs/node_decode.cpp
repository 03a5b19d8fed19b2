// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/node_decode.h"

#include "app/catalogs/node_fields.h"
#include "models/mesh/identity.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using net::Fields;
using nlohmann::json;

constexpr std::size_t mostColumns = 20'000;
constexpr std::size_t mostMembers = 2'000; // ports, owners

QStringList termKeys(Fields &fields, const char *name, const NodeNames &names)
{
    QStringList keys;
    for (const QString &id : fields.texts(name))
        keys.append(mesh::termKey(names.authority, id));
    return keys;
}

/// A list of `{id, name, email}`.
QList<mesh::Party> parties(Fields &fields, const char *name, const NodeNames &names)
{
    QList<mesh::Party> list;
    eachObject(fields, name, mostMembers, [&](Fields &entry, const json &) {
        mesh::Party party;
        party.name = shortText(entry, "name");
        party.email = shortText(entry, "email", longestId);
        party.nativeId = shortText(entry, "id", longestId);
        const QString id = party.nativeId.isEmpty() ? party.name : party.nativeId;
        party.key = partyKeyOf(party.email, id, names.catalog);
        if (!party.key.isEmpty())
            list.append(party);
    });
    return list;
}

QStringList keysOf(const QList<mesh::Party> &list)
{
    QStringList keys;
    for (const mesh::Party &party : list)
        keys.append(party.key);
    return keys;
}

mesh::Column decodeColumn(Fields &fields, const NodeNames &names)
{
    mesh::Column column;
    column.name = fields.needText("name");
    column.type = shortText(fields, "type");
    column.description = fields.text("description");
    column.classification = word(fields, "class", mesh::Classification::Unknown);
    column.personal = fields.flag("personal");
    column.primaryKey = fields.flag("primary_key");
    column.required = fields.flag("required");
    column.unique = fields.flag("unique");
    column.tags = fields.texts("tags");
    column.terms = termKeys(fields, "terms", names);
    return column;
}

mesh::Port decodePort(Fields &fields, const DatasetKeyOf &keyOf)
{
    mesh::Port port;
    port.id = needId(fields, "id");
    port.direction = word(fields, "kind", mesh::PortDirection::Output);
    port.name = shortText(fields, "name");
    port.description = fields.text("description");
    port.version = shortText(fields, "version");
    port.protocol = shortText(fields, "protocol");
    port.format = shortText(fields, "format");
    port.address = shortText(fields, "address");
    port.contractId = shortText(fields, "contract", longestId);
    if (const QString dataset = shortText(fields, "dataset", longestId); !dataset.isEmpty())
        port.dataset = keyOf(dataset);
    return port;
}

} // namespace

bool isAuthority(const QString &id)
{
    return !id.isEmpty() && id.size() <= 200 && id != "."_L1 && id != ".."_L1 &&
           std::all_of(id.begin(), id.end(), [](QChar c) {
               return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c.isDigit() ||
                      c == u'.' || c == u'-' || c == u'_';
           });
}

QString partyKeyOf(const QString &email, const QString &id, const QString &catalog)
{
    const bool isEmail =
        email.count(u'@') == 1 && std::all_of(email.begin(), email.end(), [](QChar c) {
            return c.isPrint() && !c.isSpace() && !u"/?#%\"<>"_s.contains(c);
        });
    if (isEmail)
        return mesh::partyKey(email);
    const QString name = id.isEmpty() ? email : id;
    if (name.isEmpty())
        return {};
    return u"party://_"_s + QString::fromLatin1(QUrl::toPercentEncoding(catalog.toLower())) + u'/' +
           QString::fromLatin1(QUrl::toPercentEncoding(name.toLower(), ":.-_"));
}

Result<mesh::Domain> decodeDomain(const json &node, const QString &pointer, const NodeNames &names)
{
    Fields fields(node, pointer);
    mesh::Domain domain;
    domain.nativeId = needId(fields, "id");
    domain.key = mesh::domainKey(names.authority, domain.nativeId);
    domain.name = shortText(fields, "name");
    if (domain.name.isEmpty())
        domain.name = domain.nativeId;
    domain.description = fields.text("description");
    domain.owners = keysOf(parties(fields, "owners", names));
    return whole(fields, std::move(domain));
}

Result<mesh::Party> decodeParty(const json &node, const QString &pointer, const NodeNames &names)
{
    Fields fields(node, pointer);
    mesh::Party party;
    party.nativeId = needId(fields, "id");
    party.name = shortText(fields, "name");
    party.email = shortText(fields, "email", longestId);
    party.key = partyKeyOf(party.email, party.nativeId, names.catalog);
    party.team = shortText(fields, "team");
    party.title = shortText(fields, "title");
    party.roles = fields.texts("roles");
    if (party.name.isEmpty())
        party.name = party.nativeId;
    return whole(fields, std::move(party));
}

Result<mesh::Term> decodeTerm(const json &node, const QString &pointer, const NodeNames &names)
{
    Fields fields(node, pointer);
    mesh::Term term;
    term.nativeId = needId(fields, "id");
    term.key = mesh::termKey(names.authority, term.nativeId);
    term.name = shortText(fields, "name");
    if (term.name.isEmpty())
        term.name = term.nativeId;
    term.definition = fields.text("definition");
    if (const QString domain = shortText(fields, "domain", longestId); !domain.isEmpty())
        term.domain = mesh::domainKey(names.authority, domain);
    term.synonyms = fields.texts("synonyms");
    return whole(fields, std::move(term));
}

Result<mesh::Dataset> decodeDataset(const json &node, const QString &pointer,
                                    const NodeNames &names)
{
    Fields fields(node, pointer);
    mesh::Dataset dataset;
    dataset.nativeId = needId(fields, "id");
    dataset.type = word(fields, "type", mesh::DatasetType::Table);
    dataset.name = shortText(fields, "name");
    dataset.description = fields.text("description");
    dataset.status = word(fields, "status", mesh::Status::Unknown);
    dataset.classification = word(fields, "class", mesh::Classification::Unknown);
    dataset.tags = fields.texts("tags");
    dataset.terms = termKeys(fields, "terms", names);
    dataset.contractId = shortText(fields, "contract", longestId);
    dataset.url = shortText(fields, "url");
    dataset.updatedAtMs = fields.time("updated_at");
    dataset.rows = fields.integer("rows");
    if (const QString domain = shortText(fields, "domain", longestId); !domain.isEmpty())
        dataset.domain = mesh::domainKey(names.authority, domain);
    dataset.owners = keysOf(parties(fields, "owners", names));
    eachObject(fields, "columns", mostColumns, [&](Fields &entry, const json &) {
        dataset.columns.append(decodeColumn(entry, names));
    });

    const json *identity = fields.object("identity");
    if (!identity) {
        fields.fail(net::wrongType(fields.at("identity"), u"an object (it is needed)"_s));
        return *fields.error();
    }
    Fields name(*identity, fields.at("identity"));
    const QString nameSpace = shortText(name, "namespace");
    const QString ownName = name.needText("name");
    if (name.error())
        return *name.error();
    const mesh::DatasetKey key =
        mesh::openLineageKey(nameSpace, ownName, {{u"catalog"_s, names.catalog}});
    if (key.key.isEmpty() || key.key.size() > longestName)
        fields.fail(net::wrongType(name.pointer(), u"the identity of a dataset"_s));
    dataset.key = key.key;
    dataset.qualifiedName = key.qualifiedName;
    if (dataset.name.isEmpty())
        dataset.name = key.name;
    return whole(fields, std::move(dataset));
}

Result<NodeProduct> decodeProduct(const json &node, const QString &pointer, const NodeNames &names,
                                  const DatasetKeyOf &keyOf)
{
    Fields fields(node, pointer);
    NodeProduct read;
    mesh::DataProduct &product = read.product;
    product.nativeId = needId(fields, "dataProductGUID");
    product.key = mesh::productKey(names.authority, product.nativeId);
    product.name = shortText(fields, "displayname");
    if (product.name.isEmpty())
        product.name = product.nativeId;
    product.description = fields.text("description");
    product.limitations = fields.text("limitations");
    product.usage = fields.text("usage");
    if (const QString domain = shortText(fields, "domain", longestId); !domain.isEmpty())
        product.domain = mesh::domainKey(names.authority, domain);
    product.status = word(fields, "status", mesh::Status::Unknown);
    product.archetype = word(fields, "archetype", mesh::Archetype::Unknown);
    product.classification = word(fields, "class", mesh::Classification::Unknown);
    product.certified = fields.flag("certified");
    product.version = shortText(fields, "version");
    product.tags = fields.texts("tags");
    product.terms = termKeys(fields, "terms", names);
    product.url = shortText(fields, "url");
    product.sourceCodeLocation = shortText(fields, "sourceCodeLocation");
    product.createdAtMs = fields.time("createDate");
    product.updatedAtMs = fields.time("updatedDate");
    if (const json *access = fields.object("access")) {
        Fields mode(*access, fields.at("access"));
        product.access = word(mode, "mode", mesh::AccessMode::Unknown);
        if (product.access == mesh::AccessMode::Request && mode.flag("at_once"))
            product.access = mesh::AccessMode::AtOnce;
        if (mode.error())
            fields.fail(*mode.error());
    }
    const QList<mesh::Party> owners = parties(fields, "owners", names);
    product.owners = keysOf(owners);
    for (const mesh::Party &owner : owners) {
        if (owner.nativeId.isEmpty()) { // /people does not have this one
            read.parties.append(owner);
            read.parties.last().nativeId = owner.email.isEmpty() ? owner.name : owner.email;
        }
    }
    const QString owner = shortText(fields, "owner");
    if (owners.isEmpty() && !owner.isEmpty())
        product.owners.append(partyKeyOf(owner, owner, names.catalog));
    eachObject(fields, "ports", mostMembers, [&](Fields &entry, const json &) {
        product.ports.append(decodePort(entry, keyOf));
    });
    read.contract = fields.object("contract");
    return whole(fields, std::move(read));
}

} // namespace meshlens::catalogs
