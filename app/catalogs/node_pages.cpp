// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/node_pages.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

constexpr int mostPages = 50'000;
constexpr qsizetype longestCursor = 4096;

Result<QString> nextCursor(const NodePage &page, QSet<QString> &seen)
{
    auto cursor = net::optionalString(page.document, "next");
    if (!cursor || cursor->isEmpty())
        return cursor;
    if (cursor->size() > longestCursor || seen.contains(*cursor) || seen.size() >= mostPages)
        return net::wrongType(u"/next"_s, u"a cursor that leads on"_s);
    seen.insert(*cursor);
    return cursor;
}

} // namespace

Result<NodePage> getPage(net::Channel &channel, const QByteArray &path, const Query &query,
                         const net::Validators &known, std::stop_token stop)
{
    net::Request request = channel.request(net::Method::Get, path, query);
    net::askOnlyIfChanged(request, known);
    auto response = channel.send(request, std::move(stop));
    if (!response)
        return std::move(response).error();
    NodePage page;
    page.url = net::plainUrl(request.url);
    page.validators = net::validatorsOf(*response);
    if (net::isUnchanged(*response)) {
        page.unchanged = true;
        return page;
    }
    auto document = net::parseJson(response->body);
    if (document && !document->is_object())
        document = net::wrongType({}, u"an object"_s);
    if (!document) {
        Error error = std::move(document).error();
        error.message = net::hostName(request.url) + u": "_s + error.message;
        error.detail = page.url + u": "_s + error.detail;
        return error;
    }
    page.document = *std::move(document);
    return page;
}

Result<NodePage> eachPage(net::Channel &channel, const QByteArray &path, const Query &query,
                          const net::Validators &known, std::stop_token stop,
                          const std::function<Result<void>(const NodePage &)> &take)
{
    // Ends the page on its way when this walk ends early, or is stopped from outside.
    std::stop_source ending;
    const std::stop_callback outside(stop, [&] { ending.request_stop(); });

    auto page = getPage(channel, path, query, known, ending.get_token());
    if (!page || page->unchanged)
        return page;
    NodePage first;
    first.validators = page->validators;
    first.url = page->url;
    QSet<QString> seen;
    for (;;) {
        const auto cursor = nextCursor(*page, seen);
        if (!cursor)
            return cursor.error();
        std::future<Result<NodePage>> following;
        if (!cursor->isEmpty()) {
            following = std::async(std::launch::async, [&, at = *cursor] {
                Query further = query;
                further.append({u"cursor"_s, at});
                return getPage(channel, path, further, {}, ending.get_token());
            });
        }
        if (const auto taken = take(*page); !taken) {
            ending.request_stop(); // the future's destructor waits for the page
            return taken.error();
        }
        if (!following.valid())
            return first;
        page = following.get();
        if (!page)
            return page;
        if (page->unchanged)
            return net::wrongType({}, u"a page"_s);
    }
}

} // namespace meshlens::catalogs
