// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/index_refresh.h"

#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QRandomGenerator>
#include <QSaveFile>

using namespace Qt::StringLiterals;

/// The files of a profile's index: `large.index` is made of everything; `small.index`, made again
/// after each sync, holds what changed since. Both are written beside and renamed, so that whoever
/// has an older one mapped keeps it.
namespace meshlens::search {
namespace {

using SegmentPointer = std::shared_ptr<const Segment>;
using IndexPointer = std::shared_ptr<const Index>;

constexpr int lockStepMs = 100;

Error stopped()
{
    return Error{Error::Kind::Cancelled, {}, {}};
}

QString largePath(const QString &folder)
{
    return folder + u"/large.index"_s;
}

QString smallPath(const QString &folder)
{
    return folder + u"/small.index"_s;
}

IndexPointer indexOf(std::vector<SegmentPointer> segments, const QSet<QString> &gone)
{
    return std::make_shared<const Index>(Index::Data::of(std::move(segments), gone));
}

/// A write that failed is no reason not to search: the answer is an empty pointer then.
SegmentPointer written(IndexBuilder &builder, const QString &path, const QByteArray &made)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (!builder.write(file, QRandomGenerator::system()->generate64(), made) || !file.commit())
        return {};
    const auto segment = Segment::open(path);
    return segment ? *segment : SegmentPointer();
}

Result<IndexPointer> madeAnew(const QString &folder, const store::Reader &reader, const Mesh &mesh,
                              const Cancelled &cancelled)
{
    IndexBuilder builder(folder);
    if (const auto added = addAll(builder, reader, mesh, cancelled); !added)
        return added.error();
    const SegmentPointer large = written(builder, largePath(folder), mesh.made.bytes());
    if (!large)
        return Index::build(reader, cancelled);
    QFile::remove(smallPath(folder));
    return indexOf({large}, {});
}

/// The small segment as it lies there, when it is of the large one and of this moment.
SegmentPointer currentSmall(const QString &folder, const Segment &large, const Mesh &mesh,
                            QSet<QString> &gone)
{
    const auto small = Segment::open(smallPath(folder));
    if (!small)
        return {};
    const auto made = Made::of((*small)->meta());
    const Made &now = mesh.made;
    if (!made || made->base != large.id() || made->mark != now.mark || made->small != now.small ||
        made->products != now.products || made->newestChangeMs != now.newestChangeMs)
        return {};
    gone = made->gone;
    return *small;
}

} // namespace

void Index::remove(const QString &folder)
{
    QFile::remove(smallPath(folder));
    QFile::remove(largePath(folder));
}

Result<IndexPointer> Index::build(const store::Reader &reader, const Cancelled &cancelled)
{
    const auto mesh = Mesh::read(reader);
    if (!mesh)
        return mesh.error();
    IndexBuilder builder;
    if (const auto added = addAll(builder, reader, *mesh, cancelled); !added)
        return added.error();
    return builder.build();
}

Result<IndexPointer> Index::open(const QString &folder, const store::Reader &reader,
                                 const Cancelled &cancelled)
{
    if (!QDir().mkpath(folder))
        return build(reader, cancelled);
    QLockFile lock(folder + u"/search.lock"_s);
    lock.setStaleLockTime(0); // a build may take its time; a dead process is noticed
    while (!lock.tryLock(lockStepMs)) {
        if (cancelled && cancelled())
            return stopped();
        if (lock.error() != QLockFile::LockFailedError)
            return build(reader, cancelled);
    }
    const auto mesh = Mesh::read(reader);
    if (!mesh)
        return mesh.error();
    const auto opened = Segment::open(largePath(folder));
    const auto before = opened ? Made::of((*opened)->meta()) : std::nullopt;
    if (!before)
        return madeAnew(folder, reader, *mesh, cancelled);
    const SegmentPointer large = *opened;

    QSet<QString> gone;
    if (const SegmentPointer small = currentSmall(folder, *large, *mesh, gone))
        return indexOf({large, small}, gone);
    IndexBuilder builder(folder);
    const auto difference = addChanged(builder, reader, *mesh, *large, *before, cancelled);
    if (!difference)
        return difference.error();
    if (!*difference)
        return madeAnew(folder, reader, *mesh, cancelled);
    if ((*difference)->isEmpty)
        return indexOf({large}, {});
    const SegmentPointer small = written(builder, smallPath(folder), (*difference)->made.bytes());
    return small ? Result<IndexPointer>(indexOf({large, small}, (*difference)->made.gone))
                 : build(reader, cancelled);
}

} // namespace meshlens::search
