// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette.h"

#include "models/search/index.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/labels.h"
#include "ui/parts/load.h"
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
constexpr int rowHeight = 36;

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

/// Draws a name with its matched letters marked; returns its width.
double paintMarked(QPainter *painter, const QRectF &rect, const PaletteEntry &entry)
{
    const QFont used = textFont(entry.mono ? TextRole::Mono : TextRole::BodyStrong);
    const QFontMetricsF metrics(used);
    for (const int at : entry.marks) {
        if (at >= entry.name.size())
            continue;
        const double x = rect.x() + metrics.horizontalAdvance(entry.name.left(at));
        const double width = metrics.horizontalAdvance(entry.name.left(at + 1)) -
                             metrics.horizontalAdvance(entry.name.left(at));
        painter->fillRect(
            QRectF(x, rect.center().y() - metrics.height() / 2, width, metrics.height()),
            colour(Token::Mark));
    }
    painter->setFont(used);
    painter->setPen(colour(Token::Text));
    painter->drawText(rect, Qt::AlignVCenter | Qt::TextSingleLine,
                      metrics.elidedText(entry.name, Qt::ElideRight, rect.width()));
    return std::min(rect.width(), metrics.horizontalAdvance(entry.name));
}

class PaletteDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const auto *entry = static_cast<const PaletteModel *>(index.model())->entry(index);
        if (!entry)
            return;
        QRectF row = QRectF(option.rect).adjusted(px(14), 0, -px(14), 0);
        if (entry->kind == PaletteEntry::Kind::Heading) {
            paintText(painter, row, entry->name, TextRole::CaptionStrong, Token::Text3);
            return;
        }
        const bool on = option.state & QStyle::State_Selected;
        if (on)
            painter->fillRect(option.rect, colour(Token::AccentSoft));
        paintIcon(painter, QRectF(row.x(), row.center().y() - px(8), px(16), px(16)), entry->icon,
                  colour(on ? Token::Accent : Token::Text2));
        row.adjust(px(26), 0, 0, 0);
        if (!entry->keys.isEmpty() || on) {
            const QString keys = entry->keys.isEmpty() ? PaletteDelegate::tr("Enter") : entry->keys;
            KeyHint::paint(painter, row, keys);
            row.adjust(0, 0, -KeyHint::sizeOf(keys).width() - px(10), 0);
        }
        if (entry->freshness) {
            const int width = freshnessSize(*entry->freshness).width();
            paintFreshness(painter, QRectF(row.right() - width, row.y(), width, row.height()),
                           *entry->freshness);
            row.adjust(0, 0, -width - px(14), 0);
        }
        if (entry->quality) {
            const int width = qualitySize(*entry->quality).width();
            paintQuality(painter, QRectF(row.right() - width, row.y(), width, row.height()),
                         *entry->quality);
            row.adjust(0, 0, -width - px(14), 0);
        }
        const double used = paintMarked(painter, row, *entry);
        paintText(painter, row.adjusted(used + px(10), 0, 0, 0), entry->detail, TextRole::Table,
                  Token::Text3);
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &,
                                 const QModelIndex &index) const override
    {
        const auto *entry = static_cast<const PaletteModel *>(index.model())->entry(index);
        const bool isHeading = entry && entry->kind == PaletteEntry::Kind::Heading;
        return {px(200), px(isHeading ? 28 : rowHeight)};
    }
};

PaletteEntry thingEntry(const search::Hit &hit)
{
    PaletteEntry entry;
    entry.name = hit.name;
    entry.icon = iconOfKind(hit.type && hit.kind != mesh::Kind::Product ? mesh::toText(*hit.type)
                                                                        : mesh::toText(hit.kind));
    QStringList detail;
    if (!hit.domainName.isEmpty())
        detail += hit.domainName;
    detail += mesh::toText(hit.kind);
    if (!hit.version.isEmpty())
        detail.last() += u" v"_s + hit.version;
    entry.detail = detail.join(u", "_s);
    entry.link = linkTo(hit.key);
    if (hit.kind == mesh::Kind::Product)
        entry.quality = QualityBadge{.value = hit.quality, .coverage = hit.coverage};
    if (hit.freshness)
        entry.freshness = FreshnessBadge{.ageMs = hit.freshness->ageMs,
                                         .objectiveMs = hit.freshness->objectiveMs,
                                         .learned = hit.freshness->learned};
    for (const search::Match &match : hit.nameMatches) {
        for (int i = 0; i < match.length; ++i)
            entry.marks += match.start + i;
    }
    if (hit.kind == mesh::Kind::Column) {
        entry.mono = true;
        entry.icon = u"columns"_s;
        entry.detail = hit.qualifiedName;
    }
    return entry;
}

} // namespace

void PaletteModel::setEntries(const QList<PaletteEntry> &entries)
{
    beginResetModel(); // another query: nothing of the list stays
    m_entries = entries;
    endResetModel();
}

const PaletteEntry *PaletteModel::entry(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_entries.size() ? &m_entries[index.row()] : nullptr;
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PaletteEntry &entry = m_entries[index.row()];
    if (role == Qt::DisplayRole)
        return entry.name;
    if (role == Qt::AccessibleTextRole) {
        QStringList words = {entry.name, entry.detail};
        if (entry.quality)
            words += qualityWords(*entry.quality);
        if (entry.freshness)
            words += freshnessWords(*entry.freshness);
        words.removeAll(QString());
        return words.join(u", "_s);
    }
    return {};
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex &index) const
{
    const PaletteEntry *found = entry(index);
    if (!found || found->kind == PaletteEntry::Kind::Heading)
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

Palette::Palette(Session &session, QWidget *window) : QWidget(window), m_session(session)
{
    setAccessibleName(tr("Find anything"));
    m_panel = new PalettePanel(this);
    auto *column = new QVBoxLayout(m_panel);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
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
    column->addLayout(top);
    column->addWidget(new Line(Qt::Horizontal, m_panel));
    m_model = new PaletteModel(this);
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
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(px(14), px(8), px(14), px(8));
    foot->setSpacing(px(6));
    for (const auto &[key, word] : {std::pair(u"\u2191 \u2193"_s, tr("move")),
                                    {tr("Enter"), tr("open")},
                                    {tr("Shift Enter"), tr("open beside")},
                                    {tr("Ctrl Enter"), tr("search everywhere")}}) {
        foot->addWidget(new KeyHint(key, m_panel));
        foot->addWidget(new Label(word, TextRole::Table, Token::Text3, m_panel));
    }
    foot->addStretch(1);
    m_timing = new Label(TextRole::Table, Token::Text3, m_panel);
    foot->addWidget(m_timing);
    column->addLayout(foot);
    connect(m_field, &QLineEdit::textChanged, this, &Palette::search);
    window->installEventFilter(this);
    hide();
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

void Palette::search()
{
    if (!isVisible())
        return;
    m_clock.start();
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
    const bool people = prefix == u'@';
    const bool columns = prefix == u'#';
    const QString query = people || columns ? rest : text.trimmed();
    if (!index || query.isEmpty()) {
        QList<PaletteEntry> entries = pageEntriesFor(query);
        entries += commandEntries(query, 8);
        show(entries);
        return;
    }
    using Groups = QList<QList<search::Hit>>;
    const std::int64_t now = m_session.clock().nowMs();
    compute(
        this,
        [index, query, people, columns, now]() -> Result<Groups> {
            Groups groups;
            const search::Query parsed = search::parse(query);
            for (const mesh::Kind kind :
                 {mesh::Kind::Product, mesh::Kind::Column, mesh::Kind::Party}) {
                if ((people && kind != mesh::Kind::Party) ||
                    (columns && kind != mesh::Kind::Column)) {
                    groups += QList<search::Hit>();
                    continue;
                }
                search::FindOptions options;
                options.limit = people || columns ? 40 : inGroup;
                options.nowMs = now;
                options.kinds = {kind};
                options.relax = false;
                auto hits = search::find(*index, parsed, options);
                groups += hits ? hits->hits : QList<search::Hit>();
            }
            return groups;
        },
        [this, query, people, columns](const Groups &groups) {
            QList<PaletteEntry> entries;
            const auto add = [&](const QString &title, const QList<search::Hit> &hits) {
                if (hits.isEmpty())
                    return;
                entries += heading(title);
                for (const search::Hit &hit : hits)
                    entries += thingEntry(hit);
            };
            add(tr("Products"), groups[0]);
            add(tr("Columns"), groups[1]);
            if (!people && !columns) {
                QList<PaletteEntry> commands = {
                    {.kind = PaletteEntry::Kind::Search,
                     .name = tr("Search everywhere for \u201c%1\u201d").arg(query),
                     .icon = u"search"_s,
                     .keys = tr("Ctrl Enter"),
                     .link = {u"discover"_s, {}, {{u"q"_s, query}}}}};
                commands += pageEntriesFor(query).mid(0, 2);
                commands += commandEntries(query, inGroup - 1);
                entries += heading(tr("Commands"));
                entries += commands;
            }
            add(tr("People"), groups[2]);
            show(entries);
        },
        [this](const Error &) { show(commandEntries(m_field->text(), 8)); });
}

void Palette::show(const QList<PaletteEntry> &found)
{
    m_model->setEntries(found);
    const double took = double(m_clock.nsecsElapsed()) / 1e6;
    m_timing->setText(tr("%1 ms, local index").arg(format::number(took, took < 10 ? 1 : 0)));
    emit searchTimed(took);
    move(1);
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

void Palette::activate(bool beside)
{
    const PaletteEntry *found = m_model->entry(m_list->currentIndex());
    if (!found || found->kind == PaletteEntry::Kind::Heading)
        return;
    const PaletteEntry entry = *found;
    dismiss();
    if (entry.action)
        entry.action->trigger();
    else
        emit chosen(entry.link, beside);
}

bool Palette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Escape:
        dismiss();
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    case Qt::Key_Down:
        move(1);
        return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        move(key->key() == Qt::Key_Tab ? 1 : -1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (key->modifiers() & Qt::ControlModifier) {
            const QString query = m_field->text().trimmed();
            dismiss();
            emit chosen({u"discover"_s, {}, {{u"q"_s, query}}}, false);
        } else {
            activate(key->modifiers() & Qt::ShiftModifier);
        }
        return true;
    default:
        return false;
    }
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
        rows += px(m_model->flags(m_model->index(i)) == Qt::NoItemFlags ? 28 : rowHeight);
    const int width = std::min(px(680), this->width() - px(32));
    const int height =
        std::min(px(46 + 38) + std::max(rows, px(rowHeight)), this->height() - px(72 + 24));
    m_panel->setGeometry((this->width() - width) / 2, px(72), width, height);
}

} // namespace meshlens::ui
