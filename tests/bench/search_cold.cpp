// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/search_cold.h"

#include "models/clock.h"
#include "models/search/index_data.h"
#include "models/store/store.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTextStream>

#include <fcntl.h>
#include <functional>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

namespace meshlens::bench {
namespace {

using namespace meshlens::search;
using namespace Qt::StringLiterals;

QTextStream out(stdout);

double ms(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// Gives the pages of a file that nobody has mapped back to the system.
void drop(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return;
    (void)fdatasync(file.handle()); // what is not written yet cannot be given back
    (void)posix_fadvise(file.handle(), 0, 0, POSIX_FADV_DONTNEED);
}

double megabytesInMemory(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() == 0)
        return 0;
    uchar *bytes = file.map(0, file.size());
    if (bytes == nullptr)
        return 0;
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    std::vector<unsigned char> pages((static_cast<std::size_t>(file.size()) + page - 1) / page);
    if (mincore(bytes, static_cast<std::size_t>(file.size()), pages.data()) != 0)
        return 0;
    std::size_t present = 0;
    for (const unsigned char one : pages)
        present += one & 1;
    return static_cast<double>(present * page) / 1e6;
}

long majorFaults()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_majflt;
}

double cpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

void readWhole(const QString &path)
{
    drop(path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return;
    QElapsedTimer timer;
    timer.start();
    QByteArray buffer(1 << 20, Qt::Uninitialized);
    qint64 size = 0;
    for (qint64 got = 1; got > 0; size += std::max<qint64>(0, got))
        got = file.read(buffer.data(), buffer.size());
    out << "the disk gives all " << size / 1'000'000 << " MB in "
        << QString::number(ms(timer), 'f', 0) << " ms\n";
}

const QStringList &queries()
{
    static const QStringList all{u"customer"_s,
                                 u"c"_s,
                                 u"or"_s,
                                 u"ment"_s,
                                 u"customer payment"_s,
                                 u"\"customer order\""_s,
                                 u"custmer"_s,
                                 u"kind:product quality:>80"_s,
                                 u"table_000777"_s,
                                 u""_s};
    return all;
}

/// One line for each query: `opens` makes an index out of nothing that is in memory.
void timeEach(const QStringList &files, std::int64_t nowMs,
              const std::function<std::shared_ptr<const Index>()> &opens)
{
    out << "cold                            opened    first   second     core  faults   MB before "
           "  after   hits\n";
    for (const QString &query : queries()) {
        double before = 0, after = 0;
        for (const QString &file : files) {
            drop(file);
            before += megabytesInMemory(file);
        }
        const long faults = majorFaults();
        const double cpu = cpuMs();
        QElapsedTimer timer;
        timer.start();
        FindOptions options;
        options.facets = true;
        options.nowMs = nowMs;
        const std::shared_ptr<const Index> index = opens();
        if (!index)
            return;
        const double opened = ms(timer);
        const auto hits = find(*index, parse(query), options);
        const double first = ms(timer);
        const double used = cpuMs() - cpu;
        const long met = majorFaults() - faults;
        for (const QString &file : files)
            after += megabytesInMemory(file);
        timer.restart();
        (void)find(*index, parse(query), options);
        const QString shown = query.isEmpty() ? u"(nothing)"_s : query;
        out << shown.leftJustified(28)
            << u"%1 %2 %3 %4 %5 %6 %7 %8\n"_s.arg(opened, 10, 'f', 1)
                   .arg(first, 8, 'f', 1)
                   .arg(ms(timer), 8, 'f', 1)
                   .arg(used, 8, 'f', 1)
                   .arg(met, 7)
                   .arg(before, 11, 'f', 1)
                   .arg(after, 7, 'f', 1)
                   .arg(hits ? hits->total : -1, 7);
        out.flush();
    }
}

} // namespace

void timeCold(const QString &indexFile, std::int64_t nowMs)
{
    readWhole(indexFile);
    timeEach({indexFile}, nowMs, [&]() -> std::shared_ptr<const Index> {
        const auto segment = Segment::open(indexFile);
        return segment ? std::make_shared<const Index>(Index::Data::of({*segment})) : nullptr;
    });
}

void timeColdProfile(const QString &folder)
{
    const QString index = folder + u"/search"_s;
    const auto opens = [&]() -> std::shared_ptr<const Index> {
        const auto store = store::Store::open(folder, Clock::fromEnvironment());
        if (!store)
            return nullptr;
        const auto reader = (*store)->read();
        const auto opened = reader ? Index::open(index, *reader) : reader.error();
        return opened ? *opened : nullptr;
    };
    QElapsedTimer timer;
    timer.start();
    if (!opens()) {
        out << folder << " cannot be opened\n";
        return;
    }
    out << "\n" << folder << ", opened in " << QString::number(ms(timer), 'f', 0) << " ms\n";
    readWhole(index + u"/large.index"_s);
    QStringList files{index + u"/large.index"_s, index + u"/small.index"_s};
    for (const QString &name : QDir(folder).entryList({u"meshlens.db*"_s}, QDir::Files))
        files.append(folder + u'/' + name);
    timeEach(files, Clock::fromEnvironment().nowMs(), opens);
}

} // namespace meshlens::bench
