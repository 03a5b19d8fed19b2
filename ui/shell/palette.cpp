// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette.h"

#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/labels.h"
#include "ui/parts/load.h"
#include "ui/parts/recent_things.h"
#include "ui/parts/search_index.h"
#include "ui/shell/pages.h"
#include "ui/shell/palette_match.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int inGroup = 4;
constexpr int mostRecent = 6;

PaletteEntry heading(const QString &name)
{
    return {.kind = PaletteEntry::Kind::Heading, .name = name};
}

/// The ground of the panel; the dim layer is the palette itself.
class PalettePanel final : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(colour(Token::BorderStrong));
        painter.setBrush(colour(Token::Raised));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(10), px(10));
    }
};

} // namespace

Palette::Palette(Session &session, QWidget *window)
    : QWidget(window), m_session(session), m_panel(new PalettePanel(this)),
      m_model(new PaletteModel(this))
{
    setAccessibleName(tr("Find anything"));
    auto *column = new QVBoxLayout(m_panel);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    makeTop();
    column->addWidget(new Line(Qt::Horizontal, m_panel));
    m_list = new QListView(m_panel);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setAccessibleName(tr("Found"));
    m_list->viewport()->setAutoFillBackground(false);
    connect(m_list, &QListView::clicked, this, [this] { activate(false); });
    column->addWidget(m_list, 1);
    column->addWidget(new Line(Qt::Horizontal, m_panel));
    makeFoot();
    connect(m_field, &QLineEdit::textChanged, this, &Palette::search);
    connect(&RecentThings::of(session), &RecentThings::changed, this, &Palette::search);
    window->installEventFilter(this);
    hide();
}

Palette::~Palette()
{
    if (m_cancelled)
        *m_cancelled = true;
}

void Palette::makeTop()
{
    m_field = new QLineEdit(m_panel);
    m_field->setFrame(false);
    m_field->setPlaceholderText(tr("Search products, columns, owners; type > for commands"));
    m_field->setAccessibleName(m_field->placeholderText());
    m_field->addAction(themeIcon(u"search"_s), QLineEdit::LeadingPosition);
    m_field->setFixedHeight(px(46));
    QPalette clear = m_field->palette();
    clear.setColor(QPalette::Base, Qt::transparent);
    m_field->setPalette(clear);
    m_field->installEventFilter(this);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(px(6), 0, px(14), 0);
    top->setSpacing(px(6));
    top->addWidget(m_field, 1);
    for (const auto &[key, word] :
         {std::pair(u">"_s, tr("commands")), {u"@"_s, tr("people")}, {u"#"_s, tr("columns")}}) {
        top->addWidget(new KeyHint(key, m_panel));
        top->addWidget(new Label(word, TextRole::Table, Token::Text3, m_panel));
    }
    static_cast<QVBoxLayout *>(m_panel->layout())->addLayout(top);
}

void Palette::makeFoot()
{
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(px(14), px(8), px(14), px(8));
    foot->setSpacing(px(6));
    for (const auto &[key, word] : {std::pair(u"\u2191 \u2193"_s, tr("move")),
                                    {tr("Enter"), tr("open")},
                                    {tr("Shift Enter"), tr("open beside")},
                                    {tr("Tab"), tr("more actions")}}) {
        foot->addWidget(new KeyHint(key, m_panel));
        foot->addWidget(new Label(word, TextRole::Table, Token::Text3, m_panel));
    }
    foot->addStretch(1);
    m_timing = new Label(TextRole::Table, Token::Text3, m_panel);
    foot->addWidget(m_timing);
    static_cast<QVBoxLayout *>(m_panel->layout())->addLayout(foot);
}

void Palette::setActions(const QList<QAction *> &actions)
{
    m_actions.clear();
    for (QAction *action : actions)
        m_actions += action;
}

void Palette::open(const QString &text)
{
    if (!isVisible())
        m_focusBefore = QApplication::focusWidget();
    connect(&SearchIndex::of(m_session), &SharedBuild::changed, this, &Palette::search,
            Qt::UniqueConnection);
    m_subject.reset();
    m_model->setEntries({}); // of the last time
    place();
    QWidget::show();
    raise();
    m_field->setText(text);
    m_field->setFocus();
    search();
}

void Palette::dismiss()
{
    hide();
    m_subject.reset();
    if (m_focusBefore)
        m_focusBefore->setFocus();
}

QList<PaletteEntry> Palette::commandEntries(const QString &query, int most) const
{
    QList<std::pair<int, PaletteEntry>> found;
    for (const QPointer<QAction> &action : m_actions) {
        if (!action || !action->isEnabled() || action->text().isEmpty())
            continue;
        QString name = action->text();
        name.remove(u'&');
        const auto match = matchWords(query, name);
        if (!match)
            continue;
        PaletteEntry entry{.kind = PaletteEntry::Kind::Command, .name = name};
        entry.keys = action->shortcut().toString(QKeySequence::NativeText);
        entry.icon = action->property("meshlensIcon").toString();
        if (entry.icon.isEmpty())
            entry.icon = u"chevron-right"_s;
        entry.action = action;
        entry.marks = match->positions;
        found.append({match->score, entry});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto &a, const auto &b) { return a.first > b.first; });
    QList<PaletteEntry> entries;
    for (const auto &[score, entry] : std::as_const(found)) {
        if (entries.size() < most)
            entries += entry;
    }
    return entries;
}

QList<PaletteEntry> Palette::pageEntriesFor(const QString &query) const
{
    QList<PaletteEntry> entries;
    for (const PageEntry &page : pageEntries()) {
        const auto match = matchWords(query, page.title);
        if (page.title.isEmpty() || !match)
            continue;
        PaletteEntry entry{.kind = PaletteEntry::Kind::Page, .name = page.title, .icon = page.icon};
        entry.link = {page.name, {}, {}};
        entry.marks = match->positions;
        entries += entry;
    }
    return entries;
}

QList<PaletteEntry> Palette::startEntries() const
{
    QList<PaletteEntry> entries;
    const QList<RecentThing> &recent = RecentThings::of(m_session).all();
    if (!recent.isEmpty())
        entries += heading(tr("Opened lately"));
    for (const RecentThing &thing : recent.first(std::min<qsizetype>(recent.size(), mostRecent))) {
        PaletteEntry entry{.name = thing.name, .icon = u"history"_s};
        entry.detail = format::ago(thing.atMs, m_session.clock().nowMs());
        entry.link = linkTo(thing.key);
        entry.key = thing.key;
        entries += entry;
    }
    entries += heading(tr("Pages"));
    entries += pageEntriesFor({});
    entries += heading(tr("Commands"));
    entries += commandEntries({}, 8);
    return entries;
}

void Palette::search()
{
    if (!isVisible() || m_subject)
        return;
    m_clock.start();
    if (m_cancelled)
        *m_cancelled = true;
    const QString text = m_field->text();
    if (const auto link = Link::parse(text)) {
        show({PaletteEntry{.kind = PaletteEntry::Kind::Page,
                           .name = tr("Open this address"),
                           .detail = link->key,
                           .icon = u"link"_s,
                           .link = *link}});
        return;
    }
    const QChar prefix = text.isEmpty() ? QChar() : text.front();
    const QString rest = text.mid(1).trimmed();
    if (prefix == u'>') {
        show(commandEntries(rest, 40));
        return;
    }
    if (prefix == u':') {
        show(pageEntriesFor(rest));
        return;
    }
    const std::shared_ptr<const search::Index> index = SearchIndex::of(m_session).index();
    PaletteWish wish;
    wish.of = prefix == u'@'   ? PaletteWish::Of::People
              : prefix == u'#' ? PaletteWish::Of::Columns
                               : PaletteWish::Of::All;
    wish.query = wish.of == PaletteWish::Of::All ? text.trimmed() : rest;
    if (!index || (wish.query.isEmpty() && wish.of == PaletteWish::Of::All)) {
        show(wish.query.isEmpty() ? startEntries()
                                  : pageEntriesFor(wish.query) + commandEntries(wish.query, 8));
        return;
    }
    for (const RecentThing &thing : RecentThings::of(m_session).all())
        wish.recent += thing.key;
    wish.nowMs = m_session.clock().nowMs();
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    compute(
        this,
        [index, wish, flag = m_cancelled] {
            return findForPalette(*index, wish, [flag] { return flag->load(); });
        },
        [this, wish](const PaletteFound &found) { showFound(wish.query, wish.of, found); },
        [this](const Error &) { show(commandEntries(m_field->text(), 8)); });
}

void Palette::showFound(const QString &query, PaletteWish::Of of, const PaletteFound &found)
{
    if (m_subject)
        return;
    QList<PaletteEntry> entries;
    const auto add = [&](const QString &title, const QList<PaletteEntry> &group) {
        if (group.isEmpty())
            return;
        entries += heading(title);
        entries += group;
    };
    add(tr("Products"), found.products);
    add(tr("Columns"), found.columns);
    if (of == PaletteWish::Of::All) {
        QList<PaletteEntry> commands = pageEntriesFor(query).mid(0, 2);
        commands += commandEntries(query, inGroup - 1);
        const PaletteEntry everywhere{
            .kind = PaletteEntry::Kind::Search,
            .name = tr("Search everywhere for \u201c%1\u201d").arg(query),
            .detail = format::counted(found.everywhere, tr("1 result"), tr("%1 results")),
            .icon = u"search"_s,
            .keys = tr("Ctrl Enter"),
            .link = {u"discover"_s, {}, {{u"q"_s, query}}}};
        // Where nothing would be found, the command that was meant stands before the search.
        commands.insert(found.everywhere > 0 ? 0 : commands.size(), everywhere);
        add(tr("Commands"), commands);
    }
    add(tr("People"), found.people);
    show(entries);
}

void Palette::show(const QList<PaletteEntry> &found)
{
    m_model->setEntries(found);
    const double took = double(m_clock.nsecsElapsed()) / 1e6;
    m_timing->setText(tr("%1 ms, local index").arg(format::number(took, took < 10 ? 1 : 0)));
    if (!m_subject)
        emit searchTimed(took);
    m_timing->setVisible(!m_subject);
    move(1);
    m_list->scrollToTop();
    place();
}

void Palette::move(int step)
{
    const int rows = m_model->rowCount();
    int row = m_list->currentIndex().isValid() ? m_list->currentIndex().row() : -1;
    for (int i = 0; i < rows; ++i) {
        row = (row + step + rows) % rows;
        if (m_model->flags(m_model->index(row)) & Qt::ItemIsSelectable) {
            m_list->setCurrentIndex(m_model->index(row));
            return;
        }
    }
}

bool Palette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    return takesKey(key->key(), key->modifiers());
}

void Palette::mousePressEvent(QMouseEvent *)
{
    dismiss();
}

void Palette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Token::Dim));
}

void Palette::place()
{
    setGeometry(parentWidget()->rect());
    int rows = 0;
    for (int i = 0; i < m_model->rowCount(); ++i)
        rows +=
            px(m_model->flags(m_model->index(i)) == Qt::NoItemFlags ? PaletteDelegate::headingHeight
                                                                    : PaletteDelegate::rowHeight);
    const int width = std::min(px(680), this->width() - px(32));
    const int height = std::min(px(46 + 38) + std::max(rows, px(PaletteDelegate::rowHeight)),
                                this->height() - px(72 + 24));
    m_panel->setGeometry((this->width() - width) / 2, px(72), width, height);
}

} // namespace meshlens::ui
