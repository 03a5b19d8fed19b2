// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/content_reader.h"

#include "app/node/state.h"

#include <QDir>
#include <QFileInfo>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace meshlens::node {

QString Reading::path(const char *name) const
{
    return folder + u'/' + QString::fromLatin1(name);
}

QStringList Reading::files(const char *subfolder, const QStringList &patterns) const
{
    const QDir directory(path(subfolder));
    const QString root = QFileInfo(folder).canonicalFilePath() + u'/';
    QStringList paths;
    for (const QFileInfo &file : directory.entryInfoList(patterns, QDir::Files, QDir::Name)) {
        if (file.canonicalFilePath().startsWith(root)) // no link leads out of the folder
            paths.append(file.filePath());
        else
            problems({file.filePath(), 0, u"it is a link that leaves the folder"_s});
    }
    return paths;
}

std::string idOfKey(const QString &key)
{
    const qsizetype authority = key.indexOf("://"_L1);
    const qsizetype slash = key.indexOf(u'/', authority + 3);
    const QString last = key.mid(slash < 0 ? authority + 3 : slash + 1);
    return QUrl::fromPercentEncoding(last.toUtf8()).toStdString();
}

std::string domainId(const Content &content, const std::string &name)
{
    if (content.domainOwners.contains(name))
        return name;
    const std::string wanted = slug(name);
    return content.domainOwners.contains(wanted) ? wanted : name;
}

Json partiesJson(const Content &content, const std::vector<std::string> &owners)
{
    Json parties = Json::array();
    for (const std::string &owner : owners) {
        const Person *const person = content.personByEmail(owner);
        const bool isEmail = owner.find('@') != std::string::npos;
        parties.push_back({{"id", person ? Json(person->id) : Json()},
                           {"name", person ? person->name : owner},
                           {"email", isEmail ? Json(owner) : Json()}});
    }
    return parties;
}

void sortItems(Listing &listing)
{
    std::ranges::stable_sort(listing.items, {}, &Item::id);
    const auto doubles = std::ranges::unique(listing.items, {}, &Item::id);
    listing.items.erase(doubles.begin(), doubles.end());
}

ReadContent readContent(const QString &folder, State &state, std::int64_t now,
                        const ProblemSink &problems)
{
    Reading reading{.folder = folder, .problems = problems};
    readNode(reading);
    readPeople(reading);
    readDescriptors(reading);
    for (const mesh::Dataset &dataset : reading.batch.datasets) {
        if (!dataset.referenced)
            reading.datasetIds[dataset.key.toStdString()] = dataset.nativeId.toStdString();
    }

    Content &content = reading.content;
    bool changed = false;
    state.transact([&] {
        const std::int64_t before = state.nextStamp(0);
        readHistory(reading, state, now);
        buildDomains(reading);
        buildTerms(reading);
        buildDatasets(reading);
        buildProducts(reading);
        buildEdges(reading);
        const std::pair<const char *, Listing *> listings[] = {
            {"domain", &content.domainList},   {"product", &content.productList},
            {"dataset", &content.datasetList}, {"term", &content.termList},
            {"person", &content.peopleList},   {"edge", &content.edgeList},
            {"check", &content.checkList}};
        for (const auto &[kind, listing] : listings) {
            sortItems(*listing);
            state.stamp(kind, *listing, now);
            for (const Item &item : listing->items)
                content.asOf = std::max(content.asOf, item.stamp);
            for (const Deleted &gone : listing->deleted)
                content.asOf = std::max(content.asOf, gone.stamp);
        }
        for (const std::vector<Record> *records : {&content.results, &content.loads}) {
            for (const Record &record : *records)
                content.asOf = std::max(content.asOf, record.stamp);
        }
        changed = content.asOf > before;
    });
    return {std::make_shared<const Content>(std::move(content)), changed};
}

} // namespace meshlens::node
