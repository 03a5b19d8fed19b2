// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the keys of the palette do, and the further actions of an entry behind Tab.
#include "ui/parts/keep.h"
#include "ui/parts/load.h"
#include "ui/shell/palette.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

void Palette::showActions()
{
    const PaletteEntry *found = m_model->entry(m_list->currentIndex());
    if (!found || m_subject)
        return;
    const QList<PaletteEntry> actions = actionsFor(*found);
    if (actions.isEmpty())
        return;
    m_subject = *found;
    m_textBefore = m_field->text();
    {
        const QSignalBlocker blocker(m_field);
        m_field->clear();
        m_field->setPlaceholderText(m_subject->name);
    }
    m_clock.start();
    show(QList<PaletteEntry>{{.kind = PaletteEntry::Kind::Heading, .name = m_subject->name}} +
         actions);
}

void Palette::leaveActions()
{
    m_subject.reset();
    m_field->setPlaceholderText(m_field->accessibleName());
    {
        const QSignalBlocker blocker(m_field);
        m_field->setText(m_textBefore);
    }
    search();
}

void Palette::activate(bool beside)
{
    const PaletteEntry *found = m_model->entry(m_list->currentIndex());
    if (!found || found->kind == PaletteEntry::Kind::Heading)
        return;
    const PaletteEntry entry = *found;
    m_field->setPlaceholderText(m_field->accessibleName());
    dismiss();
    if (entry.kind == PaletteEntry::Kind::Action)
        act(entry, beside);
    else if (entry.action)
        entry.action->trigger();
    else
        emit chosen(entry.link, beside);
}

void Palette::act(const PaletteEntry &entry, bool beside)
{
    using Act = PaletteEntry::Act;
    switch (entry.act) {
    case Act::Open:
        emit chosen(entry.link, beside);
        break;
    case Act::OpenBeside:
        emit chosen(entry.link, true);
        break;
    case Act::RequestAccess:
        emit accessWanted(entry.key);
        break;
    case Act::Pin:
        togglePin(entry.key, entry.detail);
        break;
    case Act::CopyAddress:
        QApplication::clipboard()->setText(entry.link.toString());
        emit said(tr("The address is copied"));
        break;
    case Act::CopyName:
        QApplication::clipboard()->setText(entry.detail);
        emit said(tr("The name is copied"));
        break;
    }
}

void Palette::togglePin(const QString &key, const QString &name)
{
    load(
        this, m_session, [](store::Reader &reader) { return reader.kept(u"pin"_s); },
        [this, key, name](const QList<store::Kept> &pins) {
            const bool pinned =
                std::ranges::any_of(pins, [&](const store::Kept &pin) { return pin.key == key; });
            watch(this, setKept(m_session, u"pin"_s, key, name, !pinned),
                  [this, name, pinned](const Result<void> &done) {
                      emit said(!done    ? done.error().message
                                : pinned ? tr("%1 is no longer pinned").arg(name)
                                         : tr("%1 is pinned").arg(name));
                  });
        },
        [this](const Error &failure) { emit said(failure.message); });
}

bool Palette::takesKey(int key, Qt::KeyboardModifiers modifiers)
{
    switch (key) {
    case Qt::Key_Escape:
        if (m_subject)
            leaveActions();
        else
            dismiss();
        return true;
    case Qt::Key_Backspace:
        if (!m_subject)
            return false;
        leaveActions();
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    case Qt::Key_Down:
        move(1);
        return true;
    case Qt::Key_Tab:
        showActions();
        return true;
    case Qt::Key_Backtab:
        if (m_subject)
            leaveActions();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (modifiers.testFlag(Qt::ControlModifier) && !m_subject) {
            const QString query = m_field->text().trimmed();
            dismiss();
            emit chosen({u"discover"_s, {}, {{u"q"_s, query}}}, false);
        } else {
            activate(modifiers.testFlag(Qt::ShiftModifier));
        }
        return true;
    default:
        return m_subject && modifiers == Qt::NoModifier && key >= Qt::Key_Space &&
               key <= Qt::Key_AsciiTilde; // the field only names the thing for now
    }
}

} // namespace meshlens::ui
