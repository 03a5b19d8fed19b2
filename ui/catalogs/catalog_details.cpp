// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The three cards below the table of catalogs.
#include "models/mesh/vocabulary.h"
#include "ui/catalogs/catalogs_page.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/chart.h"
#include "ui/parts/format.h"

#include <QHBoxLayout>
#include <QTableView>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostProblems = 50;

void clear(QVBoxLayout *column)
{
    while (std::unique_ptr<QLayoutItem> item{column->takeAt(0)}) {
        if (item->widget())
            item->widget()->deleteLater();
    }
}

QWidget *logRow(std::int64_t atMs, Mark mark, const QString &title, const QString &detail)
{
    auto *host = new QWidget;
    auto *row = new QHBoxLayout(host);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(px(8));
    auto *time = new Label(atMs > 0 ? format::time(atMs) : QString(), TextRole::MonoSmall,
                           Token::Text3, host);
    time->setFixedWidth(px(44));
    auto *sign = new BadgeWidget(host);
    sign->setMark(mark, {});
    sign->setFixedWidth(px(14));
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    auto *first = new Label(title, TextRole::BodyStrong, Token::Text, host);
    first->setWordWrap(true);
    words->addWidget(first);
    if (!detail.isEmpty()) {
        auto *second = new Label(detail, TextRole::Table, Token::Text2, host);
        second->setWordWrap(true);
        second->setTextInteractionFlags(Qt::TextSelectableByMouse);
        words->addWidget(second);
    }
    row->addWidget(time, 0, Qt::AlignTop);
    row->addWidget(sign, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    return host;
}

QWidget *factRow(const QString &name, const QString &value, bool mono = false)
{
    auto *host = new QWidget;
    auto *row = new QHBoxLayout(host);
    row->setContentsMargins(0, 0, 0, 0);
    auto *label = new Label(name, TextRole::Body, Token::Text3, host);
    label->setFixedWidth(px(100));
    auto *words = new Label(value, mono ? TextRole::Mono : TextRole::Body, Token::Text, host);
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(label, 0, Qt::AlignTop);
    row->addWidget(words, 1);
    return host;
}

QString entityWords(const QMap<QString, qint64> &entities)
{
    QStringList words;
    for (auto it = entities.cbegin(); it != entities.cend(); ++it) {
        if (it.value() > 0)
            words += CatalogsPage::tr("%1: %2").arg(it.key(), format::count(it.value()));
    }
    return words.join(u", "_s);
}

} // namespace

void CatalogsPage::showDetails()
{
    if (const CatalogLine *line = current()) {
        showSync(*line);
        showSettings(*line);
    }
}

void CatalogsPage::showSync(const CatalogLine &line)
{
    m_syncCard->setTitle(tr("%1, last sync").arg(line.row.connection.name));
    ChartData shown;
    ChartSeries changes{
        .name = tr("Changes"), .shape = ChartSeries::Shape::Bars, .colour = Token::S1};
    for (auto run = line.runs.crbegin(); run != line.runs.crend(); ++run) {
        shown.categories += format::time(run->startedAtMs);
        changes.values += run->ok ? std::optional<double>(double(run->changed)) : std::nullopt;
    }
    shown.names = ChartData::Names::None;
    shown.axis.low = 0;
    shown.series = {changes};
    m_chart->setDescription(tr("Changes per sync of %1").arg(line.row.connection.name));
    m_chart->setData(shown);

    clear(m_log);
    if (line.runs.isEmpty()) {
        m_log->addWidget(logRow(0, Mark::Unknown, tr("Not read yet"), {}));
        m_log->addStretch(1);
        return;
    }
    const store::SyncRun &run = line.runs.front();
    const QString took = format::age(run.finishedAtMs - run.startedAtMs);
    if (run.ok)
        m_log->addWidget(logRow(run.finishedAtMs, Mark::Met, tr("Finished"),
                                tr("%1, %2 changed").arg(took, format::count(run.changed))));
    else
        m_log->addWidget(
            logRow(run.finishedAtMs, Mark::Missed, tr("Failed after %1").arg(took), run.error));
    if (!run.entities.isEmpty())
        m_log->addWidget(
            logRow(run.finishedAtMs, Mark::Met, tr("Read"), entityWords(run.entities)));
    if (run.requests > 0 || run.bytes > 0)
        m_log->addWidget(logRow(
            run.startedAtMs, Mark::Note, tr("Sent over the line"),
            tr("%1 requests, %2").arg(format::count(run.requests), format::bytes(run.bytes))));
    for (const PullProblem &problem : run.problems.mid(0, mostProblems)) {
        const QString place = problem.file.isEmpty() ? QString()
                              : problem.line > 0
                                  ? tr("%1, line %2").arg(problem.file).arg(problem.line)
                                  : problem.file;
        m_log->addWidget(logRow(0, Mark::Warning, problem.reason, place));
    }
    if (run.problems.size() > mostProblems)
        m_log->addWidget(
            logRow(0, Mark::Warning,
                   tr("%1 more").arg(format::count(run.problems.size() - mostProblems)), {}));
    m_log->addStretch(1);
}

void CatalogsPage::showSettings(const CatalogLine &line)
{
    clear(m_settings);
    const CatalogConnection &connection = line.row.connection;
    m_settings->addWidget(factRow(tr("Kind"), m_model->kindTitle(connection.kind)));
    m_settings->addWidget(factRow(tr("Address"), connection.url, true));
    m_settings->addWidget(factRow(tr("Authority"),
                                  connection.authority.isEmpty() ? tr("known after the first sync")
                                                                 : connection.authority,
                                  true));
    m_settings->addWidget(
        factRow(tr("Sync"), connection.syncPeriodMs > 0
                                ? tr("every %1").arg(format::age(connection.syncPeriodMs))
                                : tr("by hand")));
    for (auto it = connection.options.cbegin(); it != connection.options.cend(); ++it)
        m_settings->addWidget(factRow(it.key(), it.value(), true));
    if (line.row.generation > 0)
        m_settings->addWidget(
            factRow(tr("Holds"),
                    tr("%1, %2, %3")
                        .arg(format::counted(line.row.products, tr("1 product"), tr("%1 products")),
                             format::counted(line.row.datasets, tr("1 dataset"), tr("%1 datasets")),
                             format::counted(line.row.columns, tr("1 column"), tr("%1 columns")))));
    for (const CatalogKind &kind : session().kinds()) {
        if (kind.kind != connection.kind)
            continue;
        QStringList words;
        for (int i = 0; i <= static_cast<int>(mesh::Capability::Search); ++i) {
            if (kind.capabilities.contains(static_cast<mesh::Capability>(i)))
                words += mesh::toText(static_cast<mesh::Capability>(i));
        }
        m_settings->addWidget(factRow(tr("Can do"), words.join(u", "_s)));
    }
    auto *host = new QWidget;
    auto *buttons = new QHBoxLayout(host);
    buttons->setContentsMargins(0, px(6), 0, 0);
    auto *again = new Button(tr("Read all again"), host);
    auto *remove = new Button(tr("Remove"), ButtonKind::Danger, host);
    for (Button *button : {again, remove}) {
        button->setSmall(true);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    const QString name = connection.name;
    connect(again, &QPushButton::clicked, this, [this, name] { session().sync({name}, true); });
    connect(remove, &QPushButton::clicked, this, [this, name] { removeCatalog(name); });
    m_settings->addWidget(host);
    m_settings->addStretch(1);
}

void CatalogsPage::showOrder()
{
    clear(m_order);
    auto *about = new Label(
        tr("Where two catalogs say different things of one product, the upper one is believed."),
        TextRole::Table, Token::Text3);
    about->setWordWrap(true);
    m_order->addWidget(about);
    const auto last = static_cast<int>(m_model->lines().size()) - 1;
    for (int i = 0; i <= last; ++i) {
        const QString name = m_model->lines()[i].row.connection.name;
        auto *host = new QWidget;
        auto *row = new QHBoxLayout(host);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(px(6));
        auto *number = new Label(format::count(i + 1), TextRole::Body, Token::Text3, host);
        number->setFixedWidth(px(20));
        row->addWidget(number);
        row->addWidget(new ElidedLabel(name, TextRole::Body, Token::Text, host), 1);
        auto *up = new IconButton(u"chevron-up"_s, tr("Move %1 up").arg(name), host);
        auto *down = new IconButton(u"chevron-down"_s, tr("Move %1 down").arg(name), host);
        up->setSmall(true);
        down->setSmall(true);
        up->setEnabled(i > 0);
        down->setEnabled(i < last);
        connect(up, &QToolButton::clicked, this, [this, i] { moveCatalog(i, -1); });
        connect(down, &QToolButton::clicked, this, [this, i] { moveCatalog(i, 1); });
        row->addWidget(up);
        row->addWidget(down);
        m_order->addWidget(host);
    }
}

} // namespace meshlens::ui
