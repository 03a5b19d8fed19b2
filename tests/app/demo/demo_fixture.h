// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/formats/link.h"
#include "app/catalogs/formats/odcs.h"
#include "app/catalogs/formats/odps.h"
#include "app/catalogs/formats/openlineage.h"
#include "app/catalogs/formats/yaml.h"
#include "app/demo/demo.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QDirIterator>
#include <QFile>

/// What the tests of the demo share: its folders read back with the decoders that everybody uses.
namespace meshlens::demotest {

inline const Clock march = Clock::frozenAt(fromRfc3339(u"2026-03-12T09:41:00Z"));

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The lines of a file of JSON objects.
inline QList<nlohmann::json> objectsOf(const QString &path)
{
    QList<nlohmann::json> objects;
    for (const QByteArray &line : contentOf(path).split('\n')) {
        if (!line.isEmpty())
            objects.append(nlohmann::json::parse(line.toStdString()));
    }
    return objects;
}

inline QString text(const nlohmann::json &object, const char *key)
{
    return QString::fromStdString(object.value(key, std::string()));
}

inline catalogs::Decoded decodedFolder(const demo::PlanNode &node)
{
    catalogs::Decoded all;
    catalogs::DecodeContext context;
    context.authority = node.id;
    context.catalog = node.name;
    const auto read = [&](const QString &part, auto decode) {
        QDirIterator files(node.folder + u'/' + part, {QStringLiteral("*.yaml")}, QDir::Files);
        while (files.hasNext()) {
            context.file = files.next();
            const auto documents = catalogs::readYaml(contentOf(context.file));
            if (!documents) {
                all.problems.append({context.file, 0, documents.error().message});
                continue;
            }
            for (const nlohmann::json &document : *documents)
                all.append(decode(document, context));
        }
    };
    read(QStringLiteral("products"), catalogs::decodeOdps);
    read(QStringLiteral("contracts"), catalogs::decodeOdcs);
    context.file = QStringLiteral("lineage/events.ndjson");
    all.append(catalogs::decodeOpenLineage(contentOf(node.folder + u'/' + context.file), context));
    catalogs::linkBatch(all, context);
    return all;
}

} // namespace meshlens::demotest
