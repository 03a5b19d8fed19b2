// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/chart.h"

#include "models/csv.h"

#include "ui/parts/chart_view.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/load.h"
#include "ui/parts/toast.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QSaveFile>
#include <QStackedLayout>
#include <QSvgGenerator>
#include <QTableWidget>
#include <QtConcurrent/QtConcurrentRun>

#include <cmath>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

QList<double> niceTicks(double low, double high, int wanted)
{
    const double range = high - low;
    if (!(range > 0) || !std::isfinite(range))
        return {low};
    const double raw = range / std::max(1, wanted - 1);
    const double magnitude = std::pow(10, std::floor(std::log10(raw)));
    double step = magnitude;
    for (const double factor : {1.0, 2.0, 2.5, 5.0, 10.0}) {
        step = factor * magnitude;
        if (step >= raw * 0.999)
            break;
    }
    QList<double> ticks;
    for (double tick = std::floor(low / step + 1e-9) * step; ticks.size() < 12; tick += step) {
        ticks += std::abs(tick) < step * 1e-9 ? 0 : tick;
        if (tick >= high - step * 1e-6)
            break;
    }
    return ticks;
}

qsizetype ChartData::points() const
{
    return times.isEmpty() ? categories.size() : times.size();
}

QString ChartData::pointText(qsizetype i) const
{
    return times.isEmpty() ? categories.value(i) : format::date(times[i]);
}

Chart::Chart(const QString &description, QWidget *parent) : QWidget(parent)
{
    m_view = new View(this);
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(m_view);
    setFocusProxy(m_view);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumSize(px(120), px(80));
    connect(m_view, &View::activated, this, &Chart::pointActivated);
    setDescription(description);
}

Chart::~Chart() = default;

void Chart::setDescription(const QString &sentence)
{
    setAccessibleName(sentence);
    m_view->setAccessibleName(sentence);
}

void Chart::setData(const ChartData &data)
{
    m_data = data;
    m_view->show(data);
    if (m_table)
        fillTable();
}

QSize Chart::sizeHint() const
{
    return {px(320), px(180)};
}

bool Chart::isTableShown() const
{
    return m_table && m_stack->currentWidget() == m_table;
}

void Chart::showTable(bool on)
{
    if (on && !m_table) {
        m_table = new QTableWidget(this);
        m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
        m_table->setAccessibleName(accessibleName());
        m_table->verticalHeader()->hide();
        m_stack->addWidget(m_table);
        fillTable();
    }
    if (m_table)
        m_stack->setCurrentWidget(on ? static_cast<QWidget *>(m_table) : m_view);
}

void Chart::fillTable()
{
    m_table->setRowCount(static_cast<int>(m_data.points()));
    m_table->setColumnCount(static_cast<int>(m_data.series.size()) + 1);
    QStringList titles = {m_data.times.isEmpty() ? tr("Part") : tr("When")};
    for (const ChartSeries &series : std::as_const(m_data.series))
        titles += series.name;
    m_table->setHorizontalHeaderLabels(titles);
    for (int row = 0; row < m_table->rowCount(); ++row) {
        m_table->setItem(row, 0,
                         new QTableWidgetItem(m_data.pointText(row))); // the table owns its items
        for (int column = 0; column < static_cast<int>(m_data.series.size()); ++column) {
            const ChartSeries &series = m_data.series[column];
            const ChartAxis &axis = series.second && m_data.second ? *m_data.second : m_data.axis;
            const std::optional<double> value =
                row < series.values.size() ? series.values[row] : std::nullopt;
            const QString text = !value        ? tr("not known")
                                 : axis.format ? axis.format(*value)
                                               : format::shortCount(*value);
            auto *cell = new QTableWidgetItem(text);
            cell->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            m_table->setItem(row, column + 1, cell);
        }
    }
    m_table->resizeColumnsToContents();
}

QString Chart::csv() const
{
    const auto quoted = [](const QString &text) {
        return u'"' + withoutFormula(text).replace(u'"', u"\"\""_s) + u'"';
    };
    QString text = quoted(m_data.times.isEmpty() ? tr("Part") : tr("When"));
    for (const ChartSeries &series : m_data.series)
        text += u',' + quoted(series.name);
    text += u"\r\n"_s;
    for (qsizetype i = 0; i < m_data.points(); ++i) {
        text += m_data.times.isEmpty() ? quoted(m_data.categories.value(i))
                                       : toRfc3339(m_data.times[i]);
        for (const ChartSeries &series : m_data.series) {
            text += u',';
            if (i < series.values.size() && series.values[i])
                text += QString::number(*series.values[i], 'g', 12);
        }
        text += u"\r\n"_s;
    }
    return text;
}

void Chart::addMenuAction(QAction *action)
{
    m_extra += action;
}

void Chart::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool table = isTableShown();
    menu->addAction(themeIcon(table ? u"line"_s : u"table"_s),
                    table ? tr("Show as chart") : tr("Show as table"), this,
                    [this, table] { showTable(!table); });
    menu->addAction(themeIcon(u"copy"_s), tr("Copy"), this, &Chart::copy)
        ->setEnabled(m_exportAllowed);
    menu->addSeparator();
    for (const QString &suffix : {u"png"_s, u"svg"_s, u"csv"_s})
        menu->addAction(themeIcon(u"download"_s), tr("Save as %1").arg(suffix.toUpper()), this,
                        [this, suffix] { save(suffix); })
            ->setEnabled(m_exportAllowed);
    menu->addActions(m_extra);
    menu->popup(event->globalPos());
}

void Chart::copy()
{
    if (!m_exportAllowed)
        return;
    auto *copied = new QMimeData; // the clipboard owns it
    copied->setImageData(m_view->grab().toImage());
    copied->setText(csv());
    QGuiApplication::clipboard()->setMimeData(copied);
    Toast::show(this, tr("Chart copied"));
}

void Chart::save(const QString &suffix)
{
    if (!m_exportAllowed)
        return;
    QByteArray content;
    if (suffix == u"csv") {
        content = csv().toUtf8();
    } else if (suffix == u"svg") {
        QBuffer buffer(&content);
        buffer.open(QIODevice::WriteOnly);
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setSize(m_view->size());
        generator.setViewBox(m_view->rect());
        generator.setTitle(accessibleName());
        QPainter painter(&generator);
        painter.fillRect(m_view->rect(), colour(Token::Surface));
        m_view->render(&painter);
    } else {
        QImage image(m_view->size() * 2, QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(2);
        image.fill(colour(Token::Surface));
        QPainter painter(&image);
        m_view->render(&painter);
        painter.end();
        QBuffer buffer(&content);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
    }
    auto *dialog = new QFileDialog(this, tr("Save chart"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(accessibleName().left(60).replace(u'/', u'-') + u'.' + suffix);
    connect(dialog, &QFileDialog::fileSelected, this, [this, content](const QString &path) {
        const auto written = QtConcurrent::run(&loadPool(), [path, content] {
            QSaveFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() &&
                   file.commit();
        });
        watch(this, written, [this, path](bool good) {
            Toast::show(this,
                        good ? tr("Saved %1").arg(path) : tr("%1 could not be written").arg(path));
        });
    });
    dialog->open();
}

} // namespace meshlens::ui
