// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog.h"

#include <QString>

#include <stop_token>

namespace meshlens::catalogs {

struct FoundFile {
    QString path;     // with links resolved, to be opened
    QString relative; // inside the folder, as people see it
    qint64 size = 0;
    qint64 modifiedNs = 0; // since 1970
};

struct FolderLimits {
    int depth = 32;
    int files = 200'000; // of any kind
};

struct FolderListing {
    QList<FoundFile> files; // in the order of their relative paths
    QList<PullProblem> problems;
};

/// Lists the regular files below a folder, or the one file that `root` is.
///
/// Passed over: version control, virtual environments, packages and caches of build tools, what dbt
/// has compiled; pipes, sockets and devices. Links are followed inside the folder only, every file
/// and folder once, so that loops end; a link that leaves the folder is a problem, as is a folder
/// that cannot be read or a limit that was reached.
/// Errors: NotFound, there is no such file or folder; Cancelled.
[[nodiscard]] Result<FolderListing> walkFolder(const QString &root, const FolderLimits &limits = {},
                                               std::stop_token stop = {});

/// The path of a file inside the folder `root`, links resolved; empty when there is no regular file
/// there or the path leads out of the folder.
[[nodiscard]] QString fileInside(const QString &root, const QString &relativeOrUrl);

} // namespace meshlens::catalogs
