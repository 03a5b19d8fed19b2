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

/// The small segment as it lies there, when it belongs to the large one.
struct Small {
    SegmentPointer segment;
    Made made;
    [[nodiscard]] bool isCurrent(const Made &now) const
    {
        return segment && made.mark == now.mark && made.small == now.small &&
               made.products == now.products && made.newestChangeMs == now.newestChangeMs;
    }
};

Small smallOf(const QString &folder, const Segment &large)
{
    const auto small = Segment::open(smallPath(folder));
    const auto made = small ? Made::of((*small)->meta()) : std::nullopt;
    return made && made->base == large.id() ? Small{*small, *made} : Small();
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

    const Small old = smallOf(folder, *large);
    if (old.isCurrent(mesh->made))
        return indexOf({large, old.segment}, old.made.gone);
    const Before state{*large, *before, old.segment, old.segment ? old.made : *before};
    IndexBuilder builder(folder);
    const auto difference = addChanged(builder, reader, *mesh, state, cancelled);
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
