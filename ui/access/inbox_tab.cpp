// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/inbox_tab.h"

#include "ui/access/decision_pane.h"
#include "ui/parts/search_field.h"
#include "ui/parts/states.h"
#include "ui/parts/watch.h"
#include "ui/samples/ground.h"
#include "ui/shell/window_memory.h"

#include <QHBoxLayout>
#include <QListView>
#include <QSplitter>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

InboxTab::InboxTab(Session &session, QWidget *parent)
    : RequestTab(parent), m_session(session), m_model(new InboxModel(this))
{
    auto *splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    auto *left = new Ground(Token::Surface, {}, splitter);
    left->setMinimumWidth(px(250));
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(px(16), px(8), px(16), px(8));
    m_filter = new SearchField(tr("Filter by person, product, purpose"), left);
    top->addWidget(m_filter);
    column->addLayout(top);
    column->addWidget(new Line(Qt::Horizontal, left));
    m_list = new QListView(left);
    m_list->setAccessibleName(tr("Requests to decide"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new InboxDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->viewport()->setAttribute(Qt::WA_Hover);
    column->addWidget(m_list, 1);
    column->addWidget(new Line(Qt::Horizontal, left));
    auto *keys = new QHBoxLayout;
    keys->setContentsMargins(px(16), px(8), px(16), px(8));
    keys->setSpacing(px(6));
    const auto hint = [&](const QStringList &letters, const QString &words) {
        for (const QString &letter : letters)
            keys->addWidget(new KeyHint(letter, left));
        keys->addWidget(new Label(words, TextRole::Caption, Token::Text3, left));
        keys->addSpacing(px(4));
    };
    hint({u"J"_s, u"K"_s}, tr("move"));
    hint({u"A"_s}, tr("approve"));
    hint({u"D"_s}, tr("deny"));
    hint({u"Q"_s}, tr("ask"));
    keys->addStretch();
    column->addLayout(keys);
    m_pane = new DecisionPane(session, splitter);
    splitter->addWidget(left);
    splitter->addWidget(m_pane);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({px(380), px(860)});
    rememberSizes(splitter, session, u"access/inbox"_s);
    m_stack = new ContentStack(splitter, Skeleton::Shape::Rows, this);
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->addWidget(m_stack);
    m_stack->begin();

    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        const QString id = chosen();
        m_following = false;
        m_model->setFilter(text);
        m_following = true;
        select(m_model->rowOf(id) >= 0 ? m_model->rowOf(id) : m_model->firstRow());
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (!m_following)
            return;
        follow();
        emit choiceChanged();
    });
    connect(m_pane, &DecisionPane::navigate, this, &RequestTab::navigate);
    connect(m_pane, &DecisionPane::decided, this, &InboxTab::decided);
    setFocusProxy(m_list);
}

void InboxTab::setData(const SharedAccessData &moment)
{
    const QString before = m_wanted.isEmpty() ? chosen() : m_wanted;
    const int at = m_list->currentIndex().row();
    const auto partBefore =
        m_model->request(at) ? inboxPart(*m_model->source(), *m_model->request(at)) : std::nullopt;
    m_following = false;
    m_model->setData(moment);
    m_following = true;
    int row = m_model->rowOf(before);
    // What was just decided has left its part: the next one takes its place.
    const mesh::AccessRequest *moved = m_model->request(row);
    if (m_wanted.isEmpty() && moved && partBefore == InboxModel::Part::ForMe &&
        inboxPart(*moment, *moved) != partBefore && m_model->count(InboxModel::Part::ForMe) > 0)
        row = std::clamp(at, 1, m_model->count(InboxModel::Part::ForMe));
    if (row < 0)
        row = m_model->firstRow();
    m_wanted.clear();
    select(row);
    showState();
}

void InboxTab::showState()
{
    if (m_model->rowCount() > 0 || !m_filter->text().isEmpty()) {
        m_stack->showContent();
        return;
    }
    const bool owns = !m_model->source()->ownDomainNames.isEmpty();
    m_stack->showEmpty(new EmptyState(
        u"check"_s, owns ? tr("Nothing waits for you") : tr("You decide on no product"),
        owns ? tr("Requests for your products appear here.")
             : tr("Requests come to the owners of a product. None is yours in these catalogs."),
        owns ? Tone::Good : Tone::Mute, m_stack));
}

void InboxTab::select(int row)
{
    const QModelIndex index = m_model->index(row, 0);
    m_following = false;
    m_list->setCurrentIndex(index);
    m_following = true;
    follow();
}

void InboxTab::follow()
{
    const mesh::AccessRequest *request = m_model->request(m_list->currentIndex().row());
    m_pane->setVisible(request != nullptr);
    m_pane->show(m_model->source(), request);
}

QString InboxTab::chosen() const
{
    const mesh::AccessRequest *request = m_model->request(m_list->currentIndex().row());
    return request ? request->id : QString();
}

void InboxTab::choose(const QString &id)
{
    m_list->setFocus(); // the letters decide at once
    const int row = m_model->rowOf(id);
    if (row >= 0)
        select(row);
    else
        m_wanted = id;
}

void InboxTab::step(int by)
{
    const int row = m_list->currentIndex().row();
    m_list->setCurrentIndex(m_model->index(m_model->neighbour(std::max(row, 0), by), 0));
}

bool InboxTab::focusFilter()
{
    m_filter->setFocus();
    m_filter->selectAll();
    return true;
}

QList<QWidget *> InboxTab::regions()
{
    return {m_list, m_pane};
}

void InboxTab::decided(const mesh::AccessRequest &request, const QString &words)
{
    const QString text = words + u": "_s + request.requesterName + u", "_s +
                         m_model->source()->productName(request.product);
    emit toastRequested(
        text, {tr("Undo"), [this, id = request.id] {
                   watch(this, m_session.undoAct(id), [this, id](const Result<void> &undone) {
                       emit toastRequested(undone ? tr("Taken back")
                                           : undone.error().kind == Error::Kind::Conflict
                                               ? tr("It was already sent.")
                                               : undone.error().message,
                                           {});
                       if (undone)
                           choose(id);
                   });
               }});
}

} // namespace meshlens::ui
