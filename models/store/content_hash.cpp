// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/content_hash.h"

#include <bit>
#include <cstring>

/// Each value goes in with its length, so that "a", "bc" and "ab", "c" differ. Eight bytes are
/// mixed at a time by folding a 128-bit product; about one byte a cycle, far faster than storing.
namespace meshlens::store {
namespace {

class Hash
{
public:
    template<typename... Values>
    Hash &add(const Values &...values)
    {
        (one(values), ...);
        return *this;
    }

    [[nodiscard]] qint64 value() const
    {
        return static_cast<qint64>(mixed(m_state, 0x9E3779B97F4A7C15U));
    }

private:
    __extension__ using Wide = unsigned __int128;

    static quint64 mixed(quint64 left, quint64 right)
    {
        const Wide product = static_cast<Wide>(left) * right;
        return static_cast<quint64>(product) ^ static_cast<quint64>(product >> 64U);
    }

    void word(quint64 value)
    {
        m_state = mixed(m_state ^ value, 0xA0761D6478BD642FU) + 0xE7037ED1A0B428DBU;
    }

    void data(const char *bytes, qsizetype size)
    {
        word(static_cast<quint64>(size));
        for (; size >= 8; size -= 8, bytes += 8) {
            quint64 eight = 0;
            std::memcpy(&eight, bytes, 8);
            word(eight);
        }
        if (size > 0) {
            quint64 rest = 0;
            std::memcpy(&rest, bytes, static_cast<std::size_t>(size));
            word(rest);
        }
    }

    void one(QStringView text)
    {
        data(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
    }
    void one(const QString &text) { one(QStringView(text)); }
    void one(const QByteArray &bytes) { data(bytes.constData(), bytes.size()); }
    void one(double number) { word(std::bit_cast<quint64>(number)); }
    template<typename Number>
    requires(std::is_integral_v<Number> || std::is_enum_v<Number>) void one(Number number)
    {
        word(static_cast<quint64>(number));
    }
    template<typename Value>
    void one(const std::optional<Value> &value)
    {
        one(value.has_value());
        if (value)
            one(*value);
    }
    template<typename Value>
    void one(const QList<Value> &list)
    {
        word(static_cast<quint64>(list.size()));
        for (const Value &value : list)
            one(value);
    }
    void one(const mesh::Port &port)
    {
        add(port.id, port.direction, port.name, port.description, port.version, port.dataset,
            port.protocol, port.format, port.address, port.contractId);
    }
    void one(const mesh::Column &column)
    {
        add(column.name, column.type, column.description, column.classification, column.personal,
            column.primaryKey, column.required, column.unique, column.tags, column.terms);
        if (!column.fieldId.isEmpty()) // most have none, and keep the hash they had before
            one(column.fieldId);
    }
    void one(const mesh::Alias &alias) { add(alias.key, alias.strength); }
    void one(const mesh::ServiceLevel &level)
    {
        add(level.property, level.value, level.unit, level.element, level.description);
    }

    quint64 m_state = 0x8EBC6AF09C88C6E3U;
};

} // namespace

qint64 contentHash(const mesh::Domain &domain)
{
    return Hash().add(domain.key, domain.name, domain.description, domain.owners).value();
}

qint64 contentHash(const mesh::Party &party)
{
    return Hash()
        .add(party.key, party.name, party.email, party.team, party.title, party.roles)
        .value();
}

qint64 contentHash(const mesh::Term &term)
{
    return Hash().add(term.key, term.name, term.definition, term.domain, term.synonyms).value();
}

qint64 contentHash(const mesh::DataProduct &product)
{
    return Hash()
        .add(product.key, product.name, product.description, product.limitations, product.usage,
             product.domain, product.status, product.archetype, product.classification,
             product.access, product.certified, product.version, product.tags, product.terms,
             product.owners, product.ports, product.contractId, product.url,
             product.sourceCodeLocation, product.createdAtMs, product.updatedAtMs)
        .value();
}

qint64 contentHash(const mesh::Dataset &dataset)
{
    return Hash()
        .add(dataset.key, dataset.name, dataset.qualifiedName, dataset.type, dataset.description,
             dataset.domain, dataset.status, dataset.classification, dataset.tags, dataset.terms,
             dataset.owners, dataset.columns, dataset.aliases, dataset.contractId, dataset.url,
             dataset.referenced, dataset.updatedAtMs, dataset.rows)
        .value();
}

qint64 contentHash(const mesh::Contract &contract)
{
    return Hash()
        .add(contract.name, contract.version, contract.status, contract.description, contract.usage,
             contract.limitations, contract.datasets, contract.serviceLevels,
             contract.permittedPurposes, contract.document)
        .value();
}

qint64 contentHash(const mesh::Check &check)
{
    return Hash()
        .add(check.dataset, check.column, check.dimension, check.title, check.description,
             check.severity, check.weight, check.periodMs)
        .value();
}

qint64 identityHash(const mesh::LineageEdge &edge)
{
    return Hash()
        .add(edge.from, edge.fromColumn, edge.to, edge.toColumn, edge.job, edge.declared)
        .value();
}

qint64 identityHash(QStringView nativeId)
{
    return Hash().add(nativeId).value();
}

} // namespace meshlens::store
