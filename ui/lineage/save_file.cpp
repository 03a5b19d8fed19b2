// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/save_file.h"

#include "ui/parts/load.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

namespace meshlens::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("meshlens::ui::SaveFile", text);
}

} // namespace

void saveFile(QWidget *owner, const QString &title, const QString &name, const QString &filter,
              std::function<Result<void>(const QString &path)> write,
              std::function<void(const QString &words)> say)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    auto *dialog = new QFileDialog(owner->window(), title, folder, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(QFileInfo(name).suffix());
    dialog->selectFile(name);
    QObject::connect(dialog, &QFileDialog::fileSelected, owner,
                     [owner, write = std::move(write), say = std::move(say)](const QString &path) {
                         auto future =
                             QtConcurrent::run(&loadPool(), [write, path] { return write(path); });
                         watch(owner, future, [say, path](const Result<void> &done) {
                             say(done ? tr("Saved as %1").arg(QFileInfo(path).fileName())
                                      : done.error().message);
                         });
                     });
    dialog->open();
}

Result<void> writeBytes(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return Error{Error::Kind::Storage, tr("The file could not be written."),
                     file.errorString()};
    return {};
}

} // namespace meshlens::ui
