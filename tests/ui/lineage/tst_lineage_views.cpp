// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/writer.h"
#include "tests/ui/lineage/actions.h"
#include "tests/ui/lineage/lineage_mesh.h"
#include "ui/lineage/graph_view.h"
#include "ui/lineage/lineage_page.h"
#include "ui/lineage/lineage_toolbar.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

namespace {

const QString revenue = u"product://core/subscription-revenue"_s;

lineage::Node thing(const QString &name, const QString &domain, mesh::DatasetType type)
{
    lineage::Node node;
    node.key = u"x://"_s + name;
    node.name = name;
    node.domain = domain;
    node.domainName = domain;
    node.type = type;
    return node;
}

lineage::Edge link(const QString &from, const QString &to)
{
    lineage::Edge edge;
    edge.from = u"x://"_s + from;
    edge.to = u"x://"_s + to;
    return edge;
}

/// a -> b -> c -> d, and a -> d; b and c belong to another domain.
lineage::Subgraph chain()
{
    using mesh::DatasetType;
    lineage::Subgraph graph;
    graph.nodes = {
        thing(u"a"_s, u"one"_s, DatasetType::Table), thing(u"b"_s, u"two"_s, DatasetType::View),
        thing(u"c"_s, u"two"_s, DatasetType::View), thing(u"d"_s, u"one"_s, DatasetType::Dashboard),
        thing(u"e"_s, u"one"_s, DatasetType::Table)};
    graph.edges = {link(u"a"_s, u"b"_s), link(u"b"_s, u"c"_s), link(u"c"_s, u"d"_s),
                   link(u"b"_s, u"e"_s)};
    return graph;
}

QStringList edgesOf(const Filtered &result)
{
    QStringList words;
    for (const lineage::Edge &edge : result.graph.edges)
        words += u"%1>%2:%3"_s.arg(edge.from.mid(4), edge.to.mid(4))
                     .arg(result.through.value({edge.from, edge.to}));
    words.sort();
    return words;
}

QAction *action(QMenu *menu, const QString &start)
{
    return test::startingWith(menu->actions(), start);
}

QAction *command(const LineagePage &page, const QString &start)
{
    return test::startingWith(page.commands(), start);
}

} // namespace

class LineageViewsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        Theme::instance().install(*qApp);
        Theme::instance().setMode(ThemeMode::Light);
    }

    void aFilterKeepsTheWayThroughWhatItHides()
    {
        GraphFilter filter;
        filter.domains = {u"one"_s};
        const auto result = filtered(chain(), filter, {});
        QVERIFY(result);
        QCOMPARE(result->graph.nodes.size(), 3);
        QCOMPARE(result->hidden, 2);
        QCOMPARE(edgesOf(*result), QStringList({u"a>d:2"_s, u"a>e:1"_s}));
    }

    void aFilterOfKindsFitsAnyOfThem()
    {
        GraphFilter filter;
        filter.kinds = {u"view"_s, u"dashboard"_s};
        const auto result = filtered(chain(), filter, {});
        QVERIFY(result);
        QCOMPARE(edgesOf(*result), QStringList({u"b>c:0"_s, u"c>d:0"_s}));
        QVERIFY(filtered(chain(), {}, {})->graph.edges.size() == 4);
    }

    void aLoopOfHiddenThingsEndsTheWalk()
    {
        lineage::Subgraph graph = chain();
        graph.edges += link(u"c"_s, u"b"_s);
        GraphFilter filter;
        filter.domains = {u"one"_s};
        QCOMPARE(edgesOf(*filtered(graph, filter, {})), QStringList({u"a>d:2"_s, u"a>e:1"_s}));
        const auto stopped = filtered(graph, filter, {}, [] { return true; });
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, Error::Kind::Cancelled);
    }

    void aFileForOtherProgramsHoldsOnlyWhatCatalogsTell()
    {
        GraphFilter filter;
        filter.domains = {u"one"_s}; // nobody tells of a link from a to d
        lineage::Subgraph whole = chain();
        const auto kept = filtered(whole, filter, {});
        QVERIFY(kept);
        LineageAnswer answer;
        answer.unfolded = kept->graph;
        answer.extras.through = kept->through;
        const auto made = std::ranges::count_if(kept->graph.edges, [&](const lineage::Edge &edge) {
            return kept->through.contains({edge.from, edge.to});
        });
        const Told told = toldBy(answer);
        QCOMPARE(made, 2);
        QCOMPARE(told.leftOut, made);
        QCOMPARE(told.graph.edges.size(), kept->graph.edges.size() - made);

        answer.unfolded = whole;
        answer.extras.through.clear();
        answer.extras.edgeChanges.insert(changeId(whole.edges[0]), Change::Went);
        answer.extras.edgeChanges.insert(changeId(whole.edges[1]), Change::Came);
        answer.extras.nodeChanges.insert(whole.nodes[0].key, Change::Went);
        QCOMPARE(toldBy(answer).leftOut, 1);
        QCOMPARE(toldBy(answer).graph.edges.size(), whole.edges.size() - 1);
        QCOMPARE(toldBy(answer).graph.nodes.size(), whole.nodes.size() - 1);
    }

    void choicesAreCountedBeforeFiltering()
    {
        const FilterChoices choices = choicesOf(chain(), {});
        QCOMPARE(choices.domains.first().value, u"one"_s);
        QCOMPARE(choices.domains.first().count, 3);
        QCOMPARE(choices.kinds.size(), 3);
        QCOMPARE(choices.classes.first().value, QString()); // nobody classified anything
    }

    void aViewIsTheSameAfterItWasWrittenAndRead()
    {
        ViewState state;
        state.wish.question = LineageQuestion::Ways;
        state.wish.root = revenue;
        state.wish.to = u"product://core/board-pack"_s;
        state.wish.level = lineage::Level::Product;
        state.wish.up = std::nullopt;
        state.wish.down = 0;
        state.wish.collapsed = {u"domain://core/labels"_s};
        state.wish.filter.kinds = {u"table"_s};
        state.wish.atMs = 1'773'306'060'000;
        state.wish.drawing.open = {u"a"_s, u"b"_s};
        state.wish.drawing.folds = false;
        state.column = u"plan"_s;
        state.colourBy = ColourBy::Owner;
        state.chosen = u"x"_s;
        state.list = true;
        state.spot = {{12.5, -3}, 0.4};
        const auto again = viewFromJson(toJson(state));
        QVERIFY(again);
        QVERIFY(again->sameAs(state));
        QCOMPARE(again->spot, state.spot);
        QCOMPARE(toJson(*again), toJson(state));
        QVERIFY(!viewFromJson("[]"));
        QVERIFY(!viewFromJson("no"));
        QVERIFY(viewFromJson("{}"));
    }

    void historyGoesBackAndForthAndForgetsWhatWasUndone()
    {
        ViewHistory history;
        ViewState state;
        for (const int steps : {1, 2, 3}) {
            state.wish.up = steps;
            history.note(state);
            history.note(state); // the same is no change
        }
        QVERIFY(!history.canRedo());
        QCOMPARE(*history.undo().wish.up, 2);
        QCOMPARE(*history.undo().wish.up, 1);
        QVERIFY(!history.canUndo());
        QCOMPARE(*history.redo().wish.up, 2);
        state.wish.up = 9;
        history.note(state);
        QVERIFY(!history.canRedo());
        QCOMPARE(*history.undo().wish.up, 2);
    }

    void foldingColumnsIsAChangeOfTheViewLikeOthers()
    {
        test::FakeSession session;
        test::fillLineage(session);
        LineagePage page(session);
        page.resize(1388, 820);
        page.show();
        page.open({u"lineage"_s, {}, {}});
        QTRY_COMPARE(page.view()->nodeItems(), 7);
        QVERIFY(page.wish().drawing.folds);
        QAction *fold = command(page, u"Fold or unfold"_s);
        QAction *undo = command(page, u"Undo"_s);
        QVERIFY(fold && undo);

        fold->trigger();

        QTRY_VERIFY(!page.view()->drawing()->folds);
        undo->trigger();
        QTRY_VERIFY(page.view()->drawing()->folds);
        QVERIFY(page.wish().drawing.folds);
    }

    void everyChangeOfTheViewCanBeUndone()
    {
        test::FakeSession session;
        test::fillLineage(session);
        LineagePage page(session);
        page.resize(1388, 820);
        page.show();
        page.open({u"lineage"_s, {}, {}});
        QTRY_COMPARE(page.view()->nodeItems(), 7);
        const QString payments = u"domain://core/payments"_s;
        page.view()->toggle(page.view()->drawing()->number(payments));
        QTRY_COMPARE(page.view()->nodeItems(), 14);
        page.view()->setPlace({page.view()->drawing()->number(revenue), -1});
        emit page.toolbar()->colourByChanged(static_cast<int>(ColourBy::Owner));

        QAction *undo = command(page, u"Undo"_s);
        QAction *redo = command(page, u"Redo"_s);
        QVERIFY(undo && redo);
        undo->trigger();
        QCOMPARE(page.view()->look().colourBy, ColourBy::Quality);
        QVERIFY(page.view()->place().isValid());
        undo->trigger();
        QVERIFY(!page.view()->place().isValid());
        undo->trigger();
        QTRY_COMPARE(page.view()->nodeItems(), 7);
        QCOMPARE(page.view()->drawing()->level, lineage::Level::Domain);
        redo->trigger();
        QTRY_COMPARE(page.view()->nodeItems(), 14);
        redo->trigger();
        QTRY_COMPARE(page.view()->place().node, page.view()->drawing()->number(revenue));
        redo->trigger();
        QCOMPARE(page.view()->look().colourBy, ColourBy::Owner);
    }

    void aNamedViewIsKeptOnDiskAndComesBack()
    {
        test::FakeSession session;
        test::fillLineage(session);
        LineagePage page(session);
        page.resize(1388, 820);
        page.show();
        page.open({u"lineage"_s, revenue, {{u"up"_s, u"1"_s}, {u"down"_s, u"all"_s}}});
        QTRY_VERIFY(page.view()->drawing());
        QSignalSpy said(&page, &Page::toastRequested);
        command(page, u"Save this view"_s)->trigger();
        auto *name = page.findChild<QLineEdit *>(QString(), Qt::FindChildrenRecursively);
        for (QLineEdit *field : page.findChildren<QLineEdit *>()) {
            if (field->accessibleName() == u"Name of the view")
                name = field;
        }
        QVERIFY(name);
        name->setText(u"Downstream of revenue"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(said.count(), 1);
        const auto reader = session.store()->read();
        const auto kept = reader->kept(u"lineage-view"_s);
        QVERIFY(kept && kept->size() == 1);
        QCOMPARE(kept->first().name, u"Downstream of revenue"_s);

        page.open({u"lineage"_s, {}, {}});
        QTRY_COMPARE(page.view()->nodeItems(), 7);
        emit page.toolbar()->viewMenu()->aboutToShow();
        QTRY_VERIFY(action(page.toolbar()->viewMenu(), u"Downstream of revenue"_s));
        action(page.toolbar()->viewMenu(), u"Downstream of revenue"_s)->trigger();
        QTRY_COMPARE(page.view()->drawing()->root, revenue);
        QVERIFY(!page.wish().down);
        QCOMPARE(page.wish().up, std::optional(1));
    }

    void aNamedViewCanBeRenamedAndForgotten()
    {
        test::FakeSession session;
        test::fillLineage(session);
        LineagePage page(session);
        page.resize(1388, 820);
        page.show();
        page.open({u"lineage"_s, revenue, {}});
        QTRY_VERIFY(page.view()->drawing());
        QVERIFY(session
                    .write([](store::Writer &writer) -> Result<void> {
                        store::Kept view{0, u"lineage-view"_s, u"Mine"_s, {}, "{}", 0, 1};
                        const auto id = writer.keep(view);
                        return id ? Result<void>() : Result<void>(id.error());
                    })
                    .result());
        const auto names = [&] {
            QStringList all;
            const auto reader = session.store()->read();
            const auto views = reader->kept(u"lineage-view"_s);
            for (const store::Kept &view : *views)
                all += view.name;
            return all;
        };
        QMenu *menu = page.toolbar()->viewMenu();
        emit menu->aboutToShow();
        QTRY_VERIFY(action(menu, u"Rename a view"_s));
        action(action(menu, u"Rename a view"_s)->menu(), u"Mine"_s)->trigger();
        QLineEdit *name = nullptr;
        for (QLineEdit *field : page.findChildren<QLineEdit *>()) {
            if (field->accessibleName() == u"Name of the view")
                name = field;
        }
        QVERIFY(name);
        QCOMPARE(name->text(), u"Mine"_s);
        name->setText(u"Ours"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(names(), QStringList{u"Ours"_s});
        emit menu->aboutToShow();
        QTRY_VERIFY(action(menu, u"Forget a view"_s) &&
                    action(action(menu, u"Forget a view"_s)->menu(), u"Ours"_s));
        action(action(menu, u"Forget a view"_s)->menu(), u"Ours"_s)->trigger();
        QTRY_COMPARE(names(), QStringList());
    }

    void aTimeSaysWhoseSyncEndedThen()
    {
        test::FakeSession session;
        test::fillLineage(session); // four catalogs, read one after the other
        LineagePage page(session);
        page.resize(1388, 820);
        page.show();
        page.open({u"lineage"_s, {}, {}});
        QTRY_VERIFY(page.view()->drawing());
        QMenu *menu = page.toolbar()->timeMenu();
        emit menu->aboutToShow();
        QTRY_VERIFY(action(menu, u"What changed since"_s));
        QSet<QString> words;
        int times = 0;
        for (const QAction *one : menu->actions()) {
            if (one->isCheckable() && one->text() != u"As of now") {
                words.insert(one->text());
                ++times;
            }
        }
        QVERIFY(times > 0);
        QCOMPARE(words.size(), times); // no two alike
    }

    void questionsAreAnsweredInTheWindow()
    {
        test::FakeSession session;
        test::fillLineage(session);
        LineagePage page(session);
        page.resize(1388, 820);
        page.show();
        page.open({u"lineage"_s,
                   u"product://core/payment-attempts"_s,
                   {{u"ask"_s, u"ways"_s},
                    {u"to"_s, u"product://core/artist-statements"_s},
                    {u"level"_s, u"product"_s}}});
        QTRY_VERIFY(page.view()->drawing());
        QStringList names;
        for (const DrawnNode &node : page.view()->drawing()->nodes)
            names += node.node.name;
        names.sort();
        QCOMPARE(names,
                 QStringList({u"Artist statements"_s, u"Label settlements"_s, u"Payment attempts"_s,
                              u"Royalty payouts"_s, u"Subscription revenue"_s}));
        page.open({u"lineage"_s, {}, {{u"ask"_s, u"no-consumer"_s}, {u"level"_s, u"product"_s}}});
        QTRY_COMPARE(page.view()->edgeItems(), 0);
        QVERIFY(page.view()->drawing()->number(u"product://core/board-pack"_s) >= 0);
        QCOMPARE(page.view()->drawing()->number(revenue), -1);
        QCOMPARE(page.link().state.value(u"ask"_s), u"no-consumer"_s);
    }

    void theFilterMenuHidesAndShowsAgain()
    {
        test::FakeSession session;
        test::fillLineage(session);
        LineagePage page(session);
        page.resize(1388, 820);
        page.show();
        page.open({u"lineage"_s, revenue, {{u"level"_s, u"product"_s}, {u"down"_s, u"all"_s}}});
        QTRY_VERIFY(page.view()->drawing());
        const int all = page.view()->nodeItems();
        emit page.toolbar()->filterMenu()->aboutToShow();
        QAction *domain = action(page.toolbar()->filterMenu(), u"Domain"_s);
        QVERIFY(domain && domain->menu());
        QAction *artists = action(domain->menu(), u"Artists"_s);
        QVERIFY(artists);
        artists->setChecked(true);
        QTRY_COMPARE(page.view()->nodeItems(), 3); // two of Artists, and the root
        const auto &edges = page.view()->drawing()->edges;
        QVERIFY(
            std::ranges::any_of(edges, [](const DrawnEdge &edge) { return edge.through == 1; }));
        emit page.toolbar()->filterMenu()->aboutToShow();
        action(page.toolbar()->filterMenu(), u"Show all"_s)->trigger();
        QTRY_COMPARE(page.view()->nodeItems(), all);
    }
};

QTEST_MAIN(LineageViewsTest)
#include "tst_lineage_views.moc"
