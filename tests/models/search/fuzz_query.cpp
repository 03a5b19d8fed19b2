// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "query_exercise.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>

/// For libFuzzer: cmake -DMESHLENS_FUZZ=ON -DCMAKE_CXX_COMPILER=clang++-16, target fuzz_query.
/// A text that breaks a rule of query_exercise.h or takes over 50 ms of a core ends the run.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    constexpr std::clock_t slowest = CLOCKS_PER_SEC / 20;
    const QString text =
        QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const std::clock_t before = std::clock();
    (void)meshlens::search::parse(text);
    const std::clock_t took = std::clock() - before;
    const QString wrong = meshlens::test::wrongWith(text);
    if (!wrong.isEmpty() || took > slowest) {
        std::fprintf(stderr, "%s (%ld of %ld)\n", qPrintable(wrong), static_cast<long>(took),
                     static_cast<long>(slowest));
        std::abort();
    }
    return 0;
}
