// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/folder_reader.h"

#include "app/catalogs/formats/json_input.h"
#include "app/catalogs/formats/json_sections.h"
#include "app/catalogs/formats/link.h"
#include "app/catalogs/formats/yaml.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace meshlens::catalogs {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::catalogs::Folder)
};

constexpr qint64 largestDescriptor = 64LL * 1024 * 1024;
constexpr qint64 largestEventFile = 1024LL * 1024 * 1024;
constexpr qint64 peeked = 4096;

QString suffixOf(const FoundFile &file)
{
    return file.relative.section(u'/', -1).section(u'.', -1).toLower();
}

bool isYamlName(const FoundFile &file)
{
    const QString suffix = suffixOf(file);
    return suffix == u"yaml" || suffix == u"yml";
}

bool isJsonName(const FoundFile &file)
{
    static const QSet<QString> suffixes = {u"json"_s, u"ndjson"_s, u"jsonl"_s};
    return suffixes.contains(suffixOf(file));
}

QByteArray headOf(const FoundFile &file)
{
    QFile device(file.path);
    return device.open(QIODevice::ReadOnly) ? device.read(peeked) : QByteArray();
}

bool beginsLikeJson(const QByteArray &head)
{
    QByteArrayView text(head);
    if (text.startsWith("\xef\xbb\xbf"))
        text = text.sliced(3);
    text = text.trimmed();
    return text.startsWith('{') || text.startsWith('[');
}

bool beginsLikeDescriptor(const QByteArray &head)
{
    static const QByteArrayView keys[] = {"apiVersion:",
                                          "dataContractSpecification:",
                                          "dataProductSpecification:",
                                          "dataProductDescriptor:",
                                          "kind: DataProduct",
                                          "kind: DataContract"};
    for (const QByteArray &line : head.split('\n')) {
        if (std::any_of(std::begin(keys), std::end(keys),
                        [&](QByteArrayView key) { return line.startsWith(key); }))
            return true;
    }
    return false;
}

bool isDbt(Format format)
{
    return format == Format::DbtManifest || format == Format::DbtCatalog ||
           format == Format::DbtRunResults || format == Format::DbtSources;
}

bool isEvent(Format format)
{
    return format == Format::OpenLineageEvent || format == Format::OpenLineageFacets;
}

} // namespace

bool mayDescribe(const FoundFile &file)
{
    if (isYamlName(file) || isJsonName(file))
        return true;
    static const QSet<QString> never = {u"csv"_s, u"parquet"_s, u"sqlite"_s, u"db"_s,   u"md"_s,
                                        u"sql"_s, u"py"_s,      u"png"_s,    u"svg"_s,  u"zip"_s,
                                        u"gz"_s,  u"html"_s,    u"js"_s,     u"ipynb"_s};
    if (file.size == 0 || never.contains(suffixOf(file)))
        return false;
    const QByteArray head = headOf(file);
    return beginsLikeJson(head) || beginsLikeDescriptor(head);
}

FolderReader::FolderReader(DecodeContext context)
    : m_context(std::move(context)), m_events(m_context)
{}

void FolderReader::problem(const FoundFile &file, const Error &error)
{
    m_decoded.problems.append({file.relative, errorLine(error), error.message});
}

QByteArray FolderReader::contents(const FoundFile &file, qint64 limit)
{
    QFile device(file.path);
    if (!device.open(QIODevice::ReadOnly)) {
        problem(
            file,
            {Error::Kind::Storage, Text::tr("cannot be opened: %1").arg(device.errorString()), {}});
        return {};
    }
    if (device.size() > limit) {
        problem(file, {Error::Kind::TooLarge,
                       Text::tr("larger than %1 MB: not read.").arg(limit / 1024 / 1024),
                       {}});
        return {};
    }
    const QByteArray bytes = device.read(limit);
    m_bytes += bytes.size();
    return bytes;
}

void FolderReader::add(const FoundFile &file)
{
    if (file.size == 0)
        return;
    if (isYamlName(file) && !beginsLikeJson(headOf(file)))
        addYaml(file);
    else if (isJsonName(file) || beginsLikeJson(headOf(file)))
        addJson(file, isJsonName(file));
    else
        addYaml(file);
}

void FolderReader::addYaml(const FoundFile &file)
{
    const QByteArray bytes = contents(file, largestDescriptor);
    const auto documents = readYamlDocuments(bytes);
    if (!documents) {
        problem(file, documents.error());
        return;
    }
    for (const YamlDocument &document : *documents)
        addDocument(document.value, file, &document.lines);
}

void FolderReader::addJson(const FoundFile &file, bool promised)
{
    QFile device(file.path);
    if (!device.open(QIODevice::ReadOnly)) {
        problem(
            file,
            {Error::Kind::Storage, Text::tr("cannot be opened: %1").arg(device.errorString()), {}});
        return;
    }
    const auto head = sniffJson(device, [](const json &found) {
        const Format format = detectFormat(found);
        return isDbt(format) || isEvent(format);
    });
    const Format format = head ? detectFormat(*head) : Format::None;
    if (isDbt(format)) {
        addDbt(file, format);
    } else if (isEvent(format) || (!head && headOf(file).contains("\"eventTime\""))) {
        addOpenLineage(file); // also where the first event is the broken one
    } else if (!head) {
        if (promised)
            problem(file, head.error());
    } else if (format != Format::None) {
        addJsonDocument(file);
    }
}

void FolderReader::addJsonDocument(const FoundFile &file)
{
    const auto value = readJson(contents(file, largestDescriptor));
    if (!value) {
        problem(file, value.error());
        return;
    }
    addDocument(*value, file, nullptr);
}

void FolderReader::addOpenLineage(const FoundFile &file)
{
    if (m_descriptorsOnly)
        return;
    ++m_recognised;
    m_events.addFile(contents(file, largestEventFile), file.relative);
}

void FolderReader::addDbt(const FoundFile &file, Format format)
{
    if (m_descriptorsOnly)
        return;
    ++m_recognised;
    m_bytes += file.size;
    auto artifact = readDbtHead(file.path, file.relative, format);
    if (artifact)
        m_artifacts.append(*std::move(artifact));
    else
        problem(file, artifact.error());
}

void FolderReader::addDocument(const json &document, const FoundFile &file, const LineMap *lines)
{
    if (document.is_array()) {
        for (const json &item : document) {
            if (item.is_object())
                addDocument(item, file, nullptr);
        }
        return;
    }
    const Format format = detectFormat(document);
    if (format == Format::None)
        return;
    ++m_recognised;
    if (isEvent(format)) {
        m_events.add(document, file.relative, 0);
        return;
    }
    DecodeContext context = m_context;
    context.file = file.relative;
    context.lines = lines;
    Decoded decoded = decodeDocument(document, context);
    reportTwins(decoded, file.relative);
    m_decoded.append(std::move(decoded));
}

/// Two descriptions of one thing in one version: which one counts is chance, so it is said.
void FolderReader::reportTwins(const Decoded &decoded, const QString &file)
{
    const auto look = [&](const QString &id, const QString &what, const QString &version) {
        const QString name = what + u'\n' + id + u'\n' + version;
        const auto twin = m_describedIn.constFind(name);
        if (twin == m_describedIn.cend())
            m_describedIn.insert(name, file);
        else
            m_decoded.problems.append(
                {file, 0,
                 Text::tr("%1 is described in %2 as well, in the same version.").arg(id, *twin)});
    };
    for (const mesh::Contract &contract : decoded.batch.contracts)
        look(contract.id, u"contract"_s, contract.version);
    for (const mesh::DataProduct &product : decoded.batch.products)
        look(product.nativeId, u"product"_s, product.version);
}

Decoded FolderReader::finish()
{
    Decoded all = std::exchange(m_decoded, {});
    all.append(m_events.finish());
    linkBatch(all, m_context);
    m_describedIn.clear();
    return all;
}

QList<DbtProject> FolderReader::dbtProjects(QList<PullProblem> &problems)
{
    return pairDbtArtifacts(std::exchange(m_artifacts, {}), problems);
}

} // namespace meshlens::catalogs
