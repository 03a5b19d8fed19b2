// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/words.h"

#include "models/access/words.h"
#include "ui/parts/badges.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/tags.h"

#include <QCoreApplication>
#include <QPainter>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::ui::Discover)
};

QString lowerFirst(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toLower();
    return text;
}

QString upperFirst(QString text)
{
    text.replace(u'_', u' ');
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString gradeWords(const QString &value)
{
    if (value == u"a")
        return Text::tr("90 and over");
    if (value == u"b")
        return Text::tr("75 to 89");
    if (value == u"c")
        return Text::tr("60 to 74");
    if (value == u"d")
        return Text::tr("Under 60");
    return value == u"none" ? Text::tr("Not scored") : value; // a figure, as in quality:>=75
}

QString freshWords(const QString &value)
{
    if (value == u"on_time")
        return Text::tr("On time");
    if (value == u"late")
        return Text::tr("Late");
    if (value == u"stale")
        return Text::tr("Stale");
    return Text::tr("Unknown");
}

QString accessFacetWords(const QString &value)
{
    if (value == u"open")
        return Text::tr("Open to all");
    if (value == u"granted")
        return Text::tr("Granted to me");
    if (value == u"policy")
        return Text::tr("At once, by policy");
    if (value == u"owner")
        return Text::tr("Owner decides");
    return Text::tr("Not to be requested");
}

/// The ring, triangle or octagon alone: the badge of a typical age, without its words.
void paintFreshnessSign(QPainter *painter, const QRectF &rect, mesh::FreshnessState state)
{
    constexpr std::int64_t hour = 3'600'000;
    FreshnessBadge badge{hour, hour, false, true};
    if (state == mesh::FreshnessState::OnTime)
        badge.ageMs = hour * 2 / 5;
    else if (state == mesh::FreshnessState::Late)
        badge.ageMs = hour * 3 / 2;
    else if (state == mesh::FreshnessState::Stale)
        badge.ageMs = hour * 3;
    else
        badge = {};
    painter->save();
    painter->setClipRect(rect, Qt::IntersectClip);
    paintFreshness(painter, rect, badge);
    painter->restore();
}

} // namespace

QString facetTitle(const QString &field)
{
    static const QHash<QString, const char *> titles = {
        {u"domain"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "Domain")},
        {u"quality"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "Quality")},
        {u"fresh"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "Freshness")},
        {u"access"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "Access")},
        {u"kind"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "Kind")},
        {u"type"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "Type of dataset")},
        {u"catalog"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "Catalog")},
        {u"owner"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "Owner")},
        {u"tag"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "Tag")},
        {u"term"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "Term")},
        {u"class"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "Classification")},
        {u"status"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "Status")},
        {u"archetype"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "Archetype")},
        {u"column"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "Column")},
        {u"changed"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "Changed")},
    };
    const char *title = titles.value(field);
    return title ? Text::tr(title) : upperFirst(field);
}

QString valueWords(const QString &field, const QString &value, const QString &label)
{
    if (field == u"quality")
        return gradeWords(value);
    if (field == u"fresh")
        return freshWords(value);
    if (field == u"access")
        return accessFacetWords(value);
    if (field == u"kind") {
        if (const auto kind = mesh::fromText<mesh::Kind>(value))
            return kindWords(*kind, {});
    }
    if (field == u"type") {
        if (const auto type = mesh::fromText<mesh::DatasetType>(value))
            return kindWords(mesh::Kind::Dataset, type);
    }
    if (field == u"class" || field == u"status" || field == u"archetype")
        return upperFirst(value);
    return label.isEmpty() ? value : label;
}

QString kindWords(mesh::Kind kind, std::optional<mesh::DatasetType> type)
{
    switch (kind) {
    case mesh::Kind::Product:
        return Text::tr("Data product");
    case mesh::Kind::Domain:
        return Text::tr("Domain");
    case mesh::Kind::Column:
        return Text::tr("Column");
    case mesh::Kind::Term:
        return Text::tr("Glossary term");
    case mesh::Kind::Party:
        return Text::tr("Person");
    case mesh::Kind::Job:
        return Text::tr("Job");
    case mesh::Kind::Dataset:
        break;
    }
    if (!type)
        return Text::tr("Dataset");
    switch (*type) {
    case mesh::DatasetType::Table:
        return Text::tr("Table");
    case mesh::DatasetType::View:
        return Text::tr("View");
    case mesh::DatasetType::Stream:
        return Text::tr("Stream");
    case mesh::DatasetType::File:
        return Text::tr("File");
    case mesh::DatasetType::Api:
        return Text::tr("API");
    case mesh::DatasetType::Model:
        return Text::tr("Model");
    case mesh::DatasetType::Metric:
        return Text::tr("Metric");
    case mesh::DatasetType::Dashboard:
        return Text::tr("Dashboard");
    }
    return Text::tr("Dataset");
}

QString kindIcon(mesh::Kind kind, std::optional<mesh::DatasetType> type)
{
    if (kind == mesh::Kind::Dataset)
        return iconOfKind(mesh::toText(type.value_or(mesh::DatasetType::Table)));
    return iconOfKind(mesh::toText(kind));
}

QString accessIcon(mesh::AccessWay way)
{
    switch (way) {
    case mesh::AccessWay::Open:
        return u"unlock"_s;
    case mesh::AccessWay::Granted:
        return u"key"_s;
    case mesh::AccessWay::Policy:
        return u"check"_s;
    case mesh::AccessWay::Owner:
        return u"user"_s;
    case mesh::AccessWay::None:
        return u"lock"_s;
    }
    return {};
}

QString whyWords(const QString &why)
{
    static const QHash<QString, const char *> words = {
        {u"exact_name"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "exact name")},
        {u"qualified_name"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "qualified name")},
        {u"name_prefix"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "start of the name")},
        {u"name_words"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "words of the name")},
        {u"term"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "glossary term")},
        {u"tag"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "tag")},
        {u"owner"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "owner")},
        {u"description"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "description")},
        {u"column"_s, QT_TRANSLATE_NOOP("meshlens::ui::Discover", "column")},
    };
    const char *word = words.value(why);
    return word ? Text::tr(word) : QString();
}

QString tokenField(const search::Token &token)
{
    return token.excluded ? Text::tr("not %1:").arg(token.field) : token.field + u':';
}

QString tokenValues(const search::Token &token)
{
    QStringList words;
    for (const QString &value : token.values)
        words += valueWords(token.field, value);
    const QString all = words.join(u", "_s);
    switch (token.comparison) {
    case search::Comparison::Less:
        return u"< "_s + all;
    case search::Comparison::LessOrEqual:
        return u"≤ "_s + all;
    case search::Comparison::Greater:
        return u"> "_s + all;
    case search::Comparison::GreaterOrEqual:
        return u"≥ "_s + all;
    case search::Comparison::Equal:
        break;
    }
    return all;
}

qreal paintFacetSign(QPainter *painter, const QRectF &rect, const QString &field,
                     const QString &value, const QString &label)
{
    const qreal size = px(16);
    QRectF sign(rect.left(), rect.center().y() - size / 2, size, size);
    if (field == u"domain") {
        const DomainStyle style = Theme::instance().domain(value, label);
        const qreal width = domainSize(style, {}).width();
        paintDomain(painter, QRectF(rect.left(), rect.top(), width, rect.height()), style, {});
        return width;
    }
    if (field == u"quality") {
        const std::optional<double> typical = value == u"a"   ? std::optional(95.)
                                              : value == u"b" ? std::optional(80.)
                                              : value == u"c" ? std::optional(65.)
                                              : value == u"d" ? std::optional(40.)
                                                              : std::nullopt;
        paintQuality(painter, sign, {typical, 1, true});
        return size;
    }
    if (field == u"fresh") {
        const mesh::FreshnessState state =
            mesh::fromText<mesh::FreshnessState>(value).value_or(mesh::FreshnessState::Unknown);
        paintFreshnessSign(painter, sign, state);
        return size;
    }
    QString name;
    if (field == u"access")
        name = accessIcon(mesh::fromText<mesh::AccessWay>(value).value_or(mesh::AccessWay::None));
    else if (field == u"kind" || field == u"type")
        name = iconOfKind(value);
    else if (field == u"class" && value == u"personal")
        name = u"personal"_s;
    if (name.isEmpty())
        return 0;
    paintIcon(painter, sign.adjusted(px(1), px(1), -px(1), -px(1)), name, colour(Token::Text2));
    return size;
}

QString spokenHit(const search::Hit &hit)
{
    QStringList parts{hit.name, lowerFirst(kindWords(hit.kind, hit.type))};
    if (!hit.domainName.isEmpty())
        parts += hit.domainName;
    if (hit.kind == mesh::Kind::Product || hit.quality)
        parts += qualityWords({hit.quality, hit.coverage, false});
    if (hit.freshness)
        parts += freshnessWords(
            {hit.freshness->ageMs, hit.freshness->objectiveMs, hit.freshness->learned, false});
    if (hit.access)
        parts += lowerFirst(access::accessWords(*hit.access));
    return parts.join(u", "_s);
}

} // namespace meshlens::ui
