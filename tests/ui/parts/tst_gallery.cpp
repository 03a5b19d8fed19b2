// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Renders every part on one sheet, light and dark, into the build folder, to be looked at.
#include "ui/parts/badge_widget.h"
#include "ui/parts/button.h"
#include "ui/parts/card.h"
#include "ui/parts/chart.h"
#include "ui/parts/delegates.h"
#include "ui/parts/flow_layout.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/search_field.h"
#include "ui/parts/segmented.h"
#include "ui/parts/states.h"
#include "ui/parts/step_line.h"
#include "ui/parts/toast.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QProgressBar>
#include <QRadioButton>
#include <QStandardItemModel>
#include <QTabBar>
#include <QTableView>
#include <QTest>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t hour = 60 * minute;

/// A colour with its name below.
class Swatch final : public QWidget
{
public:
    explicit Swatch(Token token) : m_token(token) { setFixedHeight(42); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(colour(Token::Border));
        painter.setBrush(colour(m_token));
        painter.drawRoundedRect(QRectF(0.5, 0.5, width() - 1, 25), 5, 5);
        paintText(&painter, QRectF(0, 28, width(), 14), tokenName(m_token), TextRole::Caption,
                  Token::Text3);
    }

private:
    Token m_token;
};

QWidget *swatches(std::initializer_list<Token> tokens, int columns)
{
    auto *host = new QWidget;
    auto *grid = new QGridLayout(host);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(6);
    int i = 0;
    for (const Token token : tokens) {
        grid->addWidget(new Swatch(token), i / columns, i % columns);
        ++i;
    }
    return host;
}

QWidget *row(std::initializer_list<QWidget *> widgets, int spacing = 8)
{
    auto *host = new QWidget;
    auto *line = new QHBoxLayout(host);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(spacing);
    for (QWidget *widget : widgets)
        line->addWidget(widget);
    line->addStretch(1);
    return host;
}

template<typename... Args>
BadgeWidget *badge(void (BadgeWidget::*set)(Args...), std::type_identity_t<Args>... args)
{
    auto *widget = new BadgeWidget;
    (widget->*set)(args...);
    return widget;
}

Series walk(int count, double from, double to, double noise, unsigned seed)
{
    Series values;
    for (int i = 0; i < count; ++i) {
        seed = seed * 16807u % 2147483647u;
        const double wobble = double(seed) / 2147483647.0 - 0.5;
        values += from + (to - from) * i / (count - 1) + wobble * noise;
    }
    return values;
}

BadgeWidget *fresh(std::optional<std::int64_t> age, std::optional<std::int64_t> objective,
                   bool learned = false)
{
    auto *widget = new BadgeWidget;
    widget->setFreshness({.ageMs = age, .objectiveMs = objective, .learned = learned},
                         Clock::frozenAt(10'000'000'000));
    return widget;
}

Card *card(QVBoxLayout *column, const QString &title, int stretch = 0)
{
    auto *made = new Card(title);
    column->addWidget(made, stretch);
    return made;
}

void fillFirst(QVBoxLayout *column)
{
    Card *surfaces = card(column, u"Surfaces and text"_s);
    surfaces->body()->addWidget(swatches(
        {Token::Bg, Token::Surface, Token::Surface2, Token::Sunken, Token::Border, Token::Control},
        6));
    auto *words = new QWidget;
    auto *line = new QHBoxLayout(words);
    line->setContentsMargins(0, 0, 0, 0);
    for (const Token token : {Token::Text, Token::Text2, Token::Text3, Token::Accent, Token::Good,
                              Token::Fair, Token::Warn, Token::Bad})
        line->addWidget(new Label(tokenName(token), TextRole::Body, token));
    surfaces->body()->addWidget(words);

    Card *states = card(column, u"Status and grade"_s);
    states->body()->addWidget(swatches(
        {Token::GoodSoft, Token::FairSoft, Token::WarnSoft, Token::BadSoft, Token::AccentSoft,
         Token::GoodFill, Token::FairFill, Token::WarnFill, Token::BadFill, Token::AccentFill},
        5));
    Card *series = card(column, u"Domains and series"_s);
    series->body()->addWidget(
        swatches({Token::Domain1, Token::Domain2, Token::Domain3, Token::Domain4, Token::Domain5,
                  Token::Domain6, Token::Domain7, Token::S1, Token::S2, Token::S3, Token::S4,
                  Token::S5, Token::S6},
                 7));
    Card *type = card(column, u"Type"_s);
    type->body()->addWidget(row(
        {new Label(u"26 figure"_s, TextRole::KeyFigure),
         new Label(u"20 page"_s, TextRole::PageTitle), new Label(u"15 card"_s, TextRole::CardTitle),
         new Label(u"13 strong"_s, TextRole::Section), new Label(u"13 body"_s)}));
    type->body()->addWidget(row({new Label(u"12 table"_s, TextRole::Table),
                                 new Label(u"11 caption"_s, TextRole::Caption, Token::Text3),
                                 new Label(u"12 mono"_s, TextRole::Mono)}));
    Card *icons = card(column, u"Icons"_s);
    auto *grid = new QGridLayout;
    grid->setSpacing(7);
    int i = 0;
    for (const QString &name : iconNames()) {
        auto *spot = new QLabel;
        spot->setPixmap(themeIcon(name).pixmap(16, 16));
        grid->addWidget(spot, i / 17, i % 17);
        ++i;
    }
    icons->body()->addLayout(grid);
    Card *cells = card(column, u"In cells"_s, 1);
    Spark falling{walk(24, 90, 74, 4, 6)};
    falling.colour = Token::Bad;
    auto *histogram = new BadgeWidget;
    histogram->setRuns(
        {Run::Passed, Run::Passed, Run::Warning, Run::Passed, Run::Failed, Run::Running});
    auto *bar = new BadgeWidget;
    bar->setBar(0.72, 90);
    cells->body()->addWidget(
        row({badge(&BadgeWidget::setSpark, Spark{walk(24, 80, 90, 6, 5)}, 80, 22),
             badge(&BadgeWidget::setSpark, falling, 80, 22), histogram, bar},
            20));
    cells->body()->addStretch(1);
}

void fillSecond(QVBoxLayout *column)
{
    Card *quality = card(column, u"Quality badge"_s);
    const auto scored = [](std::optional<double> value, double coverage = 1) {
        auto *widget = new BadgeWidget;
        widget->setQuality({.value = value, .coverage = coverage});
        return widget;
    };
    quality->body()->addWidget(
        row({scored(97), scored(84), scored(66), scored(41), scored(87, 0.3), scored(std::nullopt)},
            16));

    Card *freshness = card(column, u"Freshness badge"_s);
    auto *grid = new QGridLayout;
    grid->addWidget(fresh(40 * minute, 6 * hour), 0, 0);
    grid->addWidget(fresh(3 * hour, 6 * hour), 0, 1);
    grid->addWidget(fresh(5 * hour + 40 * minute, 6 * hour), 1, 0);
    grid->addWidget(fresh(9 * hour, 6 * hour), 1, 1);
    grid->addWidget(fresh(48 * hour, 6 * hour), 2, 0);
    grid->addWidget(fresh(72 * hour, {}), 2, 1);
    grid->addWidget(fresh(72 * hour, 168 * hour, true), 3, 0);
    grid->addWidget(fresh({}, {}), 3, 1);
    freshness->body()->addLayout(grid);

    Card *hexagons = card(column, u"Six-quality hexagon"_s);
    const auto hexagon = [](Qualities values, int side) {
        auto *widget = new BadgeWidget;
        widget->setHexagon(values, side);
        return widget;
    };
    hexagons->body()->addWidget(
        row({hexagon({100, 90, 90, 85, 80, 100}, 28), hexagon({100, 90, 70, 85, 80, 100}, 28),
             hexagon({100, 65, 70, 85, 70, 100}, 28), hexagon({100, 20, 30, 70, 10, 100}, 28),
             hexagon({std::nullopt, 20, 90, 70, std::nullopt, 100}, 84),
             hexagon({90, 90, 90, 70, 10, 100}, 18)},
            20));

    Card *marks = card(column, u"Marks, tags, domains"_s);
    const auto marked = [](Mark mark, const QString &text) {
        auto *widget = new BadgeWidget;
        widget->setMark(mark, text);
        return widget;
    };
    marks->body()->addWidget(
        row({marked(Mark::Met, u"Met"_s), marked(Mark::Partly, u"Partly"_s),
             marked(Mark::Warning, u"Late"_s), marked(Mark::Missed, u"Missed"_s),
             marked(Mark::Waiting, u"Waiting"_s), marked(Mark::Note, u"Note"_s),
             marked(Mark::Unknown, u"Unknown"_s)}));
    const auto tag = [](const Tag &value) {
        auto *widget = new BadgeWidget;
        widget->setTag(value);
        return widget;
    };
    marks->body()->addWidget(
        row({tag({u"Key"_s, Tone::Mute, {}}), tag({u"Certified"_s, Tone::Accent, u"check"_s}),
             tag({u"Open"_s, Tone::Good, {}}), tag({u"Shared key"_s, Tone::Fair, {}}),
             tag(personalTag()), tag({u"8 open"_s, Tone::Bad, {}})},
            6));
    auto *domains = new QWidget;
    auto *flow = new FlowLayout(domains, 10);
    for (const QString &name : {u"Player"_s, u"Artists"_s, u"Labels"_s, u"Payments"_s,
                                u"Recommendations"_s, u"Customers"_s, u"Finance"_s}) {
        auto *widget = new BadgeWidget;
        widget->setDomain(name, name, name == u"Payments");
        flow->addWidget(widget);
    }
    auto *person = new BadgeWidget;
    person->setAvatar(u"Hanna Lind"_s, 24, Tone::Accent);
    flow->addWidget(person);
    marks->body()->addWidget(domains);
    auto *steps = new StepLine;
    steps->setSteps({{u"Sent"_s, u"9 Mar"_s, Mark::Met, true},
                     {u"Policy"_s, u"asks the owner"_s, Mark::Met, true},
                     {u"Owner"_s, u"about 2 h"_s, Mark::Waiting, true},
                     {u"Access"_s, {}, Mark::Unknown, false}});
    marks->body()->addWidget(steps);

    Card *controls = card(column, u"Buttons and fields"_s);
    auto *small = new Button(u"Small"_s);
    small->setSmall(true);
    auto *smallPrimary = new Button(u"Small"_s, ButtonKind::Primary);
    smallPrimary->setSmall(true);
    smallPrimary->setIconName(u"check"_s);
    auto *disabled = new Button(u"Disabled"_s);
    disabled->setEnabled(false);
    auto *star = new IconButton(u"star"_s, u"Pin"_s);
    star->setFramed(true);
    auto *panel = new IconButton(u"panel"_s, u"Panel"_s);
    panel->setCheckable(true);
    panel->setChecked(true);
    auto *segments = new SegmentedControl(u"Choice"_s);
    segments->addChoice(u"One"_s);
    segments->addChoice(u"Two"_s);
    segments->addChoice(u"Table"_s, u"table"_s);
    controls->body()->addWidget(
        row({new Button(u"Primary"_s, ButtonKind::Primary), new Button(u"Plain"_s),
             new Button(u"Quiet"_s, ButtonKind::Quiet), new Button(u"Remove"_s, ButtonKind::Danger),
             star, panel}));
    controls->body()->addWidget(row({small, smallPrimary, disabled, segments}));
    auto *plain = new QLineEdit;
    plain->setPlaceholderText(u"Plain"_s);
    auto *wrong = new QLineEdit(u"Wrong"_s);
    setWrong(wrong, u"Wrong"_s);
    auto *combo = new QComboBox;
    combo->addItems({u"30 days"_s, u"90 days"_s});
    auto *fields = row({plain, new SearchField(u"Filter"_s), wrong, combo});
    controls->body()->addWidget(fields);
    auto *on = new QCheckBox(u"On"_s);
    on->setChecked(true);
    auto *some = new QCheckBox(u"Some"_s);
    some->setTristate(true);
    some->setCheckState(Qt::PartiallyChecked);
    auto *chosen = new QRadioButton(u"Chosen"_s);
    chosen->setChecked(true);
    controls->body()->addWidget(row({on, new QCheckBox(u"Off"_s), some, chosen,
                                     new LinkLabel(u"A link"_s), new KeyHint(u"Ctrl K"_s)},
                                    16));
    auto *tabs = new QTabBar;
    for (const QString &name : {u"Overview"_s, u"Schema"_s, u"Quality"_s})
        tabs->addTab(name);
    controls->body()->addWidget(tabs);

    Card *rows = card(column, u"Rows"_s, 1);
    auto *model = new QStandardItemModel(3, 3, rows);
    model->setHorizontalHeaderLabels({u"State"_s, u"Rows"_s, u"Freshness"_s});
    const QStringList names = {u"Plain"_s, u"Hovered"_s, u"Chosen"_s};
    for (int i = 0; i < 3; ++i) {
        model->setData(model->index(i, 0), names[i]);
        model->setData(model->index(i, 1), format::count(1118 * (i + 1) * (i + 2)));
        model->setData(model->index(i, 1), int(Qt::AlignRight | Qt::AlignVCenter),
                       Qt::TextAlignmentRole);
    }
    auto *table = new QTableView;
    auto *delegate = new CellDelegate(26, table);
    delegate->setPainter(2, [](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
        paintFreshness(painter, rect,
                       {.ageMs = (index.row() * 7 + 2) * hour, .objectiveMs = 6 * hour});
    });
    table->setModel(model);
    setUpTable(table, delegate);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table->selectRow(2);
    rows->body()->addWidget(table);
}

void fillThird(QVBoxLayout *column)
{
    Card *messages = card(column, u"Messages"_s);
    messages->body()->addWidget(
        new MessageStrip(Tone::Accent, u"Note."_s, u"Weights are set by the Payments domain."_s));
    messages->body()->addWidget(
        new MessageStrip(Tone::Good, u"Done."_s, u"Access is open until 10 June 2026."_s));
    messages->body()->addWidget(
        new MessageStrip(Tone::Warn, u"Take care."_s, u"The index is 3 days old."_s));
    auto *bad = new MessageStrip(
        Tone::Bad, u"Not done."_s,
        u"The catalog did not answer in 10 s. Your request is kept and sent later."_s);
    bad->addAction(u"Try again"_s);
    messages->body()->addWidget(bad);

    Card *lines = card(column, u"Line chart with objective"_s);
    auto *chart = new Chart(u"On time and available, 30 days"_s);
    ChartData data;
    for (int i = 0; i < 30; ++i)
        data.times += 1'770'800'400'000 + i * 24 * hour;
    data.axis = {
        85, 100, {85, 90, 95, 100}, false, [](double value) { return u"%1%"_s.arg(value); }};
    data.objectives = {{95, u"objective 95%"_s}};
    data.events = {{double(data.times[18]), u"load failed"_s}};
    Series withGap = walk(30, 98.2, 98.6, .6, 4);
    withGap[10] = withGap[11] = std::nullopt;
    data.series = {{.name = u"On time"_s,
                    .shape = ChartSeries::Shape::Area,
                    .colour = Token::S1,
                    .values = walk(30, 92, 94, 1.6, 3)},
                   {.name = u"Available"_s, .colour = Token::S2, .values = withGap}};
    chart->setData(data);
    chart->setFixedHeight(130);
    lines->body()->addWidget(chart);

    Card *bars = card(column, u"Bars, six series"_s);
    auto *barChart = new Chart(u"Breaches by domain"_s);
    ChartData barData;
    barData.categories = {u"PY"_s, u"PL"_s, u"RE"_s, u"AR"_s, u"LA"_s, u"CU"_s};
    barData.axis.low = 0;
    barData.names = ChartData::Names::None;
    barData.series = {
        {.name = u"Breaches"_s,
         .shape = ChartSeries::Shape::Bars,
         .values = {46, 41, 37, 33, 29, 28},
         .colours = {Token::S1, Token::S2, Token::S3, Token::S4, Token::S5, Token::S6}}};
    barChart->setData(barData);
    barChart->setFixedHeight(120);
    bars->body()->addWidget(barChart);

    Card *lead = card(column, u"Requests and lead time"_s);
    auto *leadChart = new Chart(u"Access requests by week with the median time"_s);
    ChartData leadData;
    leadData.names = ChartData::Names::Above;
    for (int i = 1; i <= 10; ++i)
        leadData.categories += u"W%1"_s.arg(i);
    leadData.second =
        ChartAxis{1, 100, {1, 10, 100}, true, [](double value) { return u"%1 h"_s.arg(value); }};
    leadData.series = {{.name = u"By policy"_s,
                        .shape = ChartSeries::Shape::Bars,
                        .colour = Token::S2,
                        .values = walk(10, 6, 70, 10, 9)},
                       {.name = u"By owner"_s,
                        .shape = ChartSeries::Shape::Bars,
                        .colour = Token::AccentLine,
                        .values = walk(10, 40, 36, 10, 8)},
                       {.name = u"Median time"_s,
                        .colour = Token::Text,
                        .values = walk(10, 80, 2, 3, 8),
                        .second = true,
                        .hollowPoints = true}};
    leadChart->setData(leadData);
    leadChart->setFixedHeight(160);
    lead->body()->addWidget(leadChart);

    Card *empty = card(column, u"States"_s, 1);
    empty->body()->addWidget(new EmptyState(u"check"_s, u"No requests are waiting"_s,
                                            u"This week 29 of 38 were answered by policy."_s,
                                            Tone::Good));
    auto *progress = new QProgressBar;
    progress->setTextVisible(false);
    progress->setRange(0, 100);
    progress->setValue(62);
    progress->setFixedHeight(8);
    empty->body()->addWidget(progress);
}

} // namespace

class GalleryTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        Theme::instance().install(*qApp);
        Theme::instance().setDomains({{u"Player"_s, u"Player"_s},
                                      {u"Artists"_s, u"Artists"_s},
                                      {u"Labels"_s, u"Labels"_s},
                                      {u"Payments"_s, u"Payments"_s},
                                      {u"Recommendations"_s, u"Recommendations"_s},
                                      {u"Customers"_s, u"Customers"_s},
                                      {u"Finance"_s, u"Finance"_s}});
    }

    void everyIconDrawsSomething()
    {
        const QStringList names = iconNames();
        QVERIFY(names.size() > 80);
        for (const QString &name : names) {
            const QImage picture = iconPixmap(name, Qt::red, 16, 2).toImage();
            bool drawn = false;
            for (int y = 0; y < picture.height() && !drawn; ++y) {
                for (int x = 0; x < picture.width() && !drawn; ++x)
                    drawn = qAlpha(picture.pixel(x, y)) > 40;
            }
            QVERIFY2(drawn, qPrintable(name));
        }
    }

    void theSheetIsDrawnInBothThemesAndSizes_data()
    {
        QTest::addColumn<ThemeMode>("mode");
        QTest::addColumn<int>("textSize");
        QTest::newRow("light") << ThemeMode::Light << 100;
        QTest::newRow("dark") << ThemeMode::Dark << 100;
        QTest::newRow("large") << ThemeMode::Light << 150;
    }

    void theSheetIsDrawnInBothThemesAndSizes()
    {
        QFETCH(ThemeMode, mode);
        QFETCH(int, textSize);
        Theme::instance().setMode(mode);
        Theme::instance().setTextSize(textSize);
        QWidget sheet;
        sheet.setAutoFillBackground(true);
        auto *columns = new QHBoxLayout(&sheet);
        columns->setContentsMargins(20, 16, 20, 16);
        columns->setSpacing(12);
        for (const auto fill : {fillFirst, fillSecond, fillThird}) {
            auto *column = new QVBoxLayout;
            column->setSpacing(12);
            fill(column);
            columns->addLayout(column, 1);
        }
        sheet.resize(1440 * textSize / 100, 1000 * textSize / 100);
        sheet.show();
        QVERIFY(QTest::qWaitForWindowExposed(&sheet));
        const QImage picture = sheet.grab().toImage();
        QDir().mkpath(QStringLiteral(MESHLENS_PICTURES));
        QVERIFY(picture.save(QStringLiteral(MESHLENS_PICTURES "/gallery-%1.png")
                                 .arg(QLatin1String(QTest::currentDataTag()))));

        // The window's ground is the theme's.
        QCOMPARE(QColor(picture.pixel(3, 3)), colour(Token::Bg));
    }

    void switchingTheThemeRepaintsWhatIsOnScreen()
    {
        Theme::instance().setTextSize(100);
        Theme::instance().setMode(ThemeMode::Light);
        Card shown(u"Title"_s);
        shown.resize(200, 100);
        shown.show();
        QVERIFY(QTest::qWaitForWindowExposed(&shown));
        QCOMPARE(QColor(shown.grab().toImage().pixel(100, 80)),
                 Theme::instance().colour(Token::Surface, false));

        Theme::instance().setMode(ThemeMode::Dark);

        QCOMPARE(QColor(shown.grab().toImage().pixel(100, 80)),
                 Theme::instance().colour(Token::Surface, true));
        Theme::instance().setMode(ThemeMode::Light);
    }
};

QTEST_MAIN(GalleryTest)
#include "tst_gallery.moc"
