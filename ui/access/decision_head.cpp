// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/decision_head.h"

#include "ui/access/words.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/button.h"
#include "ui/parts/format.h"
#include "ui/parts/labels.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

DecisionHead::DecisionHead(QWidget *parent) : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(px(10));
    m_avatar = new BadgeWidget(this);
    row->addWidget(m_avatar);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    auto *first = new QHBoxLayout;
    first->setSpacing(px(8));
    m_title = new ElidedLabel({}, TextRole::CardTitle, Token::Text, this);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_personal = new BadgeWidget(this);
    Tag tag = personalTag();
    tag.text = tr("Personal data");
    m_personal->setTag(tag);
    first->addWidget(m_title);
    first->addWidget(m_personal);
    first->addStretch();
    m_about = new ElidedLabel({}, TextRole::Table, Token::Text2, this);
    words->addLayout(first);
    words->addWidget(m_about);
    row->addLayout(words, 1);
    auto *open = new Button(tr("Open product"), this);
    open->setSmall(true);
    open->setIconName(u"product"_s);
    row->addWidget(open);
    connect(open, &QAbstractButton::clicked, this, &DecisionHead::productWanted);
}

void DecisionHead::show(const AccessData &moment, const mesh::AccessRequest &request)
{
    const QString name = request.requesterName.isEmpty() ? moment.personName(request.requester)
                                                         : request.requesterName;
    m_avatar->setAvatar(name, 32);
    m_title->setText(tr("%1 asks for %2").arg(name, moment.productName(request.product)));
    QStringList about;
    const mesh::Party person = moment.parties.value(request.requester);
    if (!person.title.isEmpty())
        about += person.title;
    const QString team = request.requesterTeam.isEmpty() ? person.team : request.requesterTeam;
    if (!team.isEmpty())
        about += team;
    if (request.forWhom == u"team")
        about += tr("for the whole team");
    about += tr("asked %1").arg(format::ago(request.createdAtMs, moment.nowMs));
    if (request.dueMs && isUndecided(request))
        about += tr("due %1").arg(format::ago(*request.dueMs, moment.nowMs));
    if (!request.renews.isEmpty())
        about += tr("renews an earlier grant");
    m_about->setText(about.join(u", "_s));
}

void DecisionHead::setPersonal(bool on)
{
    m_personal->setVisible(on);
}

} // namespace meshlens::ui
