// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/splitter_memory.h"

#include "models/store/writer.h"
#include "ui/parts/load.h"

#include <QSplitter>
#include <QTimer>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// "216,640,364"; nothing where it is not as many sizes as there are parts.
QList<int> sizesOf(const QByteArray &text, int parts)
{
    QList<int> sizes;
    for (const QByteArray &number : text.split(',')) {
        bool isNumber = false;
        const int size = number.toInt(&isNumber);
        if (isNumber && size > 0 && size < 10'000)
            sizes += size;
    }
    return sizes.size() == parts ? sizes : QList<int>();
}

} // namespace

void rememberSizes(QSplitter *splitter, Session &session, const QString &name)
{
    const QString setting = u"splitter."_s + name;
    load(
        splitter, session, [setting](store::Reader &reader) { return reader.setting(setting); },
        [splitter](const QByteArray &text) {
            if (const QList<int> sizes = sizesOf(text, splitter->count()); !sizes.isEmpty())
                splitter->setSizes(sizes);
        },
        [](const Error &) {}); // the usual sizes do as well
    auto *settled = new QTimer(splitter);
    settled->setSingleShot(true);
    settled->setInterval(800ms);
    QObject::connect(splitter, &QSplitter::splitterMoved, settled, qOverload<>(&QTimer::start));
    QObject::connect(settled, &QTimer::timeout, splitter, [splitter, &session, setting] {
        QByteArrayList sizes;
        for (const int size : splitter->sizes())
            sizes += QByteArray::number(size);
        // A part that lies over the page for now has no size to keep.
        if (!sizes.contains("0"))
            session.write([setting, text = sizes.join(',')](store::Writer &writer) {
                return writer.setSetting(setting, text);
            });
    });
}

} // namespace meshlens::ui
