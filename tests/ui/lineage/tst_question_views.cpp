// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/lineage/actions.h"
#include "tests/ui/lineage/lineage_mesh.h"
#include "ui/lineage/graph_view.h"
#include "ui/lineage/impact_panel.h"
#include "ui/lineage/lineage_page.h"
#include "ui/lineage/lineage_toolbar.h"
#include "ui/parts/button.h"
#include "ui/parts/labels.h"
#include "ui/parts/states.h"

#include <QAction>
#include <QMenu>
#include <QStandardPaths>
#include <QTest>

#include <map>
#include <set>

using namespace meshlens;
using namespace meshlens::test;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

// The questions that have no root, asked by their menu and by their command. What the window draws
// is checked against what the index holds, worked out here without the program's graph.

namespace {

using mesh::Classification;
using Pair = std::pair<QString, QString>;

QString keyOf(const QString &name)
{
    return u"postgres://db.shop.example:5432/shop/public/"_s + name;
}

mesh::Dataset dataset(const QString &name, Classification classification = Classification::Unknown)
{
    mesh::Dataset one;
    one.key = keyOf(name);
    one.nativeId = one.name = name;
    one.domain = u"domain://shop/sales"_s;
    one.classification = classification;
    return one;
}

void addColumn(mesh::Dataset &dataset, const QString &name, Classification classification,
               bool personal = false)
{
    mesh::Column column;
    column.name = name;
    column.classification = classification;
    column.personal = personal;
    dataset.columns += column;
}

void addFlow(Batch &batch, const QString &from, const QString &to, const QString &fromColumn = {},
             const QString &toColumn = {})
{
    mesh::LineageEdge edge;
    edge.from = keyOf(from);
    edge.to = keyOf(to);
    edge.fromColumn = fromColumn;
    edge.toColumn = toColumn;
    batch.edges += edge;
}

/// Two catalogs of a shop. People with personal columns, cards that are restricted, salaries that
/// are confidential as a whole, a product that is confidential, prices that nobody classified,
/// loops, a table that nothing is known of, and links on which the catalogs differ.
void fillShop(FakeSession &session)
{
    Batch core, lake;
    mesh::Domain sales;
    sales.key = u"domain://shop/sales"_s;
    sales.nativeId = sales.name = u"Sales"_s;
    core.domains += sales;

    mesh::Dataset people = dataset(u"people"_s);
    addColumn(people, u"id"_s, Classification::Internal);
    addColumn(people, u"email"_s, Classification::Unknown, true);
    addColumn(people, u"nickname"_s, Classification::Unknown, true); // takes part in no link
    mesh::Dataset cards = dataset(u"cards"_s);
    addColumn(cards, u"number"_s, Classification::Restricted);
    addColumn(cards, u"brand"_s, Classification::Public);
    mesh::Dataset customers = dataset(u"customers"_s);
    addColumn(customers, u"contact"_s, Classification::Unknown, true); // marked, and reached
    mesh::Dataset deals = dataset(u"deals"_s);
    for (const mesh::Dataset &one :
         {people, cards, customers, deals, dataset(u"salaries"_s, Classification::Confidential),
          dataset(u"budget"_s), dataset(u"prices"_s), dataset(u"offers"_s), dataset(u"letters"_s),
          dataset(u"stock"_s), dataset(u"forecast"_s), dataset(u"alone"_s), dataset(u"self"_s),
          dataset(u"left"_s), dataset(u"right"_s)})
        core.datasets += one;
    mesh::DataProduct product;
    product.key = u"product://shop/deals"_s;
    product.nativeId = product.name = u"deals"_s;
    product.domain = sales.key;
    product.classification = Classification::Confidential;
    mesh::Port port;
    port.id = u"data"_s;
    port.dataset = deals.key;
    product.ports = {port};
    core.products += product;

    addFlow(core, u"people"_s, u"customers"_s, u"email"_s, u"contact"_s);
    addFlow(core, u"people"_s, u"stock"_s, u"id"_s, u"buyer"_s); // nothing personal
    addFlow(core, u"customers"_s, u"letters"_s, u"contact"_s, u"address"_s);
    addFlow(core, u"people"_s, u"offers"_s); // columns are not told
    addFlow(core, u"cards"_s, u"letters"_s, u"brand"_s, u"logo"_s);
    addFlow(core, u"cards"_s, u"stock"_s, u"number"_s, {}); // shapes all of it
    addFlow(core, u"stock"_s, u"forecast"_s, u"amount"_s, u"amount"_s);
    addFlow(core, u"forecast"_s, u"stock"_s, u"amount"_s, u"amount"_s); // a loop
    addFlow(core, u"salaries"_s, u"budget"_s);
    addFlow(core, u"prices"_s, u"offers"_s);
    addFlow(core, u"prices"_s, u"deals"_s);
    addFlow(core, u"deals"_s, u"budget"_s);
    addFlow(core, u"self"_s, u"self"_s);
    addFlow(core, u"left"_s, u"right"_s);
    session.pull(u"Core"_s, core);

    // The lake knows some of it as well.
    lake.datasets +=
        {dataset(u"prices"_s),  dataset(u"offers"_s), dataset(u"stock"_s), dataset(u"forecast"_s),
         dataset(u"archive"_s), dataset(u"left"_s),   dataset(u"right"_s)};
    addFlow(lake, u"prices"_s, u"offers"_s);
    addFlow(lake, u"offers"_s, u"archive"_s);
    addFlow(lake, u"offers"_s, u"prices"_s); // as well
    addFlow(lake, u"right"_s, u"left"_s);    // instead
    session.pull(u"Lake"_s, lake);
}

/// What the index holds, read plainly.
struct Held {
    QList<store::Reader::EdgeRow> edges;
    std::map<QString, mesh::Dataset> datasets;
    std::map<QString, QStringList> catalogs; // of datasets
    std::map<QString, Classification> classes;
    std::set<QString> ofProducts; // datasets
    std::set<Pair> links;         // between datasets
    std::set<Pair> told;          // links whose columns are told
    std::set<Pair> named;         // dataset and column that some link names

    explicit Held(const store::Reader &reader)
    {
        (void)reader.forEachEdge([&](const store::Reader::EdgeRow &row) {
            edges += row;
            const mesh::LineageEdge &edge = row.edge;
            links.insert({edge.from, edge.to});
            if (!edge.fromColumn.isEmpty())
                told.insert({edge.from, edge.to});
            named.insert({edge.from, edge.fromColumn});
            named.insert({edge.to, edge.toColumn});
            return true;
        });
        (void)reader.forEachDataset(true, [&](const store::Merged<mesh::Dataset> &merged) {
            datasets.emplace(merged.thing.key, merged.thing);
            classes[merged.thing.key] = merged.thing.classification;
            for (const auto &source : merged.sources)
                catalogs[merged.thing.key] += source.catalog;
            return true;
        });
        const auto products = reader.products();
        for (const store::ProductRow &product : *products) {
            const auto outputs = reader.outputDatasets(product.key);
            for (const mesh::Dataset &output : *outputs) {
                ofProducts.insert(output.key);
                if (datasets.at(output.key).classification == Classification::Unknown)
                    classes[output.key] = std::max(classes[output.key], product.classification);
            }
        }
    }
};

/// Walks what is held along columns. A place is a dataset and a column; "*" is all of it or some
/// column nobody names, "?" a column that no link names.
struct Walk {
    const Held &held;
    std::set<Pair> starts;
    std::set<Pair> reached; // by a step
    std::set<Pair> links;   // along which it flows

    void from(const std::set<Pair> &places)
    {
        starts.insert(places.begin(), places.end());
        std::set<Pair> seen(places);
        std::vector<Pair> front(places.begin(), places.end());
        while (!front.empty()) {
            const auto [table, column] = front.back();
            front.pop_back();
            for (const store::Reader::EdgeRow &row : held.edges) {
                const mesh::LineageEdge &edge = row.edge;
                if (edge.from != table)
                    continue;
                QString next = u"*"_s;
                if (held.told.contains({edge.from, edge.to})) {
                    if (edge.fromColumn.isEmpty() || (column != u"*" && column != edge.fromColumn))
                        continue;
                    next = edge.toColumn.isEmpty() ? u"*"_s : edge.toColumn;
                }
                const Pair there{edge.to, next};
                if (there != Pair(table, column))
                    reached.insert(there);
                if (edge.to != table)
                    links.insert({table, edge.to});
                if (seen.insert(there).second)
                    front.push_back(there);
            }
        }
    }
};

Walk classifiedWalk(const Held &held)
{
    Walk walk{held, {}, {}, {}};
    const auto place = [&](const QString &table, const QString &column) {
        return Pair(table, held.named.contains({table, column}) ? column : u"?"_s);
    };
    std::set<Pair> personal;
    std::map<Classification, std::set<Pair>> classes;
    for (const auto &[key, one] : held.datasets) {
        if (held.classes.at(key) >= Classification::Confidential)
            classes[held.classes.at(key)].insert({key, u"*"_s});
        for (const mesh::Column &column : one.columns) {
            if (column.classification >= Classification::Confidential)
                classes[column.classification].insert(place(key, column.name));
            if (column.personal)
                personal.insert(place(key, column.name));
        }
    }
    for (const auto &[one, places] : classes)
        walk.from(places);
    walk.from(personal);
    return walk;
}

QString printed(const std::set<QString> &keys)
{
    QStringList words;
    for (const QString &key : keys)
        words += key.section(u'/', -1);
    return words.join(u' ');
}

QString printed(const std::set<Pair> &links)
{
    QStringList words;
    for (const auto &[from, to] : links)
        words += from.section(u'/', -1) + u'>' + to.section(u'/', -1);
    return words.join(u' ');
}

std::set<QString> nodesOf(const Drawing &drawing)
{
    std::set<QString> keys;
    for (const DrawnNode &node : drawing.nodes)
        keys.insert(node.node.key);
    return keys;
}

std::set<Pair> linksOf(const Drawing &drawing)
{
    std::set<Pair> links;
    for (const DrawnEdge &edge : drawing.edges)
        links.insert({edge.edge.from, edge.edge.to});
    return links;
}

std::set<QString> endsOf(const std::set<Pair> &links)
{
    std::set<QString> keys;
    for (const auto &[from, to] : links)
        keys.insert({from, to});
    return keys;
}

} // namespace

class QuestionViewsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        Theme::instance().install(*qApp);
        Theme::instance().setMode(ThemeMode::Light);
        m_session = std::make_unique<FakeSession>();
        fillShop(*m_session);
        const auto reader = m_session->store()->read();
        QVERIFY(reader);
        m_held = std::make_unique<Held>(*reader);
        QVERIFY(m_held->datasets.size() >= 14);
        QVERIFY(m_held->edges.size() >= 15);
    }

    void init()
    {
        m_page = std::make_unique<LineagePage>(*m_session);
        m_page->resize(1388, 820);
        m_page->show();
        m_page->open({u"lineage"_s, {}, {}});
        QTRY_VERIFY(m_page->view()->drawing());
    }

    void cleanup() { m_page.reset(); }
    void cleanupTestCase() { m_session.reset(); }

    void whereClassifiedDataFlows_data() { waysToAsk(); }
    void whereClassifiedDataFlows()
    {
        QFETCH(bool, byMenu);
        const Walk wanted = classifiedWalk(*m_held);
        // By hand, so that the walk above is no measure of itself.
        QCOMPARE(printed(wanted.links),
                 u"cards>stock customers>letters deals>budget forecast>stock offers>archive "
                 "offers>prices people>customers people>offers prices>deals prices>offers "
                 "salaries>budget stock>forecast"_s);
        QCOMPARE(wanted.starts.size(), std::size_t(6));

        ask(byMenu, u"Where does classified data flow"_s, LineageQuestion::Classified);

        const Drawing &drawing = *m_page->view()->drawing();
        QCOMPARE(printed(linksOf(drawing)), printed(wanted.links));
        QCOMPARE(printed(nodesOf(drawing)), printed(endsOf(wanted.links)));
        QCOMPARE(m_page->view()->look().colourBy, ColourBy::Classification);
        const QString note = noteWords();
        QVERIFY2(note.contains(u"from %1 thing"_s.arg(wanted.starts.size())), qPrintable(note));
        QVERIFY2(note.contains(u"to %1 place"_s.arg(wanted.reached.size())), qPrintable(note));
    }

    void whatHasNoConsumer_data() { waysToAsk(); }
    void whatHasNoConsumer()
    {
        QFETCH(bool, byMenu);
        ask(byMenu, u"What has no consumer"_s, LineageQuestion::NoConsumer);
        const std::set<QString> wanted = withoutLink([](const Pair &link) { return link.first; });
        QCOMPARE(printed(wanted), u"alone archive budget letters self"_s); // by hand
        QCOMPARE(printed(nodesOf(*m_page->view()->drawing())), printed(wanted));
        QCOMPARE(m_page->view()->edgeItems(), 0);
        QVERIFY2(noteWords().contains(u"these %1 thing"_s.arg(wanted.size())),
                 qPrintable(noteWords()));
    }

    void whatHasNoSource_data() { waysToAsk(); }
    void whatHasNoSource()
    {
        QFETCH(bool, byMenu);
        ask(byMenu, u"What has no source"_s, LineageQuestion::NoSource);
        const std::set<QString> wanted = withoutLink([](const Pair &link) { return link.second; });
        QCOMPARE(printed(wanted), u"alone cards people salaries self"_s); // by hand
        QCOMPARE(printed(nodesOf(*m_page->view()->drawing())), printed(wanted));
        QVERIFY2(noteWords().contains(u"these %1 thing"_s.arg(wanted.size())),
                 qPrintable(noteWords()));
    }

    void endsOfProductsAreAskedAtTheirLevel()
    {
        emit m_page->toolbar()->levelChanged(lineage::Level::Product);
        QTRY_COMPARE(m_page->view()->drawing()->level, lineage::Level::Product);
        ask(false, u"What has no source"_s, LineageQuestion::NoSource);
        std::set<QString> wanted = withoutLink([](const Pair &link) { return link.second; });
        for (const QString &key : m_held->ofProducts)
            wanted.erase(key); // its product stands for it, and has a source
        QCOMPARE(m_page->view()->drawing()->level, lineage::Level::Product);
        QCOMPARE(printed(nodesOf(*m_page->view()->drawing())), printed(wanted));
    }

    void whereCatalogsDisagree_data() { waysToAsk(); }
    void whereCatalogsDisagree()
    {
        QFETCH(bool, byMenu);
        // A link is in doubt where a catalog that tells of links knows both ends and not the link,
        // or where the two directions have no teller in common.
        std::map<Pair, std::set<QString>> tellers;
        std::set<QString> telling;
        for (const store::Reader::EdgeRow &row : m_held->edges) {
            tellers[{row.edge.from, row.edge.to}].insert(row.catalog);
            telling.insert(row.catalog);
        }
        std::set<Pair> wanted;
        for (const auto &[link, told] : tellers) {
            const auto &[from, to] = link;
            for (const QString &catalog : telling) {
                if (!told.contains(catalog) && from != to && knows(catalog, from) &&
                    knows(catalog, to))
                    wanted.insert(link);
            }
            const auto back = tellers.find({to, from});
            if (back == tellers.end() || from == to)
                continue;
            const bool common = std::ranges::any_of(
                told, [&](const QString &one) { return back->second.contains(one); });
            if (!common)
                wanted.insert({link, {to, from}});
        }
        QCOMPARE(printed(wanted), // by hand
                 u"forecast>stock left>right offers>prices right>left stock>forecast"_s);

        ask(byMenu, u"Where do catalogs disagree"_s, LineageQuestion::Disagreements);

        const Drawing &drawing = *m_page->view()->drawing();
        QCOMPARE(printed(linksOf(drawing)), printed(wanted));
        QCOMPARE(printed(nodesOf(drawing)), printed(endsOf(wanted)));
        QVERIFY2(noteWords().contains(u"%1 links that one catalog tells of"_s.arg(wanted.size())),
                 qPrintable(noteWords()));
        QVERIFY2(noteWords().contains(u"told in both directions"_s), qPrintable(noteWords()));
    }

    void whatIsNotThereIsSaidInASentence_data()
    {
        QTest::addColumn<QString>("question");
        QTest::addColumn<QString>("words");
        QTest::newRow("classified")
            << u"Where does classified"_s << u"No confidential or personal data is known"_s;
        QTest::newRow("disagreements") << u"Where do catalogs"_s << u"No two catalogs disagree"_s;
        QTest::newRow("no consumer")
            << u"What has no consumer"_s << u"Something is made from each thing."_s;
        QTest::newRow("no source")
            << u"What has no source"_s << u"A source of each thing is known."_s;
    }
    void whatIsNotThereIsSaidInASentence()
    {
        QFETCH(QString, question);
        QFETCH(QString, words);
        FakeSession session;
        Batch batch;
        batch.datasets += {dataset(u"left"_s), dataset(u"right"_s)};
        addFlow(batch, u"left"_s, u"right"_s);
        addFlow(batch, u"right"_s, u"left"_s);
        session.pull(u"Core"_s, batch);
        m_page = std::make_unique<LineagePage>(session);
        m_page->resize(1388, 820);
        m_page->show();
        m_page->open({u"lineage"_s, {}, {{u"level"_s, u"dataset"_s}}});
        QTRY_VERIFY(m_page->view()->drawing());
        startingWith(m_page->commands(), question)->trigger();
        QTRY_VERIFY2(noteWords().contains(words), qPrintable(noteWords()));
        m_page.reset(); // before its session
    }

    void keysGoOnInTheGraphAfterAButtonOfTheNote()
    {
        ask(true, u"Where does classified data flow"_s, LineageQuestion::Classified);
        Button *back = nullptr;
        for (Button *button : m_page->findChildren<Button *>()) {
            if (button->text() == u"Back to lineage as of now"_s)
                back = button;
        }
        QVERIFY(back);
        QTRY_VERIFY(back->isVisible());
        back->setFocus();
        QCOMPARE(m_page->window()->focusWidget(), back);

        QTest::keyClick(back, Qt::Key_Space);

        QTRY_COMPARE(m_page->window()->focusWidget(), m_page->view());
        QCOMPARE(m_page->wish().question, LineageQuestion::Around);
    }

    void whatAProductPromisesItselfStandsApart()
    {
        const QString settlements = u"product://core/label-settlements"_s;
        const QString revenue = u"product://core/subscription-revenue"_s;
        FakeSession session;
        fillLineage(session);
        LineagePage page(session);
        page.resize(1388, 820);
        page.show();
        const auto strips = [&] {
            QStringList words;
            for (const auto *strip : page.panel()->findChildren<MessageStrip *>()) {
                for (const Label *label : strip->findChildren<Label *>()) {
                    if (label->isVisible())
                        words += label->text();
                }
            }
            return words.join(u' ');
        };
        page.open({u"lineage"_s, settlements, {}});
        QTRY_COMPARE(page.panel()->shown(), settlements);
        QVERIFY2(strips().contains(u"Its own contract promises this:"_s), qPrintable(strips()));
        QVERIFY(strips().contains(u"Label settlements."_s));
        QVERIFY(strips().contains(u"Royalty payouts."_s)); // downstream, in a strip of its own

        page.open({u"lineage"_s, revenue, {}});
        QTRY_COMPARE(page.panel()->shown(), revenue);
        QVERIFY2(!strips().contains(u"Its own"_s), qPrintable(strips()));
    }

    void aQuestionSaysItsLevelAndIsUndone()
    {
        QCOMPARE(m_page->view()->drawing()->level, lineage::Level::Domain);
        ask(false, u"What has no consumer"_s, LineageQuestion::NoConsumer);
        QCOMPARE(m_page->toolbar()->level(), lineage::Level::Dataset);
        startingWith(m_page->commands(), u"Undo"_s)->trigger();
        QTRY_COMPARE(m_page->view()->drawing()->level, lineage::Level::Domain);
        QTRY_COMPARE(m_page->toolbar()->level(), lineage::Level::Domain);
        QCOMPARE(m_page->wish().question, LineageQuestion::Around);
    }

private:
    static void waysToAsk()
    {
        QTest::addColumn<bool>("byMenu");
        QTest::newRow("menu") << true;
        QTest::newRow("command") << false;
    }

    void ask(bool byMenu, const QString &words, LineageQuestion question)
    {
        const Drawing *before = m_page->view()->drawing();
        QAction *action = nullptr;
        if (byMenu) {
            QMenu *menu = m_page->toolbar()->questionMenu();
            emit menu->aboutToShow();
            action = startingWith(menu->actions(), words);
        } else {
            action = startingWith(m_page->commands(), words);
        }
        QVERIFY(action && action->isEnabled());
        action->trigger();
        QTRY_VERIFY(m_page->view()->drawing() != before);
        QCOMPARE(m_page->wish().question, question);
    }

    [[nodiscard]] QString noteWords() const
    {
        for (const MessageStrip *strip : m_page->findChildren<MessageStrip *>()) {
            if (strip->isVisible())
                return strip->accessibleName();
        }
        return {};
    }

    template<typename End>
    [[nodiscard]] std::set<QString> withoutLink(const End &end) const
    {
        std::set<QString> keys;
        for (const auto &[key, one] : m_held->datasets)
            keys.insert(key);
        for (const Pair &link : m_held->links) {
            if (link.first != link.second)
                keys.erase(end(link));
        }
        return keys;
    }

    [[nodiscard]] bool knows(const QString &catalog, const QString &key) const
    {
        const auto known = m_held->catalogs.find(key);
        return known != m_held->catalogs.end() && known->second.contains(catalog);
    }

    std::unique_ptr<FakeSession> m_session;
    std::unique_ptr<Held> m_held;
    std::unique_ptr<LineagePage> m_page;
};

QTEST_MAIN(QuestionViewsTest)
#include "tst_question_views.moc"
