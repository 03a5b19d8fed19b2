// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/grants_tab.h"

#include "ui/access/request_table.h"
#include "ui/access/words.h"
#include "ui/parts/button.h"
#include "ui/parts/format.h"
#include "ui/parts/search_field.h"
#include "ui/parts/sheet.h"
#include "ui/parts/states.h"
#include "ui/parts/watch.h"
#include "ui/samples/ground.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

int grantCount(const AccessData &moment)
{
    return static_cast<int>(std::ranges::count_if(
        moment.requests, [&](const auto &request) { return moment.mayRevoke(request); }));
}

GrantsTab::GrantsTab(Session &session, QWidget *parent)
    : RequestTab(parent), m_session(session), m_data(std::make_shared<AccessData>())
{
    using Model = RequestModel;
    auto *content = new QWidget(this);
    auto *box = new QVBoxLayout(content);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    auto *barGround = new Ground(Token::Surface, Qt::BottomEdge, content);
    auto *bar = new QHBoxLayout(barGround);
    bar->setContentsMargins(px(20), px(10), px(20), px(10));
    m_filter = new SearchField(tr("Filter by person, product, purpose"), content);
    m_filter->setMaximumWidth(px(300));
    bar->addWidget(m_filter, 1);
    bar->addStretch(1);
    box->addWidget(barGround);
    m_table = new RequestTable({{Model::Person, 0},
                                {Model::Product, 210},
                                {Model::Purpose, 140},
                                {Model::Columns, 180, true},
                                {Model::Asked, 110, true},
                                {Model::By, 130, true},
                                {Model::Until, 130},
                                {Model::Now, 200}},
                               36, tr("Grants to my products"), content);
    box->addWidget(m_table, 1);
    auto *footGround = new Ground(Token::Surface, Qt::TopEdge, content);
    auto *foot = new QHBoxLayout(footGround);
    foot->setContentsMargins(px(20), px(10), px(20), px(10));
    foot->setSpacing(px(8));
    m_words = new Label(TextRole::Table, Token::Text2, content);
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_words->setWordWrap(true);
    m_openProduct = new Button(tr("Open product"), content);
    m_revoke = new Button(tr("Revoke"), ButtonKind::Danger, content);
    foot->addWidget(m_words, 1);
    foot->addWidget(m_openProduct);
    foot->addWidget(m_revoke);
    box->addWidget(footGround);
    m_stack = new ContentStack(content, Skeleton::Shape::Rows, this);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    m_stack->begin();

    connect(m_filter, &QLineEdit::textChanged, m_table, &RequestTable::setFilter);
    connect(m_table, &RequestTable::currentChosen, this, [this] {
        showChosen();
        emit choiceChanged();
    });
    connect(m_revoke, &QAbstractButton::clicked, this, [this] { revoke(); });
    connect(m_openProduct, &QAbstractButton::clicked, this, [this] {
        if (const mesh::AccessRequest *grant = m_table->current())
            emit navigate(linkTo(grant->product));
    });
    setFocusProxy(m_table);
    showChosen();
}

void GrantsTab::setData(const SharedAccessData &moment)
{
    m_data = moment;
    QList<int> rows;
    for (int i = 0; i < moment->requests.size(); ++i) {
        const mesh::AccessRequest &request = moment->requests[i];
        if (moment->isForMe(request) && request.grant != mesh::GrantState::None)
            rows += i;
    }
    m_table->setRequests(moment, rows);
    if (!m_wanted.isEmpty() && m_table->choose(m_wanted))
        m_wanted.clear();
    showChosen();
    if (!rows.isEmpty())
        m_stack->showContent();
    else
        m_stack->showEmpty(new EmptyState(u"users"_s, tr("Nobody holds access to your products"),
                                          tr("Grants that you or a policy give appear here."),
                                          Tone::Mute, m_stack));
}

void GrantsTab::showChosen()
{
    const mesh::AccessRequest *grant = m_table->current();
    m_openProduct->setEnabled(grant);
    const bool waits = grant && m_data->queued(grant->id);
    m_revoke->setEnabled(grant && m_data->mayRevoke(*grant) && !waits);
    m_words->setText(!grant  ? QString()
                     : waits ? tr("A decision about this grant waits in the outbox.")
                             : access::purposeWords(grant->purpose.kind) + u": "_s +
                                   grant->purpose.text.left(400));
}

QString GrantsTab::chosen() const
{
    const mesh::AccessRequest *grant = m_table->current();
    return grant ? grant->id : QString();
}

void GrantsTab::choose(const QString &id)
{
    if (!m_table->choose(id))
        m_wanted = id;
}

bool GrantsTab::focusFilter()
{
    m_filter->setFocus();
    m_filter->selectAll();
    return true;
}

Sheet *GrantsTab::revoke()
{
    const mesh::AccessRequest *grant = m_table->current();
    if (!grant || !m_data->mayRevoke(*grant))
        return nullptr;
    const mesh::AccessRequest chosenGrant = *grant;
    const QString product = m_data->productName(grant->product);
    auto *sheet = new Sheet(window(), tr("Revoke access to %1?").arg(product), 460, 0);
    auto *words = new Label(
        tr("%1 can no longer read it, from now on. The note is shown to them and kept in the log.")
            .arg(grant->requesterName),
        TextRole::Body, Token::Text2, sheet);
    words->setWordWrap(true);
    auto *note = new QLineEdit(sheet);
    note->setPlaceholderText(tr("Why"));
    note->setAccessibleName(tr("Why"));
    note->setMaxLength(2000);
    auto *problem = new Label(TextRole::Table, Token::Bad, sheet);
    problem->setWordWrap(true);
    problem->hide();
    sheet->body()->addWidget(words);
    sheet->body()->addWidget(note);
    sheet->body()->addWidget(problem);
    Button *keep = sheet->addAction(tr("Keep"));
    Button *revokeNow = sheet->addAction(tr("Revoke"), ButtonKind::Danger);
    connect(keep, &QAbstractButton::clicked, sheet, &Sheet::reject);
    const auto go = [this, sheet, note, problem, revokeNow, chosenGrant, product] {
        if (note->text().trimmed().isEmpty()) {
            problem->setText(tr("Say why: taking access away needs a note."));
            problem->show();
            setWrong(note, problem->text());
            note->setFocus();
            return;
        }
        revokeNow->setEnabled(false);
        mesh::AccessAction action;
        action.kind = mesh::AccessAction::Kind::Revoke;
        action.request = chosenGrant.id;
        action.note = note->text().trimmed();
        action.expectedVersion = chosenGrant.version;
        watch(sheet, m_session.act(action),
              [this, sheet, problem, revokeNow, product](const Result<mesh::AccessRequest> &done) {
                  if (!done) {
                      revokeNow->setEnabled(true);
                      problem->setText(done.error().message);
                      problem->show();
                      return;
                  }
                  emit toastRequested(tr("Access to %1 is revoked").arg(product), {});
                  sheet->accept();
              });
    };
    connect(revokeNow, &QAbstractButton::clicked, sheet, go);
    connect(note, &QLineEdit::returnPressed, sheet, go);
    sheet->open();
    note->setFocus();
    return sheet;
}

} // namespace meshlens::ui
