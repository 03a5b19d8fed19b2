// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/node_decode.h"

#include "models/mesh/identity.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using net::Fields;
using nlohmann::json;

// Longer ones are nobody's honest names; a server must not fill memory and disk with them.
constexpr qsizetype longestId = 1000;
constexpr qsizetype longestName = 4000;
constexpr std::size_t mostColumns = 20'000;
constexpr std::size_t mostMembers = 2'000; // ports, owners

QString shortText(Fields &fields, const char *name, qsizetype longest = longestName)
{
    const QString text = fields.text(name);
    if (text.size() > longest)
        fields.fail(
            net::wrongType(fields.at(name), u"a text of at most %1 letters"_s.arg(longest)));
    return text;
}

QString needId(Fields &fields, const char *name)
{
    const QString id = fields.needText(name);
    if (id.size() > longestId || id == "."_L1 || id == ".."_L1)
        fields.fail(net::wrongType(fields.at(name), u"an id"_s));
    return id;
}

template<typename Enum>
Enum word(Fields &fields, const char *name, Enum otherwise)
{
    return mesh::fromText<Enum>(fields.text(name)).value_or(otherwise);
}

template<typename T>
Result<T> whole(const Fields &fields, T thing)
{
    if (fields.error())
        return *fields.error();
    return thing;
}

/// Reads each object of a list; the fault of one is the fault of all.
void eachObject(Fields &fields, const char *name, std::size_t most,
                const std::function<void(Fields &, const json &)> &read)
{
    const json *list = fields.array(name);
    if (!list)
        return;
    if (list->size() > most) {
        fields.fail(net::wrongType(fields.at(name), u"a list of at most %1"_s.arg(most)));
        return;
    }
    for (std::size_t i = 0; i < list->size() && !fields.error(); ++i) {
        Fields entry((*list)[i], fields.at(name) + u'/' + QString::number(i));
        read(entry, (*list)[i]);
        if (entry.error())
            fields.fail(*entry.error());
    }
}

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

/// Numbers and booleans of measurements are texts here.
QString scalar(const json &node, const char *name)
{
    const auto found = node.find(name);
    if (found == node.end() || found->is_null())
        return {};
    if (found->is_string())
        return QString::fromStdString(found->get_ref<const std::string &>()).left(longestName);
    return QString::fromStdString(found->dump(-1, ' ', false, json::error_handler_t::replace))
        .left(longestName);
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

QVariant cell(const json &value)
{
    if (value.is_null())
        return {};
    if (value.is_boolean())
        return value.get<bool>();
    if (value.is_number_unsigned() &&
        value.get<std::uint64_t>() > std::numeric_limits<qint64>::max())
        return value.get<double>();
    if (value.is_number_integer())
        return value.get<qint64>();
    if (value.is_number())
        return value.get<double>();
    if (value.is_string())
        return QString::fromStdString(value.get_ref<const std::string &>());
    return QString::fromStdString(value.dump(-1, ' ', false, json::error_handler_t::replace));
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

Result<mesh::LineageEdge> decodeEdge(const json &node, const QString &pointer,
                                     const NodeNames &names)
{
    Fields fields(node, pointer);
    const auto end = [&](const char *name, QString &column) -> QString {
        const json *side = fields.object(name);
        if (!side) {
            fields.fail(net::wrongType(fields.at(name), u"an object (it is needed)"_s));
            return {};
        }
        Fields inner(*side, fields.at(name));
        const QString nameSpace = shortText(inner, "namespace");
        const QString dataset = inner.needText("name");
        column = shortText(inner, "column");
        if (inner.error()) {
            fields.fail(*inner.error());
            return {};
        }
        const QString key =
            mesh::openLineageKey(nameSpace, dataset, {{u"catalog"_s, names.catalog}}).key;
        if (key.isEmpty() || key.size() > longestName)
            fields.fail(net::wrongType(inner.pointer(), u"the identity of a dataset"_s));
        return key;
    };
    mesh::LineageEdge edge;
    edge.from = end("from", edge.fromColumn);
    edge.to = end("to", edge.toColumn);
    if (edge.fromColumn.isEmpty() && !edge.toColumn.isEmpty())
        fields.fail(net::wrongType(fields.at("from") + u"/column"_s, u"a text (it is needed)"_s));
    edge.job = shortText(fields, "job");
    edge.seenAtMs = fields.time("seen");
    // What a source says it saw has run; a node that knows better says so.
    edge.declared = fields.flag("declared", !edge.seenAtMs);
    return whole(fields, std::move(edge));
}

Result<mesh::Check> decodeCheck(const json &node, const QString &pointer, const DatasetKeyOf &keyOf)
{
    Fields fields(node, pointer);
    mesh::Check check;
    check.id = needId(fields, "id");
    const QString dataset = fields.needText("dataset");
    check.column = shortText(fields, "column");
    check.dimension = word(fields, "dimension", mesh::Dimension::Validity);
    check.title = shortText(fields, "title");
    check.description = fields.text("description");
    check.severity = word(fields, "severity", mesh::Severity::Error);
    check.weight = fields.number("weight").value_or(1);
    if (!(check.weight >= 0 && check.weight <= 1e6))
        fields.fail(net::wrongType(fields.at("weight"), u"a weight"_s));
    if (const auto period = fields.number("period_s"); period && *period > 0 && *period < 1e10)
        check.periodMs = static_cast<std::int64_t>(*period * 1000);
    if (!fields.error())
        check.dataset = keyOf(dataset);
    if (!fields.error() && check.dataset.isEmpty())
        fields.fail(net::wrongType(fields.at("dataset"), u"the id of a dataset"_s));
    return whole(fields, std::move(check));
}

Result<mesh::CheckResult> decodeResult(const json &node, const QString &pointer)
{
    Fields fields(node, pointer);
    mesh::CheckResult result;
    result.check = needId(fields, "check");
    result.atMs = fields.needTime("at");
    const auto status = mesh::fromText<mesh::CheckStatus>(fields.needText("status"));
    if (!fields.error() && !status)
        fields.fail(net::wrongType(fields.at("status"), u"passed, warning, failed or errored"_s));
    if (fields.error())
        return *fields.error();
    result.status = *status;
    result.value = scalar(node, "value");
    result.expected = scalar(node, "expected");
    result.message = shortText(fields, "message");
    return whole(fields, std::move(result));
}

Result<mesh::Load> decodeLoad(const json &node, const QString &pointer, const DatasetKeyOf &keyOf)
{
    Fields fields(node, pointer);
    mesh::Load load;
    const QString dataset = fields.needText("dataset");
    load.dataTimeMs = fields.needTime("data_time");
    load.arrivedAtMs = fields.time("arrived_at").value_or(load.dataTimeMs);
    load.rows = fields.integer("rows");
    if (!fields.error())
        load.dataset = keyOf(dataset);
    if (!fields.error() && load.dataset.isEmpty())
        fields.fail(net::wrongType(fields.at("dataset"), u"the id of a dataset"_s));
    return whole(fields, std::move(load));
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

Result<mesh::Sample> decodeSample(const json &node)
{
    Fields fields(node, {});
    mesh::Sample sample;
    eachObject(fields, "columns", mostColumns, [&](Fields &entry, const json &) {
        sample.columns.append(
            {entry.needText("name"), shortText(entry, "type"), entry.flag("masked")});
    });
    sample.complete = fields.flag("complete");
    sample.grant = shortText(fields, "grant", longestId);
    sample.expiresAtMs = fields.time("expires_at");
    const json *rows = fields.needArray("rows");
    if (fields.error())
        return *fields.error();
    for (const json &row : *rows) {
        if (!row.is_array() || row.size() != static_cast<std::size_t>(sample.columns.size()))
            return net::wrongType(u"/rows/%1"_s.arg(sample.rows.size()),
                                  u"a list of %1 values"_s.arg(sample.columns.size()));
        QVariantList cells;
        cells.reserve(sample.columns.size());
        for (const json &value : row)
            cells.append(cell(value));
        sample.rows.append(std::move(cells));
    }
    return sample;
}

} // namespace meshlens::catalogs
