// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QMetaType>
#include <QString>

#include <optional>

namespace meshlens::ui {

/// The address of a place: `meshlens://<page>/<percent-encoded key>?<state>`.
///
/// `page` is lower case ("home", "product"); `key` is the key of a thing or empty; `state` holds
/// what else the page needs to look the same again (tab, filter, selection), sorted by name.
struct Link {
    QString page = {};
    QString key = {};
    QMap<QString, QString> state = {};

    [[nodiscard]] QString toString() const;
    /// Nothing where the text is not such an address, or longer than 8,192 characters.
    [[nodiscard]] static std::optional<Link> parse(const QString &text);

    bool operator==(const Link &) const = default;
};

/// The place where a thing is shown, by the scheme of its key: products, domains, columns ... A
/// dataset key opens as a product page of its own.
[[nodiscard]] Link linkTo(const QString &key);

} // namespace meshlens::ui

Q_DECLARE_METATYPE(meshlens::ui::Link)
