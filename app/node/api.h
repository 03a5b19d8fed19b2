// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/node/access_desk.h"
#include "app/node/event_bell.h"
#include "app/node/folder.h"
#include "app/node/http_server.h"
#include "app/node/paging.h"

namespace meshlens::node {

/// Answers the requests of the API: finds the route, the person and the picture of the folder, and
/// adds what all answers share (ETag, 304, 401, 404, 405, idempotency). Thread: any.
class Api
{
public:
    Api(Folder &folder, State &state, const Clock &clock);

    [[nodiscard]] HttpResponse answer(const HttpRequest &request);

    /// Ends long polls, for good.
    void close() { m_bell.close(); }

private:
    /// One request on its way. `person` is set on every route that needs a sign-in.
    struct Call {
        const HttpRequest &http;
        std::shared_ptr<const Content> content = {};
        const Person *person = nullptr;
        std::vector<std::string> ids = {}; // what the wildcards of the route stand for
        Json body = {};                    // of a POST
    };
    using Handler = HttpResponse (Api::*)(const Call &);
    struct Route {
        const char *method;
        std::vector<std::string> path; // after /api/v1; "*" is any one segment
        Handler handler;
        bool open = false;    // needs no sign-in
        bool changes = false; // runs in a transaction, with idempotency
    };

    [[nodiscard]] static const std::vector<Route> &routes();
    [[nodiscard]] HttpResponse dispatch(const HttpRequest &request);
    [[nodiscard]] HttpResponse run(const Route &route, Call &call);
    [[nodiscard]] HttpResponse runOnce(const Route &route, const Call &call);
    [[nodiscard]] const Person *signIn(const Content &content, const HttpRequest &request) const;

    // api_catalog.cpp
    HttpResponse node(const Call &call);
    HttpResponse health(const Call &call);
    HttpResponse openApi(const Call &call);
    HttpResponse me(const Call &call);
    [[nodiscard]] Personal atOnceFor(const Call &call) const;
    HttpResponse products(const Call &call);
    HttpResponse product(const Call &call);
    HttpResponse datasets(const Call &call);
    HttpResponse dataset(const Call &call);
    HttpResponse domains(const Call &call);
    HttpResponse terms(const Call &call);
    HttpResponse people(const Call &call);
    HttpResponse search(const Call &call);
    // api_history.cpp
    HttpResponse lineage(const Call &call);
    HttpResponse checks(const Call &call);
    HttpResponse loads(const Call &call);
    // api_sample.cpp
    HttpResponse sample(const Call &call);
    // api_access.cpp
    HttpResponse requests(const Call &call);
    HttpResponse request(const Call &call);
    HttpResponse createRequest(const Call &call);
    HttpResponse previewRequest(const Call &call);
    HttpResponse decide(const Call &call);
    HttpResponse addMessage(const Call &call);
    HttpResponse cancel(const Call &call);
    HttpResponse grants(const Call &call);
    HttpResponse revoke(const Call &call);
    HttpResponse giveBack(const Call &call);
    HttpResponse audit(const Call &call);
    HttpResponse events(const Call &call);

    [[nodiscard]] std::vector<AccessRecord> recordsFor(const Call &call, const std::string &role);
    [[nodiscard]] HttpResponse accessJson(const Call &call, const AccessRecord &record, int status);

    Folder &m_folder;
    State &m_state;
    const Clock &m_clock;
    AccessDesk m_desk;
    EventBell m_bell;
};

} // namespace meshlens::node
