// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/product/thing_view.h"

#include "models/search/query.h"
#include "models/store/reader.h"
#include "ui/parts/card.h"
#include "ui/parts/cell_grid.h"
#include "ui/parts/format.h"
#include "ui/parts/load.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostProducts = 200;

QString named(const store::Reader &reader, const QString &party)
{
    const auto found = reader.party(party);
    return found && !found->thing.name.isEmpty() ? found->thing.name : party.section(u"://"_s, 1);
}

QString ownersOf(const store::Reader &reader, const QStringList &owners)
{
    QStringList names;
    for (const QString &owner : owners)
        names += named(reader, owner);
    return names.join(u", "_s);
}

QString catalogsOf(const QList<store::Source> &sources)
{
    QStringList names;
    for (const store::Source &source : sources)
        names += source.catalog;
    return names.join(u", "_s);
}

} // namespace

ThingView::ThingView(Session &session, QWidget *parent) : QWidget(parent), m_session(session)
{
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    auto *page = new QWidget(scroll);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(px(20), px(14), px(20), px(16));
    column->setSpacing(px(12));
    auto *about = new Card({}, page);
    about->setBodyMargins(14, 12, 14, 12);
    m_name = new Label(TextRole::PageTitle, Token::Text, about);
    m_kind = new Label(TextRole::Table, Token::Text3, about);
    m_text = new Label(TextRole::Body, Token::Text, about);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts = new CellGrid({{120, 0}, {0, 1}}, tr("Facts"), about);
    m_facts->setRowHeight(22);
    about->body()->setSpacing(px(8));
    about->body()->addWidget(m_name);
    about->body()->addWidget(m_kind);
    about->body()->addWidget(m_text);
    about->body()->addWidget(m_facts);
    m_products = new Card(tr("Data products"), page);
    connect(m_products->setLink(tr("Search them")), &QAbstractButton::clicked, this, [this] {
        emit navigate({u"discover"_s, {}, {{u"q"_s, m_search}}});
    });
    m_grid = new CellGrid({{0, 1}, {160, 0}, {90, 0}, {150, 0}}, tr("Data products"), m_products);
    m_grid->setRowHeight(30);
    m_grid->setLined(true);
    m_grid->setClickable(true);
    connect(m_grid, &CellGrid::rowClicked, this, [this](int row) {
        if (row < m_keys.size())
            emit navigate(linkTo(m_keys[row]));
    });
    m_products->body()->addWidget(m_grid);
    column->addWidget(about);
    column->addWidget(m_products);
    column->addStretch(1);
    scroll->setWidget(page);
    box->addWidget(scroll);
}

bool ThingView::shows(const QString &key)
{
    return key.startsWith(u"domain://") || key.startsWith(u"term://") ||
           key.startsWith(u"party://");
}

void ThingView::open(const QString &key)
{
    load(
        this, m_session,
        [key, now = m_session.clock().nowMs()](store::Reader &reader) -> Result<Thing> {
            auto thing = readThing(reader, key);
            if (thing)
                thing->nowMs = now;
            return thing;
        },
        [this](const Thing &thing) { show(thing); },
        [this](const Error &failure) { emit failed(failure); });
}

Result<ThingView::Thing> ThingView::readThing(store::Reader &reader, const QString &key)
{
    Thing thing;
    const auto choice = [](const QString &field, const QString &value) {
        return search::withChoice({}, field, value, search::Choice::Chosen);
    };
    std::function<bool(const store::ProductRow &)> belongs;
    if (key.startsWith(u"domain://")) {
        const auto domain = reader.domain(key);
        if (!domain)
            return domain.error();
        thing.name = domain->thing.name;
        thing.kind = tr("Domain");
        thing.text = domain->thing.description;
        thing.facts = {{tr("Owner"), ownersOf(reader, domain->thing.owners)},
                       {tr("Found in"), catalogsOf(domain->sources)}};
        thing.search = choice(u"domain"_s, domain->thing.name);
        belongs = [key](const store::ProductRow &row) { return row.domain == key; };
    } else if (key.startsWith(u"term://")) {
        const auto term = reader.term(key);
        if (!term)
            return term.error();
        thing.name = term->thing.name;
        thing.kind = tr("Glossary term");
        thing.text = term->thing.definition;
        const auto domain = reader.domain(term->thing.domain);
        thing.facts = {{tr("Domain"), domain ? domain->thing.name : QString()},
                       {tr("Synonyms"), term->thing.synonyms.join(u", "_s)},
                       {tr("Found in"), catalogsOf(term->sources)}};
        // The same word with another meaning elsewhere.
        if (const auto terms = reader.terms()) {
            for (const mesh::Term &other : *terms) {
                if (other.key != key &&
                    other.name.compare(term->thing.name, Qt::CaseInsensitive) == 0) {
                    const auto where = reader.domain(other.domain);
                    thing.facts.append(
                        {where ? tr("In %1").arg(where->thing.name) : tr("Elsewhere"),
                         other.definition});
                }
            }
        }
        thing.search = choice(u"term"_s, term->thing.name);
        belongs = [key](const store::ProductRow &row) { return row.terms.contains(key); };
    } else {
        const auto party = reader.party(key);
        if (!party)
            return party.error();
        thing.name = party->thing.name;
        thing.kind = party->thing.title.isEmpty() ? tr("Person or team") : party->thing.title;
        thing.facts = {{tr("Address"), party->thing.email},
                       {tr("Team"), party->thing.team},
                       {tr("Found in"), catalogsOf(party->sources)}};
        thing.search = choice(u"owner"_s, party->thing.name);
        belongs = [key](const store::ProductRow &row) { return row.owners.contains(key); };
    }
    auto products = reader.products();
    if (!products)
        return products.error();
    for (const store::ProductRow &row : *products) {
        if (belongs(row))
            thing.products.append(row);
    }
    return thing;
}

void ThingView::show(const Thing &thing)
{
    m_search = thing.search;
    m_name->setText(thing.name);
    m_kind->setText(thing.kind);
    m_text->setText(thing.text.isEmpty() ? tr("Not described") : thing.text.left(4000));
    QList<QList<Cell>> facts;
    for (const auto &[name, value] : thing.facts)
        facts.append(QList<Cell>{{.text = name, .colour = Token::Text3},
                                 {.text = value.isEmpty() ? tr("unknown") : value,
                                  .colour = value.isEmpty() ? Token::Text3 : Token::Text,
                                  .tip = value}});
    m_facts->setRows(facts);
    m_keys.clear();
    QList<QList<Cell>> rows;
    for (const store::ProductRow &row : thing.products) {
        if (rows.size() == mostProducts)
            break;
        const QualityBadge quality = qualityBadge(row.score);
        rows.append(QList<Cell>{
            {.text = row.name,
             .colour = Token::Text,
             .role = TextRole::TableStrong,
             .icon = u"product"_s},
            {.text = row.domainName,
             .domain = row.domain.isEmpty()
                           ? std::nullopt
                           : std::optional(Theme::instance().domain(row.domain, row.domainName))},
            {.text = format::score(quality.value, quality.coverage),
             .colour = toneText(gradeTone(gradeOf(quality.value)))},
            {.text = freshnessText(freshnessBadge(row.score, thing.nowMs))}});
        m_keys += row.key;
    }
    m_products->setCaption(format::count(thing.products.size()));
    if (rows.isEmpty())
        rows.append(QList<Cell>{{.text = tr("None"), .colour = Token::Text3}});
    m_grid->setRows(rows);
    emit named(thing.name);
    emit shown();
}

} // namespace meshlens::ui
