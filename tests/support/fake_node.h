// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog.h"
#include "tests/support/misbehaving_server.h"

#include <nlohmann/json.hpp>

#include <mutex>
#include <set>

namespace meshlens::test {

/// The documents of a small, good mesh node, by path below `/api/v1/`.
[[nodiscard]] QMap<QByteArray, nlohmann::json> goodNode();

/// A node on loopback that says whatever its documents say, so that each may be made wrong.
/// Thread: any.
class FakeNode
{
public:
    FakeNode();

    MisbehavingServer server;

    [[nodiscard]] QString url() const { return server.url("").toString(); }
    void set(const QByteArray &path, const nlohmann::json &document);
    void set(const QMap<QByteArray, nlohmann::json> &documents);
    [[nodiscard]] CatalogConnection connection(const QString &name) const;

private:
    std::mutex m_mutex;
    QMap<QByteArray, nlohmann::json> m_documents;
};

/// Keeps what a pull hands on.
struct CollectingSink final : PullSink {
    Batch all;
    QList<PullProblem> problems;
    int batches = 0;

    Result<void> put(Batch batch) override;
    void problem(PullProblem problem) override { problems.append(std::move(problem)); }
    void progress(const QString &, qint64, qint64) override {}
};

/// A copy of the document for each value in it and each wrong value in its place: null, number,
/// text, list, object, and a huge text. `says` names the change.
void eachMutation(const nlohmann::json &document,
                  const std::function<void(const nlohmann::json &, const std::string &says)> &each);

} // namespace meshlens::test
