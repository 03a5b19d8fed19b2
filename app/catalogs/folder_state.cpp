// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/folder_state.h"

#include <nlohmann/json.hpp>

#include <QCryptographicHash>
#include <QFile>

using nlohmann::json;

namespace meshlens::catalogs {
namespace {

constexpr int version = 2; // of this format, and of what the decoders make of a file

constexpr qsizetype keptProblems = 1000;

QByteArray hashOf(const QString &path, std::stop_token stop)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QCryptographicHash hash(QCryptographicHash::Sha1);
    QByteArray chunk(1024 * 1024, Qt::Uninitialized);
    qint64 size = 0;
    while (!stop.stop_requested() && (size = file.read(chunk.data(), chunk.size())) > 0)
        hash.addData(QByteArrayView(chunk.constData(), size));
    return hash.result().toHex();
}

} // namespace

FolderState FolderState::of(const QList<FoundFile> &files, const QByteArray &salt,
                            const FolderState &before, std::stop_token stop)
{
    FolderState state;
    state.m_salt = salt;
    for (const FoundFile &file : files) {
        Entry entry{file.size, file.modifiedNs, {}};
        const auto known = before.m_entries.constFind(file.relative);
        const bool untouched = known != before.m_entries.cend() && known->size == file.size &&
                               known->modifiedNs == file.modifiedNs && !known->hash.isEmpty();
        entry.hash = untouched ? known->hash : hashOf(file.path, stop);
        state.m_entries.insert(file.relative, entry);
    }
    return state;
}

FolderState FolderState::fromJson(const QByteArray &bytes)
{
    FolderState state;
    const json document = json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (!document.is_object() || document.value("version", json()) != version)
        return state;
    const json salt = document.value("salt", json());
    const json files = document.value("files", json());
    if (!salt.is_string() || !files.is_object())
        return state;
    state.m_salt = QByteArray::fromStdString(salt.get<std::string>());
    for (const auto &[name, entry] : files.items()) {
        const bool good = entry.is_array() && entry.size() == 3 && entry[0].is_number_integer() &&
                          entry[1].is_number_integer() && entry[2].is_string();
        if (good) {
            state.m_entries.insert(QString::fromStdString(name),
                                   {entry[0].get<qint64>(), entry[1].get<qint64>(),
                                    QByteArray::fromStdString(entry[2].get<std::string>())});
        }
    }
    const json problems = document.value("problems", json::array());
    for (const json &entry : problems) {
        const bool good = entry.is_array() && entry.size() == 3 && entry[0].is_string() &&
                          entry[1].is_number_integer() && entry[2].is_string();
        if (good)
            state.m_problems.append({QString::fromStdString(entry[0].get<std::string>()),
                                     entry[1].get<int>(),
                                     QString::fromStdString(entry[2].get<std::string>())});
    }
    return state;
}

void FolderState::setProblems(const QList<PullProblem> &problems)
{
    m_problems = problems.mid(0, keptProblems);
}

QByteArray FolderState::toJson() const
{
    json problems = json::array();
    for (const PullProblem &problem : m_problems)
        problems.push_back(
            {problem.file.toStdString(), problem.line, problem.reason.toStdString()});
    json files = json::object();
    for (auto entry = m_entries.cbegin(); entry != m_entries.cend(); ++entry)
        files[entry.key().toStdString()] = {entry->size, entry->modifiedNs,
                                            entry->hash.toStdString()};
    const json document = {{"version", version},
                           {"salt", m_salt.toStdString()},
                           {"files", std::move(files)},
                           {"problems", std::move(problems)}};
    return QByteArray::fromStdString(document.dump(-1, ' ', false, json::error_handler_t::replace));
}

bool FolderState::sameContent(const FolderState &other) const
{
    if (m_salt != other.m_salt || m_entries.size() != other.m_entries.size())
        return false;
    for (auto entry = m_entries.cbegin(); entry != m_entries.cend(); ++entry) {
        const auto twin = other.m_entries.constFind(entry.key());
        if (twin == other.m_entries.cend() || entry->hash.isEmpty() || twin->hash != entry->hash)
            return false;
    }
    return true;
}

} // namespace meshlens::catalogs
