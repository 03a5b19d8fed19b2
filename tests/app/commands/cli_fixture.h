// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

/// The program as scripts see it: arguments in; exit code, standard output and error out.
namespace meshlens::clitest {

using Json = nlohmann::json;

struct Answer {
    int code = -1;
    QByteArray out;
    QString err;

    /// Standard output as one JSON document; discarded where it is anything else.
    [[nodiscard]] Json json() const { return Json::parse(out.toStdString(), nullptr, false); }
};

/// A workspace and data folder of its own.
class Program
{
public:
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString workspace() const { return path(QStringLiteral("workspace")); }

    /// Runs to the end, on its workspace unless the arguments name another. `variables`:
    /// NAME=VALUE, besides those of the test.
    [[nodiscard]] Answer run(const QStringList &arguments, const QStringList &variables = {}) const;

    /// Starts `meshlens demo` and waits for its line.
    [[nodiscard]] bool startDemo();
    [[nodiscard]] Json demoLine() const { return m_line; }
    [[nodiscard]] qint64 demoProcess() const { return m_demo.processId(); }
    void stopDemo();

    ~Program() { stopDemo(); }

private:
    [[nodiscard]] QProcessEnvironment environment(const QStringList &variables) const;

    QTemporaryDir m_folder;
    QProcess m_demo;
    Json m_line;
};

/// How a document differs from a shape; empty: it does not. A shape is an object of shapes (its
/// keys must be there, others may), a list of one shape for all elements, or a word: text, number,
/// whole, bool, time, any; with `?` after it null is fine too.
[[nodiscard]] QString difference(const Json &document, const Json &shape, const QString &at = {});

[[nodiscard]] QString text(const Json &object, const char *key);

} // namespace meshlens::clitest
