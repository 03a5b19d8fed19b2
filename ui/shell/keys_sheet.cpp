// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/keys_sheet.h"

#include "ui/parts/search_field.h"
#include "ui/shell/key_map.h"

#include <QAction>
#include <QGridLayout>
#include <QKeySequenceEdit>
#include <QScrollArea>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(const QAction *command)
{
    return command->text().remove(u'&');
}

} // namespace

KeysSheet::KeysSheet(Session &session, QWidget *window, const QList<QAction *> &commands)
    : Sheet(window, tr("Keys"), 600, 600), m_session(session), m_commands(commands)
{
    setSubtitle(tr("Click a key and press another one. Letters work only in lists and tables."));
    auto *filter = new SearchField(tr("Filter commands"), this);
    m_problem = new Label(TextRole::Table, Token::Bad, this);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->viewport()->setAutoFillBackground(false);
    auto *host = new QWidget;
    auto *grid = new QGridLayout(host);
    grid->setVerticalSpacing(px(4));
    grid->setColumnStretch(0, 1);
    int row = 0;
    for (QAction *command : m_commands)
        addRow(grid, row++, command);
    grid->setRowStretch(row, 1);
    scroll->setWidget(host);
    host->setAutoFillBackground(false); // setWidget() turns it on
    body()->addWidget(filter);
    body()->addWidget(m_problem);
    body()->addWidget(scroll, 1);
    connect(filter, &QLineEdit::textChanged, this, [this, grid](const QString &words) {
        for (int i = 0; i < m_commands.size(); ++i) {
            const bool fits = nameOf(m_commands[i]).contains(words.trimmed(), Qt::CaseInsensitive);
            for (int column = 0; column < 3; ++column)
                grid->itemAtPosition(i, column)->widget()->setVisible(
                    fits && (column < 2 || keys::isChanged(m_commands[i])));
        }
    });
    connect(addAction(tr("Done"), ButtonKind::Primary), &QAbstractButton::clicked, this,
            &Sheet::accept);
}

void KeysSheet::addRow(QGridLayout *grid, int row, QAction *command)
{
    QWidget *host = grid->parentWidget();
    const QString name = nameOf(command);
    auto *edit = new QKeySequenceEdit(command->shortcut(), host);
    edit->setAccessibleName(tr("Key of %1").arg(name));
    edit->setClearButtonEnabled(true);
    edit->setFixedWidth(px(170));
    auto *usual = new IconButton(u"history"_s, tr("The usual key of %1").arg(name), host);
    usual->setSmall(true);
    usual->setVisible(keys::isChanged(command));
    grid->addWidget(new Label(name, TextRole::Body, Token::Text, host), row, 0);
    grid->addWidget(edit, row, 1);
    grid->addWidget(usual, row, 2);
    const QPointer<QAction> kept = command; // of a page, which may go
    connect(edit, &QKeySequenceEdit::editingFinished, this, [this, edit, usual, kept] {
        if (!kept)
            return;
        const QKeySequence all = edit->keySequence();
        const QKeySequence key = all.isEmpty() ? QKeySequence() : QKeySequence(all[0]);
        if (key == kept->shortcut()) {
            edit->setKeySequence(key);
            return;
        }
        if (const QAction *other = keys::holder(m_commands, kept, key)) {
            say(tr("%1 is the key of \u201c%2\u201d already.")
                    .arg(key.toString(QKeySequence::NativeText), nameOf(other)));
            edit->setKeySequence(kept->shortcut());
            return;
        }
        say({});
        keys::change(kept, key, m_session);
        edit->setKeySequence(key);
        usual->setVisible(keys::isChanged(kept));
    });
    connect(usual, &QToolButton::clicked, this, [this, edit, usual, kept] {
        if (!kept)
            return;
        keys::reset(kept, m_session);
        edit->setKeySequence(kept->shortcut());
        usual->hide();
        say({});
    });
}

void KeysSheet::say(const QString &words)
{
    m_problem->setText(words);
    m_problem->setVisible(!words.isEmpty());
}

} // namespace meshlens::ui
