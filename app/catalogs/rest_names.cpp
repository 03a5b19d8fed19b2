// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/rest_names.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>

#include <tuple>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

QString wordOf(mesh::KeyStrength strength)
{
    switch (strength) {
    case mesh::KeyStrength::Strong:
        return u"strong"_s;
    case mesh::KeyStrength::Name:
        return u"name"_s;
    case mesh::KeyStrength::Location:
        return u"location"_s;
    case mesh::KeyStrength::Hint:
        break;
    }
    return u"hint"_s;
}

bool isEmail(const QString &text)
{
    static const QRegularExpression shape(u"^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$"_s);
    return shape.match(text).hasMatch();
}

/// Name and e-mail of `Ann Lee <ann@lake.example>`, of either alone.
std::pair<QString, QString> nameAndEmail(const QString &owner)
{
    static const QRegularExpression both(u"^(.*)<([^<>]+)>$"_s);
    const QString text = owner.trimmed().left(500);
    if (const auto match = both.match(text);
        match.hasMatch() && isEmail(match.captured(2).trimmed()))
        return {match.captured(1).trimmed(), match.captured(2).trimmed()};
    return {text, isEmail(text) ? text : QString()};
}

} // namespace

bool isLoopback(const QUrl &url)
{
    const QString host = url.host().toLower();
    return host == "localhost"_L1 || host.endsWith(u".localhost"_s) ||
           QHostAddress(host).isLoopback();
}

QString instanceOf(const CatalogConnection &connection, const QUrl &base, const QString &path)
{
    if (const QString given = connection.options.value(u"instance"_s).trimmed(); !given.isEmpty())
        return given.toLower();
    if (isLoopback(base))
        return u'_' + connection.name.toLower();
    const int usual = base.scheme() == "https"_L1 ? 443 : 80;
    return base.host().toLower() + u':' + QString::number(base.port(usual)) + path;
}

QString authorityOf(const CatalogConnection &connection, const QUrl &base)
{
    QString authority = isLoopback(base) ? connection.name : base.host();
    if (const QString given = connection.options.value(u"instance"_s).trimmed(); !given.isEmpty())
        authority = given.section(u':', 0, 0);
    authority = authority.toLower();
    static const QRegularExpression other(u"[^a-z0-9._-]+"_s);
    authority.replace(other, u"-"_s);
    return authority.isEmpty() ? u"catalog"_s : authority;
}

QString ownerKey(const CatalogConnection &connection, const QString &owner)
{
    const auto [name, email] = nameAndEmail(owner);
    if (!email.isEmpty())
        return mesh::partyKey(email);
    return name.isEmpty() ? QString() : mesh::partyKeyInCatalog(connection.name, name);
}

mesh::Party ownerParty(const CatalogConnection &connection, const QString &owner)
{
    mesh::Party party;
    std::tie(party.name, party.email) = nameAndEmail(owner);
    party.key = ownerKey(connection, owner);
    party.nativeId = party.email.isEmpty() ? party.name : party.email;
    if (party.name.isEmpty())
        party.name = party.email;
    return party;
}

void addStrongAlias(mesh::Dataset &dataset, const QString &scheme, const QString &id)
{
    if (id.isEmpty())
        return;
    const mesh::Alias alias{scheme + u':' + id, u"strong"_s};
    if (!dataset.aliases.contains(alias))
        dataset.aliases.append(alias);
}

void addLocation(mesh::Dataset &dataset, const QString &uri)
{
    const mesh::DatasetKey key = mesh::locationKey(uri);
    // A bucket as a whole has no part behind it, so it never makes a key; a path on this machine
    // is nobody else's.
    if (key.key.isEmpty() || key.key.startsWith(u"file://"_s))
        return;
    addName(dataset, key);
}

void addName(mesh::Dataset &dataset, const mesh::DatasetKey &other)
{
    if (other.key.isEmpty() || other.key == dataset.key)
        return;
    const mesh::Alias alias{other.key, wordOf(other.strength)};
    if (!dataset.aliases.contains(alias))
        dataset.aliases.append(alias);
}

void setKey(mesh::Dataset &dataset, const mesh::DatasetKey &key)
{
    dataset.key = key.key;
    dataset.name = key.name;
    dataset.qualifiedName = key.qualifiedName;
}

QString joinQuoted(const QStringList &parts)
{
    QStringList quoted;
    for (const QString &part : parts) {
        const bool isPlain =
            !part.contains(u'.') && !part.startsWith(u'"') && !part.startsWith(u'`');
        quoted.append(isPlain ? part : u'"' + QString(part).replace(u'"', u"\"\""_s) + u'"');
    }
    return quoted.join(u'.');
}

CatalogOption scopeOption()
{
    return {u"tables"_s, tr("Only tables"), false, false,
            tr("names with dots and *, separated by commas: sales.*, hr.people; without it all")};
}

Scope::Scope(const CatalogConnection &connection)
{
    for (const QString &pattern : connection.options.value(u"tables"_s).split(u',')) {
        if (!pattern.trimmed().isEmpty())
            m_patterns.append(pattern.trimmed().toLower());
    }
}

bool Scope::includes(const QString &name) const
{
    return m_patterns.isEmpty() ||
           std::any_of(m_patterns.begin(), m_patterns.end(), [&](const QString &pattern) {
               const QString any = QRegularExpression::escape(pattern).replace(u"\\*"_s, u".*"_s);
               return QRegularExpression(QRegularExpression::anchoredPattern(any))
                   .match(name.toLower())
                   .hasMatch();
           });
}

bool Scope::mayInclude(const QString &prefix) const
{
    const QString start = prefix.toLower() + u'.';
    return m_patterns.isEmpty() ||
           std::any_of(m_patterns.begin(), m_patterns.end(), [&](const QString &pattern) {
               const QString fixed = pattern.left(pattern.indexOf(u'*'));
               const QString known = pattern.contains(u'*') ? fixed : pattern;
               return known.startsWith(start) || start.startsWith(known);
           });
}

} // namespace meshlens::catalogs
