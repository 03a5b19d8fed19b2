// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/catalogs/same_panel.h"

#include "models/scores/governance.h"
#include "models/store/split.h"
#include "models/store/writer.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/button.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/labels.h"
#include "ui/parts/load.h"
#include "ui/parts/theme.h"
#include "ui/parts/toast.h"

#include <QBoxLayout>
#include <QResizeEvent>
#include <QtConcurrent/QtConcurrentRun>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRead = 200;
constexpr int shownFirst = 3;
constexpr int narrowWidth = 330; // buttons go below the words

using Why = store::IdentityProposal::Why;

QString reason(const store::IdentityProposal &proposal)
{
    switch (proposal.why) {
    case Why::SameAddress:
        return SamePanel::tr("same address");
    case Why::SameName:
        return SamePanel::tr("same name and domain");
    case Why::OtherOwner:
        return SamePanel::tr("other owner");
    case Why::UnknownPlace:
        return SamePanel::tr("one does not say on which server");
    case Why::OnlyCase:
        return SamePanel::tr("only capital letters differ");
    case Why::Alike:
        break;
    }
    return SamePanel::tr("%1% alike").arg(format::count(qRound(proposal.alike * 100)));
}

QString catalogsOf(const store::IdentityProposal &proposal)
{
    QStringList names = proposal.leftCatalogs + proposal.rightCatalogs;
    names.removeDuplicates();
    return names.join(SamePanel::tr(", "));
}

QString nameOf(const store::IdentityProposal &proposal)
{
    return proposal.rightName.isEmpty() || proposal.leftName == proposal.rightName
               ? proposal.leftName
               : SamePanel::tr("%1 and %2").arg(proposal.leftName, proposal.rightName);
}

QString captionOf(const store::IdentityProposal &proposal)
{
    const QString catalogs = catalogsOf(proposal);
    if (store::isSplitAddress(proposal.right))
        return proposal.joined ? SamePanel::tr("%1: one key").arg(catalogs)
                               : SamePanel::tr("%1, apart from %2")
                                     .arg(proposal.rightCatalogs.join(SamePanel::tr(", ")),
                                          proposal.leftCatalogs.join(SamePanel::tr(", ")));
    if (proposal.joined)
        return catalogs;
    return catalogs.isEmpty() ? reason(proposal)
                              : SamePanel::tr("%1: %2").arg(catalogs, reason(proposal));
}

} // namespace

SamePanel::SamePanel(Session &session, QWidget *parent) : QWidget(parent), m_session(session)
{
    m_rows = new QVBoxLayout(this);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(px(8));
}

SamePanel::~SamePanel()
{
    m_rescoring.request_stop();
}

void SamePanel::reload()
{
    load(
        this, m_session, [](store::Reader &reader) { return reader.identityProposals(mostRead); },
        [this](const store::IdentityProposals &proposals) { setProposals(proposals); },
        [this](const Error &error) { Toast::show(this, error.message); });
}

void SamePanel::setProposals(const store::IdentityProposals &proposals)
{
    m_proposals = proposals;
    build();
    emit openChanged(proposals.open);
}

void SamePanel::build()
{
    while (std::unique_ptr<QLayoutItem> item{m_rows->takeAt(0)}) {
        if (item->widget())
            item->widget()->deleteLater();
    }
    const auto &list = m_proposals.list;
    if (list.isEmpty()) {
        auto *none = new Label(
            tr("Nothing to settle. Products of two catalogs that look alike are shown here, to "
               "join them or keep them apart."),
            TextRole::Table, Token::Text3, this);
        none->setWordWrap(true);
        m_rows->addWidget(none);
        return;
    }
    const qsizetype shown = m_all ? list.size() : std::min<qsizetype>(list.size(), shownFirst);
    for (qsizetype i = 0; i < shown; ++i)
        m_rows->addWidget(row(list[i]));
    if (shown < list.size()) {
        auto *more = new LinkLabel(tr("%1 more").arg(format::count(list.size() - shown)), this);
        connect(more, &QAbstractButton::clicked, this, [this] {
            m_all = true;
            build();
        });
        m_rows->addWidget(more, 0, Qt::AlignLeft);
    } else if (m_all && list.size() > shownFirst) {
        const qint64 open =
            std::count_if(list.begin(), list.end(), [](const auto &one) { return !one.joined; });
        if (open < m_proposals.open) {
            auto *rest = new Label(tr("%1 more come up as these are settled.")
                                       .arg(format::count(m_proposals.open - open)),
                                   TextRole::Table, Token::Text3, this);
            rest->setWordWrap(true);
            m_rows->addWidget(rest);
        }
        auto *fewer = new LinkLabel(tr("Show fewer"), this);
        connect(fewer, &QAbstractButton::clicked, this, [this] {
            m_all = false;
            build();
        });
        m_rows->addWidget(fewer, 0, Qt::AlignLeft);
    }
}

QWidget *SamePanel::row(const store::IdentityProposal &proposal)
{
    auto *host = new QWidget(this);
    auto *line = new QBoxLayout(m_narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight, host);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(px(m_narrow ? 4 : 6));
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    auto *name = new ElidedLabel(nameOf(proposal), TextRole::BodyStrong, Token::Text, host);
    name->setToolTip(proposal.left + u'\n' + proposal.right);
    words->addWidget(name);
    words->addWidget(new ElidedLabel(captionOf(proposal), TextRole::Table, Token::Text2, host));
    line->addLayout(words, 1);
    auto *acts = new QHBoxLayout;
    acts->setSpacing(px(4));
    const auto act = [&](const QString &text, ButtonKind kind, const QString &spoken,
                         Decided decision, Decided before) {
        auto *button = new Button(text, kind, host);
        button->setSmall(true);
        button->setAccessibleName(spoken.arg(nameOf(proposal), catalogsOf(proposal)));
        connect(button, &QPushButton::clicked, this,
                [this, proposal, decision, before] { decide(proposal, decision, before); });
        acts->addWidget(button);
    };
    using store::Decision;
    const bool oneKey = store::isSplitAddress(proposal.right);
    if (oneKey && proposal.joined) {
        act(tr("Keep apart"), ButtonKind::Quiet, tr("Keep %1 of %2 apart"), Decision::Apart,
            Decision::Join);
    } else if (oneKey) {
        act(tr("Join again"), ButtonKind::Quiet, tr("Join %1 of %2 again"), Decision::Join,
            Decision::Apart);
    } else if (proposal.joined) {
        auto *joined = new BadgeWidget(host);
        joined->setMark(Mark::Met, tr("Joined"));
        acts->addWidget(joined);
        act(tr("Take apart"), ButtonKind::Quiet, tr("Take %1 of %2 apart"), std::nullopt,
            store::Decision::Join);
    } else {
        act(tr("Join"), ButtonKind::Plain, tr("Join %1 of %2"), store::Decision::Join,
            std::nullopt);
        act(tr("Keep apart"), ButtonKind::Quiet, tr("Keep %1 of %2 apart"), store::Decision::Apart,
            std::nullopt);
    }
    acts->addStretch(m_narrow ? 1 : 0);
    line->addLayout(acts);
    return host;
}

void SamePanel::decide(const store::IdentityProposal &proposal, Decided decision, Decided before)
{
    const QString name = nameOf(proposal);
    const QString said = !decision                            ? tr("%1 taken apart").arg(name)
                         : *decision == store::Decision::Join ? tr("%1 joined").arg(name)
                                                              : tr("%1 kept apart").arg(name);
    write(proposal.left, proposal.right, decision, said, before);
}

/// `back`: what an undo writes; nothing: there is none.
void SamePanel::write(const QString &left, const QString &right, Decided decision,
                      const QString &said, std::optional<Decided> back)
{
    const auto work = [left, right, decision](store::Writer &writer) {
        return decision ? writer.decideIdentity(left, right, *decision)
                        : writer.forgetDecision(left, right);
    };
    watch(this, m_session.write(work), [this, left, right, said, back](const Result<void> &done) {
        reload();
        if (done)
            rescore();
        if (!done)
            Toast::show(this, done.error().message);
        else if (back)
            Toast::show(this, said, tr("Undo"),
                        [this, left, right, back] { write(left, right, *back, {}, std::nullopt); });
    });
}

/// What is one or two now has other checks and contracts than before. Not for the reading workers:
/// it goes through the whole index.
void SamePanel::rescore()
{
    m_rescoring.request_stop();
    m_rescoring = {};
    // Should it fail, the next sync does it.
    (void)QtConcurrent::run([store = m_session.store(), stop = m_rescoring.get_token()] {
        return scores::recompute(*store, [&stop] { return stop.stop_requested(); });
    });
}

void SamePanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool narrow = event->size().width() < px(narrowWidth);
    if (narrow == m_narrow)
        return;
    m_narrow = narrow;
    build();
}

} // namespace meshlens::ui
