// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/conditional.h"

#include <QHash>
#include <QMap>
#include <QString>

namespace meshlens::catalogs {

/// What a pull of a mesh node leaves for the next one: up to when each list is known, how to ask
/// whether anything has changed, and the keys of datasets that are named by id.
struct NodeState {
    struct Known {
        QString since;              // RFC 3339; empty: the list was never read
        net::Validators validators; // of the first page of `since`
    };
    QString authority;
    QMap<QString, Known> lists;   // by name: "datasets"
    QHash<QString, QString> keys; // dataset id -> key; only while there are few

    [[nodiscard]] QByteArray toJson() const;
    /// An empty state where the text is none of ours: the next pull is then a full one.
    [[nodiscard]] static NodeState fromJson(const QByteArray &text);
};

} // namespace meshlens::catalogs
