// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/dbt.h"
#include "app/catalogs/formats/fields.h"
#include "app/catalogs/formats/json_sections.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace meshlens::catalogs {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::catalogs::Dbt)
};

constexpr int entriesLookedAt = 2000; // enough to see which packages a file speaks of

/// `model.shop.orders` is of the package `shop`.
QString packageOf(const std::string &uniqueId)
{
    const auto first = uniqueId.find('.');
    if (first == std::string::npos)
        return {};
    const auto second = uniqueId.find('.', first + 1);
    return QString::fromStdString(
        uniqueId.substr(first + 1, second == std::string::npos ? second : second - first - 1));
}

QString textAt(const json &node, const char *key)
{
    return node.is_object() && node.contains(key) ? scalarText(node[key]).value_or(QString())
                                                  : QString();
}

QString mostFrequent(const QHash<QString, int> &counts)
{
    QString best;
    for (auto count = counts.cbegin(); count != counts.cend(); ++count) {
        const int bestCount = counts.value(best);
        if (*count > bestCount || (*count == bestCount && count.key() < best))
            best = count.key();
    }
    return best;
}

QString folderOf(const QString &file)
{
    return file.contains(u'/') ? file.section(u'/', 0, -2) : QString();
}

/// How well a manifest fits an artifact of its project.
int fit(const DbtArtifact &manifest, const DbtArtifact &artifact)
{
    const bool sameRun =
        !artifact.invocation.isEmpty() && artifact.invocation == manifest.invocation;
    const bool sameFolder = folderOf(manifest.file) == folderOf(artifact.file);
    return (sameRun ? 2 : 0) + (sameFolder ? 1 : 0);
}

void attach(DbtProject &project, DbtArtifact artifact)
{
    const auto sameRun = [&](const DbtArtifact &other) {
        return !artifact.invocation.isEmpty() && other.invocation == artifact.invocation &&
               other.generatedAtMs == artifact.generatedAtMs;
    };
    switch (artifact.format) {
    case Format::DbtCatalog:
        if (!project.catalog || project.catalog->generatedAtMs < artifact.generatedAtMs)
            project.catalog = std::move(artifact);
        break;
    case Format::DbtRunResults: // a copy of a file is no second run
        if (std::none_of(project.runResults.begin(), project.runResults.end(), sameRun))
            project.runResults.append(std::move(artifact));
        break;
    case Format::DbtSources:
        if (std::none_of(project.sources.begin(), project.sources.end(), sameRun))
            project.sources.append(std::move(artifact));
        break;
    default:
        break;
    }
}

} // namespace

Result<DbtArtifact> readDbtHead(const QString &path, const QString &file, Format format)
{
    QFile device(path);
    if (!device.open(QIODevice::ReadOnly))
        return Error{
            Error::Kind::Storage, Text::tr("cannot be opened: %1").arg(device.errorString()), {}};
    DbtArtifact artifact;
    artifact.format = format;
    artifact.path = path;
    artifact.file = file;
    QHash<QString, int> packages;
    bool hasMetadata = false;
    int entries = 0;
    SectionPlan plan;
    plan.whole = {"metadata"};
    plan.entries = {"nodes", "sources", "results"};
    plan.keep = {"unique_id"};
    const auto read = readSections(
        device, plan, [&](const std::string &section, const std::string &id, json &&value) {
            if (section == "metadata") {
                hasMetadata = true;
                artifact.invocation = textAt(value, "invocation_id");
                artifact.adapter = textAt(value, "adapter_type");
                artifact.project = textAt(value, "project_name");
                artifact.generatedAtMs = timeFromText(textAt(value, "generated_at")).value_or(-1);
            } else if (entries < entriesLookedAt) {
                const bool isResult = section == "results";
                const QString package =
                    isResult ? packageOf(textAt(value, "unique_id").toStdString()) : packageOf(id);
                if (!package.isEmpty())
                    ++packages[package];
                ++entries;
            }
            return !hasMetadata || entries < entriesLookedAt;
        });
    if (!read)
        return read.error();
    artifact.packages = packages.keys();
    if (artifact.project.isEmpty() && format == Format::DbtManifest)
        artifact.project = mostFrequent(packages);
    return artifact;
}

QList<DbtProject> pairDbtArtifacts(QList<DbtArtifact> artifacts, QList<PullProblem> &problems)
{
    std::sort(artifacts.begin(), artifacts.end(), [](const DbtArtifact &a, const DbtArtifact &b) {
        return std::tie(a.generatedAtMs, a.file) < std::tie(b.generatedAtMs, b.file);
    });
    QList<DbtProject> projects;
    for (const DbtArtifact &artifact : std::as_const(artifacts)) {
        if (artifact.format == Format::DbtManifest)
            projects.append({artifact, std::nullopt, {}, {}});
    }
    for (const DbtArtifact &artifact : std::as_const(artifacts)) {
        if (artifact.format == Format::DbtManifest)
            continue;
        DbtProject *best = nullptr;
        for (DbtProject &project : projects) { // among equals the newest manifest
            if (artifact.packages.contains(project.manifest.project) &&
                (!best || fit(project.manifest, artifact) >= fit(best->manifest, artifact)))
                best = &project;
        }
        if (best) {
            attach(*best, artifact);
        } else if (!artifact.packages.isEmpty()) {
            problems.append({artifact.file, 0,
                             Text::tr("a dbt artifact of %1, for which there is no manifest.")
                                 .arg(artifact.packages.join(u", "_s))});
        }
    }
    return projects;
}

} // namespace meshlens::catalogs
