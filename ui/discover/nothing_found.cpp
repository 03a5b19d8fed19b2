// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/nothing_found.h"

#include "ui/discover/words.h"
#include "ui/parts/format.h"
#include "ui/parts/states.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

NothingFound::NothingFound(const SearchAnswer &answer, QWidget *parent) : QWidget(parent)
{
    const QString &asked = answer.wish.text;
    const QString words = search::freeText(search::parse(asked));
    QString title = tr("Nothing matches “%1”").arg((words.isEmpty() ? asked : words).left(120));
    QString text;
    if (asked.isEmpty()) {
        title = tr("The index is empty");
        text = tr("Nothing has been read from a catalog yet. Connect one, and what it holds can be "
                  "searched here.");
    } else if (!answer.spelling.isEmpty() && !answer.drops.isEmpty()) {
        text = tr("Another spelling, or a filter less, finds something:");
    } else if (!answer.spelling.isEmpty()) {
        text = tr("Another spelling finds something:");
    } else if (!answer.drops.isEmpty()) {
        text = tr("One filter less finds something:");
    } else {
        text = tr("Fewer or other words may find something.");
    }
    auto *state = new EmptyState(u"search"_s, title, text, Tone::Mute, this);
    auto *box = new QVBoxLayout(this);
    box->addWidget(state);
    if (asked.isEmpty()) {
        connect(state->addAction(tr("Go to Catalogs"), ButtonKind::Primary),
                &QAbstractButton::clicked, this, &NothingFound::catalogsWanted);
    }

    auto *ways = new QWidget(state);
    auto *row = new QHBoxLayout(ways);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(px(6));
    row->addStretch();
    const auto add = [&](const QString &label, const QString &query) {
        auto *button = new Button(label, ways);
        button->setSmall(true);
        connect(button, &QAbstractButton::clicked, this,
                [this, query] { emit queryChosen(query); });
        row->addWidget(button);
        return button;
    };
    if (!answer.spelling.isEmpty())
        add(answer.spelling, answer.spelling)->setIconName(u"search"_s);
    for (const Suggestion &drop : answer.drops) {
        const QList<search::Token> tokens = search::tokens(search::parse(drop.label));
        const QString label = tokens.isEmpty()
                                  ? drop.label
                                  : tokenField(tokens.first()) + u' ' + tokenValues(tokens.first());
        add(tr("%1, drop: %2").arg(label, format::count(drop.count)), drop.query)
            ->setIconName(u"close"_s);
    }
    row->addStretch();
    state->addWidget(ways);
}

} // namespace meshlens::ui
