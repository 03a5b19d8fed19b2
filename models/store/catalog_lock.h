// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace meshlens::store {

/// A lock on a file in `folder/locks` that the operating system holds for this process: it ends
/// with the object or, however it dies, with the process. Two locks on one name exclude each other
/// inside a process too. Thread: any.
class FileLock
{
public:
    /// Nothing where somebody else holds it, or the file cannot be made.
    [[nodiscard]] static std::optional<FileLock> tryLock(const QString &folder,
                                                         const QString &name);
    /// Waits for it.
    [[nodiscard]] static std::optional<FileLock> lock(const QString &folder, const QString &name);

    FileLock(FileLock &&other) noexcept;
    FileLock &operator=(FileLock &&other) noexcept;
    ~FileLock();

private:
    explicit FileLock(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor = -1;
};

/// Held while a catalog is being pulled, so that only one process does it:
/// `folder/locks/<id>.lock`.
struct CatalogLock {
    [[nodiscard]] static std::optional<FileLock> tryLock(const QString &folder, qint64 catalogId)
    {
        return FileLock::tryLock(folder, QString::number(catalogId));
    }
};

} // namespace meshlens::store
