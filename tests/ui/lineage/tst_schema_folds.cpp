// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_session.h"
#include "ui/lineage/graph_view.h"
#include "ui/lineage/impact_model.h"
#include "ui/lineage/impact_panel.h"
#include "ui/lineage/lineage_page.h"
#include "ui/lineage/lineage_toolbar.h"
#include "ui/lineage/panel_figure.h"
#include "ui/lineage/step_model.h"
#include "ui/lineage/view_state.h"
#include "ui/parts/search_field.h"
#include "ui/parts/theme.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;
using lineage::Level;

// A warehouse of one project, or of no domain at all: its schemas make a large graph readable.

namespace {

QString keyOf(const QString &schema, const QString &name)
{
    return u"snowflake://acme/dwh/%1/%2"_s.arg(schema, name);
}

const QString logKey = keyOf(u"audit"_s, u"log"_s);

struct Warehouse {
    Batch batch;
    QString domain;

    explicit Warehouse(const QString &of = {}) : domain(of)
    {
        if (domain.isEmpty())
            return;
        mesh::Domain one;
        one.key = domain;
        one.nativeId = one.name = u"dbt project"_s;
        batch.domains += one;
    }
    QString add(const QString &schema, const QString &name)
    {
        mesh::Dataset dataset;
        dataset.key = keyOf(schema, name);
        dataset.nativeId = dataset.name = name;
        dataset.qualifiedName = u"dwh.%1.%2"_s.arg(schema, name);
        dataset.domain = domain;
        batch.datasets += dataset;
        return dataset.key;
    }
    void flow(const QString &from, const QString &to)
    {
        mesh::LineageEdge edge;
        edge.from = from;
        edge.to = to;
        batch.edges += edge;
    }
    /// Raw tables, staging models on each, marts on the first 120, and one log that reads a mart.
    static Warehouse ordinary(const QString &of = {}, int tables = 150)
    {
        Warehouse all(of);
        for (int i = 0; i < tables; ++i) {
            const QString raw = all.add(u"raw"_s, u"raw_%1"_s.arg(i));
            const QString staged = all.add(u"staging"_s, u"stg_%1"_s.arg(i));
            all.flow(raw, staged);
            if (i < 120)
                all.flow(staged, all.add(u"marts"_s, u"mart_%1"_s.arg(i)));
        }
        all.flow(keyOf(u"marts"_s, u"mart_0"_s), all.add(u"audit"_s, u"log"_s));
        return all;
    }
};

QString stackCalled(const Drawing &drawing, const QString &name)
{
    for (const DrawnNode &node : drawing.nodes) {
        if (node.node.schema && node.node.name == name)
            return node.node.key;
    }
    return {};
}

Result<LineageAnswer> answered(test::FakeSession &session, const LineageWish &wish)
{
    const auto reader = session.store()->read();
    const auto graph = lineage::Graph::build(*reader);
    if (!graph)
        return graph.error();
    LineageMeans means;
    means.now = *graph;
    means.nowMs = session.clock().nowMs();
    return answer(*reader, wish, means);
}

LineageWish datasets()
{
    LineageWish wish;
    wish.level = Level::Dataset;
    return wish;
}

/// The screen on a warehouse, at the level of datasets.
struct Screen {
    test::FakeSession session;
    std::unique_ptr<LineagePage> page;

    explicit Screen(const Warehouse &warehouse)
    {
        session.pull(u"warehouse"_s, warehouse.batch);
        page = std::make_unique<LineagePage>(session);
        page->resize(1388, 820);
        page->show();
        page->open({u"lineage"_s, {}, {{u"level"_s, u"dataset"_s}}});
        page->activateWindow(); // keys of commands go to the active window
        if (!QTest::qWaitForWindowActive(page.get()))
            qFatal("The window did not become active.");
    }
    [[nodiscard]] GraphView &view() const { return *page->view(); }
    [[nodiscard]] const Drawing &drawing() const { return *view().drawing(); }
    [[nodiscard]] QString schema(const QString &name) const
    {
        return view().drawing() ? stackCalled(drawing(), name) : QString();
    }
    void choose(const QString &key) const
    {
        view().setPlace({drawing().number(key), -1});
        view().setFocus();
    }
    [[nodiscard]] bool says(const QString &words) const
    {
        const auto labels = page->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&](const QLabel *label) {
            return label->isVisibleTo(page.get()) && label->text().contains(words);
        });
    }
};

} // namespace

class SchemaFoldsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        Theme::instance().install(*qApp);
    }

    void whatIsInNoDomainBeginsBySchema_data()
    {
        QTest::addColumn<QString>("domain");
        QTest::newRow("no domain") << QString();
        QTest::newRow("one domain for all") << u"domain://warehouse/project"_s;
    }
    void whatIsInNoDomainBeginsBySchema()
    {
        QFETCH(QString, domain);
        test::FakeSession session;
        session.pull(u"warehouse"_s, Warehouse::ordinary(domain).batch);
        const auto result = answered(session, datasets());
        QVERIFY(result);
        QCOMPARE(result->graph.nodes.size(), 4);
        QCOMPARE(result->folded.size(), 0);
        QCOMPARE(result->schemas.size(), 3);
        QCOMPARE(result->foldedIn, 420);
        QHash<QString, int> counts;
        for (const lineage::Edge &edge : result->graph.edges) {
            const QString from = edge.from.section(u'/', -1);
            counts.insert(from + u'>' + edge.to.section(u'/', -1), edge.count);
        }
        QCOMPARE(counts,
                 (QHash<QString, int>{
                     {u"raw>staging"_s, 150}, {u"staging>marts"_s, 120}, {u"marts>log"_s, 1}}));
        const lineage::Node &raw =
            *std::ranges::find(result->graph.nodes, u"raw"_s, &lineage::Node::name);
        QVERIFY(raw.schema);
        QCOMPARE(raw.products, 150);
        QCOMPARE(raw.domain, domain);
        QCOMPARE(raw.qualifiedName, u"snowflake://acme/dwh/raw"_s);
        const DrawnNode &drawn = result->drawing->nodes[result->drawing->number(raw.key)];
        QVERIFY(wordsFor(drawn, 0).startsWith(u"raw, schema, 150 datasets"_s));
    }

    void smallGraphsAndThoseOfOneSchemaAreDrawnAsTheyAre()
    {
        test::FakeSession session;
        session.pull(u"warehouse"_s, Warehouse::ordinary({}, 60).batch);
        const auto small = answered(session, datasets());
        QVERIFY(small);
        QCOMPARE(small->graph.nodes.size(), 181);
        Warehouse one;
        for (int i = 1; i < 400; ++i)
            one.flow(one.add(u"all"_s, u"t%1"_s.arg(i)), keyOf(u"all"_s, u"t%1"_s.arg(i / 2)));
        session.pull(u"warehouse"_s, one.batch);
        const auto plain = answered(session, datasets());
        QVERIFY(plain);
        QVERIFY(plain->schemas.isEmpty());
        QCOMPARE(plain->graph.nodes.size(), 400);
    }

    void theSchemaOfTheRootStaysOpen()
    {
        test::FakeSession session;
        session.pull(u"warehouse"_s, Warehouse::ordinary().batch);
        Warehouse more = Warehouse::ordinary();
        for (int i = 0; i < 120; ++i) // the log reads all marts
            more.flow(keyOf(u"marts"_s, u"mart_%1"_s.arg(i)), logKey);
        session.pull(u"warehouse"_s, more.batch);
        LineageWish wish = datasets();
        wish.root = keyOf(u"marts"_s, u"mart_7"_s);
        wish.up = wish.down = std::nullopt;
        const auto near = answered(session, wish);
        QVERIFY(near);
        QVERIFY(near->schemas.isEmpty()); // one way, few things
        wish.root = logKey;
        const auto all = answered(session, wish);
        QVERIFY(all);
        QCOMPARE(all->graph.root, logKey);
        QCOMPARE(all->graph.nodes.size(), 1 + 3);
    }

    void moreThanCanBeDrawnIsFoldedWhole()
    {
        test::FakeSession session;
        session.pull(u"warehouse"_s, Warehouse::ordinary({}, 3000).batch);
        LineageWish wish = datasets();
        const auto folded = answered(session, wish);
        QVERIFY(folded);
        QVERIFY(!folded->graph.truncated);
        QCOMPARE(countsOf(folded->unfolded).datasets, 6121);
        wish.foldsItself = wish.foldsSchemas = false;
        const auto open = answered(session, wish);
        QVERIFY(open);
        QVERIFY(open->graph.truncated);
        QCOMPARE(open->graph.nodes.size() + open->graph.truncated->hidden, 6121);
        // Opened, it is too much again, and said to be.
        wish.foldsSchemas = true;
        for (const QString &schema : {u"raw"_s, u"staging"_s})
            wish.opened.insert(schemaKey(keyOf(schema, u"x"_s), {}));
        const auto half = answered(session, wish);
        QVERIFY(half);
        QVERIFY(half->graph.truncated);
        QVERIFY(half->graph.nodes.size() <= wish.maxNodes);
    }

    void aFileForOtherProgramsHoldsWhatStandsInside()
    {
        test::FakeSession session;
        session.pull(u"warehouse"_s, Warehouse::ordinary().batch);
        const auto result = answered(session, datasets());
        QVERIFY(result);
        const Told told = toldBy(*result);
        QCOMPARE(told.leftOut, 0);
        QCOMPARE(told.graph.edges.size(), 150 + 120 + 1);
        QCOMPARE(told.graph.nodes.size(), 421);
        QVERIFY(std::ranges::none_of(told.graph.nodes,
                                     [](const lineage::Node &node) { return node.schema; }));
    }

    void aSchemaOpensInPlaceAndFoldsAgain()
    {
        const Screen screen(Warehouse::ordinary());
        QTRY_VERIFY(!screen.schema(u"marts"_s).isEmpty());
        QVERIFY(screen.says(u"folded by schema"_s));
        QVERIFY(screen.says(u"420 things stand inside"_s));
        const QString marts = screen.schema(u"marts"_s);
        screen.choose(marts);
        QTest::keyClick(&screen.view(), Qt::Key_Plus);
        QTRY_COMPARE(screen.drawing().nodes.size(), 2 + 120 + 1);
        const DrawnNode &first = screen.drawing().nodes[screen.view().place().node];
        QVERIFY(first.node.name.startsWith(u"mart_"_s));

        QTest::keyClick(&screen.view(), Qt::Key_Minus);
        QTRY_COMPARE(screen.drawing().nodes.size(), 4);
        QCOMPARE(screen.drawing().nodes[screen.view().place().node].node.key, marts);
        QTest::keyClick(&screen.view(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(screen.drawing().nodes.size(), 123);
        QTest::keyClick(&screen.view(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(screen.drawing().nodes.size(), 4);

        // Enter opens it as well: it has no page of its own.
        const QSignalSpy left(screen.page.get(), &LineagePage::navigate);
        screen.choose(marts);
        QTest::keyClick(&screen.view(), Qt::Key_S);
        QTest::keyClick(&screen.view(), Qt::Key_Return);
        QTRY_COMPARE(screen.drawing().nodes.size(), 123);
        QCOMPARE(left.size(), 0);
    }

    void allOfItUnfolds()
    {
        const Screen screen(Warehouse::ordinary());
        QTRY_VERIFY(!screen.schema(u"raw"_s).isEmpty());
        const auto buttons = screen.page->findChildren<QAbstractButton *>();
        const auto unfold = std::ranges::find_if(
            buttons, [](const QAbstractButton *one) { return one->text() == u"Unfold all"_s; });
        QVERIFY(unfold != buttons.end());
        (*unfold)->click();
        QTRY_COMPARE(screen.drawing().nodes.size(), 421);
        QTRY_VERIFY(!screen.says(u"folded by schema"_s));
    }

    void aLargeDomainOpensToItsSchemas()
    {
        Warehouse two = Warehouse::ordinary(u"domain://warehouse/project"_s);
        mesh::Domain other;
        other.key = u"domain://warehouse/finance"_s;
        other.nativeId = other.name = u"finance"_s;
        two.batch.domains += other;
        two.domain = other.key;
        for (int i = 0; i < 9; ++i)
            two.flow(logKey, two.add(u"finance"_s, u"report_%1"_s.arg(i)));
        const Screen screen(two);
        QTRY_VERIFY(screen.view().drawing());
        QCOMPARE(screen.drawing().nodes.size(), 2);
        QVERIFY(screen.says(u"folded by domain"_s));
        screen.view().toggle(screen.drawing().number(u"domain://warehouse/project"_s));
        QTRY_COMPARE(screen.drawing().nodes.size(), 4 + 1);
        const QString raw = screen.schema(u"raw"_s);
        QVERIFY(!raw.isEmpty());
        QVERIFY(!screen.drawing().frames.isEmpty()); // they stand in the frame of their domain
        screen.choose(raw);
        QTest::keyClick(&screen.view(), Qt::Key_Minus);
        QTRY_COMPARE(screen.drawing().nodes.size(), 2);
    }

    void findingLooksIntoSchemas_data()
    {
        QTest::addColumn<bool>("rooted");
        QTest::newRow("whole mesh") << false;
        QTest::newRow("from a root") << true;
    }
    void findingLooksIntoSchemas()
    {
        QFETCH(bool, rooted);
        Warehouse all = Warehouse::ordinary();
        for (int i = 1; i < 120; ++i)
            all.flow(keyOf(u"marts"_s, u"mart_%1"_s.arg(i)), logKey);
        const Screen screen(all);
        if (rooted)
            screen.page->open(
                {u"lineage"_s, logKey, {{u"level"_s, u"dataset"_s}, {u"up"_s, u"all"_s}}});
        QTRY_VERIFY(!screen.schema(u"marts"_s).isEmpty());
        QTRY_COMPARE(screen.drawing().root, rooted ? logKey : QString());
        if (!rooted)
            screen.choose(screen.schema(u"raw"_s)); // the view holds on to what is chosen
        screen.page->toolbar()->filter()->setText(u"mart_77"_s);
        QTRY_VERIFY(screen.says(u"1 in a closed box"_s));
        emit screen.page->toolbar()->nextWanted();
        const QString wanted = keyOf(u"marts"_s, u"mart_77"_s);
        QTRY_VERIFY(screen.drawing().number(wanted) >= 0);
        QCOMPARE(screen.view().place().node, screen.drawing().number(wanted));
        const QRectF seen =
            screen.view().mapFromScene(screen.view().nodeRect(screen.view().place().node));
        QVERIFY(QRectF(screen.view().rect()).contains(seen));
    }

    void aSchemaIsToldInWordsAndInTheList()
    {
        const Screen screen(Warehouse::ordinary());
        QTRY_VERIFY(!screen.schema(u"staging"_s).isEmpty());
        screen.choose(screen.schema(u"staging"_s));
        emit screen.view().customContextMenuRequested({10, 10});
        auto *menu = screen.view().findChild<QMenu *>();
        QVERIFY(menu);
        QStringList offered;
        for (const QAction *action : menu->actions())
            offered += action->text().section(u'\t', 0, 0);
        offered.removeAll(QString());
        QCOMPARE(offered, QStringList({u"Show its datasets"_s, u"Copy name"_s}));
        menu->actions().first()->trigger();
        QTRY_COMPARE(screen.drawing().nodes.size(), 3 + 150);
        menu->close();
        StepModel steps;
        QAbstractItemModelTester tester(&steps,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        tester.setUseFetchMore(false); // it would fetch in the middle of a reset
        test::FakeSession session;
        session.pull(u"warehouse"_s, Warehouse::ordinary().batch);
        const auto result = answered(session, datasets());
        QVERIFY(result);
        steps.setDrawing(result->drawing, 0);
        QCOMPARE(steps.index(0, StepModel::Name).data().toString(), u"raw"_s);
        QCOMPARE(steps.index(0, StepModel::Quality).data().toString(), QString());
    }

    void anImpactOnTablesAloneCountsThem()
    {
        const Screen screen(Warehouse::ordinary());
        screen.page->open(
            {u"lineage"_s, keyOf(u"raw"_s, u"raw_0"_s), {{u"level"_s, u"dataset"_s}}});
        QTRY_COMPARE(screen.page->panel()->impacts().impacts().size(), 3);
        const auto figures = screen.page->panel()->findChildren<PanelFigure *>();
        QVERIFY(std::ranges::any_of(figures, [&](const PanelFigure *figure) {
            return figure->isVisibleTo(screen.page.get()) && figure->value() == u"3"_s &&
                   figure->word() == u"datasets"_s;
        }));
    }

    void theViewIsKept()
    {
        ViewState state;
        state.wish = datasets();
        state.wish.foldsSchemas = false;
        state.wish.opened = {schemaKey(logKey, {}), schemaKey(logKey, u"domain://a/b"_s)};
        const auto read = viewFromJson(toJson(state));
        QVERIFY(read);
        QCOMPARE(read->wish.opened, state.wish.opened);
        QVERIFY(!read->wish.foldsSchemas);
        // Views of before it was there fold as they did.
        const auto old = viewFromJson(R"({"level":"dataset","folds_itself":false})");
        QVERIFY(old);
        QVERIFY(!old->wish.foldsSchemas);
    }

    void keysWithoutASchemaStandForThemselves()
    {
        QVERIFY(schemaKey(u"kafka://"_s, {}).isEmpty());
        QVERIFY(schemaKey(u"orders"_s, {}).isEmpty());
        QVERIFY(schemaKey(u"kafka://orders"_s, {}).isEmpty());
        QVERIFY(isSchema(schemaKey(u"kafka://cluster/orders"_s, {})));
        QVERIFY(schemaKey(logKey, u"domain://a/b"_s) != schemaKey(logKey, {}));
        QVERIFY(!isSchema(logKey));
    }
};

QTEST_MAIN(SchemaFoldsTest)
#include "tst_schema_folds.moc"
