// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/home_words.h"

#include "models/access/words.h"
#include "ui/parts/format.h"

#include <QCoreApplication>

#include <cmath>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Home)
};

FactCell figureCell(std::optional<double> value, const QString &text)
{
    FactCell cell;
    cell.text = text;
    cell.colour = value ? Token::Text : Token::Text3;
    cell.sort = value.value_or(-1);
    return cell;
}

Mark markOf(mesh::Severity severity)
{
    return severity == mesh::Severity::Error     ? Mark::Missed
           : severity == mesh::Severity::Warning ? Mark::Warning
                                                 : Mark::Note;
}

QString productOf(const HomeRequest &known)
{
    return known.productName;
}

QString endWords(const mesh::AccessRequest &request)
{
    return request.untilMs ? Text::tr("to %1").arg(format::shortDate(*request.untilMs))
                           : Text::tr("open end");
}

} // namespace

QString percentText(std::optional<double> percent, int decimals)
{
    return percent ? format::percent(*percent / 100, decimals) : Text::tr("Unknown");
}

QString durationText(std::optional<double> ms)
{
    return ms ? format::age(static_cast<std::int64_t>(*ms)) : Text::tr("Unknown");
}

QString purposeLine(const mesh::AccessRequest &request)
{
    QString words = request.purpose.text.simplified();
    if (words.isEmpty())
        words = access::purposeWords(request.purpose.kind);
    if (request.untilMs)
        words += u", "_s + Text::tr("until %1").arg(format::shortDate(*request.untilMs));
    return words;
}

QList<FactRow> healthRows(const HomeData &data)
{
    QList<FactRow> rows;
    for (const scores::DomainHealth &domain : data.overview.domains) {
        FactRow row;
        row.id = domain.key;
        row.data = domain.key;
        const QString name = domain.name.isEmpty() ? Text::tr("No domain") : domain.name;
        row.cells +=
            FactCell{.text = name, .domainKey = domain.key, .domainName = name, .tip = name};
        FactCell health;
        health.quality = QualityBadge{domain.health.value, 1, false};
        health.sort = domain.health.value.value_or(-1);
        if (const auto change = domain.health.change()) {
            const auto rounded = std::lround(*change);
            health.text = rounded == 0  ? QString()
                          : rounded > 0 ? u"▲ %1"_s.arg(rounded)
                                        : u"▼ %1"_s.arg(-rounded);
            health.colour = rounded < -2 ? Token::Bad : Token::Text3;
        }
        if (domain.unscored > 0)
            health.tip = Text::tr("%n products are not scored", nullptr, domain.unscored);
        row.cells += health;
        row.cells += figureCell(domain.products, format::count(domain.products));
        row.cells += figureCell(domain.slosMet, percentText(domain.slosMet));
        row.cells += figureCell(domain.fresh, percentText(domain.fresh));
        FactCell breaches = figureCell(domain.breaches, format::count(domain.breaches));
        if (domain.breaches > 0)
            breaches.mark = domain.severe ? Mark::Missed : Mark::Warning;
        else
            breaches.colour = Token::Text3;
        row.cells += breaches;
        FactCell trend;
        const bool falling = domain.health.change().value_or(0) < -2;
        trend.spark.emplace();
        trend.spark->values = domain.days;
        trend.spark->colour = falling ? Token::Bad : Token::Text3;
        trend.spark->area = false;
        row.cells += trend;
        rows += row;
    }
    return rows;
}

QList<FactRow> breachRows(const HomeData &data)
{
    QList<FactRow> rows;
    for (const scores::Breach &breach : data.overview.breaches) {
        FactRow row;
        row.id = breach.product + u'\n' + breach.title;
        row.data = breach.product;
        QString since;
        if (breach.sinceMs) {
            const bool today = data.nowMs - *breach.sinceMs < 86'400'000;
            since = Text::tr("since %1")
                        .arg(today ? format::time(*breach.sinceMs)
                                   : format::shortDate(*breach.sinceMs));
        }
        row.cells += FactCell{.text = breach.name,
                              .second = breach.title,
                              .role = TextRole::TableStrong,
                              .mark = markOf(breach.severity),
                              .tip = breach.title};
        row.cells += FactCell{.text = breach.measured,
                              .second = since,
                              .domainKey = breach.domain,
                              .domainName = breach.domainName,
                              .tip = breach.measured + (since.isEmpty() ? since : u", "_s + since)};
        rows += row;
    }
    return rows;
}

QList<FactRow> ownRows(const HomeData &data)
{
    QList<FactRow> rows;
    for (const OwnProduct &own : data.own) {
        FactRow row;
        row.id = own.row.key;
        row.data = own.row.key;
        row.cells += FactCell{
            .text = own.row.name, .domainKey = own.row.domain, .domainName = own.row.domainName};
        row.cells += FactCell{.quality = qualityBadge(own.row.score),
                              .sort = own.row.score.quality.value_or(-1)};
        FreshnessBadge fresh = freshnessBadge(own.row.score, data.nowMs);
        row.cells += FactCell{.freshness = fresh, .sort = static_cast<int>(fresh.state())};
        FactCell promise;
        promise.sort = own.promises - own.kept;
        if (own.promises == 0) {
            promise.text = Text::tr("no service level known");
            promise.colour = Token::Text3;
            promise.mark = Mark::Unknown;
        } else if (own.worst.isEmpty()) {
            promise.text = Text::tr("all %n kept", nullptr, own.promises);
            promise.mark = Mark::Met;
        } else {
            promise.text = own.measured.isEmpty() ? own.worst
                                                  : Text::tr("%1: %2").arg(own.worst, own.measured);
            promise.mark = own.severe ? Mark::Missed : Mark::Warning;
            promise.tip = promise.text;
        }
        row.cells += promise;
        row.cells += figureCell(own.consumers, format::count(own.consumers));
        rows += row;
    }
    return rows;
}

QList<FactRow> consumerRows(const HomeData &data)
{
    QList<FactRow> rows;
    for (const HomeRequest &consumer : data.consumers) {
        const mesh::AccessRequest &request = consumer.request;
        FactRow row;
        row.id = request.id;
        row.data = request.id;
        row.cells += FactCell{.text = request.requesterName,
                              .second = request.requesterTeam,
                              .role = TextRole::TableStrong};
        row.cells += FactCell{.text = productOf(consumer),
                              .second = access::purposeWords(request.purpose.kind)};
        row.cells += FactCell{.text = endWords(request),
                              .colour = Token::Text2,
                              .sort = request.untilMs ? QVariant(qint64(*request.untilMs))
                                                      : QVariant(qint64(0))};
        rows += row;
    }
    return rows;
}

QList<FactRow> questionRows(const HomeData &data)
{
    QList<FactRow> rows;
    for (const HomeRequest &question : data.questions) {
        const mesh::AccessRequest &request = question.request;
        FactRow row;
        row.id = request.id;
        row.data = request.id;
        const QString words = request.messages.isEmpty()
                                  ? request.note.simplified()
                                  : request.messages.constLast().text.simplified();
        row.cells += FactCell{.text = request.requesterName,
                              .second = words,
                              .role = TextRole::TableStrong,
                              .mark = Mark::Waiting,
                              .tip = words};
        row.cells += FactCell{.text = productOf(question), .colour = Token::Text2};
        rows += row;
    }
    return rows;
}

QList<FactRow> findingRows(const HomeData &data, int most)
{
    QList<FactRow> rows;
    if (!data.governance)
        return rows;
    for (const scores::Finding &finding : data.governance->findings) {
        if (rows.size() >= most)
            break;
        FactRow row;
        row.id = finding.rule + u'\n' + finding.key;
        row.data = finding.key;
        row.cells += FactCell{.text = finding.title,
                              .second = finding.evidence,
                              .role = TextRole::TableStrong,
                              .mark = markOf(finding.severity),
                              .tip = finding.evidence};
        row.cells += FactCell{
            .text = finding.name, .domainKey = finding.domain, .domainName = finding.domainName};
        rows += row;
    }
    return rows;
}

QList<FactRow> endingRows(const HomeData &data)
{
    QList<FactRow> rows;
    const auto add = [&](const HomeRequest &known, const QString &when, Tone tone) {
        const mesh::AccessRequest &request = known.request;
        FactRow row;
        row.id = request.id;
        row.data = request.id;
        row.cells += FactCell{.text = request.requesterName,
                              .second = request.requesterTeam,
                              .role = TextRole::TableStrong};
        FactCell product{.text = productOf(known),
                         .second = access::purposeWords(request.purpose.kind)};
        if (known.personal)
            product.tags += personalTag();
        row.cells += product;
        row.cells += FactCell{.text = when, .colour = toneText(tone)};
        rows += row;
    };
    for (const HomeRequest &known : data.ending)
        add(known, Text::tr("in %1").arg(format::shortAge(*known.request.untilMs - data.nowMs)),
            *known.request.untilMs - data.nowMs < 7LL * 86'400'000 ? Tone::Warn : Tone::Mute);
    for (const HomeRequest &known : data.openEnded)
        add(known, Text::tr("open end"), Tone::Warn);
    return rows;
}

} // namespace meshlens::ui
