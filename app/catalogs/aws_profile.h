// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/sigv4.h"
#include "models/result.h"

#include <QMap>

#include <optional>
#include <stop_token>

/// The files that Amazon's own tools keep keys in, read only where the user names a profile.
namespace meshlens::catalogs {

/// Sections of an INI file: name to its settings, names in lower case.
using AwsIni = QMap<QString, QMap<QString, QString>>;
[[nodiscard]] AwsIni readAwsIni(const QByteArray &text);

/// What one profile says, both files taken together (`credentials` wins).
struct AwsProfile {
    net::AwsKeys keys; // empty: it has none of its own
    QString region;
    QString roleArn;
    QString sourceProfile;
    QString externalId;
    QString process; // a command that prints keys
};

/// Files: $AWS_CONFIG_FILE and $AWS_SHARED_CREDENTIALS_FILE, else ~/.aws/config and
/// ~/.aws/credentials. Error NotFound: neither knows the profile.
[[nodiscard]] Result<AwsProfile> readAwsProfile(const QString &name);

/// Temporary keys, and when they end.
struct AwsTemporary {
    net::AwsKeys keys;
    std::optional<std::int64_t> endsAtMs;
};

/// Runs `credential_process` of a profile (version 1 of its JSON). Blocks, 60 s at most.
[[nodiscard]] Result<AwsTemporary> runCredentialProcess(const QString &command,
                                                        std::stop_token stop);

} // namespace meshlens::catalogs
