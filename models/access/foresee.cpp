// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/access/foresee.h"

namespace meshlens::access {

mesh::AccessRequest requestOf(const mesh::AccessDraft &draft, std::int64_t nowMs)
{
    mesh::AccessRequest request;
    request.product = draft.product;
    request.port = draft.port;
    request.forWhom = draft.forWhom;
    request.purpose = draft.purpose;
    request.columns = draft.columns;
    request.untilMs = draft.untilMs;
    request.renews = draft.renews;
    request.createdAtMs = nowMs;
    request.mine = true;
    return request;
}

mesh::AccessRequest foreseen(mesh::AccessRequest request, const mesh::AccessAction &action)
{
    using Kind = mesh::AccessAction::Kind;
    switch (action.kind) {
    case Kind::Approve:
        request.state = mesh::RequestState::Approved;
        request.grant = mesh::GrantState::Provisioning;
        break;
    case Kind::Deny:
        request.state = mesh::RequestState::Denied;
        break;
    case Kind::Ask:
        request.state = mesh::RequestState::Asked;
        break;
    case Kind::Answer:
        request.state = mesh::RequestState::Pending;
        break;
    case Kind::Cancel:
        request.state = mesh::RequestState::Cancelled;
        break;
    case Kind::Revoke:
        request.grant = mesh::GrantState::Revoked;
        break;
    case Kind::Return:
        request.grant = mesh::GrantState::Returned;
        break;
    }
    if (!action.note.isEmpty())
        request.note = action.note;
    return request;
}

} // namespace meshlens::access
