// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// Canonical keys as other programs write them: the way back from identity.h.
/// Thread: any; pure functions.
namespace meshlens::mesh {

struct OpenLineageName {
    QString nameSpace;
    QString name;
};

/// The pair that openLineageKey() reads as this dataset key, spelled as the naming convention of
/// OpenLineage wants it. A key that no pair leads to (of a product, say) is split before its first
/// part; one that is no key at all is a name in the namespace `meshlens`.
[[nodiscard]] OpenLineageName openLineageNameOf(const QString &datasetKey);

/// Namespace and name of a job key, else the whole text as a name in the namespace `meshlens`.
[[nodiscard]] OpenLineageName openLineageJobOf(const QString &jobKey);

/// The platform of this dataset key writes names in any case and means the same: of its columns
/// too.
[[nodiscard]] bool foldsCase(const QString &datasetKey);

} // namespace meshlens::mesh
