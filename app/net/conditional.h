// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/http.h"

namespace meshlens::net {

/// What a server gave to recognise an answer by, so that it need not be sent twice (RFC 9110, 13).
struct Validators {
    QByteArray etag;
    QByteArray lastModified;
    [[nodiscard]] bool isEmpty() const { return etag.isEmpty() && lastModified.isEmpty(); }
    bool operator==(const Validators &) const = default;
};

[[nodiscard]] Validators validatorsOf(const Response &response);

/// Makes a GET conditional; the answer is then 304 without a body where nothing has changed.
void askOnlyIfChanged(Request &request, const Validators &known);

[[nodiscard]] inline bool isUnchanged(const Response &response)
{
    return response.status == 304;
}

} // namespace meshlens::net
