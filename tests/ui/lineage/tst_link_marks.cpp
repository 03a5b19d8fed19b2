// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lineage/graph_data.h"
#include "tests/ui/lineage/bank_mesh.h"
#include "tests/ui/lineage/lineage_mesh.h"
#include "ui/lineage/graph_overlays.h"
#include "ui/lineage/graph_picture.h"
#include "ui/lineage/graph_view.h"
#include "ui/lineage/impact_panel.h"
#include "ui/lineage/lineage_page.h"
#include "ui/lineage/lineage_toolbar.h"
#include "ui/lineage/link_judge.h"
#include "ui/lineage/link_panel.h"
#include "ui/lineage/step_model.h"
#include "ui/parts/states.h"

#include <QDir>
#include <QStandardPaths>
#include <QTest>

using namespace meshlens;
using namespace meshlens::test;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

// What is wrong with the links between two domains, as the graph shows it.

namespace {

using Arrange = std::function<void(Bank &, const QString &positions, const QString &exposure)>;

/// "broken 1, troubled 0, personal 2"
QString printed(const LinkStanding &standing)
{
    return u"broken %1, troubled %2, personal %3"_s.arg(standing.broken)
        .arg(standing.troubled)
        .arg(standing.personal);
}

} // namespace

class LinkMarksTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        Theme::instance().install(*qApp);
        Theme::instance().setMode(ThemeMode::Light);
    }

    void theMarkIsTheWorstThatIsKnown_data()
    {
        QTest::addColumn<Arrange>("arrange");
        QTest::addColumn<QString>("standing");
        const auto row = [](const char *name, const QString &standing, const Arrange &more) {
            QTest::newRow(name) << Arrange([more](Bank &bank, const QString &positions,
                                                  const QString &exposure) {
                bank.flow(positions, exposure);
                more(bank, positions, exposure);
            }) << standing;
        };
        const QString nothing = printed({});
        using Key = const QString &;
        row("nothing is known", nothing, [](Bank &, Key, Key) {});
        row("a contract that nobody measures", nothing,
            [](Bank &bank, Key, Key) { bank.promise(u"positions"_s, 6); });
        row("a contract that is kept", nothing, [](Bank &bank, Key, Key) {
            bank.promise(u"positions"_s, 6);
            bank.age(u"positions"_s, 2, 6);
        });
        row("late against a contract", printed({1, 0, 0, {}}), [](Bank &bank, Key, Key) {
            bank.promise(u"positions"_s, 6);
            bank.age(u"positions"_s, 15, 6);
        });
        row("late against what was learned", printed({0, 1, 0, {}}),
            [](Bank &bank, Key, Key) { bank.age(u"positions"_s, 3, 2, true); });
        row("a check fails that a contract stands on", printed({1, 0, 0, {}}),
            [](Bank &bank, Key positions, Key) {
                bank.promise(u"positions"_s, 0);
                bank.check(positions, false);
            });
        row("a check fails and there is no contract", printed({0, 1, 0, {}}),
            [](Bank &bank, Key positions, Key) { bank.check(positions, false); });
        row("the check of the reader is none of the link", nothing,
            [](Bank &bank, Key, Key exposure) { bank.check(exposure, false); });
        row("a check passes", nothing,
            [](Bank &bank, Key positions, Key) { bank.check(positions, true); });
        row("a check of a dataset that nobody there reads", nothing, [](Bank &bank, Key, Key) {
            bank.check(bank.addTo(u"positions"_s, u"archive"_s), false);
        });
    }
    void theMarkIsTheWorstThatIsKnown()
    {
        QFETCH(Arrange, arrange);
        QFETCH(QString, standing);

        const LinkStanding found = standingOf(arrange);

        QCOMPARE(printed(found), standing);
        QCOMPARE(found.isMarked(), standing != printed({}));
        QCOMPARE(found.worst.isEmpty(), standing == printed({}));
    }

    void personalDataWithoutAContractIsMarked_data()
    {
        QTest::addColumn<Arrange>("arrange");
        QTest::addColumn<bool>("marked");
        using Key = const QString &;
        const auto row = [](const char *name, bool marked, const Arrange &arrange) {
            QTest::newRow(name) << arrange << marked;
        };
        row("nobody said what is personal", false, [](Bank &bank, Key positions, Key exposure) {
            bank.column(positions, u"email"_s, false);
            bank.flow(positions, exposure);
        });
        row("all of a dataset with a personal column", true,
            [](Bank &bank, Key positions, Key exposure) {
                bank.column(positions, u"email"_s, true);
                bank.flow(positions, exposure);
            });
        row("the personal column itself", true, [](Bank &bank, Key positions, Key exposure) {
            bank.column(positions, u"email"_s, true);
            bank.column(exposure, u"contact"_s, false);
            bank.flow(positions, exposure, u"email"_s, u"contact"_s);
        });
        row("only another column", false, [](Bank &bank, Key positions, Key exposure) {
            bank.column(positions, u"email"_s, true);
            bank.column(positions, u"notional"_s, false);
            bank.column(exposure, u"sum"_s, false);
            bank.flow(positions, exposure, u"notional"_s, u"sum"_s);
        });
        row("a contract covers it", false, [](Bank &bank, Key positions, Key exposure) {
            bank.column(positions, u"email"_s, true);
            bank.promise(u"positions"_s, 0);
            bank.flow(positions, exposure);
        });
        row("a contract that is a draft", true, [](Bank &bank, Key positions, Key exposure) {
            bank.column(positions, u"email"_s, true);
            bank.promise(u"positions"_s, 0, mesh::Status::Draft);
            bank.flow(positions, exposure);
        });
        row("a contract that has ended", true, [](Bank &bank, Key positions, Key exposure) {
            bank.column(positions, u"email"_s, true);
            bank.promise(u"positions"_s, 0, mesh::Status::Retired);
            bank.flow(positions, exposure);
        });
        row("the contract is over another dataset", true,
            [](Bank &bank, Key positions, Key exposure) {
                bank.promise(u"positions"_s, 0);
                const QString clients = bank.addTo(u"positions"_s, u"clients"_s);
                bank.column(clients, u"email"_s, true);
                bank.flow(positions, exposure);
                bank.flow(clients, exposure);
            });
        row("an input port names it", true, [](Bank &bank, Key positions, Key exposure) {
            bank.column(positions, u"email"_s, true);
            bank.flow(exposure, bank.add(u"ledger"_s, finance)); // some lineage there has to be
            bank.reads(u"exposure"_s, positions);
        });
        row("it flows the other way", false, [](Bank &bank, Key positions, Key exposure) {
            bank.column(exposure, u"email"_s, true);
            bank.flow(positions, exposure);
        });
    }
    void personalDataWithoutAContractIsMarked()
    {
        QFETCH(Arrange, arrange);
        QFETCH(bool, marked);
        QCOMPARE(standingOf(arrange).personal, marked ? 1 : 0);
    }

    void theGraphAndThePanelSayTheSameOfEveryLink()
    {
        FakeSession session;
        fillLineage(session);
        Bank bank(session);
        fillBank(bank);
        const auto reader = session.store()->read();
        const auto graph = lineage::Graph::build(*reader);
        QVERIFY(graph);
        const std::int64_t now = session.clock().nowMs();
        const auto standings = linkStandings(*reader, **graph, now);
        QVERIFY(standings);
        QVERIFY(linkSources(**graph) > 5);
        int pairs = 0, broken = 0, personal = 0;
        for (const auto &from : (*graph)->data().domains) {
            for (const auto &to : (*graph)->data().domains) {
                if (from.key == to.key)
                    continue;
                const auto links = domainLinks(*reader, **graph, from.key, to.key, now);
                QVERIFY(links);
                const LinkStanding standing = standings->value({from.key, to.key});
                QCOMPARE(standing.broken, links->broken);
                QCOMPARE(standing.personal, links->personal);
                const auto troubled =
                    std::ranges::count(links->all, LinkState::Troubled, &DomainLink::state);
                QCOMPARE(standing.troubled, static_cast<int>(troubled));
                if (standing.broken + standing.troubled > 0)
                    QVERIFY(standing.worst.startsWith(links->all.first().fromName + u" → "_s));
                pairs += links->all.isEmpty() ? 0 : 1;
                broken += links->broken;
                personal += links->personal;
            }
        }
        QVERIFY(pairs > 5 && broken > 0 && personal > 0);
    }

    void whatIsWrongIsSaidInWordsEverywhere()
    {
        FakeSession session;
        Bank bank(session);
        fillBank(bank);
        const auto page = pageOf(session);
        GraphView &view = *page->view();
        const int edge = linkBetween(*view.drawing(), {trade, risk, {}, {}});
        QVERIFY(edge >= 0);
        const DrawnEdge &drawn = view.drawing()->edges[edge];
        QCOMPARE(marksOf(drawn.standing), QList<Mark>({Mark::Missed, Mark::Warning}));
        const QStringList words = standingWords(drawn.standing);
        QCOMPARE(words.size(), 4);
        QVERIFY(words[0].contains(u"a contract is not kept"_s));
        QVERIFY(words[1].contains(u"late or have a check that does not pass"_s) ||
                words[1].contains(u"late or has a check that does not pass"_s));
        QCOMPARE(words[2], u"the worst: intraday → exposure: outdated, 9 h late"_s);
        QVERIFY(words[3].contains(u"personal data without a contract"_s));

        // Tool tip, legend, list, the chosen link for screen readers, panel.
        for (const QString &line : words)
            QVERIFY2(view.toolTipAt(drawn.middle).contains(line), qPrintable(line));
        const auto *legend = view.findChild<Legend *>();
        QVERIFY(legend);
        QVERIFY(legend->accessibleDescription().endsWith(
            u"a contract is broken now, personal data without a contract"_s)); // marks that are
                                                                               // drawn
        emit page->toolbar()->listToggled(true);
        StepModel &steps = *page->steps();
        const QModelIndexList found =
            steps.match(steps.index(0, 0), StepModel::KeyRole, trade, 1, Qt::MatchExactly);
        QCOMPARE(found.size(), 1);
        const QModelIndex source = found.first();
        if (steps.canFetchMore(source))
            steps.fetchMore(source);
        const QModelIndex step = steps.index(0, StepModel::Link, source);
        for (const QString &line : words) {
            QVERIFY2(step.data().toString().contains(line), qPrintable(line));
            QVERIFY(step.siblingAtColumn(0).data(Qt::AccessibleTextRole).toString().contains(line));
        }
        emit page->toolbar()->listToggled(false);
        view.setEdge(edge);
        for (const QString &line : words)
            QVERIFY2(view.accessibleDescription().contains(line), qPrintable(line));
        const LinkPanel &panel = *page->panel()->link();
        QTRY_COMPARE(panel.shown(), std::pair(trade, risk));
        const auto &links = panel.model().links();
        const auto clients = std::ranges::find(links, u"clients"_s, &DomainLink::fromName);
        QVERIFY(clients != links.end());
        QCOMPARE(markOf(*clients), Mark::Warning);
        QCOMPARE(reasonOf(*clients), u"personal data without a contract"_s);
        const QModelIndex row = panel.model().index(static_cast<int>(clients - links.begin()), 0);
        QVERIFY(row.data(Qt::AccessibleTextRole)
                    .toString()
                    .contains(u"personal data without a contract"_s));
        const auto strips = panel.findChildren<MessageStrip *>();
        QVERIFY(std::ranges::any_of(strips, [](const MessageStrip *strip) {
            return strip->isVisibleTo(strip->parentWidget()) &&
                   strip->accessibleName().startsWith(u"Personal data without a contract."_s);
        }));
        const TableText table = tableOf(links);
        const auto column = table.columns.indexOf(u"personal_without_contract"_s);
        QVERIFY(column >= 0);
        QCOMPARE(std::ranges::count(table.rows, u"yes"_s,
                                    [&](const QStringList &cells) { return cells[column]; }),
                 1);
    }

    void aLinkThatIsFineIsNotMarkedAnywhere()
    {
        FakeSession session;
        Bank bank(session);
        const QString positions = bank.add(u"positions"_s, trade);
        bank.flow(positions, bank.add(u"exposure"_s, risk));
        bank.pull();
        const auto page = pageOf(session);
        const GraphView &view = *page->view();
        QVERIFY(standingWords(view.drawing()->edges[0].standing).isEmpty());
        QVERIFY(!view.toolTipAt(view.drawing()->edges[0].middle).contains(u'\n'));
        const QString legend = view.findChild<Legend *>()->accessibleDescription();
        QVERIFY(!legend.contains(u"personal"_s) && !legend.contains(u"broken"_s) &&
                !legend.contains(u"late"_s));
        page->view()->setEdge(0);
        QTRY_COMPARE(page->panel()->link()->shown(), std::pair(trade, risk));
        for (const MessageStrip *strip : page->panel()->link()->findChildren<MessageStrip *>())
            QVERIFY(!strip->isVisible());
    }

    void picturesInFilesHaveTheMarks()
    {
        FakeSession session;
        Bank bank(session);
        fillBank(bank);
        const auto page = pageOf(session);
        const Drawing &drawing = *page->view()->drawing();
        Drawing plain = drawing;
        for (DrawnEdge &edge : plain.edges)
            edge.standing = {};
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            Theme::instance().setMode(mode);
            const QByteArray warn = colour(Token::WarnFill).name().toLatin1();
            const QByteArray bad = colour(Token::BadFill).name().toLatin1();
            const auto count = [&](const Drawing &what, const QByteArray &tone) {
                QTemporaryDir folder;
                const QString path = folder.filePath(u"graph.svg"_s);
                if (!writePicture(what, {u"svg"_s, {}, false}, path, page->view()->look()))
                    return -1;
                QFile file(path);
                return file.open(QIODevice::ReadOnly)
                           ? static_cast<int>(file.readAll().toLower().count(tone))
                           : -1;
            };
            QVERIFY(count(plain, warn) >= 0);
            QCOMPARE(count(plain, "<svg"), 1);
            QVERIFY(count(plain, "<rect") < 100); // no ground of dots
            QVERIFY(count(plain, ", sans-serif\"") > 0);
            QVERIFY(count(drawing, warn) > count(plain, warn)); // the triangle
            QVERIFY(count(drawing, bad) > count(plain, bad));   // the octagon and its line
            // And in words, of the marks that are there.
            QCOMPARE(count(drawing, "personal data without a contract"), 1);
            QCOMPARE(count(drawing, "a contract is broken now"), 1);
            QCOMPARE(count(drawing, "late, or a check"), 0);
            QCOMPARE(count(plain, "personal data without a contract"), 0);
        }
        Theme::instance().setMode(ThemeMode::Light);
    }

    void aPictureMadeWithoutTheScreenIsThatOfTheScreen()
    {
        FakeSession session;
        Bank bank(session);
        fillBank(bank);
        const auto page = pageOf(session);
        const QTemporaryDir folder;
        const auto read = [&](const QString &name) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const GraphLook look = page->view()->look();
        QVERIFY(writePicture(*page->view()->drawing(), {u"svg"_s, {}, false},
                             folder.filePath(u"screen.svg"_s), look));

        const auto reader = session.store()->read();
        QVERIFY(reader);
        const auto graph = lineage::Graph::build(*reader);
        QVERIFY(graph);
        lineage::WalkOptions whole;
        whole.level = lineage::Level::Domain;
        auto part = lineage::neighbourhood(**graph, {}, whole);
        QVERIFY(part);
        const DrawingOptions drawing = pictureDrawing(*part, look);
        for (const bool ofNow : {true, false}) {
            const auto extras =
                extrasForPicture(*reader, **graph, ofNow, *part, drawing, look.nowMs);
            QVERIFY(extras);
            QVERIFY(writePicture(*part, u"svg"_s, folder.filePath(u"alone.svg"_s), look, *extras));
            QCOMPARE(read(u"alone.svg"_s) == read(u"screen.svg"_s), ofNow);
        }
        QVERIFY(read(u"screen.svg"_s).contains("a contract is broken now"));
        QVERIFY(!read(u"alone.svg"_s).contains("a contract is broken now"));
    }

    void anEarlierMomentIsNotJudgedByNow()
    {
        FakeSession session;
        Bank bank(session);
        fillBank(bank);
        const auto page = pageOf(session);
        QVERIFY(page->view()->drawing()->edges[0].standing.isMarked());
        page->open({u"lineage"_s, {}, {{u"at"_s, toRfc3339(session.clock().nowMs() + 1000)}}});
        QTRY_VERIFY(page->wish().atMs && page->view()->drawing()->edges.size() == 1 &&
                    !page->view()->drawing()->edges[0].standing.isMarked());
    }

    void ofALargeMeshTheMarksComeAfterTheFirstPicture()
    {
        FakeSession session;
        Bank bank(session);
        const QString exposure = bank.add(u"exposure"_s, risk);
        for (int i = 0; i < 205; ++i) {
            const QString key = bank.add(u"source%1"_s.arg(i), trade);
            bank.flow(key, exposure);
            if (i == 100)
                bank.column(key, u"email"_s, true);
            if (i == 50)
                bank.check(key, false);
        }
        bank.pull();
        const auto page = pageOf(session);
        QTRY_COMPARE(printed(page->view()->drawing()->edges[0].standing), printed({0, 1, 1, {}}));
    }

    void aFoldedDomainKeepsTheMark()
    {
        FakeSession session;
        Bank bank(session);
        const QString positions = bank.add(u"positions"_s, trade);
        const QString exposure = bank.add(u"exposure"_s, risk);
        bank.column(positions, u"email"_s, true);
        bank.flow(positions, exposure);
        bank.flow(exposure, bank.add(u"ledger"_s, finance));
        bank.pull();
        const auto page = pageOf(session);
        page->view()->toggle(page->view()->drawing()->number(finance));
        QTRY_COMPARE(page->view()->drawing()->level, lineage::Level::Product);
        const Drawing &drawing = *page->view()->drawing();
        const int edge = linkBetween(drawing, {trade, risk, {}, {}});
        QVERIFY(edge >= 0);
        QCOMPARE(drawing.edges[edge].standing.personal, 1);
        QVERIFY(drawing.edges[edge].counted); // so that there is a place for the mark
    }

    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void pictures()
    {
        QFETCH(bool, dark);
        Theme::instance().setMode(dark ? ThemeMode::Dark : ThemeMode::Light);
        FakeSession session;
        Bank bank(session);
        fillBank(bank);
        const auto page = pageOf(session);
        page->view()->setEdge(0);
        QTRY_COMPARE(page->panel()->link()->shown(), std::pair(trade, risk));
        QCoreApplication::processEvents();
        QVERIFY(QDir().mkpath(QStringLiteral(MESHLENS_PICTURES)));
        QVERIFY(page->grab().save(u"%1/lineage-marks-%2.png"_s.arg(
            QStringLiteral(MESHLENS_PICTURES), QString::fromLatin1(QTest::currentDataTag()))));
        Theme::instance().setMode(ThemeMode::Light);
    }

private:
    /// From Trade to Risk: late against a contract, late against what was learned, and personal
    /// data without a contract.
    static void fillBank(Bank &bank)
    {
        const QString exposure = bank.add(u"exposure"_s, risk);
        bank.flow(bank.add(u"intraday"_s, trade), exposure);
        bank.promise(u"intraday"_s, 6);
        bank.age(u"intraday"_s, 15, 6);
        bank.flow(bank.add(u"ticks"_s, trade), exposure);
        bank.age(u"ticks"_s, 3, 2, true);
        const QString clients = bank.add(u"clients"_s, trade);
        bank.column(clients, u"email"_s, true);
        bank.flow(clients, exposure);
        bank.pull();
    }

    static std::unique_ptr<LineagePage> pageOf(FakeSession &session)
    {
        auto page = std::make_unique<LineagePage>(session);
        page->resize(1388, 820);
        page->show();
        page->open({u"lineage"_s, {}, {}});
        (void)QTest::qWaitFor([&] { return page->view()->drawing() != nullptr; });
        return page;
    }

    static LinkStanding standingOf(const Arrange &arrange)
    {
        FakeSession session;
        Bank bank(session);
        const QString positions = bank.add(u"positions"_s, trade);
        const QString exposure = bank.add(u"exposure"_s, risk);
        arrange(bank, positions, exposure);
        bank.pull();
        const auto page = pageOf(session);
        const Drawing *drawing = page->view()->drawing();
        const int edge = drawing ? linkBetween(*drawing, {trade, risk, {}, {}}) : -1;
        return edge < 0 ? LinkStanding{-1, -1, -1, {}} : drawing->edges[edge].standing;
    }
};

QTEST_MAIN(LinkMarksTest)
#include "tst_link_marks.moc"
