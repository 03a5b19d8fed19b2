// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/api.h"

#include "app/node/hashing.h"

#include <SQLiteCpp/Exception.h>

namespace meshlens::node {
namespace {

constexpr std::size_t longestKey = 255;

bool matches(const std::vector<std::string> &pattern, const HttpRequest &request,
             std::vector<std::string> &ids)
{
    ids.clear();
    if (request.path.size() != pattern.size() + 2 || request.path[0] != "api" ||
        request.path[1] != "v1")
        return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const std::string &segment = request.path[i + 2];
        if (pattern[i] == "*")
            ids.push_back(segment);
        else if (pattern[i] != segment)
            return false;
    }
    return true;
}

/// Whether `If-None-Match` names this tag. gzip changes the bytes, not the meaning: tags are weak.
bool hasTag(const std::string &header, const std::string &tag)
{
    return header == "*" || header.find(tag) != std::string::npos;
}

void addTag(const HttpRequest &request, HttpResponse &response)
{
    if (request.method != "GET" || response.status != 200)
        return;
    const std::string tag = '"' + hexHash(response.body).substr(0, 32) + '"';
    response.headers.emplace_back("ETag", "W/" + tag);
    if (hasTag(request.header("if-none-match"), tag)) {
        response.status = 304;
        response.body.clear();
    }
}

HttpResponse refused(const Refusal &refusal)
{
    return problem(refusal.status, refusal.type, refusal.detail, refusal.more);
}

} // namespace

Api::Api(Folder &folder, State &state, const Clock &clock)
    : m_folder(folder), m_state(state), m_clock(clock), m_desk(state, clock)
{
    m_folder.setChangeHandler([this] {
        m_state.transact(
            [this] { m_state.emitEvent({.at = m_clock.nowMs(), .type = "catalog.changed"}); });
        m_bell.ring();
    });
}

const std::vector<Api::Route> &Api::routes()
{
    static const std::vector<Route> all = {
        {"GET", {"node"}, &Api::node, true},
        {"GET", {"health"}, &Api::health, true},
        {"GET", {"openapi.yaml"}, &Api::openApi, true},
        {"GET", {"me"}, &Api::me},
        {"GET", {"dataproducts"}, &Api::products},
        {"GET", {"dataproducts", "*"}, &Api::product},
        {"GET", {"datasets"}, &Api::datasets},
        {"GET", {"datasets", "*"}, &Api::dataset},
        {"GET", {"datasets", "*", "sample"}, &Api::sample},
        {"GET", {"domains"}, &Api::domains},
        {"GET", {"terms"}, &Api::terms},
        {"GET", {"people"}, &Api::people},
        {"GET", {"lineage"}, &Api::lineage},
        {"GET", {"checks"}, &Api::checks},
        {"GET", {"loads"}, &Api::loads},
        {"GET", {"search"}, &Api::search},
        {"GET", {"access-requests"}, &Api::requests},
        {"POST", {"access-requests"}, &Api::createRequest, false, true},
        {"POST", {"access-requests", "preview"}, &Api::previewRequest},
        {"GET", {"access-requests", "*"}, &Api::request},
        {"POST", {"access-requests", "*", "decision"}, &Api::decide, false, true},
        {"POST", {"access-requests", "*", "messages"}, &Api::addMessage, false, true},
        {"POST", {"access-requests", "*", "cancel"}, &Api::cancel, false, true},
        {"GET", {"grants"}, &Api::grants},
        {"POST", {"grants", "*", "revoke"}, &Api::revoke, false, true},
        {"POST", {"grants", "*", "return"}, &Api::giveBack, false, true},
        {"GET", {"audit"}, &Api::audit},
        {"GET", {"events"}, &Api::events},
    };
    return all;
}

HttpResponse Api::answer(const HttpRequest &request)
{
    HttpResponse response;
    try {
        response = dispatch(request);
    } catch (const Refusal &refusal) {
        response = refused(refusal);
    } catch (const SQLite::Exception &failure) {
        std::fprintf(stderr, "state file: %s\n", failure.what());
        response = problem(500, "state", "The node cannot use its state file.");
    }
    addTag(request, response);
    return response;
}

HttpResponse Api::dispatch(const HttpRequest &request)
{
    Call call{.http = request};
    std::string allowed;
    const Route *found = nullptr;
    std::vector<std::string> ids;
    for (const Route &route : routes()) {
        if (!matches(route.path, request, ids))
            continue;
        allowed += (allowed.empty() ? "" : ", ") + std::string(route.method);
        if (!found && request.method == route.method) {
            found = &route;
            call.ids = ids;
        }
    }
    if (!found && !allowed.empty()) {
        HttpResponse response =
            problem(405, "method", "This resource does not know " + request.method + ".");
        response.headers.emplace_back("Allow", allowed);
        return response;
    }
    if (!found)
        return problem(404, "not-found", "There is nothing at this address.");
    call.content = m_folder.content();
    return run(*found, call);
}

HttpResponse Api::run(const Route &route, Call &call)
{
    if (!route.open) {
        call.person = signIn(*call.content, call.http);
        if (!call.person)
            return problem(401, "sign-in",
                           "Send a bearer token or an X-API-Key that this node knows.");
    }
    if (call.http.method == "POST") {
        call.body =
            call.http.body.empty() ? Json::object() : Json::parse(call.http.body, nullptr, false);
        if (!call.body.is_object())
            return problem(400, "invalid", "The body must be a JSON object.");
    }
    return route.changes ? runOnce(route, call) : (this->*route.handler)(call);
}

HttpResponse Api::runOnce(const Route &route, const Call &call)
{
    m_desk.expireDue();
    const std::string key = call.http.header("idempotency-key");
    if (key.empty() && route.path.size() == 1)
        return problem(400, "idempotency-key", "A request needs an Idempotency-Key header.");
    if (key.size() > longestKey)
        return problem(400, "idempotency-key", "The Idempotency-Key is longer than 255 bytes.");
    std::string what;
    for (const std::string &segment : call.http.path)
        what += '/' + segment;
    const std::string bodyHash = hexHash(what + '\n' + call.http.body);

    HttpResponse response;
    m_state.transact([&] {
        if (const auto before = m_state.answered(call.person->email, key); before && !key.empty()) {
            if (before->bodyHash != bodyHash)
                throw Refusal{422, "idempotency-key", "This key was used for another request", {}};
            response = {.status = before->status, .body = before->body};
            response.headers.emplace_back("Idempotency-Replayed", "true");
            return;
        }
        response = (this->*route.handler)(call);
        if (!key.empty()) {
            m_state.keepAnswer(call.person->email, key, m_clock.nowMs(),
                               {bodyHash, response.status, response.body});
        }
    });
    m_bell.ring();
    return response;
}

const Person *Api::signIn(const Content &content, const HttpRequest &request) const
{
    std::string token = request.header("x-api-key");
    const std::string authorization = request.header("authorization");
    if (authorization.size() > 7 && lowerCase(authorization.substr(0, 7)) == "bearer ")
        token = authorization.substr(7);
    if (token.empty())
        return nullptr;
    const std::string hash = hexSha256(token);
    const Person *found = nullptr;
    for (const Person &person : content.people) { // all of them: the time tells nothing
        if (sameSecret(person.tokenSha256, hash))
            found = &person;
    }
    return found;
}

} // namespace meshlens::node
