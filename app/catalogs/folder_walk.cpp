// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/folder_walk.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSet>
#include <QUrl>

#include <algorithm>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::catalogs::Folder)
};

bool isPassedOver(const QString &name, const QString &parent)
{
    static const QSet<QString> names = {
        u".git"_s,        u".hg"_s,           u".svn"_s,          u"node_modules"_s,
        u".venv"_s,       u"venv"_s,          u"__pycache__"_s,   u".tox"_s,
        u".mypy_cache"_s, u".pytest_cache"_s, u"site-packages"_s, u"dbt_packages"_s,
        u"dbt_modules"_s, u".meshlens"_s,     u".terraform"_s,    u".idea"_s,
        u".vscode"_s,     u".cache"_s,        u".gradle"_s,       u".ruff_cache"_s,
    };
    // Copies of what stands elsewhere in the project.
    const bool compiledByDbt = parent == u"target" && (name == u"compiled" || name == u"run");
    return names.contains(name) || compiledByDbt;
}

bool isBelow(const QString &path, const QString &root)
{
    return path == root || path.startsWith(root.endsWith(u'/') ? root : root + u'/');
}

class Walk
{
public:
    Walk(QString root, const FolderLimits &limits, std::stop_token stop)
        : m_root(std::move(root)), m_limits(limits), m_stop(std::move(stop))
    {}

    void folder(const QString &path, const QString &relative, int depth)
    {
        if (m_full || m_stop.stop_requested() || m_seen.contains(path))
            return;
        m_seen.insert(path);
        if (depth > m_limits.depth) {
            problem(
                relative,
                Text::tr("nested deeper than %1 folders: not looked into.").arg(m_limits.depth));
            return;
        }
        const QDir directory(path);
        if (!directory.isReadable()) {
            problem(relative, Text::tr("this folder cannot be read."));
            return;
        }
        const auto all = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
        const QString parent = QFileInfo(path).fileName();
        for (const QFileInfo &entry : directory.entryInfoList(all, QDir::Name)) {
            if (m_full || m_stop.stop_requested())
                return;
            const QString name =
                relative.isEmpty() ? entry.fileName() : relative + u'/' + entry.fileName();
            if (!isPassedOver(entry.fileName(), parent))
                one(entry, name, depth);
        }
    }

    void file(const QString &path, const QString &relative)
    {
        struct stat status = {};
        if (m_seen.contains(path) || ::stat(QFile::encodeName(path).constData(), &status) != 0 ||
            !S_ISREG(status.st_mode))
            return;
        m_seen.insert(path);
        if (listing.files.size() >= m_limits.files) {
            m_full = true;
            problem(
                {},
                Text::tr("more than %1 files: the rest was not looked at.").arg(m_limits.files));
            return;
        }
        const qint64 modified =
            qint64(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
        listing.files.append({path, relative, status.st_size, modified});
    }

    FolderListing listing;

private:
    void one(const QFileInfo &entry, const QString &relative, int depth)
    {
        QString path = entry.absoluteFilePath();
        if (entry.isSymLink()) {
            path = entry.canonicalFilePath();
            if (path.isEmpty()) {
                problem(relative, Text::tr("a link that leads nowhere."));
                return;
            }
            if (!isBelow(path, m_root)) {
                problem(relative, Text::tr("a link that leaves the folder: not followed."));
                return;
            }
        }
        if (entry.isDir())
            folder(path, relative, depth + 1);
        else
            file(path, relative);
    }

    void problem(const QString &relative, const QString &reason)
    {
        listing.problems.append({relative, 0, reason});
    }

    QString m_root;
    const FolderLimits &m_limits;
    std::stop_token m_stop;
    QSet<QString> m_seen; // resolved paths
    bool m_full = false;
};

} // namespace

Result<FolderListing> walkFolder(const QString &root, const FolderLimits &limits,
                                 std::stop_token stop)
{
    const QFileInfo info(root);
    const QString path = info.canonicalFilePath();
    if (path.isEmpty())
        return Error{
            Error::Kind::NotFound, Text::tr("There is no file or folder %1.").arg(root), {}};
    Walk walk(path, limits, stop);
    if (info.isDir())
        walk.folder(path, {}, 0);
    else
        walk.file(path, info.fileName());
    if (stop.stop_requested())
        return Error{Error::Kind::Cancelled, Text::tr("Stopped."), {}};
    std::sort(walk.listing.files.begin(), walk.listing.files.end(),
              [](const FoundFile &a, const FoundFile &b) { return a.relative < b.relative; });
    return std::move(walk.listing);
}

QString fileInside(const QString &root, const QString &relativeOrUrl)
{
    const QString base = QFileInfo(root).canonicalFilePath();
    QString name = relativeOrUrl;
    if (name.startsWith(u"file:"_s))
        name = QUrl(name).toLocalFile();
    if (base.isEmpty() || name.isEmpty())
        return {};
    const QFileInfo info(QDir(base), name);
    const QString path = info.canonicalFilePath();
    return !path.isEmpty() && isBelow(path, base) && QFileInfo(path).isFile() ? path : QString();
}

} // namespace meshlens::catalogs
