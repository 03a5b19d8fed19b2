// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/search_field.h"

#include "ui/parts/icons.h"

#include <QAction>
#include <QKeyEvent>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

SearchField::SearchField(const QString &placeholder, QWidget *parent) : QLineEdit(parent)
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    addAction(themeIcon(u"search"_s, Token::Text3), QLineEdit::LeadingPosition);
    QAction *clearAction =
        addAction(themeIcon(u"close"_s, Token::Text3), QLineEdit::TrailingPosition);
    clearAction->setToolTip(tr("Clear"));
    clearAction->setVisible(false);
    connect(clearAction, &QAction::triggered, this, &QLineEdit::clear);
    connect(this, &QLineEdit::textChanged, clearAction,
            [clearAction](const QString &text) { clearAction->setVisible(!text.isEmpty()); });
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        event->accept();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void setWrong(QWidget *field, const QString &reason)
{
    field->setProperty("meshlensWrong", !reason.isEmpty());
    field->setAccessibleDescription(reason);
    field->update();
}

} // namespace meshlens::ui
