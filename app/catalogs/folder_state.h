// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/folder_walk.h"
#include "models/catalog.h"

#include <QHash>

#include <stop_token>

namespace meshlens::catalogs {

/// What a pull of a folder leaves for the next one: size, time and content hash of every file that
/// was read, so that an untouched folder costs no more than a listing, and a touched but equal one
/// no more than reading it. What could not be read is kept as well: an untouched folder has the
/// same problems still.
class FolderState
{
public:
    /// Of the files as they are now; files that look as in `before` are not read again.
    /// `salt` names what else the result depends on (options).
    [[nodiscard]] static FolderState of(const QList<FoundFile> &files, const QByteArray &salt,
                                        const FolderState &before, std::stop_token stop = {});
    [[nodiscard]] static FolderState fromJson(const QByteArray &bytes); // empty when it is none
    [[nodiscard]] QByteArray toJson() const;

    /// The same files with the same content, read in the same way.
    [[nodiscard]] bool sameContent(const FolderState &other) const;

    [[nodiscard]] const QList<PullProblem> &problems() const { return m_problems; }
    void setProblems(const QList<PullProblem> &problems); // the first thousand

private:
    struct Entry {
        qint64 size = 0;
        qint64 modifiedNs = 0;
        QByteArray hash; // hexadecimal; empty: could not be read
    };
    QHash<QString, Entry> m_entries; // by relative path
    QByteArray m_salt;
    QList<PullProblem> m_problems;
};

} // namespace meshlens::catalogs
