// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog.h"

#include <QCoreApplication>

namespace meshlens {
namespace {

Error notOffered()
{
    return {Error::Kind::NotPermitted,
            QCoreApplication::translate("Catalog", "This kind of catalog does not offer that."),
            {}};
}

} // namespace

Result<mesh::Sample> Catalog::sample(const SampleQuery &, std::stop_token)
{
    return notOffered();
}

QList<ConnectionStep> Catalog::testTelling(const StepTold &told, std::stop_token stop)
{
    const QList<ConnectionStep> steps = test(std::move(stop));
    for (const ConnectionStep &step : steps)
        told(step);
    return steps;
}

Result<AccessPage> Catalog::accessRequests(std::stop_token)
{
    return AccessPage{};
}

Result<mesh::AccessPreview> Catalog::previewAccess(const mesh::AccessDraft &, const QString &,
                                                   std::stop_token)
{
    return notOffered();
}

Result<mesh::AccessRequest> Catalog::requestAccess(const mesh::AccessDraft &, const QString &,
                                                   const QString &, std::stop_token)
{
    return notOffered();
}

Result<mesh::AccessRequest> Catalog::act(const mesh::AccessAction &, const QString &,
                                         std::stop_token)
{
    return notOffered();
}

Result<qint64> Catalog::waitForEvents(qint64, int, std::stop_token)
{
    return Error{Error::Kind::NotFound, {}, QStringLiteral("no events")};
}

} // namespace meshlens
