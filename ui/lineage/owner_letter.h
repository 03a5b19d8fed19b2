// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace meshlens::ui {

/// Opens a letter in the mail program; of many addresses the first 40, since programs cut long
/// ones. False: no program answered.
[[nodiscard]] bool writeLetter(const QStringList &addresses, const QString &subject,
                               const QString &body);

/// At most 25 lines of a list, then how many more there are.
[[nodiscard]] QString linesOfLetter(const QStringList &lines);

} // namespace meshlens::ui
