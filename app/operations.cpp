// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/operations_p.h"

#include "app/catalogs/registry.h"
#include "app/sync/identity.h"
#include "models/store/reader.h"
#include "models/store/writer.h"

#include <QDir>
#include <QFileInfo>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace meshlens::app {
namespace {

std::optional<CatalogKind> kindCalled(const QString &name)
{
    for (const CatalogKind &kind : catalogs::kinds()) {
        if (kind.kind == name)
            return kind;
    }
    return std::nullopt;
}

/// What must be right before a connection is kept.
Result<CatalogConnection> checked(CatalogConnection connection)
{
    const auto kind = kindCalled(connection.kind);
    if (!kind)
        return Error{Error::Kind::Usage,
                     tr("There is no kind of catalog called \"%1\".").arg(connection.kind),
                     {}};
    connection.name = connection.name.simplified();
    if (connection.name.isEmpty())
        return Error{Error::Kind::Usage, tr("Give the catalog a name."), {}};
    if (connection.url.trimmed().isEmpty())
        return Error{Error::Kind::Usage, tr("Give the address of the catalog."), {}};
    if (connection.kind == u"folder") {
        // Kept absolute: a sync may be started from anywhere.
        const QFileInfo place(connection.url.startsWith(u"file://")
                                  ? QUrl(connection.url).toLocalFile()
                                  : connection.url);
        if (!place.exists())
            return Error{Error::Kind::NotFound,
                         tr("There is no folder or file %1.").arg(place.absoluteFilePath()),
                         {}};
        connection.url = place.absoluteFilePath();
    }
    for (auto it = connection.options.begin(); it != connection.options.end(); ++it) {
        const bool known =
            it.key() == u"auth" || std::any_of(kind->options.begin(), kind->options.end(),
                                               [&it](const CatalogOption &option) {
                                                   // A secret is not kept among the options: it
                                                   // goes to the keychain.
                                                   return option.name == it.key() && !option.secret;
                                               });
        if (!known)
            return Error{
                Error::Kind::Usage, tr("%1 has no option \"%2\".").arg(kind->title, it.key()), {}};
    }
    for (const CatalogOption &option : kind->options) {
        if (option.needed && !option.secret &&
            connection.options.value(option.name).trimmed().isEmpty())
            return Error{
                Error::Kind::Usage, tr("%1 needs \"%2\".").arg(kind->title, option.title), {}};
    }
    return connection;
}

/// Whether a connection may have a secret: a folder has none, so that it needs no keychain.
bool signsIn(const CatalogConnection &connection)
{
    if (connection.options.contains(u"auth"_s))
        return connection.options.value(u"auth"_s) != u"none";
    const auto kind = kindCalled(connection.kind);
    return kind &&
           std::any_of(kind->options.begin(), kind->options.end(), [](const CatalogOption &option) {
               return option.secret || option.name == u"auth";
           });
}

/// The secret of a connection. Where nothing says that it signs in, a keychain that does not
/// answer is no obstacle.
Result<QString> secretOf(const Secrets &secrets, const CatalogConnection &connection)
{
    if (!signsIn(connection))
        return QString();
    auto kept = secrets.read(catalogSecretName(connection.name));
    const bool mayLack = !connection.options.contains(u"auth"_s) ||
                         !connection.options.value(u"profile"_s).trimmed().isEmpty();
    if (!kept && mayLack)
        return QString();
    return kept;
}

} // namespace

Operations::Operations(Workspace workspace, Clock clock)
    : d(std::make_unique<Private>(std::move(workspace), clock))
{}

Operations::~Operations() = default;

Result<std::shared_ptr<Operations>> Operations::open(const Workspace &workspace, const Clock &clock)
{
    std::shared_ptr<Operations> operations(new Operations(workspace, clock));
    auto opened = store::Store::open(workspace.profileFolder(), clock);
    if (!opened)
        return std::move(opened).error();
    operations->d->store = *std::move(opened);
    return operations;
}

std::shared_ptr<store::Store> Operations::store() const
{
    return d->store;
}

const Clock &Operations::clock() const
{
    return d->clock;
}

const Workspace &Operations::workspace() const
{
    return d->workspace;
}

const Secrets &Operations::secrets() const
{
    return d->secrets;
}

QList<CatalogKind> Operations::kinds()
{
    return catalogs::kinds();
}

QString Operations::suggestedName(const QString &kind, const QString &url)
{
    if (kind == u"folder") {
        const QString name = QFileInfo(QDir::cleanPath(url)).fileName();
        return name.isEmpty() || name == u"." ? QDir(url).dirName() : name;
    }
    const QString host = QUrl(url).host();
    return host.isEmpty() ? url : host;
}

Result<void> Operations::addCatalog(const ConnectionDraft &draft)
{
    auto connection = checked(draft.connection);
    if (!connection)
        return std::move(connection).error();
    if (auto made = catalogs::make(*connection, draft.secret, d->client, d->clock); !made)
        return std::move(made).error();
    const QString secretName = catalogSecretName(connection->name);
    if (!draft.secret.isEmpty()) {
        if (auto kept = d->secrets.write(secretName, draft.secret); !kept)
            return kept;
    }
    return d->store->write([&connection](store::Writer &writer) -> Result<void> {
        auto id = writer.addCatalog(*connection);
        return id ? Result<void>() : Result<void>(std::move(id).error());
    });
}

Result<void> Operations::updateCatalog(const ConnectionDraft &draft)
{
    auto connection = checked(draft.connection);
    if (!connection)
        return std::move(connection).error();
    if (!draft.secret.isEmpty()) {
        auto kept = d->secrets.write(catalogSecretName(connection->name), draft.secret);
        if (!kept)
            return kept;
    }
    d->forgetAdapter(connection->id);
    return d->store->write(
        [&connection](store::Writer &writer) { return writer.updateCatalog(*connection); });
}

Result<void> Operations::removeCatalog(const QString &name)
{
    const auto connection = d->connectionCalled(name);
    if (!connection)
        return connection.error();
    d->forgetAdapter(connection->id);
    auto removed = d->store->write(
        [&connection](store::Writer &writer) { return writer.removeCatalog(connection->id); });
    if (!removed)
        return removed;
    if (d->hasSamples()) {
        if (auto cache = d->cache())
            (void)(*cache)->eraseByCatalog(name);
    }
    return signsIn(*connection) ? d->secrets.remove(catalogSecretName(name)) : Result<void>();
}

QList<ConnectionStep> Operations::testConnection(const ConnectionDraft &draft, std::stop_token stop,
                                                 const StepTold &told)
{
    const auto failed = [&told](const Error &error) {
        const ConnectionStep step{tr("Address and options"), false, error.message};
        if (told)
            told(step);
        return QList<ConnectionStep>{step};
    };
    auto connection = checked(draft.connection);
    if (!connection)
        return failed(connection.error());
    QString secret = draft.secret;
    if (secret.isEmpty() && connection->id != 0) {
        auto kept = secretOf(d->secrets, *connection);
        if (!kept)
            return failed(kept.error());
        secret = *kept;
    }
    auto catalog = catalogs::make(*connection, secret, d->client, d->clock);
    if (!catalog)
        return failed(catalog.error());
    return told ? (*catalog)->testTelling(told, stop) : (*catalog)->test(stop);
}

Result<std::shared_ptr<Catalog>> Operations::connect(const CatalogConnection &connection)
{
    const std::scoped_lock lock(d->adaptersMutex);
    const auto known = d->adapters.constFind(connection.id);
    if (known != d->adapters.constEnd() && known->connection == connection)
        return known->catalog;
    const auto secret = secretOf(d->secrets, connection);
    if (!secret)
        return secret.error();
    auto made = catalogs::make(connection, *secret, d->client, d->clock);
    if (!made)
        return std::move(made).error();
    std::shared_ptr<Catalog> catalog = *std::move(made);
    d->adapters.insert(connection.id, {connection, catalog});
    return catalog;
}

namespace {

/// A person as one or several catalogs know them, and what is theirs there.
void add(Profile &profile, const mesh::Party &person, const QList<mesh::Domain> &domains)
{
    static const QStringList byWeight{u"consumer"_s, u"owner"_s, u"steward"_s, u"admin"_s};
    if (profile.fullName.isEmpty())
        profile.fullName = person.name;
    if (profile.email.isEmpty())
        profile.email = person.email;
    if (profile.title.isEmpty())
        profile.title = person.title;
    for (const QString &role : person.roles) {
        if (byWeight.indexOf(role) > byWeight.indexOf(profile.role))
            profile.role = role;
    }
    for (const mesh::Domain &domain : domains) {
        if (domain.owners.contains(person.key) && !profile.domains.contains(domain.key))
            profile.domains.append(domain.key);
    }
}

} // namespace

Result<Profile> Operations::profile() const
{
    Profile profile;
    profile.name = d->workspace.profile();
    profile.role = u"consumer"_s;
    auto reader = d->store->read();
    if (!reader)
        return std::move(reader).error();
    const auto parties = reader->parties();
    const auto domains = reader->domains();
    if (!parties || !domains)
        return parties ? domains.error() : parties.error();
    const auto catalogs = reader->catalogs();
    if (!catalogs)
        return catalogs.error();
    bool isTold = false; // by a catalog, from the sign-in
    for (const store::CatalogRow &row : *catalogs) {
        const auto person = sync::identityAt(*reader, row.connection.name);
        if (!person)
            continue;
        isTold = true;
        add(profile, *person, *domains);
    }
    for (const mesh::Party &party : *parties) { // folders know people, but nobody signs in there
        if (!isTold && party.nativeId.compare(profile.name, Qt::CaseInsensitive) == 0) {
            add(profile, party, *domains);
            break;
        }
    }
    if (profile.role == u"consumer" && !profile.domains.isEmpty())
        profile.role = u"owner"_s;
    return profile;
}

Result<CatalogConnection> Operations::Private::connectionCalled(const QString &name) const
{
    auto reader = store->read();
    if (!reader)
        return std::move(reader).error();
    const auto row = reader->catalog(name);
    if (!row)
        return row.error();
    return row->connection;
}

void Operations::Private::forgetAdapter(qint64 catalogId)
{
    const std::scoped_lock lock(adaptersMutex);
    adapters.remove(catalogId);
}

} // namespace meshlens::app
