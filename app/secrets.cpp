// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets.h"

#include <nlohmann/json.hpp>
#include <qt6keychain/keychain.h>
#include <sodium.h>

#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>
#include <QLockFile>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace meshlens::app {
namespace {

constexpr int keychainPatienceMs = 20'000; // a person may have to unlock it

QString tr(const char *text)
{
    return QCoreApplication::translate("Secrets", text);
}

Error noKeychain(const QString &why)
{
    return {Error::Kind::NotPermitted,
            tr("The system keychain does not answer. Start it, or agree to keep sign-ins in a file "
               "that "
               "only you can read."),
            why};
}

/// Runs a keychain job in this (worker) thread and waits for it.
QKeychain::Error run(QKeychain::Job &job)
{
    QEventLoop loop;
    job.setAutoDelete(false);
    job.setInsecureFallback(false);
    QObject::connect(&job, &QKeychain::Job::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(keychainPatienceMs, &loop, &QEventLoop::quit);
    job.start();
    loop.exec();
    return job.error();
}

class SecretsFile
{
public:
    explicit SecretsFile(const QString &folder)
        : m_path(folder + u"/secrets.json"_s), m_lock(m_path + u".lock"_s)
    {
        m_lock.tryLock(5'000); // two commands at once must not lose each other's secret
    }

    [[nodiscard]] nlohmann::json read() const
    {
        QFile file(m_path);
        if (!file.open(QIODevice::ReadOnly))
            return nlohmann::json::object();
        auto content = nlohmann::json::parse(file.readAll().toStdString(), nullptr, false);
        return content.is_object() ? content : nlohmann::json::object();
    }

    [[nodiscard]] Result<void> write(const nlohmann::json &content) const
    {
        return writePrivateFile(m_path, QByteArray::fromStdString(content.dump(1)));
    }

private:
    QString m_path;
    QLockFile m_lock;
};

} // namespace

QString catalogSecretName(const QString &catalog)
{
    return u"catalog/"_s + catalog;
}

Secrets::Secrets(Workspace workspace) : m_workspace(std::move(workspace)) {}

bool Secrets::usesFile() const
{
    return qEnvironmentVariable("MESHLENS_KEYCHAIN") == u"file" || m_workspace.isDemo() ||
           m_workspace.setting(u"secrets"_s) == "\"file\"";
}

Result<void> Secrets::agreeToFile() const
{
    return m_workspace.setSetting(u"secrets"_s, "\"file\"");
}

bool Secrets::keychainAnswers() const
{
    QKeychain::ReadPasswordJob job(u"meshlens"_s);
    job.setKey(u"probe"_s);
    const auto outcome = run(job);
    return outcome == QKeychain::NoError || outcome == QKeychain::EntryNotFound;
}

Result<QString> Secrets::read(const QString &name) const
{
    const QString entry = m_workspace.profileFolder() + u'/' + name;
    if (usesFile()) {
        const auto content = SecretsFile(m_workspace.folder()).read();
        const QString fileEntry = m_workspace.profile() + u'/' + name;
        return QString::fromStdString(content.value(fileEntry.toStdString(), std::string()));
    }
    QKeychain::ReadPasswordJob job(u"meshlens"_s);
    job.setKey(entry);
    const auto outcome = run(job);
    if (outcome == QKeychain::EntryNotFound)
        return QString();
    if (outcome != QKeychain::NoError)
        return noKeychain(job.errorString());
    return job.textData();
}

Result<void> Secrets::write(const QString &name, const QString &secret) const
{
    if (usesFile()) {
        const SecretsFile file(m_workspace.folder());
        auto content = file.read();
        content[(m_workspace.profile() + u'/' + name).toStdString()] = secret.toStdString();
        return file.write(content);
    }
    QKeychain::WritePasswordJob job(u"meshlens"_s);
    job.setKey(m_workspace.profileFolder() + u'/' + name);
    job.setTextData(secret);
    if (run(job) != QKeychain::NoError)
        return noKeychain(job.errorString());
    return {};
}

Result<void> Secrets::remove(const QString &name) const
{
    if (usesFile()) {
        const SecretsFile file(m_workspace.folder());
        auto content = file.read();
        content.erase((m_workspace.profile() + u'/' + name).toStdString());
        return file.write(content);
    }
    QKeychain::DeletePasswordJob job(u"meshlens"_s);
    job.setKey(m_workspace.profileFolder() + u'/' + name);
    const auto outcome = run(job);
    if (outcome != QKeychain::NoError && outcome != QKeychain::EntryNotFound)
        return noKeychain(job.errorString());
    return {};
}

Result<QByteArray> Secrets::sampleKey() const
{
    const auto kept = read(u"sample-key"_s);
    if (!kept)
        return kept.error();
    const QByteArray known = QByteArray::fromBase64(kept->toLatin1());
    if (known.size() == qsizetype(crypto_secretbox_KEYBYTES))
        return known;
    if (sodium_init() < 0)
        return Error{
            Error::Kind::Storage, tr("The random source of this system does not work."), {}};
    QByteArray key(qsizetype(crypto_secretbox_KEYBYTES), Qt::Uninitialized);
    randombytes_buf(key.data(), std::size_t(key.size()));
    if (auto written = write(u"sample-key"_s, QString::fromLatin1(key.toBase64())); !written)
        return std::move(written).error();
    return key;
}

} // namespace meshlens::app
