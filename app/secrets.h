// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workspace.h"
#include "models/result.h"

#include <QString>

namespace meshlens::app {

/// Secrets of one profile: sign-ins of catalogs and the key that seals samples.
///
/// They live in the system keychain. Where none answers they may live in `secrets.json` (0600) of
/// the workspace, once the user agreed; `MESHLENS_KEYCHAIN=file` and the demo choose the file.
/// Thread: any but the interface thread: calls wait for the keychain.
class Secrets
{
public:
    explicit Secrets(Workspace workspace);

    /// Empty where there is none. Error NotPermitted: the keychain refused or does not answer.
    [[nodiscard]] Result<QString> read(const QString &name) const;
    Result<void> write(const QString &name, const QString &secret) const;
    Result<void> remove(const QString &name) const;

    /// The 32-byte key that seals samples, made at first use.
    [[nodiscard]] Result<QByteArray> sampleKey() const;

    [[nodiscard]] bool usesFile() const;
    /// Whether a system keychain answers.
    [[nodiscard]] bool keychainAnswers() const;
    /// The user agreed to the file.
    Result<void> agreeToFile() const;

private:
    Workspace m_workspace;
};

/// The name under which a catalog's sign-in is kept.
[[nodiscard]] QString catalogSecretName(const QString &catalog);

} // namespace meshlens::app
