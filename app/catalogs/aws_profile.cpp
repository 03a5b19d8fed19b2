// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/aws_profile.h"

#include "app/net/json.h"
#include "models/clock.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

constexpr qint64 mostBytes = 1024 * 1024;
constexpr int processPatienceMs = 60'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

QByteArray contentOf(const char *variable, const QString &otherwise)
{
    QFile file(qEnvironmentVariable(variable, QDir::homePath() + u"/.aws/"_s + otherwise));
    return file.open(QIODevice::ReadOnly) ? file.read(mostBytes) : QByteArray();
}

Error processFailed(const QString &detail)
{
    return {Error::Kind::NotPermitted,
            tr("The program that the profile names for its keys gave none. Run it by hand to see "
               "why."),
            detail};
}

} // namespace

AwsIni readAwsIni(const QByteArray &text)
{
    AwsIni all;
    QString section;
    for (const QByteArray &raw : text.split('\n')) {
        const QString line = QString::fromUtf8(raw);
        const QString content = line.trimmed();
        if (content.isEmpty() || content.startsWith(u'#') || content.startsWith(u';'))
            continue;
        if (content.startsWith(u'[') && content.contains(u']')) {
            section = content.mid(1, content.indexOf(u']') - 1).simplified();
            all[section];
            continue;
        }
        const qsizetype equals = content.indexOf(u'=');
        const bool isNested = line.startsWith(u' ') || line.startsWith(u'\t');
        if (equals > 0 && !section.isEmpty() && !isNested)
            all[section].insert(content.left(equals).trimmed().toLower(),
                                content.mid(equals + 1).trimmed());
    }
    return all;
}

Result<AwsProfile> readAwsProfile(const QString &name)
{
    const AwsIni config = readAwsIni(contentOf("AWS_CONFIG_FILE", u"config"_s));
    const AwsIni credentials =
        readAwsIni(contentOf("AWS_SHARED_CREDENTIALS_FILE", u"credentials"_s));
    // In `config`, all but the default are named `profile NAME`.
    const QString inConfig = config.contains(u"profile "_s + name) ? u"profile "_s + name : name;
    if (!config.contains(inConfig) && !credentials.contains(name))
        return Error{Error::Kind::NotFound,
                     tr("Neither ~/.aws/config nor ~/.aws/credentials has a profile %1.").arg(name),
                     {}};
    QMap<QString, QString> said = config.value(inConfig);
    said.insert(credentials.value(name));
    AwsProfile profile;
    profile.keys = {said.value(u"aws_access_key_id"_s).toUtf8(),
                    said.value(u"aws_secret_access_key"_s).toUtf8(),
                    said.value(u"aws_session_token"_s).toUtf8()};
    profile.region = said.value(u"region"_s);
    profile.roleArn = said.value(u"role_arn"_s);
    profile.sourceProfile = said.value(u"source_profile"_s);
    profile.externalId = said.value(u"external_id"_s);
    profile.process = said.value(u"credential_process"_s);
    return profile;
}

Result<AwsTemporary> runCredentialProcess(const QString &command, std::stop_token stop)
{
    QStringList words = QProcess::splitCommand(command);
    if (words.isEmpty())
        return processFailed({});
    QProcess process;
    process.setProgram(words.takeFirst());
    process.setArguments(words);
    process.setStandardErrorFile(QProcess::nullDevice()); // it may hold what no log should
    process.start(QIODevice::ReadOnly);
    int waited = 0;
    constexpr int step = 100;
    while (!process.waitForFinished(step) && process.state() != QProcess::NotRunning) {
        waited += step;
        if (stop.stop_requested() || waited >= processPatienceMs) {
            process.kill();
            process.waitForFinished();
            return stop.stop_requested() ? Error{Error::Kind::Cancelled, tr("Stopped."), {}}
                                         : processFailed(u"time-out"_s);
        }
    }
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0 ||
        process.error() == QProcess::FailedToStart)
        return processFailed(u"exit code %1"_s.arg(process.exitCode()));
    const auto document = net::parseJson(process.readAllStandardOutput());
    if (!document)
        return processFailed(u"no JSON"_s);
    net::Fields fields(*document, {});
    AwsTemporary made;
    made.keys = {fields.needText("AccessKeyId").toUtf8(),
                 fields.needText("SecretAccessKey").toUtf8(), fields.text("SessionToken").toUtf8()};
    made.endsAtMs = fields.time("Expiration");
    if (fields.error())
        return processFailed(fields.error()->detail);
    return made;
}

} // namespace meshlens::catalogs
