// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/aws_test.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

} // namespace

QList<ConnectionStep> testAws(AwsService &service, AwsCredentials &credentials,
                              const CatalogConnection &connection, const Look &look,
                              const StepTold &told, const std::stop_token &stop)
{
    const auto keys = credentials.keys(stop);
    const ConnectionStep found{tr("Access keys found"), keys.hasValue(),
                               keys ? credentials.place().region : keys.error().message};
    if (told)
        told(found);
    if (!keys)
        return {found};
    TestedPlace place;
    place.base = service.endpoint();
    place.transport = {connection.options.value(u"proxy"_s),
                       connection.options.value(u"ca_file"_s)};
    place.connect = net::Limits().connect;
    place.signsIn = true;
    place.isStranger = [](const Error &error) { return isAboutKeys(awsErrorCode(error)); };
    place.who = [&] { return credentials.caller(stop).valueOr({}); };
    return testPlace(place, look, told, stop, {found});
}

} // namespace meshlens::catalogs
