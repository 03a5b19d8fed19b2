// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace meshlens::ui {

/// What an empty workspace shows: connect a catalog, try the demo mesh, read a folder.
class Welcome final : public QWidget
{
    Q_OBJECT

public:
    explicit Welcome(QWidget *parent = nullptr);

signals:
    void connectWanted();
    void demoWanted();
    void folderChosen(const QString &path);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void chooseFolder();
};

} // namespace meshlens::ui
