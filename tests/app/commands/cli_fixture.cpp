// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include "models/clock.h"

using namespace Qt::StringLiterals;

namespace meshlens::clitest {
namespace {

constexpr int patienceMs = 240'000; // sanitizers on a busy machine

bool fits(const Json &value, const std::string &word)
{
    if (word == "any")
        return true;
    if (word == "text")
        return value.is_string();
    if (word == "number")
        return value.is_number();
    if (word == "whole")
        return value.is_number_integer();
    if (word == "bool")
        return value.is_boolean();
    if (word == "time")
        return value.is_string() &&
               fromRfc3339(QString::fromStdString(value.get<std::string>())) >= 0;
    return false;
}

} // namespace

QProcessEnvironment Program::environment(const QStringList &variables) const
{
    QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    all.insert(u"XDG_DATA_HOME"_s, path(u"data"_s));
    all.insert(u"MESHLENS_KEYCHAIN"_s, u"file"_s);
    all.remove(u"MESHLENS_SECRET"_s);
    for (const QString &variable : variables)
        all.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
    return all;
}

Answer Program::run(const QStringList &arguments, const QStringList &variables) const
{
    QProcess process;
    process.setProcessEnvironment(environment(variables));
    const QStringList where{u"--workspace"_s, workspace()};
    process.start(QStringLiteral(MESHLENS_PROGRAM),
                  arguments.contains(where.first()) ? arguments : where + arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(patienceMs) || process.exitStatus() != QProcess::NormalExit)
        return {-1, process.readAllStandardOutput(), process.errorString()};
    return {process.exitCode(), process.readAllStandardOutput(),
            QString::fromUtf8(process.readAllStandardError())};
}

bool Program::startDemo()
{
    m_demo.setProcessEnvironment(environment({}));
    m_demo.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_demo.start(QStringLiteral(MESHLENS_PROGRAM),
                 {u"--workspace"_s, workspace(), u"demo"_s, u"--headless"_s});
    QByteArray line;
    while (!line.contains('\n')) {
        if (!m_demo.waitForReadyRead(patienceMs))
            return false;
        line += m_demo.readAllStandardOutput();
    }
    m_line = Json::parse(line.toStdString(), nullptr, false);
    return !m_line.is_discarded();
}

void Program::stopDemo()
{
    if (m_demo.state() == QProcess::NotRunning)
        return;
    m_demo.terminate();
    m_demo.waitForFinished(patienceMs);
}

QString difference(const Json &document, const Json &shape, const QString &at)
{
    if (shape.is_string()) {
        std::string word = shape.get<std::string>();
        const bool maybeNull = word.ends_with('?');
        if (maybeNull)
            word.pop_back();
        if ((document.is_null() && maybeNull) || fits(document, word))
            return {};
        return u"%1 is not %2: %3"_s.arg(at, QString::fromStdString(shape.get<std::string>()),
                                         QString::fromStdString(document.dump()));
    }
    if (shape.is_array()) {
        if (!document.is_array())
            return u"%1 is no list"_s.arg(at);
        for (std::size_t i = 0; i < document.size(); ++i) {
            if (const QString found = difference(document[i], shape[0], at + u"/%1"_s.arg(i));
                !found.isEmpty())
                return found;
        }
        return {};
    }
    if (!document.is_object())
        return u"%1 is no object"_s.arg(at);
    for (const auto &[key, part] : shape.items()) {
        const QString place = at + u'/' + QString::fromStdString(key);
        if (!document.contains(key))
            return u"%1 is missing"_s.arg(place);
        if (const QString found = difference(document[key], part, place); !found.isEmpty())
            return found;
    }
    return {};
}

QString text(const Json &object, const char *key)
{
    return object.is_object() && object.contains(key) && object[key].is_string()
               ? QString::fromStdString(object[key].get<std::string>())
               : QString();
}

} // namespace meshlens::clitest
