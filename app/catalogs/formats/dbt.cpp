// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/dbt.h"

#include "app/catalogs/formats/bitol.h"
#include "app/catalogs/formats/dbt_nodes.h"
#include "app/catalogs/formats/json_sections.h"
#include "app/catalogs/formats/yaml.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;
using nlohmann::json;

// A manifest is read twice. The first pass keeps a key for each node, so that the second one can
// hand on every dataset with its edges as soon as it is read: no list of all nodes is ever in
// memory.

namespace meshlens::catalogs {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::catalogs::Dbt)
};

constexpr qsizetype batchSize = 2000;

class Reader
{
public:
    Reader(const DbtProject &project, const DecodeContext &context, const EmitBatch &handOn,
           std::stop_token stop)
        : m_project(project), m_context(context), m_handOn(handOn), m_stop(std::move(stop))
    {
        m_index.project = project.manifest.project;
        m_index.adapter = project.manifest.adapter;
        m_index.generatedAtMs = project.manifest.generatedAtMs;
    }

    Result<void> read()
    {
        if (auto indexed = indexManifest(); !indexed)
            return indexed;
        if (m_project.catalog)
            readCatalog(*m_project.catalog);
        if (auto handed = readNodes(); !handed)
            return handed;
        m_index.columns.clear();
        std::sort(m_tests.begin(), m_tests.end());
        for (const DbtArtifact &results : m_project.runResults)
            readRunResults(results);
        for (const DbtArtifact &sources : m_project.sources)
            readSources(sources);
        handOn(true);
        return m_failure ? Result<void>(*m_failure) : Result<void>();
    }

private:
    Result<void> stream(const DbtArtifact &artifact, const SectionPlan &plan,
                        const OnSection &onSection)
    {
        QFile device(artifact.path);
        if (!device.open(QIODevice::ReadOnly))
            return Error{Error::Kind::Storage,
                         Text::tr("cannot be opened: %1").arg(device.errorString()),
                         {}};
        auto read = readSections(device, plan, onSection, m_stop);
        if (m_failure)
            return *m_failure;
        return read;
    }

    /// A file beside the manifest: what is wrong with it is a problem, and the rest goes on.
    void streamBeside(const DbtArtifact &artifact, const SectionPlan &plan,
                      const OnSection &onSection)
    {
        if (m_failure)
            return;
        const auto read = stream(artifact, plan, onSection);
        if (read || m_failure)
            return;
        if (read.error().kind == Error::Kind::Cancelled)
            m_failure = read.error();
        else
            m_out.problems.append({artifact.file, errorLine(read.error()), read.error().message});
    }

    Result<void> indexManifest()
    {
        SectionPlan plan;
        plan.entries = {"nodes", "sources", "groups"};
        plan.keep = {"resource_type", "database", "schema",     "alias", "identifier",
                     "name",          "config",   "depends_on", "owner"};
        return stream(m_project.manifest, plan,
                      [this](const std::string &section, const std::string &id, json &&node) {
                          if (section == "groups")
                              addGroup(node);
                          else if (isDbtDataset(node))
                              m_index.nodes.emplace(id, indexed(node));
                          return true;
                      });
    }

    DbtIndex::Node indexed(const json &node) const
    {
        DbtIndex::Node entry;
        if (!isEphemeral(node)) {
            entry.key = dbtNodeKey(node, m_index, m_context).key.toStdString();
            entry.isView = dbtText(dbtChild(node, "config"), "materialized") == u"view";
            return entry;
        }
        for (const QString &parent : dbtTexts(dbtChild(node, "depends_on"), "nodes"))
            entry.parents.push_back(parent.toStdString());
        return entry;
    }

    void addGroup(const json &node)
    {
        const json &owner = dbtChild(node, "owner");
        const QStringList emails = dbtTexts(owner, "email");
        const QString name = dbtText(owner, "name");
        const QString known = emails.isEmpty() ? name : emails.first();
        m_index.groups.insert(dbtText(node, "name"), {addParty(m_out.batch, known, m_context, name),
                                                      dbtText(node, "name")});
    }

    void readCatalog(const DbtArtifact &catalog)
    {
        SectionPlan plan;
        plan.entries = {"nodes", "sources"};
        plan.keep = {"columns", "stats"};
        qint64 unknown = 0;
        streamBeside(catalog, plan, [&](const std::string &, const std::string &id, json &&node) {
            if (m_index.nodes.contains(id))
                m_index.columns.emplace(id, packDbtColumns(node));
            else
                ++unknown;
            return true;
        });
        reportUnknown(catalog, unknown);
    }

    Result<void> readNodes()
    {
        SectionPlan plan;
        plan.entries = {"nodes", "sources", "exposures"};
        plan.keep = {"resource_type", "database",      "schema",          "alias",
                     "identifier",    "name",          "description",     "columns",
                     "tags",          "meta",          "config",          "depends_on",
                     "group",         "owner",         "test_metadata",   "column_name",
                     "attached_node", "file_key_name", "freshness",       "type",
                     "url",           "label",         "deprecation_date"};
        return stream(m_project.manifest, plan,
                      [this](const std::string &section, const std::string &id, json &&node) {
                          if (section == "exposures")
                              addDbtExposure(id, node, m_index, m_context, m_out);
                          else if (dbtText(node, "resource_type") == u"test")
                              addTest(id, node);
                          else if (isDbtDataset(node) && !isEphemeral(node))
                              addDataset(id, node);
                          return handOn(false);
                      });
    }

    void addTest(const std::string &id, const json &node)
    {
        if (addDbtTest(id, node, m_index, m_out.batch))
            m_tests.push_back(std::hash<std::string>()(id));
        else
            m_untied.push_back(id);
    }

    void addDataset(const std::string &id, const json &node)
    {
        addDbtDataset(id, node, m_index, m_context, m_out.batch);
        if (dbtChild(node, "freshness").is_object())
            addDbtFreshnessRule(id, node, m_index, m_out.batch);
    }

    void readRunResults(const DbtArtifact &artifact)
    {
        SectionPlan plan;
        plan.entries = {"results"};
        plan.keep = {"unique_id", "status", "timing", "message", "failures", "adapter_response"};
        qint64 unknown = 0;
        streamBeside(artifact, plan, [&](const std::string &, const std::string &, json &&row) {
            const std::string id = dbtText(row, "unique_id").toStdString();
            const std::int64_t at = finishedAt(row).value_or(artifact.generatedAtMs);
            if (id.starts_with("test."))
                unknown += addTestResult(id, row, at) ? 0 : 1;
            else if (const auto node = m_index.nodes.find(id); node != m_index.nodes.end())
                addModelRun(node->second, row, at);
            else if (id.starts_with("model.") || id.starts_with("seed.") ||
                     id.starts_with("snapshot."))
                ++unknown;
            return handOn(false);
        });
        reportUnknown(artifact, unknown);
    }

    static std::optional<std::int64_t> finishedAt(const json &row)
    {
        const json &timing = dbtChild(row, "timing");
        std::optional<std::int64_t> at;
        if (timing.is_array()) {
            for (const json &step : timing) {
                if (const auto done = timeFromText(dbtText(step, "completed_at")))
                    at = done; // the last step is "execute"
            }
        }
        return at;
    }

    /// False: the manifest does not know the test.
    bool addTestResult(const std::string &id, const json &row, std::int64_t at)
    {
        if (!std::binary_search(m_tests.begin(), m_tests.end(), std::hash<std::string>()(id)))
            return std::find(m_untied.begin(), m_untied.end(), id) != m_untied.end();
        static const QHash<QString, mesh::CheckStatus> words = {
            {u"pass"_s, mesh::CheckStatus::Passed},
            {u"success"_s, mesh::CheckStatus::Passed},
            {u"warn"_s, mesh::CheckStatus::Warning},
            {u"fail"_s, mesh::CheckStatus::Failed},
            {u"error"_s, mesh::CheckStatus::Errored},
            {u"runtime error"_s, mesh::CheckStatus::Errored},
        };
        const auto status = words.constFind(dbtText(row, "status").toLower());
        if (status == words.cend() || at < 0)
            return true; // skipped: it did not run
        mesh::CheckResult result;
        result.check = QString::fromStdString(id);
        result.atMs = at;
        result.status = *status;
        result.value = dbtText(row, "failures");
        result.message = dbtText(row, "message").left(2000);
        m_out.batch.results.append(result);
        return true;
    }

    void addModelRun(const DbtIndex::Node &node, const json &row, std::int64_t at)
    {
        if (node.key.empty() || node.isView || at < 0 || dbtText(row, "status") != u"success")
            return;
        mesh::Load load;
        load.dataset = QString::fromStdString(node.key);
        load.dataTimeMs = at;
        load.arrivedAtMs = at;
        const json &rows = dbtChild(dbtChild(row, "adapter_response"), "rows_affected");
        if (rows.is_number() && rows.get<std::int64_t>() >= 0)
            load.rows = rows.get<std::int64_t>();
        m_out.batch.loads.append(load);
    }

    void readSources(const DbtArtifact &artifact)
    {
        SectionPlan plan;
        plan.entries = {"results"};
        plan.keep = {"unique_id", "status", "max_loaded_at", "snapshotted_at", "error", "criteria"};
        qint64 unknown = 0;
        streamBeside(artifact, plan, [&](const std::string &, const std::string &, json &&row) {
            const QString id = dbtText(row, "unique_id");
            const QString key = m_index.keyOf(id.toStdString());
            if (key.isEmpty())
                ++unknown;
            else
                addFreshness(id, key, row, artifact.generatedAtMs);
            return handOn(false);
        });
        reportUnknown(artifact, unknown);
    }

    void addFreshness(const QString &id, const QString &key, const json &row,
                      std::int64_t generatedAtMs)
    {
        const auto newest = timeFromText(dbtText(row, "max_loaded_at"));
        if (newest && *newest > 0) // year 1 stands for an empty table
            m_out.batch.loads.append({key, *newest, *newest, std::nullopt});
        static const QHash<QString, mesh::CheckStatus> words = {
            {u"pass"_s, mesh::CheckStatus::Passed},
            {u"warn"_s, mesh::CheckStatus::Warning},
            {u"error"_s, mesh::CheckStatus::Failed},
            {u"runtime error"_s, mesh::CheckStatus::Errored},
        };
        const auto status = words.constFind(dbtText(row, "status").toLower());
        mesh::CheckResult result;
        result.check = id + u".freshness"_s;
        result.atMs = timeFromText(dbtText(row, "snapshotted_at")).value_or(generatedAtMs);
        if (status == words.cend() || result.atMs < 0)
            return;
        result.status = *status;
        result.value = dbtText(row, "max_loaded_at");
        result.message = dbtText(row, "error").left(2000);
        m_out.batch.results.append(result);
    }

    void reportUnknown(const DbtArtifact &artifact, qint64 count)
    {
        if (count == 0)
            return;
        m_out.problems.append(
            {artifact.file, 0,
             Text::tr("%n entries speak of nodes that %1 does not know: the file comes from "
                      "another invocation.",
                      "", static_cast<int>(std::min<qint64>(count, 1'000'000'000)))
                 .arg(m_project.manifest.file)});
    }

    bool handOn(bool rest)
    {
        const Batch &batch = m_out.batch;
        const qsizetype size =
            batch.datasets.size() + batch.checks.size() + batch.results.size() + batch.loads.size();
        if (!rest && size < batchSize)
            return true;
        if (m_failure)
            return false;
        keepNewDomainsOnly();
        if (auto handed = m_handOn(std::exchange(m_out, {})); !handed)
            m_failure = handed.error();
        return !m_failure;
    }

    /// Every dataset names its domain; it is handed on once.
    void keepNewDomainsOnly()
    {
        m_out.batch.domains.removeIf([this](const mesh::Domain &domain) {
            const bool known = m_domains.contains(domain.key);
            m_domains.insert(domain.key);
            return known;
        });
        m_out.batch.parties.removeIf([this](const mesh::Party &party) {
            const bool known = m_parties.contains(party.key);
            m_parties.insert(party.key);
            return known;
        });
    }

    const DbtProject &m_project;
    const DecodeContext &m_context;
    const EmitBatch &m_handOn;
    std::stop_token m_stop;
    DbtIndex m_index;
    Decoded m_out;
    std::vector<std::size_t> m_tests;  // hashes of the ids of tests with a dataset
    std::vector<std::string> m_untied; // tests of no dataset, usually of ephemeral models
    QSet<QString> m_domains;
    QSet<QString> m_parties;
    std::optional<Error> m_failure;
};

} // namespace

Result<void> readDbtProject(const DbtProject &project, const DecodeContext &context,
                            const EmitBatch &handOn, std::stop_token stop)
{
    return Reader(project, context, handOn, std::move(stop)).read();
}

} // namespace meshlens::catalogs
