// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"
#include "models/search/segment_format.h"

#include <QStringList>

#include <memory>
#include <vector>

class QIODevice;

namespace meshlens::search {

/// One thing as the index takes it in. Numbers are those of SegmentWriter::number().
struct Doc {
    Flags flags;
    QString key, name, qualified, description, version;
    bool qualifiedIsName = true; // false: words beside the name (synonyms, an address)
    QString product;
    QStringList datasets;
    int domain = -1;
    std::vector<std::uint32_t> catalogs, owners, tags, terms;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> columns; // name and type
    std::vector<std::uint32_t> moreColumns; // names in its datasets, of a product
    std::uint16_t quality = unknownQuality;
    std::uint16_t usage = 0;
    float coverage = 0;
    std::array<float, 6> qualities{};
    std::int64_t dataTimeMs = 0; // 0: unknown
    std::int64_t objectiveMs = 0;
    std::int64_t changedAtMs = 0;
};

/// Collects documents and writes them as one segment.
///
/// Words are gathered as growing lists of arrival numbers; texts wait in an unnamed file of
/// `folder`, so that a million documents take about 300 MB while they are gathered. finish() gives
/// documents their rank as number and writes the sections in one go.
class SegmentWriter
{
public:
    explicit SegmentWriter(const QString &folder = {}); // empty: the folder for temporary files
    ~SegmentWriter();

    /// The number of a value in a table; new ones are added.
    [[nodiscard]] std::uint32_t number(TableId table, const QString &value, const QString &text,
                                       const QString &key = {});
    [[nodiscard]] QString textOf(TableId table, std::uint32_t number) const;

    void add(const Doc &doc);
    [[nodiscard]] std::uint32_t documents() const;

    /// Writes to an open, seekable device. Errors: Storage.
    Result<void> finish(QIODevice &device, std::uint64_t id, const QByteArray &meta);

private:
    struct Private;
    struct Finisher;
    std::unique_ptr<Private> d;
};

} // namespace meshlens::search
