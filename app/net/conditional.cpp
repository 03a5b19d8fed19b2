// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/conditional.h"

namespace meshlens::net {

Validators validatorsOf(const Response &response)
{
    constexpr qsizetype longest = 1024; // kept between pulls, so a server may not fill the disk
    const auto take = [&](const char *name) {
        QByteArray value = headerValue(response.headers, name);
        return value.size() <= longest ? value : QByteArray();
    };
    return {take("ETag"), take("Last-Modified")};
}

void askOnlyIfChanged(Request &request, const Validators &known)
{
    if (!known.etag.isEmpty())
        request.headers.append({"If-None-Match", known.etag});
    else if (!known.lastModified.isEmpty())
        request.headers.append({"If-Modified-Since", known.lastModified});
}

} // namespace meshlens::net
