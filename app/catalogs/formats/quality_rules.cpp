// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/quality_rules.h"

#include "app/catalogs/formats/odcs.h"

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace meshlens::catalogs {
namespace {

constexpr std::pair<const char *, QStringView> operators[] = {
    {"mustBe", u"="},
    {"mustNotBe", u"\u2260"},
    {"mustBeGreaterThan", u">"},
    {"mustBeGreaterOrEqualTo", u"\u2265"},
    {"mustBeLessThan", u"<"},
    {"mustBeLessOrEqualTo", u"\u2264"},
    {"mustBeBetween", u"in"},
    {"mustNotBeBetween", u"not in"},
};

/// "rowCount > 5": what the rule asks for, where nobody has named it.
QString expectation(const Field &rule, const QString &metric)
{
    for (const auto &[key, sign] : operators) {
        if (!rule.has(key))
            continue;
        const json &value = rule.value()[key];
        const auto text = scalarText(value);
        return metric + u' ' + sign.toString() + u' ' +
               (text ? *text : QString::fromStdString(value.dump()).left(80));
    }
    return metric;
}

std::optional<std::int64_t> periodOf(const Field &rule)
{
    if (const auto stated = durationMs(customText(rule.value(), "period")))
        return stated;
    return cronStepMs(rule.text("schedule"));
}

} // namespace

mesh::Dimension dimensionOf(const QString &word)
{
    using mesh::Dimension;
    if (const auto dimension = mesh::fromText<Dimension>(word))
        return *dimension;
    const QString folded = word.toLower().remove(u'_').remove(u' ');
    static const QHash<QString, Dimension> words = {
        {u"conformity"_s, Dimension::Validity},
        {u"coverage"_s, Dimension::Completeness},
        {u"rowcount"_s, Dimension::Completeness},
        {u"duplicatevalues"_s, Dimension::Uniqueness},
        {u"duplicatecount"_s, Dimension::Uniqueness},
        {u"duplicatepercent"_s, Dimension::Uniqueness},
        {u"relationships"_s, Dimension::Consistency},
        {u"freshness"_s, Dimension::Timeliness},
    };
    if (const auto found = words.constFind(folded); found != words.cend())
        return *found;
    if (folded.contains(u"null") || folded.contains(u"missing") || folded.startsWith(u"rowcount"))
        return Dimension::Completeness;
    if (folded.contains(u"unique") || folded.contains(u"duplicate"))
        return Dimension::Uniqueness;
    return Dimension::Validity;
}

QString RuleReader::idOf(const Field &rule, const QString &object, const QString &column)
{
    QString id = rule.text("id");
    if (id.isEmpty())
        id = rule.text("name");
    if (id.isEmpty()) {
        QString what = rule.text("metric");
        if (what.isEmpty())
            what = rule.text("rule");
        if (what.isEmpty())
            what = rule.text("type");
        id = m_contract + u'.' + object + u'.' + (column.isEmpty() ? QString() : column + u'.') +
             (what.isEmpty() ? u"rule"_s : what);
    }
    const QString stem = id;
    for (int n = 2; m_taken.contains(id); ++n)
        id = stem + u'.' + QString::number(n);
    m_taken.insert(id);
    return id;
}

void RuleReader::read(const Field &node, const QString &dataset, const QString &object,
                      const QString &column)
{
    for (const Field &rule : node.objects("quality")) {
        if (rule.text("type") == u"text")
            continue;
        QString metric = rule.text("metric");
        if (metric.isEmpty())
            metric = rule.text("rule");
        mesh::Check check;
        check.id = idOf(rule, object, column);
        check.dataset = dataset;
        check.column = column;
        const QString dimension = rule.text("dimension");
        check.dimension = dimensionOf(dimension.isEmpty() ? metric : dimension);
        check.title = rule.text("name");
        check.description = rule.text("description");
        if (check.title.isEmpty())
            check.title = check.description;
        if (check.title.isEmpty())
            check.title = expectation(rule, metric.isEmpty() ? rule.text("type") : metric);
        if (const auto severity = mesh::fromText<mesh::Severity>(rule.text("severity")))
            check.severity = *severity;
        bool isNumber = false;
        const double weight = customText(rule.value(), "weight").toDouble(&isNumber);
        if (isNumber && weight >= 0)
            check.weight = weight;
        check.periodMs = periodOf(rule);
        m_checks.append(check);
    }
}

} // namespace meshlens::catalogs
