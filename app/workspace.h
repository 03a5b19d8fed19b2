// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace meshlens::app {

/// A workspace folder: `profiles/NAME/` with index, samples and search; `settings.json` and
/// `rules/` shared by all profiles. Folders have mode 0700, files 0600.
/// Thread: any; several processes may share one workspace.
class Workspace
{
public:
    /// What a profile that is named but not there means: most likely a slip of the keyboard.
    enum class NewProfile { Refuse, Make };

    /// Opens or creates. An empty folder name means the default below the user's data folder (XDG),
    /// or the demo's where `demo` is set. An empty profile means the last used one, then `default`
    /// (`hanna` in the demo). The first profile of a workspace is always made.
    /// Errors: Usage (a profile name with other than letters, digits, `-`, `_` and `.`; a profile
    /// that is not there, with the ones that are), Storage.
    static Result<Workspace> open(const QString &folder, const QString &profile, bool demo,
                                  NewProfile unknown = NewProfile::Refuse);

    [[nodiscard]] static QString defaultFolder(bool demo);

    [[nodiscard]] QString folder() const { return m_folder; }
    [[nodiscard]] QString profile() const { return m_profile; }
    [[nodiscard]] QString profileFolder() const { return profileFolder(m_profile); }
    [[nodiscard]] QString profileFolder(const QString &profile) const;
    [[nodiscard]] QStringList profiles() const; // that have a folder, by name
    [[nodiscard]] bool isDemo() const;          // the demo mesh lives here

    /// One value of settings.json (JSON text), empty where not set.
    [[nodiscard]] QByteArray setting(const QString &name) const;
    Result<void> setSetting(const QString &name, const QByteArray &json) const;

    /// Creates the folder of a profile, mode 0700.
    Result<void> makeProfile(const QString &profile) const;
    Result<void> rememberProfile() const;

private:
    QString m_folder;
    QString m_profile;
};

/// Writes beside and renames, mode 0600: readers see the old text or the new, never half of one.
Result<void> writePrivateFile(const QString &path, const QByteArray &content);

} // namespace meshlens::app
