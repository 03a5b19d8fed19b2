// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalogs/aws_service.h"
#include "app/catalogs/rest_test.h"

namespace meshlens::catalogs {

/// A connection test of a service of Amazon: access keys found, and then the steps of testPlace();
/// "signed in" names the user or role. Thread: blocks.
[[nodiscard]] QList<ConnectionStep> testAws(AwsService &service, AwsCredentials &credentials,
                                            const CatalogConnection &connection, const Look &look,
                                            const StepTold &told, const std::stop_token &stop);

} // namespace meshlens::catalogs
