// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The brief is drawn by hand, because widgets and charts belong to the interface thread. All
// lengths are points (1/72 inch) on A4.
#include "ui/home/brief.h"

#include "ui/home/home_charts.h"
#include "ui/home/home_words.h"
#include "ui/parts/format.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>

#include <algorithm>
#include <cmath>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Brief)
};

constexpr double margin = 42;
constexpr double pageWidth = 595;
constexpr double pageHeight = 842;
constexpr double inner = pageWidth - 2 * margin;
constexpr int mostRows = 14;

QColor ink(Token token)
{
    return Theme::instance().colour(token, false);
}

class Paper
{
public:
    explicit Paper(QPdfWriter &writer) : m_writer(writer), m_painter(&writer)
    {
        const double scale = writer.resolution() / 72.0;
        m_painter.scale(scale, scale);
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_font = textFont(TextRole::Body);
    }

    void text(double x, double width, const QString &words, double size, Token token = Token::Text,
              bool strong = false, Qt::Alignment align = Qt::AlignLeft)
    {
        QFont font = m_font;
        font.setPixelSize(std::max(1, static_cast<int>(std::lround(size * 10))));
        font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
        // Fonts come in whole pixels; tenths of a point look right at any length.
        m_painter.save();
        m_painter.translate(x, y);
        m_painter.scale(0.1, 0.1);
        m_painter.setFont(font);
        m_painter.setPen(ink(token));
        const QRectF box(0, 0, width * 10, size * 14);
        const QString fitting =
            QFontMetricsF(font).elidedText(words, Qt::ElideRight, box.width() + 1);
        m_painter.drawText(box, static_cast<int>(align | Qt::AlignVCenter) | Qt::TextSingleLine,
                           fitting);
        m_painter.restore();
    }
    void line(double at, Token token = Token::Border)
    {
        m_painter.fillRect(QRectF(margin, at, inner, 0.6), ink(token));
    }
    void need(double height)
    {
        if (y + height <= pageHeight - margin)
            return;
        m_writer.newPage();
        y = margin;
    }
    void section(const QString &title, double height)
    {
        need(height + 24);
        y += 16;
        text(margin, inner, title, 11, Token::Text, true);
        y += 20;
    }
    QPainter &painter() { return m_painter; }

    double y = margin;

private:
    QPdfWriter &m_writer;
    QPainter m_painter;
    QFont m_font;
};

void drawFigures(Paper &page, const QList<Kpi> &kpis)
{
    constexpr int across = 3;
    constexpr double height = 52;
    const double width = inner / across;
    for (qsizetype i = 0; i < kpis.size(); i += across) {
        page.need(height);
        const double top = page.y;
        for (qsizetype k = i; k < std::min(i + across, kpis.size()); ++k) {
            const Kpi &kpi = kpis[k];
            const double x = margin + static_cast<double>(k - i) * width;
            page.y = top;
            page.text(x, width - 12, kpi.title, 8, Token::Text2);
            page.y = top + 12;
            page.text(x, width - 12, kpi.value, 15, kpi.unknown ? Token::Text3 : Token::Text, true);
            page.y = top + 32;
            page.text(x, width - 12,
                      kpi.changeWords.isEmpty() ? kpi.below : kpi.below + u"; "_s + kpi.changeWords,
                      7, Token::Text3);
        }
        page.y = top + height;
    }
}

void drawTable(Paper &page, const QStringList &titles, const QList<double> &shares,
               const QList<QStringList> &rows)
{
    constexpr double rowHeight = 15;
    const auto draw = [&](const QStringList &cells, bool head) {
        double x = margin;
        for (qsizetype i = 0; i < cells.size(); ++i) {
            const double width = shares.value(i) * inner;
            page.text(x, width - 6, cells[i], 8, head ? Token::Text3 : Token::Text, head || i == 0,
                      i == 0 || shares.value(i) > 0.2 ? Qt::AlignLeft : Qt::AlignRight);
            x += width;
        }
        page.line(page.y + rowHeight - 2);
        page.y += rowHeight;
    };
    draw(titles, true);
    for (const QStringList &row : rows) {
        page.need(rowHeight);
        draw(row, false);
    }
}

/// Lines over a grid with the axis of a ChartData; bars stand on zero.
void drawChart(Paper &page, const ChartData &data)
{
    constexpr double height = 130;
    constexpr double left = margin + 34;
    constexpr double width = inner - 34;
    page.need(height + 30);
    const double top = page.y + 12;
    double low = data.axis.low.value_or(0);
    double high = data.axis.high.value_or(0);
    const bool bars = data.series.constFirst().shape == ChartSeries::Shape::Bars;
    if (!data.axis.high) {
        for (qsizetype i = 0; i < data.points(); ++i) {
            double sum = 0;
            for (const ChartSeries &series : data.series) {
                if (!series.second)
                    sum += series.values.value(i).value_or(0);
            }
            high = std::max(high, sum);
        }
    }
    const QList<double> ticks =
        data.axis.ticks.isEmpty() ? niceTicks(low, std::max(high, low + 1)) : data.axis.ticks;
    low = std::min(low, ticks.constFirst());
    high = std::max(high, ticks.constLast());
    const auto yOf = [&](double value) {
        return top + height - (value - low) / (high - low) * height;
    };
    const double step = width / static_cast<double>(std::max<qsizetype>(1, data.points()));
    const auto xOf = [&](qsizetype i) { return left + (static_cast<double>(i) + 0.5) * step; };
    for (const double tick : ticks) {
        page.painter().fillRect(QRectF(left, yOf(tick), width, 0.5), ink(Token::Grid));
        page.y = yOf(tick) - 5;
        page.text(margin, 28, data.axis.format ? data.axis.format(tick) : format::shortCount(tick),
                  7, Token::Axis, false, Qt::AlignRight);
    }
    QList<double> stacked(data.points(), 0);
    double nameAt = left;
    for (const ChartSeries &series : data.series) {
        if (series.second)
            continue;
        page.y = top - 14;
        page.painter().fillRect(QRectF(nameAt, page.y + 3, 8, 4), ink(series.colour));
        page.text(nameAt + 12, 100, series.name, 7, Token::Text2);
        nameAt += 110;
        QPointF before;
        bool joined = false;
        for (qsizetype i = 0; i < data.points(); ++i) {
            const auto value = series.values.value(i);
            if (!value) {
                joined = false;
                continue;
            }
            if (bars) {
                const double from = yOf(stacked[i]);
                stacked[i] += *value;
                const double to = yOf(stacked[i]);
                page.painter().fillRect(QRectF(xOf(i) - step * 0.3, to, step * 0.6, from - to),
                                        ink(series.colour));
                continue;
            }
            const QPointF point(xOf(i), yOf(*value));
            page.painter().setPen(QPen(ink(series.colour), series.strong ? 1.6 : 1.1));
            if (joined)
                page.painter().drawLine(before, point);
            else
                page.painter().drawPoint(point);
            before = point;
            joined = true;
        }
    }
    page.y = top + height + 3;
    const qsizetype every = std::max<qsizetype>(1, data.points() / 12);
    for (qsizetype i = 0; i < data.points(); i += data.times.isEmpty() ? every : every * 4)
        page.text(xOf(i) - 30, 60,
                  data.times.isEmpty() ? data.categories[i] : format::shortDate(data.times[i]), 7,
                  Token::Axis, false, Qt::AlignHCenter);
    page.y += 16;
}

QList<QStringList> domainTable(const HomeData &data)
{
    QList<QStringList> rows;
    for (const scores::DomainHealth &domain : data.overview.domains)
        rows += QStringList{domain.name.isEmpty() ? Text::tr("No domain") : domain.name,
                            format::score(domain.health.value),
                            format::count(domain.products),
                            percentText(domain.slosMet),
                            percentText(domain.fresh),
                            format::count(domain.breaches)};
    return rows;
}

QList<QStringList> breachTable(const HomeData &data)
{
    QList<QStringList> rows;
    for (const scores::Breach &breach : data.overview.breaches) {
        if (rows.size() >= mostRows)
            break;
        rows += QStringList{breach.name, breach.title, breach.measured, breach.domainName};
    }
    return rows;
}

void drawBrief(Paper &page, const QString &meshName, const HomeData &data)
{
    page.text(margin, inner, meshName, 18, Token::Text, true);
    page.y += 26;
    page.text(margin, inner,
              Text::tr("State of the mesh, %1. Series over %n days.", nullptr, data.days)
                  .arg(format::dateTime(data.nowMs)),
              9, Token::Text3);
    page.y += 20;
    page.line(page.y);
    page.y += 10;
    drawFigures(page, executiveFigures(data));
    if (data.overview.unscored > 0)
        page.text(margin, inner,
                  Text::tr("%n products are not scored and not part of the averages.", nullptr,
                           data.overview.unscored),
                  8, Token::Text3);
    page.section(Text::tr("Health by domain, worst first"), 60);
    drawTable(page,
              {Text::tr("Domain"), Text::tr("Health"), Text::tr("Products"), Text::tr("SLOs met"),
               Text::tr("Fresh"), Text::tr("Breaches")},
              {0.36, 0.14, 0.12, 0.13, 0.12, 0.13}, domainTable(data));
    if (hasFreshChart(data.overview)) {
        page.section(Text::tr("Fresh and available"), 170);
        drawChart(page, freshChart(data.overview));
    }
    page.section(
        Text::tr("SLO breaches, %n open", nullptr, static_cast<int>(data.overview.breaches.size())),
        40);
    if (data.overview.breaches.isEmpty())
        page.text(margin, inner, Text::tr("None is known."), 8, Token::Text2);
    else
        drawTable(
            page,
            {Text::tr("Product"), Text::tr("Promise"), Text::tr("Measured"), Text::tr("Domain")},
            {0.3, 0.3, 0.2, 0.2}, breachTable(data));
    if (const auto more = static_cast<int>(data.overview.breaches.size()) - mostRows; more > 0)
        page.text(margin, inner, Text::tr("%n more are not listed.", nullptr, more), 8,
                  Token::Text3);
    if (hasRequestChart(data.overview)) {
        page.section(Text::tr("Access requests by week"), 170);
        drawChart(page, requestChart(data.overview));
    }
}

} // namespace

Result<void> writeBrief(const QString &path, const QString &meshName, const HomeData &data)
{
    QByteArray document;
    {
        QBuffer buffer(&document);
        buffer.open(QIODevice::WriteOnly);
        QPdfWriter writer(&buffer);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(0, 0, 0, 0));
        writer.setResolution(300);
        writer.setTitle(Text::tr("Brief of %1").arg(meshName));
        Paper page(writer);
        drawBrief(page, meshName, data);
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(document) != document.size() ||
        !file.commit())
        return Error{Error::Kind::Storage, Text::tr("The file could not be written."),
                     file.errorString()};
    return {};
}

} // namespace meshlens::ui
