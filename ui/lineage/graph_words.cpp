// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_painter.h"
#include "ui/lineage/painter_brush.h"
#include "ui/parts/badges.h"
#include "ui/parts/icons.h"

#include <array>

// What the marks of a node mean, and a node in words.

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

bool isLate(const DrawnNode &node, const GraphLook &look)
{
    const auto state = freshnessBadge(node.node.score, look.nowMs).state();
    return state == mesh::FreshnessState::Late || state == mesh::FreshnessState::Stale;
}

} // namespace

Token tokenFor(const DrawnNode &node, const GraphLook &look)
{
    const auto fresh = [&] {
        switch (freshnessBadge(node.node.score, look.nowMs).state()) {
        case mesh::FreshnessState::OnTime:
            return Token::GoodFill;
        case mesh::FreshnessState::Late:
            return Token::WarnFill;
        case mesh::FreshnessState::Stale:
            return Token::BadFill;
        case mesh::FreshnessState::Unknown:
            break;
        }
        return Token::Mute;
    };
    switch (look.colourBy) {
    case ColourBy::Quality: {
        // A late product is drawn late whatever its score.
        if (isLate(node, look))
            return fresh();
        const Grade grade = gradeOf(node.node.score.quality);
        return grade == Grade::None ? Token::Mute : toneFill(gradeTone(grade));
    }
    case ColourBy::Freshness:
        return fresh();
    case ColourBy::Owner: {
        if (node.node.owners.isEmpty())
            return Token::Mute;
        static constexpr std::array<Token, 5> series{Token::S1, Token::S2, Token::S3, Token::S4,
                                                     Token::S5};
        uint sum = 0; // the same owner has the same colour in every session
        for (const QChar letter : node.node.owners.first())
            sum = sum * 31 + letter.unicode();
        return series[sum % series.size()];
    }
    case ColourBy::Classification:
        switch (node.classification) {
        case mesh::Classification::Public:
            return Token::GoodFill;
        case mesh::Classification::Internal:
            return Token::FairFill;
        case mesh::Classification::Confidential:
            return Token::WarnFill;
        case mesh::Classification::Restricted:
            return Token::BadFill;
        case mesh::Classification::Unknown:
            break;
        }
        return Token::Mute;
    }
    return Token::Mute;
}

QString schemaWords(const lineage::Node &schema)
{
    return PainterText::tr("%n datasets", nullptr, schema.products);
}

QString kindIcon(const lineage::Node &node)
{
    if (node.schema)
        return u"folder"_s;
    if (node.kind == mesh::Kind::Domain)
        return iconOfKind(u"domain"_s);
    if (node.kind == mesh::Kind::Product && node.type == mesh::DatasetType::Table)
        return iconOfKind(u"product"_s);
    return iconOfKind(mesh::toText(node.type));
}

QString kindWord(const lineage::Node &node)
{
    if (node.schema)
        return PainterText::tr("schema");
    switch (node.kind) {
    case mesh::Kind::Domain:
        return PainterText::tr("domain");
    case mesh::Kind::Product:
        return PainterText::tr("data product");
    default:
        break;
    }
    switch (node.type) {
    case mesh::DatasetType::Table:
        return PainterText::tr("table");
    case mesh::DatasetType::View:
        return PainterText::tr("view");
    case mesh::DatasetType::Stream:
        return PainterText::tr("stream");
    case mesh::DatasetType::File:
        return PainterText::tr("file");
    case mesh::DatasetType::Api:
        return PainterText::tr("API");
    case mesh::DatasetType::Model:
        return PainterText::tr("model");
    case mesh::DatasetType::Metric:
        return PainterText::tr("metric");
    case mesh::DatasetType::Dashboard:
        return PainterText::tr("dashboard");
    }
    return PainterText::tr("dataset");
}

QList<Mark> marksOf(const LinkStanding &standing)
{
    QList<Mark> marks;
    if (standing.broken > 0)
        marks += Mark::Missed;
    else if (standing.troubled > 0)
        marks += Mark::Partly;
    if (standing.personal > 0)
        marks += Mark::Warning;
    return marks;
}

QList<Mark> marksIn(const Drawing &drawing)
{
    QSet<Mark> found;
    for (const DrawnEdge &edge : drawing.edges) {
        if (!edge.standing.isMarked())
            continue;
        for (const Mark mark : marksOf(edge.standing))
            found.insert(mark);
    }
    QList<Mark> marks{Mark::Missed, Mark::Partly, Mark::Warning};
    marks.removeIf([&](Mark mark) { return !found.contains(mark); });
    return marks;
}

QString markWords(Mark mark)
{
    return mark == Mark::Missed   ? PainterText::tr("a contract is broken now")
           : mark == Mark::Partly ? PainterText::tr("late, or a check does not pass")
                                  : PainterText::tr("personal data without a contract");
}

double marksWidth(const DrawnEdge &edge)
{
    return markStep * static_cast<double>(marksOf(edge.standing).size());
}

QStringList standingWords(const LinkStanding &standing)
{
    QStringList words;
    if (standing.broken > 0)
        words += PainterText::tr("%n links of products are broken now: a contract is not kept",
                                 nullptr, standing.broken);
    if (standing.troubled > 0)
        words += PainterText::tr("%n links of products are late or have a check that does not pass",
                                 nullptr, standing.troubled);
    if (!standing.worst.isEmpty())
        words += PainterText::tr("the worst: %1").arg(standing.worst);
    if (standing.personal > 0)
        words += PainterText::tr("%n links of products carry personal data without a contract",
                                 nullptr, standing.personal);
    return words;
}

QString wordsFor(const Drawing &drawing, Place place)
{
    const DrawnNode &thing = drawing.nodes[place.node];
    return place.row < 0 ? thing.node.name
                         : thing.node.name + u" · "_s + thing.rows[place.row].name;
}

QStringList wordsFor(const Drawing &drawing, const DrawnEdge &edge)
{
    QString ends = u"%1 → %2"_s.arg(wordsFor(drawing, {edge.from, edge.fromRow}),
                                    wordsFor(drawing, {edge.to, edge.toRow}));
    if (edge.through > 0)
        ends = PainterText::tr("%1, through %n hidden things", nullptr, edge.through).arg(ends);
    if (!edge.edge.sources.isEmpty())
        ends = PainterText::tr("%1, says %2").arg(ends, edge.edge.sources.join(u", "_s));
    return QStringList{ends} + standingWords(edge.standing);
}

QString wordsFor(const DrawnNode &node, std::int64_t nowMs)
{
    const lineage::Node &thing = node.node;
    QStringList words{thing.name, kindWord(thing)};
    if (thing.kind == mesh::Kind::Domain) {
        const int inside = node.stack || thing.products > 0 ? thing.products : node.facts.datasets;
        words += contentWords(node.facts, inside);
    } else if (thing.schema) {
        words += schemaWords(thing);
        if (!thing.domainName.isEmpty())
            words += thing.domainName;
        words += thing.qualifiedName;
    } else {
        if (!thing.domainName.isEmpty())
            words += thing.domainName;
        words += qualityWords(qualityBadge(thing.score));
        words += freshnessWords(freshnessBadge(thing.score, nowMs));
    }
    if (thing.hiddenUp > 0)
        words += PainterText::tr("%n more upstream", nullptr, thing.hiddenUp);
    if (thing.hiddenDown > 0)
        words += PainterText::tr("%n more downstream", nullptr, thing.hiddenDown);
    return words.join(u", "_s);
}

} // namespace meshlens::ui
