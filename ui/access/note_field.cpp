// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/note_field.h"

#include "ui/parts/icons.h"
#include "ui/parts/load.h"

#include "models/store/writer.h"

#include <QAction>
#include <QJsonArray>
#include <QJsonDocument>
#include <QKeyEvent>
#include <QMenu>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestNote = 2000;
constexpr qsizetype mostTemplates = 50;
constexpr int shownLetters = 70;

QString settingName()
{
    return u"note_templates"_s;
}

QStringList usual()
{
    return {NoteField::tr("Please say which columns you need, and for how long."),
            NoteField::tr("Some columns hold personal data. Ask again with these masked."),
            NoteField::tr("The contract does not allow this purpose."),
            NoteField::tr("Another data product fits this purpose better:"),
            NoteField::tr("For this purpose only. Delete copies when access ends.")};
}

/// As text of a menu: shortened, and without a letter that would become a key.
QString menuText(QString text)
{
    if (text.size() > shownLetters)
        text = text.left(shownLetters) + u'\u2026';
    return text.replace(u'&', u"&&"_s);
}

} // namespace

NoteField::NoteField(Session &session, QWidget *parent) : QLineEdit(parent), m_session(session)
{
    setMaxLength(longestNote);
    QAction *sign = addAction(themeIcon(u"document"_s), QLineEdit::TrailingPosition);
    sign->setText(tr("Sentences to choose from"));
    sign->setToolTip(tr("Sentences to choose from (/)"));
    connect(sign, &QAction::triggered, this, &NoteField::offer);
    read();
}

void NoteField::read()
{
    load(
        this, m_session, [](store::Reader &reader) { return reader.setting(settingName()); },
        [this](const QByteArray &kept) {
            m_own.clear();
            for (const auto &text : QJsonDocument::fromJson(kept).array())
                m_own += text.toString().left(longestNote);
        },
        [](const Error &) {}); // the usual ones are there all the same
}

QStringList NoteField::templates() const
{
    return m_own + usual();
}

void NoteField::save()
{
    const QByteArray kept =
        QJsonDocument(QJsonArray::fromStringList(m_own)).toJson(QJsonDocument::Compact);
    watch(this, m_session.write([kept](store::Writer &writer) {
        return writer.setSetting(settingName(), kept);
    }),
          [this](const Result<void> &done) {
              if (!done)
                  read(); // what is not on disk is not offered
          });
}

void NoteField::keepAsTemplate()
{
    const QString note = text().trimmed();
    if (note.isEmpty() || templates().contains(note) || m_own.size() >= mostTemplates)
        return;
    m_own.prepend(note);
    save();
}

void NoteField::offer()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const QString &sentence : templates()) {
        connect(menu->addAction(menuText(sentence)), &QAction::triggered, this, [this, sentence] {
            setText(sentence);
            emit textEdited(sentence);
            setFocus();
        });
    }
    menu->addSeparator();
    const QString note = text().trimmed();
    QAction *keep = menu->addAction(tr("Keep this note among them"));
    keep->setEnabled(!note.isEmpty() && !templates().contains(note));
    connect(keep, &QAction::triggered, this, &NoteField::keepAsTemplate);
    if (!m_own.isEmpty()) {
        QMenu *forget = menu->addMenu(tr("Forget"));
        for (const QString &sentence : m_own) {
            connect(forget->addAction(menuText(sentence)), &QAction::triggered, this,
                    [this, sentence] {
                        m_own.removeAll(sentence);
                        save();
                    });
        }
    }
    const QPoint below = mapToGlobal(QPoint(0, 0));
    menu->popup(below - QPoint(0, menu->sizeHint().height())); // the field is at the window's foot
}

void NoteField::keyPressEvent(QKeyEvent *event)
{
    if (event->text() == u"/" && text().isEmpty()) {
        offer();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace meshlens::ui
