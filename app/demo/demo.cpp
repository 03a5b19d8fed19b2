// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demo.h"

#include "app/demo/node_folder.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QRandomGenerator>

#include <mutex>

using namespace Qt::StringLiterals;

namespace meshlens::demo {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::int64_t hourMs = 3'600'000, dayMs = 24 * hourMs;
constexpr int formatVersion = 1; // of what is written; a change makes the folders anew

/// mesh.json.
struct Record {
    std::string fingerprint; // of the source and the format
    std::int64_t firstStartMs = 0;
    std::int64_t recordedUntilMs = 0;
    QHash<QString, int> ports;
    bool hasNext = false; // the next versions of contracts are in force
};

/// mesh.json is read, changed and written by the full hour's thread and by whoever publishes.
std::mutex &recordMutex()
{
    static std::mutex mutex;
    return mutex;
}

QString folderOf(const QString &workspace)
{
    return workspace + u"/demo"_s;
}

std::int64_t fullHour(const Clock &clock)
{
    return clock.nowMs() / hourMs * hourMs;
}

Json readJson(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return nullptr;
    return Json::parse(file.readAll().toStdString(), nullptr,
                       false); // discarded where it is broken
}

std::string fingerprint()
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::number(formatVersion));
    for (const QString &name : QDir(u":/demo"_s).entryList(QDir::Files, QDir::Name)) {
        QFile file(u":/demo/"_s + name);
        if (file.open(QIODevice::ReadOnly))
            hash.addData(file.readAll());
    }
    return hash.result().toHex().toStdString();
}

std::optional<Record> readRecord(const QString &workspace)
{
    const Json json = readJson(folderOf(workspace) + u"/mesh.json"_s);
    if (!json.is_object())
        return std::nullopt;
    try {
        Record record{json.at("fingerprint"),
                      json.at("first_start_ms"),
                      json.at("recorded_until_ms"),
                      {},
                      json.value("has_next", false)};
        for (const auto &[node, port] : json.at("ports").items())
            record.ports.insert(QString::fromStdString(node), port.get<int>());
        return record;
    } catch (const nlohmann::json::exception &) {
        return std::nullopt; // as if it had never been finished
    }
}

Result<void> writeRecord(const QString &workspace, const Record &record)
{
    Json ports = Json::object();
    QStringList nodes = record.ports.keys();
    nodes.sort();
    for (const QString &node : nodes)
        ports[node.toStdString()] = record.ports.value(node);
    const Json json{{"fingerprint", record.fingerprint},
                    {"first_start_ms", record.firstStartMs},
                    {"recorded_until_ms", record.recordedUntilMs},
                    {"ports", ports},
                    {"has_next", record.hasNext}};
    return writeWhole(folderOf(workspace) + u"/mesh.json"_s,
                      QByteArray::fromStdString(json.dump(1) + "\n"));
}

QString newToken()
{
    QByteArray bytes(32, Qt::Uninitialized);
    QRandomGenerator::system()->generate(bytes.begin(), bytes.end()); // the system's secure source
    return QString::fromLatin1(
        bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

Result<QHash<QString, QString>> tokensOf(const Source &source, const QString &workspace)
{
    const QString path = folderOf(workspace) + u"/tokens.json"_s;
    const Json known = readJson(path);
    QHash<QString, QString> tokens;
    Json all = Json::object();
    bool made = false;
    for (const PersonSource &person : source.people) {
        if (!person.profile)
            continue;
        QString token;
        if (known.is_object() && known.contains(person.id.toStdString()) &&
            known[person.id.toStdString()].is_string())
            token = QString::fromStdString(known[person.id.toStdString()].get<std::string>());
        if (token.isEmpty()) {
            token = newToken();
            made = true;
        }
        tokens.insert(person.id, token);
        all[person.id.toStdString()] = token.toStdString();
    }
    if (made) {
        if (auto done = writeWhole(path, QByteArray::fromStdString(all.dump(1) + "\n"), true);
            !done)
            return done.error();
    }
    return tokens;
}

QHash<QString, QByteArray> hashesOf(const QHash<QString, QString> &tokens)
{
    QHash<QString, QByteArray> hashes;
    for (auto token = tokens.begin(); token != tokens.end(); ++token)
        hashes.insert(
            token.key(),
            QCryptographicHash::hash(token->toUtf8(), QCryptographicHash::Sha256).toHex());
    return hashes;
}

Error storageError(const QString &path)
{
    return {Error::Kind::Storage, u"The demo mesh cannot be written."_s, path};
}

/// Makes each node's folder beside and renames it, so that a folder is whole or missing.
Result<void> makeFolders(const Source &source, const QString &workspace, std::int64_t firstStartMs)
{
    for (const NodeSource &node : source.nodes) {
        const QString folder = folderOf(workspace) + u'/' + node.folder;
        const QString beside = folder + u".partial"_s;
        if (!QDir(beside).removeRecursively())
            return storageError(beside);
        if (auto done = writeNodeFolder(source, node, beside, firstStartMs); !done)
            return done;
        if (!QDir(folder).removeRecursively() || !QDir().rename(beside, folder))
            return storageError(folder);
    }
    return {};
}

Span historySpan(const Source &source, std::int64_t firstStartMs, std::int64_t toMs)
{
    // Where somebody keeps the demo for long, its oldest days fall off.
    const std::int64_t longest = (source.historyDays + 310) * dayMs;
    return {firstStartMs, std::max(firstStartMs - source.historyDays * dayMs, toMs - longest),
            toMs};
}

Result<void> writeHistories(const Source &source, const QString &workspace,
                            std::int64_t firstStartMs, std::int64_t toMs)
{
    for (const NodeSource &node : source.nodes) {
        const QString folder = folderOf(workspace) + u'/' + node.folder;
        if (auto done = writeHistory(source, node, folder, historySpan(source, firstStartMs, toMs));
            !done)
            return done;
    }
    return {};
}

bool foldersStand(const Source &source, const QString &workspace)
{
    return std::all_of(source.nodes.begin(), source.nodes.end(), [&](const NodeSource &node) {
        return QFile::exists(folderOf(workspace) + u'/' + node.folder + u"/node.yaml"_s);
    });
}

/// Brings folders and record up to the hour.
Result<Record> bringUpToDate(const Source &source, const QString &workspace, std::int64_t hour)
{
    const std::lock_guard lock(recordMutex());
    std::optional<Record> known = readRecord(workspace);
    if (!known || known->fingerprint != fingerprint() || !foldersStand(source, workspace)) {
        if (auto done = makeFolders(source, workspace, hour); !done)
            return done.error();
        known =
            Record{fingerprint(), hour, hour, known ? known->ports : QHash<QString, int>(), false};
    } else if (known->recordedUntilMs < hour) {
        if (auto done = writeHistories(source, workspace, known->firstStartMs, hour); !done)
            return done.error();
        known->recordedUntilMs = hour;
    } else {
        return *known;
    }
    if (auto done = writeRecord(workspace, *known); !done)
        return done.error();
    return *known;
}

QStringList rolesOf(const PersonSource &person)
{
    QStringList roles{u"consumer"_s};
    if (!person.owns.isEmpty())
        roles.append(u"owner"_s);
    return roles + person.roles;
}

QStringList domainNames(const Source &source, const NodeSource &node)
{
    QStringList names;
    for (const Json &domain : source.domains) {
        if (node.domains.contains(QString::fromStdString(domain.at("id").get<std::string>())))
            names.append(QString::fromStdString(domain.at("name").get<std::string>()));
    }
    return names;
}

} // namespace

Result<Plan> prepare(const QString &workspace, const Clock &clock)
{
    const QString folder = folderOf(workspace);
    const auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    if (!QDir().mkpath(folder + u"/state"_s) || !QFile::setPermissions(folder, owner))
        return storageError(folder);
    const Result<Source> source = loadSource();
    if (!source)
        return source.error();
    auto tokens = tokensOf(*source, workspace);
    if (!tokens)
        return std::move(tokens).error();
    const Result<Record> record = bringUpToDate(*source, workspace, fullHour(clock));
    if (!record)
        return record.error();

    Plan plan{workspace, {}, {}, *tokens, record->firstStartMs, record->recordedUntilMs};
    const QHash<QString, QByteArray> hashes = hashesOf(*tokens);
    for (const NodeSource &node : source->nodes) {
        const QString nodeFolder = folder + u'/' + node.folder;
        if (auto done = writePeople(*source, node, nodeFolder, hashes); !done)
            return done.error();
        plan.nodes.append({node.id, node.name, nodeFolder,
                           folder + u"/state/"_s + node.folder + u".db"_s,
                           domainNames(*source, node), record->ports.value(node.id)});
    }
    for (const PersonSource &person : source->people) {
        if (person.profile)
            plan.people.append({person.id, person.name, person.email, rolesOf(person)});
    }
    return plan;
}

Result<std::int64_t> extendHistory(const Plan &plan, const Clock &clock)
{
    const Result<Source> source = loadSource();
    if (!source)
        return source.error();
    const Result<Record> record = bringUpToDate(*source, plan.workspace, fullHour(clock));
    if (!record)
        return record.error();
    return record->recordedUntilMs;
}

Result<bool> publishNext(const Plan &plan)
{
    const Result<Source> source = loadSource();
    if (!source)
        return source.error();
    const std::lock_guard lock(recordMutex());
    std::optional<Record> record = readRecord(plan.workspace);
    if (!record)
        return storageError(folderOf(plan.workspace) + u"/mesh.json"_s);
    if (record->hasNext)
        return false;
    for (const NodeSource &node : source->nodes) {
        for (const ProductSource &product : source->products) {
            if (product.next.version.isEmpty() || !node.domains.contains(product.domain))
                continue;
            if (auto done = writeProduct(*source, withNext(product),
                                         folderOf(plan.workspace) + u'/' + node.folder,
                                         record->firstStartMs);
                !done)
                return done.error();
        }
    }
    record->hasNext = true;
    if (auto done = writeRecord(plan.workspace, *record); !done)
        return done.error();
    return true;
}

Result<void> rememberPorts(const Plan &plan, const QHash<QString, int> &portsByNode)
{
    const std::lock_guard lock(recordMutex());
    std::optional<Record> record = readRecord(plan.workspace);
    if (!record)
        return storageError(folderOf(plan.workspace) + u"/mesh.json"_s);
    record->ports = portsByNode;
    return writeRecord(plan.workspace, *record);
}

} // namespace meshlens::demo
