// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/index_refresh.h"

#include <QDataStream>
#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QRandomGenerator>
#include <QSaveFile>

using namespace Qt::StringLiterals;

/// The files of a profile's index: `large.index` is made of everything; `small.index`, made again
/// after each sync, holds what changed since; `small.dead` says which documents of the large one
/// it stands for. They are written beside and renamed, so that whoever has an older one mapped
/// keeps it.
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

QString deadPath(const QString &folder)
{
    return folder + u"/small.dead"_s;
}

IndexPointer indexOf(std::vector<SegmentPointer> segments, const QSet<QString> &gone)
{
    return std::make_shared<const Index>(Index::Data::of(std::move(segments), gone));
}

/// Which documents of the large segment are dead beside this small one; no size: it is not known.
Bits keptDead(const QString &folder, const Segment &large, const Segment &small)
{
    QFile file(deadPath(folder));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QDataStream stream(&file);
    stream.setVersion(QDataStream::Qt_6_0);
    quint64 largeId = 0, smallId = 0, sum = 0;
    QByteArray packed;
    stream >> largeId >> smallId >> sum >> packed;
    const auto size = static_cast<std::size_t>(packed.size());
    if (stream.status() != QDataStream::Ok || largeId != large.id() || smallId != small.id() ||
        sum != hashOf(packed.constData(), size))
        return {};
    Bits dead(large.documents());
    Postings({reinterpret_cast<const unsigned char *>(packed.constData()), size}).addTo(dead);
    return dead;
}

/// Where it cannot be kept, it is found out again next time.
void keepDead(const QString &folder, const Segment &large, const Segment &small, const Bits &dead)
{
    std::vector<std::uint32_t> numbers;
    dead.forEach([&](std::size_t number) {
        numbers.push_back(static_cast<std::uint32_t>(number));
        return true;
    });
    std::string packed;
    appendPostings(packed, numbers);
    QSaveFile file(deadPath(folder));
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    QDataStream stream(&file);
    stream.setVersion(QDataStream::Qt_6_0);
    stream << quint64(large.id()) << quint64(small.id())
           << quint64(hashOf(packed.data(), packed.size())) << QByteArray::fromStdString(packed);
    (void)file.commit();
}

/// A large segment and what changed since. To look for each key of the small one in the large one
/// takes longer than all the rest of opening, so that is done once.
IndexPointer joined(const QString &folder, const SegmentPointer &large, const SegmentPointer &small,
                    const QSet<QString> &gone)
{
    const Bits known = keptDead(folder, *large, *small);
    auto data = Index::Data::of({large, small}, gone, known);
    if (known.size() == 0)
        keepDead(folder, *large, *small, data->parts.front().dead);
    return std::make_shared<const Index>(std::move(data));
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
    QFile::remove(deadPath(folder));
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
    QFile::remove(deadPath(folder));
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
        return joined(folder, large, old.segment, old.made.gone);
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
    return small ? Result<IndexPointer>(joined(folder, large, small, (*difference)->made.gone))
                 : build(reader, cancelled);
}

} // namespace meshlens::search
