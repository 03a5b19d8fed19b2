// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <QWidget>

#include <functional>

namespace meshlens::ui {

/// Asks where, writes there in a worker and says how it went. `write` runs in a worker: values
/// only.
void saveFile(QWidget *owner, const QString &title, const QString &name, const QString &filter,
              std::function<Result<void>(const QString &path)> write,
              std::function<void(const QString &words)> say);

/// The whole file or nothing. Thread: any. Error: Storage.
[[nodiscard]] Result<void> writeBytes(const QString &path, const QByteArray &bytes);

} // namespace meshlens::ui
