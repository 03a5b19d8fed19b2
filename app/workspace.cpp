// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace meshlens::app {
namespace {

constexpr auto privateFile = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto privateFolder = privateFile | QFileDevice::ExeOwner;

QString tr(const char *text)
{
    return QCoreApplication::translate("Workspace", text);
}

Result<void> makeFolder(const QString &path)
{
    if (QDir(path).exists())
        return {};
    if (!QDir().mkpath(path))
        return Error{
            Error::Kind::Storage,
            tr("The folder %1 could not be made. Choose another with --workspace.").arg(path),
            {}};
    QFile::setPermissions(path, privateFolder);
    return {};
}

nlohmann::json readSettings(const QString &folder)
{
    QFile file(folder + u"/settings.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return nlohmann::json::object();
    auto settings = nlohmann::json::parse(file.readAll().toStdString(), nullptr, false);
    return settings.is_object() ? settings : nlohmann::json::object();
}

bool isProfileName(const QString &name)
{
    static const QRegularExpression shape(u"\\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}\\z"_s);
    return shape.match(name).hasMatch();
}

} // namespace

QString Workspace::defaultFolder(bool demo)
{
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return data + (demo ? u"/meshlens/demo"_s : u"/meshlens/default"_s);
}

Result<Workspace> Workspace::open(const QString &folder, const QString &profile, bool demo,
                                  NewProfile unknown)
{
    if (!profile.isEmpty() && !isProfileName(profile))
        return Error{Error::Kind::Usage,
                     tr("A profile name has letters, digits, - and _ only: %1").arg(profile),
                     {}};
    Workspace workspace;
    workspace.m_folder = QDir(folder.isEmpty() ? defaultFolder(demo) : folder).absolutePath();
    if (auto made = makeFolder(workspace.m_folder); !made)
        return std::move(made).error();

    const QStringList known = workspace.profiles();
    if (!profile.isEmpty() && unknown == NewProfile::Refuse && !known.isEmpty() &&
        !known.contains(profile))
        return Error{Error::Kind::Usage,
                     tr("There is no profile \"%1\" here, only: %2. A first catalog makes it: "
                        "meshlens --profile %1 catalog add KIND URL")
                         .arg(profile, known.join(u", "_s)),
                     {}};
    workspace.m_profile = profile;
    if (profile.isEmpty()) {
        const auto settings = readSettings(workspace.m_folder);
        const QString last = QString::fromStdString(settings.value("last_profile", std::string()));
        workspace.m_profile = isProfileName(last)          ? last
                              : demo || workspace.isDemo() ? u"hanna"_s
                                                           : u"default"_s;
    }
    if (auto made = workspace.makeProfile(workspace.m_profile); !made)
        return std::move(made).error();
    return workspace;
}

QString Workspace::profileFolder(const QString &profile) const
{
    return m_folder + u"/profiles/"_s + profile;
}

QStringList Workspace::profiles() const
{
    return QDir(m_folder + u"/profiles"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

bool Workspace::isDemo() const
{
    return QFile::exists(m_folder + u"/demo/tokens.json"_s);
}

QByteArray Workspace::setting(const QString &name) const
{
    const auto settings = readSettings(m_folder);
    const auto found = settings.find(name.toStdString());
    return found == settings.end() ? QByteArray() : QByteArray::fromStdString(found->dump());
}

Result<void> Workspace::setSetting(const QString &name, const QByteArray &json) const
{
    auto settings = readSettings(m_folder);
    settings[name.toStdString()] = nlohmann::json::parse(json.toStdString(), nullptr, false);
    return writePrivateFile(m_folder + u"/settings.json"_s,
                            QByteArray::fromStdString(settings.dump(2)));
}

Result<void> Workspace::makeProfile(const QString &profile) const
{
    if (auto made = makeFolder(m_folder + u"/profiles"_s); !made)
        return made;
    return makeFolder(profileFolder(profile));
}

Result<void> Workspace::rememberProfile() const
{
    const nlohmann::json name = m_profile.toStdString();
    return setSetting(u"last_profile"_s, QByteArray::fromStdString(name.dump()));
}

Result<void> writePrivateFile(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(privateFile) &&
                         file.write(content) == content.size() && file.commit();
    if (!written)
        return Error{Error::Kind::Storage,
                     tr("%1 could not be written: %2").arg(path, file.errorString()),
                     {}};
    return {};
}

} // namespace meshlens::app
