// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/home_page.h"

#include "models/store/writer.h"
#include "ui/home/brief.h"
#include "ui/home/changes_sheet.h"
#include "ui/home/home_views.h"
#include "ui/parts/button.h"
#include "ui/parts/format.h"
#include "ui/parts/load.h"
#include "ui/parts/segmented.h"
#include "ui/parts/states.h"

#include <QActionGroup>
#include <QDateTime>
#include <QDesktopServices>
#include <QFileDialog>
#include <QLocale>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QStandardPaths>
#include <QUrl>
#include <QVBoxLayout>

#include <utility>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

const auto visitSetting = u"home.visit"_s;
const QList<int> periods{30, 90};

} // namespace

HomePage::HomePage(Session &session, QWidget *parent)
    : Page(session, parent), m_variant(usualVariant(session.profile()))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeHeader();
    column->addWidget(m_header);

    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_stack = new ContentStack(m_scroll, Skeleton::Shape::Cards, this);
    column->addWidget(m_stack, 1);
    makeView();

    connect(&session, &Session::requestsChanged, this, &HomePage::reload);
    connect(&session, &Session::profileChanged, this, &HomePage::reload);
    addCommand(tr("Save a brief of the mesh"), u"document"_s, {}, this, [this] { saveBrief(); });
    addCommand(tr("Changes since your visit"), u"history"_s, {}, this, [this] { openChanges(); });
    reload();
    readVisit();
}

void HomePage::makeHeader()
{
    m_header = new PageHeader(tr("Home"), this);
    m_changesLink = new LinkLabel({}, m_header);
    m_changesLink->setIconName(u"history"_s);
    m_changesLink->hide();
    connect(m_changesLink, &QAbstractButton::clicked, this, &HomePage::openChanges);
    m_header->addBesideTitle(m_changesLink);

    m_choice = new SegmentedControl(tr("What Home shows"), m_header);
    m_choice->addChoice(tr("Executive"), u"dashboard"_s);
    m_choice->addChoice(tr("Owner"));
    m_choice->addChoice(tr("Governance"));
    m_choice->setCurrent(static_cast<int>(m_variant));
    connect(m_choice, &SegmentedControl::currentChanged, this, [this](int index) {
        setVariant(static_cast<HomeVariant>(index));
        emit linkChanged();
    });
    m_header->addAtRight(m_choice);

    m_period = new Button(tr("%n days", nullptr, m_days), m_header);
    m_period->setIconName(u"calendar"_s);
    m_period->setAccessibleName(tr("Period of the charts"));
    auto *menu = new QMenu(m_period);
    auto *group = new QActionGroup(menu);
    for (const int days : periods) {
        QAction *action = menu->addAction(tr("%n days", nullptr, days));
        action->setCheckable(true);
        action->setChecked(days == m_days);
        action->setData(days);
        group->addAction(action);
    }
    connect(group, &QActionGroup::triggered, this, [this](QAction *action) {
        setDays(action->data().toInt());
        emit linkChanged();
    });
    m_period->setMenu(menu);
    m_header->addAtRight(m_period);

    m_brief = new Button(tr("Brief"), m_header);
    m_brief->setIconName(u"document"_s);
    m_brief->setToolTip(tr("Save these figures as a PDF"));
    m_brief->setEnabled(false);
    connect(m_brief, &QAbstractButton::clicked, this, &HomePage::saveBrief);
    m_header->addAtRight(m_brief);
}

QString HomePage::title() const
{
    return tr("Home");
}

void HomePage::open(const Link &link)
{
    const int days = link.state.value(u"days"_s).toInt();
    setDays(periods.contains(days) ? days : 30);
    setVariant(variantOf(link.state.value(u"view"_s)).value_or(usualVariant(session().profile())));
}

Link HomePage::link() const
{
    Link here{u"home"_s, {}, {}};
    if (m_variant != usualVariant(session().profile()))
        here.state.insert(u"view"_s, variantWord(m_variant));
    if (m_days != 30)
        here.state.insert(u"days"_s, QString::number(m_days));
    return here;
}

void HomePage::setVariant(HomeVariant variant)
{
    if (variant == m_variant)
        return;
    m_variant = variant;
    m_choice->setCurrent(static_cast<int>(variant));
    makeView();
    reload();
}

void HomePage::setDays(int days)
{
    if (days == m_days)
        return;
    m_days = days;
    m_period->setText(tr("%n days", nullptr, days));
    for (QAction *action : m_period->menu()->actions())
        action->setChecked(action->data().toInt() == days);
    reload();
}

void HomePage::makeView()
{
    HomeView *made = nullptr;
    switch (m_variant) {
    case HomeVariant::Executive:
        made = new ExecutiveView(session(), m_scroll);
        break;
    case HomeVariant::Owner:
        made = new OwnerView(session(), m_scroll);
        break;
    case HomeVariant::Governance:
        made = new GovernanceView(session(), m_scroll);
        break;
    }
    m_view = made;
    m_scroll->setWidget(made); // the one before goes
    made->setAutoFillBackground(false);
    connect(made, &HomeView::opened, this, &Page::navigate);
    if (WaitingCard *waiting = made->waiting()) {
        connect(waiting, &WaitingCard::inboxWanted, this, [this] {
            emit navigate({u"access"_s, {}, {{u"tab"_s, u"inbox"_s}}});
        });
        connect(waiting, &WaitingCard::reviewWanted, this, [this](const QString &id) {
            emit navigate({u"access"_s, {}, {{u"tab"_s, u"inbox"_s}, {u"request"_s, id}}});
        });
        connect(waiting, &WaitingCard::productWanted, this, [this](const QString &key) {
            emit navigate({u"product"_s, key, {}});
        });
        connect(waiting, &WaitingCard::sampleWanted, this, [this](const QString &key) {
            emit navigate({u"samples"_s, key, {}});
        });
        connect(waiting, &WaitingCard::failed, this,
                [this](const QString &words) { emit toastRequested(words, {}); });
        connect(
            waiting, &WaitingCard::approved, this, [this](const QString &id, const QString &words) {
                Session *of = &session();
                emit toastRequested(
                    words, {tr("Undo"), [this, of, id] {
                                watch(this, of->undoAct(id), [this](const Result<void> &undone) {
                                    if (!undone)
                                        emit toastRequested(undone.error().message, {});
                                    reload();
                                });
                            }});
            });
    }
}

void HomePage::reload()
{
    m_header->setCaption(QLocale().toString(QDateTime::fromMSecsSinceEpoch(nowMs()).date(),
                                            tr("dddd d MMMM", "date in the title line")));
    m_stack->begin();
    load(
        this, session(),
        [profile = session().profile(), variant = m_variant, now = nowMs(), days = m_days](
            store::Reader &reader) { return readHome(reader, profile, variant, now, days); },
        [this, variant = m_variant](const HomeData &data) {
            if (variant == m_variant)
                fill(data);
        },
        [this](const Error &failure) {
            m_stack->showError(tr("The figures could not be read."), failure, [this] { reload(); });
        });
    if (m_visitKnown)
        readChanges();
}

void HomePage::fill(const HomeData &home)
{
    m_data = home;
    const bool anything = home.overview.products > 0;
    m_brief->setEnabled(anything);
    m_period->setEnabled(anything);
    if (anything) {
        m_view->show(home);
        m_stack->showContent();
        if (m_wantedScroll >= 0)
            m_scroll->verticalScrollBar()->setValue(std::exchange(m_wantedScroll, -1));
    } else {
        showNothing();
    }
    emit shown();
}

void HomePage::showNothing()
{
    if (m_data->catalogs == 0) {
        auto *state =
            new EmptyState(u"catalogs"_s, tr("No catalog is connected"),
                           tr("Connect one to see how its data products are."), Tone::Accent, this);
        connect(state->addAction(tr("Connect a catalog"), ButtonKind::Primary),
                &QAbstractButton::clicked, this, [this] {
                    emit navigate({u"catalogs"_s, {}, {{u"add"_s, QString()}}});
                });
        m_stack->showEmpty(state);
        return;
    }
    if (m_data->datasets > 0)
        return showTablesOnly();
    auto *state = new EmptyState(u"product"_s, tr("No data product is known yet"),
                                 tr("%n catalogs are connected. What they describe shows here as "
                                    "soon as it is read.",
                                    nullptr, m_data->catalogs),
                                 Tone::Mute, this);
    connect(state->addAction(tr("Sync now"), ButtonKind::Primary), &QAbstractButton::clicked, this,
            [this] { session().sync({}, false); });
    connect(state->addAction(tr("Open catalogs")), &QAbstractButton::clicked, this, [this] {
        emit navigate({u"catalogs"_s, {}, {}});
    });
    m_stack->showEmpty(state);
}

/// What Home tells is about products; tables alone are found and followed elsewhere.
void HomePage::showTablesOnly()
{
    auto *state = new EmptyState(u"table"_s, tr("No data product is known"),
                                 tr("The connected catalogs tell of %n datasets, and group none of "
                                    "them into a data product. "
                                    "Discover finds them, Lineage shows what feeds what.",
                                    nullptr, static_cast<int>(m_data->datasets)),
                                 Tone::Mute, this);
    for (const auto &[words, page] : {std::pair(tr("Open Discover"), u"discover"_s),
                                      std::pair(tr("Open Lineage"), u"lineage"_s)}) {
        const ButtonKind kind = page == u"discover" ? ButtonKind::Primary : ButtonKind::Plain;
        connect(state->addAction(words, kind), &QAbstractButton::clicked, this, [this, page] {
            emit navigate({page, {}, {}});
        });
    }
    m_stack->showEmpty(state);
}

void HomePage::readVisit()
{
    load(
        this, session(), [](store::Reader &reader) { return reader.setting(visitSetting); },
        [this](const QByteArray &text) {
            m_visitMs = text.toLongLong();
            m_visitKnown = true;
            readChanges();
            // From now on this is the last visit; what is shown stays about the one before.
            const QByteArray now = QByteArray::number(qint64(nowMs()));
            watch(this, session().write([now](store::Writer &writer) {
                return writer.setSetting(visitSetting, now);
            }),
                  [this](const Result<void> &) { emit visitRead(); });
        },
        [](const Error &) {}); // without it the title line says nothing of changes
}

void HomePage::readChanges()
{
    if (m_visitMs <= 0)
        return;
    load(
        this, session(),
        [since = m_visitMs, now = nowMs()](store::Reader &reader) {
            return changesSince(reader, since, now);
        },
        [this](const QList<store::Change> &changes) {
            m_changes = changes;
            m_changesLink->setVisible(!changes.isEmpty());
            m_changesLink->setText(
                tr("%n changes since your visit %1", nullptr, static_cast<int>(changes.size()))
                    .arg(format::ago(m_visitMs, nowMs())));
            m_changesLink->updateGeometry();
        },
        [](const Error &) {});
}

void HomePage::openChanges()
{
    if (m_visitMs <= 0)
        return;
    auto *sheet = new ChangesSheet(window(), m_changes, m_visitMs, nowMs());
    connect(sheet, &ChangesSheet::opened, this, &Page::navigate);
    sheet->open();
}

void HomePage::saveBrief()
{
    if (!m_data || m_data->overview.products == 0)
        return;
    const QString name =
        tr("%1 brief %2.pdf")
            .arg(session().meshName(),
                 QDateTime::fromMSecsSinceEpoch(nowMs()).date().toString(Qt::ISODate))
            .replace(u'/', u'-');
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    auto *dialog = new QFileDialog(window(), tr("Save the brief"), folder, tr("PDF (*.pdf)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"pdf"_s);
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        compute(
            this,
            [path, mesh = session().meshName(), data = *m_data]() -> Result<QString> {
                const Result<void> written = writeBrief(path, mesh, data);
                if (!written)
                    return written.error();
                return path;
            },
            [this](const QString &written) {
                emit toastRequested(tr("The brief is saved."),
                                    {tr("Open"), [written] {
                                         QDesktopServices::openUrl(QUrl::fromLocalFile(written));
                                     }});
            },
            [this](const Error &failure) { emit toastRequested(failure.message, {}); });
    });
    dialog->open();
}

QVariant HomePage::remember() const
{
    return m_scroll->verticalScrollBar()->value();
}

void HomePage::restore(const QVariant &state)
{
    m_wantedScroll = state.toInt();
}

QList<QWidget *> HomePage::focusRegions()
{
    return {m_choice, m_view};
}

} // namespace meshlens::ui
