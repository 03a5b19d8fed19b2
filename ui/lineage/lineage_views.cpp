// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/writer.h"
#include "ui/lineage/graph_view.h"
#include "ui/lineage/lineage_page.h"
#include "ui/lineage/lineage_toolbar.h"
#include "ui/parts/icons.h"
#include "ui/parts/load.h"
#include "ui/parts/sheet.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QStackedWidget>
#include <QTreeView>

// Undo, redo and named views.

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

const QString keptKind = u"lineage-view"_s;

} // namespace

ViewState LineagePage::state() const
{
    ViewState state;
    state.wish = m_wish;
    state.column = m_column;
    state.colourBy = m_colourBy;
    if (const DrawnNode *node = chosen()) {
        state.chosen = node->node.key;
        if (const int row = m_view->place().row; row >= 0)
            state.chosenColumn = node->rows[row].name;
    }
    if (m_view->edge() >= 0)
        state.link = linkId(*m_view->drawing(), m_view->drawing()->edges[m_view->edge()]);
    state.list = m_twins->currentWidget() == m_tree;
    state.spot = m_view->spot();
    return state;
}

void LineagePage::noteView()
{
    if (m_restored || !m_view->drawing())
        return;
    if (m_stepping)
        m_history.correct(state());
    else
        m_history.note(state());
    m_stepping = false;
}

/// What is not there any more is said; the rest of the view stands without it.
void LineagePage::chooseAgain(const ViewState &state)
{
    const Drawing &drawing = *m_view->drawing();
    const int link = linkBetween(drawing, state.link);
    const int node = drawing.number(state.chosen);
    if (link >= 0)
        m_view->setEdge(link);
    else
        m_view->setPlace(node < 0 ? Place() : Place{node, drawing.row(node, state.chosenColumn)});
    m_view->setSpot(state.spot);
    const auto name = [this](const QString &key, const QString &column) {
        const auto known = m_answer->source->find(key);
        const QString thing = known ? known->name : key.section(u'/', -1);
        return column.isEmpty() ? thing : thing + u' ' + column;
    };
    if (state.link.isValid() && link < 0)
        emit toastRequested(tr("The link from %1 to %2 is no longer there. The rest of the view is "
                               "as it was.")
                                .arg(name(state.link.from, state.link.fromColumn),
                                     name(state.link.to, state.link.toColumn)),
                            {});
    else if (!state.chosen.isEmpty() && node < 0)
        emit toastRequested(tr("%1 is no longer there. The rest of the view is as it was.")
                                .arg(name(state.chosen, {})),
                            {});
}

/// `stepping`: the state is one of the history.
void LineagePage::apply(const ViewState &state, bool stepping)
{
    const bool drawn = !m_reading && m_answer && m_view->drawing() && m_wish == state.wish &&
                       m_column == state.column;
    m_wish = state.wish;
    m_column = state.column;
    m_restored = state;
    m_stepping = stepping;
    m_colourBy = state.colourBy;
    m_view->setColourBy(m_colourBy);
    setList(state.list);
    showState();
    if (drawn) {
        chooseAgain(state);
        m_restored.reset();
        noteView();
    } else {
        refresh();
    }
    emit linkChanged();
}

void LineagePage::step(bool back)
{
    if (back ? !m_history.canUndo() : !m_history.canRedo()) {
        emit toastRequested(back ? tr("There is no earlier view.") : tr("There is no later view."),
                            {});
        return;
    }
    m_history.keepSpot(m_view->spot());
    apply(ViewState(back ? m_history.undo() : m_history.redo()), true);
}

void LineagePage::saveView()
{
    auto *sheet = new Sheet(window(), tr("Save this view"), 440, 210);
    sheet->setSubtitle(tr("Level, steps, filters, what is open and chosen, and where you look."));
    auto *name = new QLineEdit(title().left(60), sheet);
    name->setAccessibleName(tr("Name of the view"));
    name->setMaxLength(120);
    sheet->body()->addWidget(new Label(tr("Name"), TextRole::TableStrong, Token::Text, sheet));
    sheet->body()->addWidget(name);
    sheet->body()->addStretch();
    Button *keep = sheet->addAction(tr("Save"), ButtonKind::Primary);
    const auto save = [this, sheet, name, body = toJson(state()), root = m_wish.root] {
        const QString words = name->text().trimmed();
        if (words.isEmpty())
            return;
        const auto work = [store = session().store(), words, body, root,
                           now = nowMs()](store::Writer &writer) -> Result<void> {
            const auto reader = store->read();
            if (!reader)
                return reader.error();
            const auto all = reader->kept(keptKind);
            if (!all)
                return all.error();
            store::Kept kept{0, keptKind, words, root, body, 0, now};
            for (const store::Kept &one : *all) {
                kept.position = std::max(kept.position, one.position + 1);
                if (one.name == words)
                    kept.id = one.id; // one of the same name is replaced
            }
            const auto id = writer.keep(kept);
            return id ? Result<void>() : Result<void>(id.error());
        };
        watch(this, session().write(work), [this, words](const Result<void> &done) {
            emit toastRequested(
                done ? tr("“%1” is kept, under the star").arg(words) : done.error().message, {});
        });
        sheet->accept();
    };
    connect(keep, &QAbstractButton::clicked, sheet, save);
    connect(name, &QLineEdit::returnPressed, sheet, save);
    sheet->open();
    name->setFocus();
    name->selectAll();
}

void LineagePage::renameView(const store::Kept &view)
{
    auto *sheet = new Sheet(window(), tr("Rename this view"), 440, 190);
    auto *name = new QLineEdit(view.name, sheet);
    name->setAccessibleName(tr("Name of the view"));
    name->setMaxLength(120);
    sheet->body()->addWidget(name);
    sheet->body()->addStretch();
    Button *keep = sheet->addAction(tr("Rename"), ButtonKind::Primary);
    const auto save = [this, sheet, name, view] {
        store::Kept renamed = view;
        renamed.name = name->text().trimmed();
        if (renamed.name.isEmpty())
            return;
        const auto work = [renamed](store::Writer &writer) -> Result<void> {
            const auto id = writer.keep(renamed);
            return id ? Result<void>() : Result<void>(id.error());
        };
        watch(this, session().write(work), [this, words = renamed.name](const Result<void> &done) {
            emit toastRequested(done ? tr("Now called “%1”").arg(words) : done.error().message, {});
        });
        sheet->accept();
    };
    connect(keep, &QAbstractButton::clicked, sheet, save);
    connect(name, &QLineEdit::returnPressed, sheet, save);
    sheet->open();
    name->setFocus();
    name->selectAll();
}

void LineagePage::fillViews()
{
    QMenu *menu = m_bar->viewMenu();
    menu->clear();
    QAction *undo = menu->addAction(themeIcon(u"back"_s), tr("Undo change of view"));
    undo->setEnabled(m_history.canUndo());
    connect(undo, &QAction::triggered, this, [this] { step(true); });
    QAction *redo = menu->addAction(themeIcon(u"forward"_s), tr("Redo change of view"));
    redo->setEnabled(m_history.canRedo());
    connect(redo, &QAction::triggered, this, [this] { step(false); });
    QAction *fold = menu->addAction(tr("Fold tall columns"));
    fold->setCheckable(true);
    fold->setChecked(m_wish.drawing.folds);
    connect(fold, &QAction::triggered, this, [this](bool on) { setFolds(on); });
    menu->addSeparator();
    connect(menu->addAction(themeIcon(u"star"_s), tr("Save this view…")), &QAction::triggered, this,
            [this] { saveView(); });
    load(
        this, session(), [](store::Reader &reader) { return reader.kept(keptKind); },
        [this, menu](const QList<store::Kept> &views) {
            if (views.isEmpty())
                return;
            menu->addSeparator();
            auto *rename = new QMenu(tr("Rename a view"), menu);
            auto *forget = new QMenu(tr("Forget a view"), menu);
            for (const store::Kept &view : views) {
                const QString words = QString(view.name).replace(u'&', u"&&"_s);
                connect(menu->addAction(words), &QAction::triggered, this, [this, view] {
                    if (const auto state = viewFromJson(view.body))
                        apply(*state);
                    else
                        emit toastRequested(tr("This view cannot be read."), {});
                });
                connect(rename->addAction(words), &QAction::triggered, this,
                        [this, view] { renameView(view); });
                connect(forget->addAction(words), &QAction::triggered, this, [this, view] {
                    const auto work = [view](store::Writer &writer) -> Result<void> {
                        const auto gone = writer.unkeep(view.id);
                        return gone ? Result<void>() : Result<void>(gone.error());
                    };
                    watch(this, session().write(work), [this, view](const Result<void> &done) {
                        const Undo back{
                            tr("Undo"), [this, view] {
                                watch(
                                    this,
                                    session().write([view](store::Writer &writer) -> Result<void> {
                                        store::Kept again = view;
                                        again.id = 0;
                                        const auto id = writer.keep(again);
                                        return id ? Result<void>() : Result<void>(id.error());
                                    }),
                                    [this](const Result<void> &kept) {
                                        if (!kept)
                                            emit toastRequested(kept.error().message, {});
                                    });
                            }};
                        emit toastRequested(done ? tr("“%1” is forgotten").arg(view.name)
                                                 : done.error().message,
                                            done ? back : Undo());
                    });
                });
            }
            menu->addSeparator();
            menu->addMenu(rename);
            menu->addMenu(forget);
        },
        [this](const Error &failure) { emit toastRequested(failure.message, {}); });
}

} // namespace meshlens::ui
