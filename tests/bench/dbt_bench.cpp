// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/folder_catalog.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <cstdio>

#include <sys/resource.h>

using namespace meshlens;
using namespace Qt::StringLiterals;

/// Reads generated dbt manifests through the folder adapter and prints seconds and peak memory.
/// Usage: dbt_bench [MODELS]; 1,000 and then 200,000 without it.
namespace {

class CountingSink final : public PullSink
{
public:
    qsizetype datasets = 0;
    qsizetype columns = 0;
    qsizetype edges = 0;
    qsizetype checks = 0;
    qsizetype problems = 0;

    Result<void> put(Batch batch) override
    {
        datasets += batch.datasets.size();
        edges += batch.edges.size();
        checks += batch.checks.size();
        for (const mesh::Dataset &dataset : batch.datasets)
            columns += dataset.columns.size();
        return {};
    }
    void problem(PullProblem) override { ++problems; }
    void progress(const QString &, qint64, qint64) override {}
};

QByteArray model(int i)
{
    const QByteArray n = QByteArray::number(i);
    QByteArray columns;
    for (int c = 0; c < 5; ++c) {
        const QByteArray name = "column_" + QByteArray::number(c);
        columns +=
            (c ? "," : "") + ("\"" + name + "\":{\"name\":\"" + name) +
            "\",\"description\":\"What this column holds, and why somebody wants it.\",\"meta\":{},"
            "\"data_type\":\"varchar\",\"constraints\":[],\"quote\":null,\"tags\":[]}";
    }
    QByteArray parents;
    for (int p = 1; p <= 2 && i - p >= 0; ++p)
        parents +=
            (p > 1 ? "," : "") + ("\"model.shop.model_" + QByteArray::number(i / (p + 1)) + "\"");
    return "\"model.shop.model_" + n +
           "\":{\"database\":\"prod\",\"schema\":\"sales\",\"name\":\"model_" + n +
           "\",\"resource_type\":\"model\",\"package_name\":\"shop\",\"path\":\"m/model_" + n +
           ".sql\",\"unique_id\":\"model.shop.model_" + n + "\",\"fqn\":[\"shop\",\"model_" + n +
           "\"],\"alias\":\"model_" + n +
           "\",\"config\":{\"enabled\":true,\"materialized\":\"table\",\"tags\":[],\"meta\":{}},"
           "\"tags\":[\"daily\"],"
           "\"description\":\"One row an order.\",\"columns\":{" +
           columns + "},\"depends_on\":{\"macros\":[],\"nodes\":[" + parents +
           "]},\"raw_code\":\"select column_0, column_1, column_2, column_3, column_4 from {{ "
           "ref('model_" +
           n + "') }} where column_0 is not null group by 1, 2, 3, 4, 5\",\"language\":\"sql\"}";
}

QByteArray test(int i)
{
    const QByteArray n = QByteArray::number(i);
    return "\"test.shop.not_null_model_" + n +
           "_column_0\":{\"resource_type\":\"test\",\"name\":\"not_null_model_" + n +
           "_column_0\",\"column_name\":\"column_0\",\"attached_node\":\"model.shop.model_" + n +
           "\",\"config\":{\"severity\":\"ERROR\"},\"test_metadata\":{\"name\":\"not_null\","
           "\"kwargs\":{\"column_name\":\"column_0\"}},"
           "\"depends_on\":{\"macros\":[\"macro.dbt.test_not_null\"],\"nodes\":[\"model.shop."
           "model_" +
           n + "\"]}}";
}

qint64 generate(const QString &path, int models)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return 0;
    file.write("{\"metadata\":{\"dbt_schema_version\":\"https://schemas.getdbt.com/dbt/manifest/"
               "v12.json\","
               "\"generated_at\":\"2026-01-01T00:00:00Z\",\"invocation_id\":\"bench\",\"project_"
               "name\":\"shop\","
               "\"adapter_type\":\"postgres\"},\"nodes\":{");
    for (int i = 0; i < models; ++i)
        file.write((i ? ",\n" : "") + model(i) + ",\n" + test(i));
    file.write("},\"sources\":{},\"macros\":{},\"docs\":{},\"exposures\":{},\"groups\":{},"
               "\"disabled\":{}}");
    return file.pos();
}

int measure(int models)
{
    const QTemporaryDir folder;
    const qint64 bytes = generate(folder.filePath(u"manifest.json"_s), models);
    CatalogConnection connection;
    connection.name = u"bench"_s;
    connection.url = folder.path();
    auto catalog = catalogs::FolderCatalog::open(connection, Clock::frozenAt(0));
    CountingSink sink;
    QElapsedTimer timer;
    timer.start();
    const auto outcome = (*catalog)->pull({}, sink, {});
    const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("models=%d manifest_mb=%.1f seconds=%.2f peak_rss_mb=%.0f datasets=%lld "
                "columns=%lld edges=%lld checks=%lld\n",
                models, static_cast<double>(bytes) / 1e6, seconds,
                static_cast<double>(usage.ru_maxrss) / 1024.0,
                static_cast<long long>(sink.datasets), static_cast<long long>(sink.columns),
                static_cast<long long>(sink.edges), static_cast<long long>(sink.checks));
    return outcome && sink.datasets == models && sink.problems == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1)
        return measure(QByteArray(argv[1]).toInt());
    return measure(1'000) + measure(200'000);
}
