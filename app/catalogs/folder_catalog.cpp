// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/folder_catalog.h"

#include "app/catalogs/csv.h"
#include "app/catalogs/folder_reader.h"
#include "app/catalogs/folder_state.h"
#include "app/catalogs/formats/link.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::catalogs::Folder)
};

constexpr qsizetype batchSize = 1000;

/// Hands lists on in pieces, so that the store can write while the next one is made.
class Pieces
{
public:
    explicit Pieces(PullSink &sink) : m_sink(sink) {}

    template<typename Entity>
    Result<void> put(QList<Entity> &list, QList<Entity> Batch::*member)
    {
        for (qsizetype begin = 0; begin < list.size(); begin += batchSize) {
            Batch batch;
            batch.*member = list.mid(begin, batchSize);
            if (auto put = m_sink.put(std::move(batch)); !put)
                return put;
        }
        list.clear();
        return {};
    }

    Result<void> putAll(Batch &batch)
    {
        // What others refer to comes first.
        const auto inOrder = [&]<typename... Member>(Member... members) {
            Result<void> result;
            static_cast<void>(((result = put(batch.*members, members), result.hasValue()) && ...));
            return result;
        };
        return inOrder(&Batch::domains, &Batch::parties, &Batch::terms, &Batch::contracts,
                       &Batch::datasets, &Batch::products, &Batch::edges, &Batch::checks,
                       &Batch::results, &Batch::loads);
    }

private:
    PullSink &m_sink;
};

QList<FoundFile> descriptorsAmong(const QList<FoundFile> &files)
{
    QList<FoundFile> descriptors;
    for (const FoundFile &file : files) {
        if (mayDescribe(file))
            descriptors.append(file);
    }
    return descriptors;
}

} // namespace

CatalogKind FolderCatalog::kind()
{
    using mesh::Capability;
    CatalogKind kind;
    kind.kind = u"folder"_s;
    kind.title = Text::tr("Folder");
    kind.description =
        Text::tr("Data products and contracts in YAML or JSON, dbt artifacts and OpenLineage "
                 "events in a directory or git checkout");
    kind.icon = u"folder"_s;
    kind.capabilities = {Capability::Browse, Capability::Lineage, Capability::Checks,
                         Capability::Samples, Capability::Incremental};
    kind.options = {
        {u"instance"_s, Text::tr("Database instance"), false, false,
         Text::tr(
             "HOST:PORT or account of the database behind dbt, which its artifacts do not name")},
        {u"account"_s, Text::tr("Cloud account"), false, false,
         Text::tr("For contracts on AWS that leave it out")},
        {u"region"_s, Text::tr("Cloud region"), false, false,
         Text::tr("For contracts on AWS that leave it out")},
    };
    return kind;
}

Result<std::unique_ptr<Catalog>> FolderCatalog::make(const CatalogConnection &connection,
                                                     const QString &, net::Client &,
                                                     const Clock &clock)
{
    return open(connection, clock);
}

Result<std::unique_ptr<Catalog>> FolderCatalog::open(const CatalogConnection &connection,
                                                     const Clock &clock)
{
    QString root = connection.url.trimmed();
    if (root.startsWith(u"file:"_s))
        root = QUrl(root).toLocalFile();
    else if (root.contains(u"://"_s))
        root.clear();
    if (root == u"~"_s || root.startsWith(u"~/"_s))
        root.replace(0, 1, QDir::homePath());
    if (root.isEmpty())
        return Error{
            Error::Kind::Usage, Text::tr("\"%1\" is no path of a folder.").arg(connection.url), {}};
    return std::unique_ptr<Catalog>(
        new FolderCatalog(connection, QDir::cleanPath(QFileInfo(root).absoluteFilePath()), clock));
}

FolderCatalog::FolderCatalog(CatalogConnection connection, QString root, const Clock &clock)
    : m_connection(std::move(connection)), m_root(std::move(root)), m_clock(clock)
{}

DecodeContext FolderCatalog::context() const
{
    DecodeContext context;
    context.authority = m_connection.name;
    context.catalog = m_connection.name;
    context.hints = m_connection.options;
    return context;
}

QByteArray FolderCatalog::salt() const
{
    QStringList parts = {m_connection.name, m_root};
    for (auto option = m_connection.options.cbegin(); option != m_connection.options.cend();
         ++option)
        parts.append(option.key() + u'=' + option.value());
    return parts.join(u'\n').toUtf8();
}

QList<ConnectionStep> FolderCatalog::test(std::stop_token stop)
{
    QList<ConnectionStep> steps;
    const QFileInfo info(m_root);
    steps.append(
        {Text::tr("Found"), info.exists(),
         info.exists() ? QString() : Text::tr("There is no file or folder %1.").arg(m_root)});
    if (!info.exists())
        return steps;
    const bool readable = info.isReadable() && (!info.isDir() || info.isExecutable());
    steps.append(
        {Text::tr("Permitted"), readable, readable ? QString() : Text::tr("It cannot be read.")});
    if (!readable)
        return steps;
    const auto listing = walkFolder(m_root, {}, stop);
    if (!listing) {
        steps.append({Text::tr("Listed"), false, listing.error().message});
        return steps;
    }
    const auto count = static_cast<int>(descriptorsAmong(listing->files).size());
    steps.append({Text::tr("Descriptors"), count > 0,
                  Text::tr("%n files that may hold descriptors", "", count)});
    return steps;
}

Result<PullOutcome> FolderCatalog::pull(const PullRequest &request, PullSink &sink,
                                        std::stop_token stop)
{
    sink.progress(Text::tr("files"), 0, 0);
    auto listing = walkFolder(m_root, {}, stop);
    if (!listing)
        return std::move(listing).error();
    const QList<FoundFile> files = descriptorsAmong(listing->files);
    const FolderState before = request.full ? FolderState() : FolderState::fromJson(request.state);
    FolderState state = FolderState::of(files, salt(), before, stop);

    PullOutcome outcome;
    outcome.authority = m_connection.name;
    if (!request.full && !request.state.isEmpty() && state.sameContent(before)) {
        for (const PullProblem &problem : before.problems())
            sink.problem(problem);
        state.setProblems(before.problems());
        outcome.state = state.toJson();
        outcome.unchanged = true;
        return outcome;
    }

    QList<PullProblem> problems;
    const auto tell = [&](const PullProblem &problem) {
        problems.append(problem);
        sink.problem(problem);
    };
    for (const PullProblem &problem : listing->problems)
        tell(problem);
    FolderReader reader(context());
    for (qsizetype i = 0; i < files.size(); ++i) {
        if (stop.stop_requested())
            return Error{Error::Kind::Cancelled, Text::tr("Stopped."), {}};
        sink.progress(Text::tr("files"), i, files.size());
        reader.add(files[i]);
    }
    Decoded decoded = reader.finish();
    const QList<DbtProject> projects = reader.dbtProjects(decoded.problems);
    {
        const std::lock_guard lock(m_mutex);
        m_data = dataFilesOf(decoded);
        m_dataKnown = true;
    }
    for (const PullProblem &problem : std::as_const(decoded.problems))
        tell(problem);
    outcome.bytes = reader.bytesRead();

    // A contract and a dbt model often describe one table: what the contract says joins the model.
    QHash<QString, qsizetype> described;
    for (qsizetype i = 0; i < decoded.batch.datasets.size(); ++i)
        described.insert(decoded.batch.datasets[i].key, i);
    QSet<qsizetype> joined;
    Pieces pieces(sink);
    qint64 datasets = 0;
    for (const DbtProject &project : projects) {
        const auto handOn = [&](Decoded part) -> Result<void> {
            for (const PullProblem &problem : std::as_const(part.problems))
                tell(problem);
            for (mesh::Dataset &dataset : part.batch.datasets) {
                const auto twin = described.constFind(dataset.key);
                if (twin == described.cend())
                    continue;
                joined.insert(*twin);
                joinDataset(dataset, decoded.batch.datasets[*twin]);
            }
            datasets += part.batch.datasets.size();
            sink.progress(Text::tr("datasets"), datasets, 0);
            return pieces.putAll(part.batch);
        };
        const auto read = readDbtProject(project, context(), handOn, stop);
        if (!read && read.error().kind != Error::Kind::Decode &&
            read.error().kind != Error::Kind::TooLarge)
            return read.error();
        if (!read)
            tell({project.manifest.file, 0, read.error().message});
    }
    QList<mesh::Dataset> rest;
    for (qsizetype i = 0; i < decoded.batch.datasets.size(); ++i) {
        if (!joined.contains(i))
            rest.append(decoded.batch.datasets[i]);
    }
    decoded.batch.datasets = rest;
    if (auto put = pieces.putAll(decoded.batch); !put)
        return std::move(put).error();
    state.setProblems(problems);
    outcome.state = state.toJson();
    return outcome;
}

QHash<QString, FolderCatalog::DataFile> FolderCatalog::dataFilesOf(const Decoded &decoded) const
{
    const QString folder = QFileInfo(m_root).isDir() ? m_root : QFileInfo(m_root).absolutePath();
    QHash<QString, QStringList> addresses = decoded.dataPaths;
    for (const mesh::DataProduct &product : decoded.batch.products) {
        for (const mesh::Port &port : product.ports) {
            const bool isLocal =
                !port.address.contains(u"://"_s) || port.address.startsWith(u"file:"_s);
            if (!port.dataset.isEmpty() && !port.address.isEmpty() && isLocal)
                addresses[port.dataset].append(port.address);
        }
    }
    QHash<QString, DataFile> found;
    for (const mesh::Dataset &dataset : decoded.batch.datasets) {
        QStringList paths = addresses.value(dataset.key);
        paths.append(u"data/"_s + dataset.nativeId + u".csv"_s);
        paths.append(u"data/"_s + dataset.name + u".csv"_s);
        for (const QString &path : std::as_const(paths)) {
            const QString file = fileInside(folder, path);
            if (file.isEmpty() || !file.endsWith(u".csv"_s, Qt::CaseInsensitive))
                continue;
            found.insert(dataset.nativeId, {file, dataset.columns});
            break;
        }
    }
    return found;
}

Result<void> FolderCatalog::findDataFiles(std::stop_token stop)
{
    auto listing = walkFolder(m_root, {}, stop);
    if (!listing)
        return std::move(listing).error();
    FolderReader reader(context());
    reader.addDescriptorsOnly(true);
    for (const FoundFile &file : descriptorsAmong(listing->files)) {
        if (stop.stop_requested())
            return Error{Error::Kind::Cancelled, Text::tr("Stopped."), {}};
        reader.add(file);
    }
    m_data = dataFilesOf(reader.finish());
    m_dataKnown = true;
    return {};
}

Result<mesh::Sample> FolderCatalog::sample(const SampleQuery &query, std::stop_token stop)
{
    DataFile data;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_dataKnown) {
            if (auto found = findDataFiles(stop); !found)
                return std::move(found).error();
        }
        data = m_data.value(query.dataset);
    }
    if (data.path.isEmpty())
        return Error{
            Error::Kind::NotFound, Text::tr("The folder holds no data of this dataset."), {}};
    QFile file(data.path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Kind::Storage,
                     Text::tr("The data file cannot be opened: %1").arg(file.errorString()),
                     {}};
    auto sample = readCsv(file, data.columns, query.rows, stop);
    if (sample)
        sample->fetchedAtMs = m_clock.nowMs();
    return sample;
}

} // namespace meshlens::catalogs
