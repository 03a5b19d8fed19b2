// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/channel.h"
#include "app/net/conditional.h"
#include "app/net/json.h"

#include <functional>
#include <future>

namespace meshlens::catalogs {

using Query = QList<std::pair<QString, QString>>;

/// A page of a list, and where it came from.
struct NodePage {
    nlohmann::json document; // an object; null where the list is unchanged
    net::Validators validators;
    QString url; // without its query, for problems
    bool unchanged = false;
};

/// GET of one document that is an object.
[[nodiscard]] Result<NodePage> getPage(net::Channel &channel, const QByteArray &path,
                                       const Query &query, const net::Validators &known,
                                       std::stop_token stop);

/// Walks a list by its cursor (`next`), while the following page is already on its way.
///
/// `take` gets each page in order; an error of it ends the walk. A cursor that comes again, and
/// more pages than anybody has, are Decode errors: a server must not keep a pull busy for ever.
/// Returns the first page's validators; `unchanged` when the server answered 304 to `known`.
[[nodiscard]] Result<NodePage> eachPage(net::Channel &channel, const QByteArray &path,
                                        const Query &query, const net::Validators &known,
                                        std::stop_token stop,
                                        const std::function<Result<void>(const NodePage &)> &take);

} // namespace meshlens::catalogs
