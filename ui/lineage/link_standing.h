// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

namespace meshlens::ui {

/// What is wrong with the links of products that a link between two domains is made of. All 0:
/// nothing that is known, which is not the same as nothing.
struct LinkStanding {
    int broken = 0;   // a contract in force is not kept now
    int troubled = 0; // late, or a check does not pass; no contract is broken by that
    int personal = 0; // carry personal data that no contract in force covers
    QString worst;    // of what is broken, else troubled: "intraday → exposure: 9 h late"

    [[nodiscard]] bool isMarked() const { return broken > 0 || troubled > 0 || personal > 0; }
};

/// By keys of the domains, from and to; pairs of which nothing is wrong are left out.
using LinkStandings = QHash<std::pair<QString, QString>, LinkStanding>;

} // namespace meshlens::ui
