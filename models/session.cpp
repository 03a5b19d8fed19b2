// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session.h"

#include "models/mesh/identity.h"

namespace meshlens {

Session::~Session() = default;

QString Profile::party() const
{
    return email.isEmpty() ? QString() : mesh::partyKey(email);
}

} // namespace meshlens
