// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/page.h"

#include "ui/parts/icons.h"
#include "ui/shell/key_map.h"

#include <QAction>
#include <QShowEvent>

#include <utility>

namespace meshlens::ui {

Page::Page(Session &session, QWidget *parent) : QWidget(parent), m_session(session)
{
    connect(&session, &Session::indexChanged, this, [this] {
        if (isVisible())
            reload();
        else
            m_stale = true;
    });
}

Page::~Page() = default;

void Page::reload() {}

void Page::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (std::exchange(m_stale, false))
        reload();
}

QAction *Page::addCommand(const QString &text, const QString &iconName, const QKeySequence &key,
                          QWidget *where, const std::function<void()> &act)
{
    auto *action = new QAction(themeIcon(iconName), text, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    const QString page = QString::fromLatin1(metaObject()->className()).section(u':', -1);
    action->setObjectName(page + u'/' + text);
    keys::apply(action, m_session);
    (where ? where : this)->addAction(action);
    m_commands.append(action);
    connect(action, &QAction::triggered, this, act);
    return action;
}

} // namespace meshlens::ui
