// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What each card of the overview says.
#include "ui/product/overview_tab.h"

#include "ui/parts/badge_widget.h"
#include "ui/parts/card.h"
#include "ui/parts/cell_grid.h"
#include "ui/parts/chart.h"
#include "ui/parts/format.h"
#include "ui/parts/states.h"
#include "ui/product/conflict_mark.h"
#include "ui/product/product_words.h"
#include "ui/product/score_charts.h"
#include "ui/product/step_graph.h"

#include <QRegularExpression>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRows = 6;
constexpr int longestDescription = 4000;

Cell words(const QString &text, Token colour = Token::Text2)
{
    return {.text = text, .colour = colour};
}

void empty(CellGrid *grid, const QString &text)
{
    QList<Cell> row{words(text, Token::Text3)};
    grid->setRows({row});
}

/// Without the title that some catalogs write in front.
QString knownIssues(const QString &text)
{
    static const QRegularExpression title(u"^known (issues?|limitations?)\\s*[:.]\\s*"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    QString rest = text.trimmed();
    rest.remove(title);
    return rest;
}

} // namespace

void OverviewTab::showAbout(const ProductView &view)
{
    const ProductData &known = view.product;
    const mesh::DataProduct &product = known.product.thing;
    m_description->setText(product.description.isEmpty()
                               ? tr("Not described")
                               : product.description.left(longestDescription));
    m_description->setColour(product.description.isEmpty() ? Token::Text3 : Token::Text);
    m_limitations->setVisible(!product.limitations.isEmpty());
    m_limitations->setMessage(Tone::Warn, tr("Known issues."),
                              knownIssues(product.limitations).left(1000));
    m_url = product.url;
    m_documentation->setVisible(m_url.startsWith(u"http"));
    m_conflict->setConflicts(known.product.conflicts,
                             {u"description"_s, u"limitations"_s, u"classification"_s, u"class"_s,
                              u"archetype"_s, u"access"_s, u"usage"_s, u"tags"_s});

    std::optional<qint64> rows;
    for (const mesh::Dataset &dataset : known.datasets) {
        if (dataset.rows)
            rows = rows.value_or(0) + *dataset.rows;
    }
    const auto orUnknown = [](const QString &text) {
        return text.isEmpty() ? tr("unknown") : text;
    };
    QStringList terms;
    for (const QString &term : product.terms)
        terms += known.termNames.value(term, term.section(u'/', -1));
    QList<std::pair<QString, QString>> facts{
        {tr("Rows"), rows ? format::shortCount(static_cast<double>(*rows)) : tr("unknown")},
        {tr("Class"), orUnknown(classWords(product.classification))},
        {tr("Status"), orUnknown(statusWords(product.status))},
        {tr("Type"), orUnknown(archetypeWords(product.archetype))},
        {tr("Used by"), view.consumers
                            ? tr("%n products", nullptr, static_cast<int>(view.consumers->size()))
                            : tr("…")},
        {tr("Changed"),
         product.updatedAtMs ? format::when(*product.updatedAtMs, known.readAtMs) : tr("unknown")}};
    if (!product.tags.isEmpty())
        facts.append({tr("Tags"), product.tags.join(u", "_s)});
    if (!terms.isEmpty())
        facts.append({tr("Terms"), terms.join(u", "_s)});
    QList<QList<Cell>> grid;
    for (qsizetype i = 0; i < facts.size(); i += 2) {
        QList<Cell> line;
        for (qsizetype k = i; k < std::min(i + 2, facts.size()); ++k)
            line << words(facts[k].first, Token::Text3) << words(facts[k].second, Token::Text);
        grid.append(line);
    }
    m_facts->setRows(grid);
}

void OverviewTab::showScore(const ProductView &view)
{
    const scores::QualityScore &quality = view.product.card.quality;
    m_score->setCaption(tr("90 days"));
    m_quality->setQuality(qualityBadge(view.product.card.summary));
    std::optional<double> change;
    if (view.history) {
        m_scoreChart->setData(scoreChart(view.history->quality, 90, {}));
        change = changeOver(view.history->quality, u"quality"_s, 30);
    }
    m_scoreChart->setVisible(quality.value.has_value());
    m_change->setVisible(change && std::lround(*change) != 0);
    if (change) {
        m_change->setText((*change < 0 ? u"▼ "_s : u"▲ "_s) + format::number(std::abs(*change), 0));
        m_change->setColour(*change < 0 ? Token::Bad : Token::Good);
        m_change->setToolTip(tr("in 30 days"));
    }
    QStringList failing;
    for (const scores::CheckState &state : view.product.card.checks) {
        if (state.usable && state.latest && state.latest->status == mesh::CheckStatus::Failed)
            failing += state.check.title;
    }
    m_scoreNote->setText(quality.defined == 0 ? tr("Not scored: no checks are known.")
                         : !quality.value     ? tr("Not scored: no check has a usable result.")
                         : failing.isEmpty()
                             ? tr("All usable checks pass or warn.")
                             : tr("Failing: %1").arg(failing.mid(0, 2).join(u", "_s)));

    QList<QList<Cell>> rows;
    double from = 0;
    double total = 0;
    for (const scores::QualityPart &part : quality.parts)
        total += part.lost;
    for (const scores::QualityPart &part : quality.parts) {
        Cell bar{.hasBar = true,
                 .barColour = part.lost >= 3   ? Token::BadFill
                              : part.lost >= 1 ? Token::WarnFill
                                               : Token::MuteFill};
        if (part.value) {
            bar.bar = total > 0 ? part.lost / std::max(total, 10.0) : 0;
            bar.barFrom = std::max(total > 0 ? from / std::max(total, 10.0) : 0, 0.0001);
        }
        from += part.lost;
        rows.append(QList<Cell>{words(dimensionName(part.dimension), Token::Text),
                                {.text = part.value ? format::percent(part.weight) : tr("–"),
                                 .colour = Token::Text3,
                                 .align = Qt::AlignRight},
                                {.text = part.value ? format::number(*part.value, 0) : tr("–"),
                                 .colour = Token::Text,
                                 .role = TextRole::TableStrong,
                                 .align = Qt::AlignRight},
                                bar,
                                {.text = !part.value        ? tr("unknown")
                                         : part.lost < 0.05 ? u"0"_s
                                                            : format::change(-part.lost, 1),
                                 .colour = Token::Text2,
                                 .align = Qt::AlignRight}});
    }
    if (rows.isEmpty())
        empty(m_lost, tr("No checks"));
    else
        m_lost->setRows(rows);
    m_why->setTitle(quality.value ? tr("Why %1").arg(format::number(*quality.value, 0))
                                  : tr("Why there is no score"));
    m_why->setCaption(quality.value ? tr("points lost from 100") : QString());
    m_sum->setText(quality.value ? tr("100 − %1 = %2, %3")
                                       .arg(format::number(100 - *quality.value, 1),
                                            format::number(*quality.value, 1), checksWords(quality))
                                 : checksWords(quality));
}

void OverviewTab::showQualities(const ProductView &view)
{
    m_six->setVisible(!view.product.isDataset);
    m_hexagon->setHexagon(view.product.card.summary.qualities, 84);
    int met = 0;
    int partly = 0;
    QList<QList<Cell>> rows;
    for (int i = 0; i < 6; ++i) {
        const scores::QualityMark &mark = view.product.card.qualities[static_cast<size_t>(i)];
        const QualityMark state = qualityMark(mark.value);
        met += state == QualityMark::Met ? 1 : 0;
        partly += state == QualityMark::Partly ? 1 : 0;
        QStringList failed;
        QStringList evidence;
        int passed = 0;
        for (const scores::RuleResult &result : mark.results) {
            const scores::Rule *rule = scores::rule(result.rule);
            passed += result.passed ? 1 : 0;
            if (!result.passed && rule)
                failed += rule->title;
            evidence += (result.passed ? u"✓ "_s : u"✗ "_s) + (rule ? rule->title : result.rule) +
                        (result.evidence.isEmpty() ? QString() : u": "_s + result.evidence);
        }
        const QString tip = evidence.join(u'\n');
        rows.append(QList<Cell>{{.text = qualityName(static_cast<mesh::Quality>(i)),
                                 .colour = Token::Text,
                                 .role = TextRole::TableStrong,
                                 .mark = state == QualityMark::Met      ? Mark::Met
                                         : state == QualityMark::Partly ? Mark::Partly
                                         : state == QualityMark::Missed ? Mark::Missed
                                                                        : Mark::Unknown,
                                 .tip = tip}});
        rows.append(
            QList<Cell>{{.text = u"      "_s + (mark.results.isEmpty() ? tr("No rule applies")
                                                : failed.isEmpty()
                                                    ? tr("All %n rules met", nullptr, passed)
                                                    : tr("Missing: %1").arg(failed.join(u", "_s))),
                         .colour = Token::Text3,
                         .role = TextRole::Caption,
                         .tip = tip}});
    }
    m_marks->setRows(rows);
    m_six->setCaption(partly > 0 ? tr("%1 met, %2 partly").arg(met).arg(partly)
                                 : tr("%1 of 6 met").arg(met));
}

void OverviewTab::showServiceLevels(const ProductView &view)
{
    QList<QList<Cell>> rows;
    int missed = 0;
    for (const scores::SloState &slo : view.product.card.serviceLevels) {
        const bool broken = slo.met && !*slo.met;
        missed += broken ? 1 : 0;
        rows.append(QList<Cell>{{.text = slo.title,
                                 .colour = Token::Text,
                                 .mark = !slo.met ? Mark::Unknown
                                         : broken ? Mark::Missed
                                                  : Mark::Met,
                                 .tip = slo.contract},
                                {.text = slo.measured.isEmpty() ? tr("unknown") : slo.measured,
                                 .colour = broken ? Token::Bad : Token::Text,
                                 .role = TextRole::TableStrong,
                                 .align = Qt::AlignRight}});
    }
    const int total = static_cast<int>(rows.size());
    m_missed->setVisible(missed > 0);
    if (missed > 0)
        m_missed->setTag({tr("%1 of %2 missed").arg(missed).arg(total), Tone::Bad, {}, false});
    m_levels->setCaption(total > mostRows ? tr("%1 of %2").arg(mostRows).arg(total) : QString());
    if (rows.isEmpty())
        empty(m_levelGrid, tr("No service levels are promised"));
    else
        m_levelGrid->setRows(rows.first(std::min<qsizetype>(rows.size(), mostRows)));
}

void OverviewTab::showPorts(const ProductView &view)
{
    QList<QList<Cell>> rows;
    int out = 0;
    int in = 0;
    for (const mesh::PortDirection direction :
         {mesh::PortDirection::Output, mesh::PortDirection::Input}) {
        for (const mesh::Port &port : view.product.product.thing.ports) {
            if (port.direction != direction)
                continue;
            const bool output = direction == mesh::PortDirection::Output;
            ++(output ? out : in);
            if (rows.size() == mostRows)
                continue;
            rows.append(QList<Cell>{
                {.tag = Tag{output ? tr("Out") : tr("In"),
                            output ? Tone::Accent : Tone::Mute,
                            {},
                            false}},
                {.text = portWords(port), .colour = Token::Text, .icon = portIcon(port)},
                {.text = output || port.name.isEmpty() ? portAddress(port) : port.name,
                 .colour = Token::Text2,
                 .role = output ? TextRole::MonoSmall : TextRole::Table,
                 .tip = portAddress(port)}});
        }
    }
    m_ports->setCaption(tr("%1 out, %2 in").arg(out).arg(in));
    m_ports->setVisible(!view.product.isDataset || !rows.isEmpty());
    if (rows.isEmpty())
        empty(m_portGrid, tr("No ports are described"));
    else
        m_portGrid->setRows(rows);
}

void OverviewTab::showColumns(const ProductView &view)
{
    QList<QList<Cell>> rows;
    for (const mesh::Dataset &dataset : view.product.datasets) {
        for (const mesh::Column &column : dataset.columns) {
            if (rows.size() == mostRows)
                break;
            const QList<Tag> tags = columnTags(column);
            Cell tag;
            if (!tags.isEmpty())
                tag.tag = tags.last();
            rows.append(QList<Cell>{
                {.text = column.name, .colour = Token::Text, .role = TextRole::Mono},
                words(column.type.isEmpty() ? tr("unknown") : column.type, Token::Text3),
                words(column.description.isEmpty() ? tr("not described") : column.description,
                      column.description.isEmpty() ? Token::Text3 : Token::Text2),
                tag});
        }
    }
    const qint64 all = view.product.columnCount();
    m_columns->setCaption(all > mostRows ? tr("%1 of %2").arg(mostRows).arg(format::count(all))
                                         : format::count(all));
    if (rows.isEmpty())
        empty(m_columnGrid, tr("No columns are described"));
    else
        m_columnGrid->setRows(rows);
}

void OverviewTab::showLoads(const ProductView &view)
{
    if (!view.history)
        return;
    const scores::LoadHistory &loads = view.history->loads;
    const int shown = static_cast<int>(std::min<qsizetype>(loads.loads.size(), 28));
    m_loads->setCaption(tr("age of data at each load"));
    m_loadChart->setVisible(shown > 0);
    if (shown == 0) {
        m_loadNote->setText(tr("No loads are known in the last 28 days."));
        return;
    }
    m_loadChart->setData(loadChart(loads, 28));
    const scores::LoadPoint &last = loads.loads.last();
    QString note = tr("Last load %1").arg(format::when(last.arrivedAtMs, view.product.readAtMs));
    if (last.rows)
        note += u", "_s + tr("%1 rows").arg(format::shortCount(static_cast<double>(*last.rows)));
    note += u" · "_s + (loads.objectiveMs
                            ? tr("%1 of %2 on time").arg(loads.onTime).arg(loads.loads.size())
                            : tr("no objective"));
    m_loadNote->setText(note);
}

void OverviewTab::showLineage(const ProductView &view)
{
    if (view.lineage)
        m_graph->setGraph(*view.lineage);
}

void OverviewTab::showLookalikes(const ProductView &view)
{
    m_lookalikes->setVisible(!view.lookalikes.isEmpty());
    if (view.lookalikes == m_shownLookalikes)
        return;
    m_shownLookalikes = view.lookalikes;
    m_lookalikes->clearActions();
    if (view.lookalikes.isEmpty())
        return;
    const Lookalike &first = view.lookalikes.first();
    const bool word = first.why == Lookalike::Why::SameWord;
    QStringList sentences;
    for (const Lookalike &one : view.lookalikes)
        sentences += lookalikeWords(one);
    m_lookalikes->setMessage(Tone::Accent, word ? tr("Two meanings.") : tr("Published twice?"),
                             sentences.mid(0, 2).join(u' '));
    m_lookalikes->setToolTip(sentences.join(u'\n').toHtmlEscaped());
    Button *way = m_lookalikes->addAction(word ? tr("See") : tr("Compare"));
    connect(way, &QAbstractButton::clicked, this,
            [this, word, key = first.key, own = view.product.key()] {
                emit navigate(word ? linkTo(key)
                                   : Link{u"compare"_s, {}, {{u"1"_s, own}, {u"2"_s, key}}});
            });
}

} // namespace meshlens::ui
