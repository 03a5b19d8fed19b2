// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QObject>

#include <memory>

namespace meshlens::app {

/// One window process a workspace and profile: the first claims the place, a second hands its link
/// over and goes.
class SingleWindow final : public QObject
{
    Q_OBJECT

public:
    /// Nothing: another window is open and was given `link` (may be empty: it only comes to the
    /// front).
    static std::unique_ptr<SingleWindow> claim(const QString &workspace, const QString &profile,
                                               const QString &link);

signals:
    void linkReceived(const QString &link);

private:
    SingleWindow() = default;
    void receive();

    QLocalServer m_server;
};

} // namespace meshlens::app
