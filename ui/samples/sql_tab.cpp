// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/sql_tab.h"

#include "ui/parts/format.h"
#include "ui/parts/load.h"
#include "ui/samples/ground.h"
#include "ui/samples/sql_editor.h"
#include "ui/samples/sql_history.h"
#include "ui/shell/window_memory.h"

#include <QHBoxLayout>
#include <QRegularExpression>
#include <QSplitter>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowsAtMost = 10'000;

} // namespace

SqlTab::SqlTab(Session &session, const QString &name, const QString &text, QWidget *parent)
    : WorkTab(session, parent), m_name(name)
{
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    auto *upper = new Ground(Token::Surface, Qt::BottomEdge, m_splitter);
    auto *column = new QVBoxLayout(upper);
    column->setContentsMargins(0, 0, 0, 1);
    column->setSpacing(0);
    m_editor = new SqlEditor(upper);
    m_editor->setPlainText(text);
    column->addWidget(m_editor, 1);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(px(12), px(8), px(12), px(10));
    row->setSpacing(px(8));
    m_run = new Button(tr("Run"), ButtonKind::Primary, upper);
    m_run->setIconName(u"play"_s);
    auto *about = new ElidedLabel(tr("Runs on this computer, on cached rows only."),
                                  TextRole::Table, Token::Text2, upper);
    auto *save = new Button(tr("Save"), upper);
    save->setIconName(u"star"_s);
    row->addWidget(m_run);
    row->addWidget(new KeyHint(tr("Ctrl Enter"), upper));
    row->addWidget(about, 1);
    auto *history = new SqlHistory(session, upper);
    row->addWidget(history);
    row->addWidget(save);
    column->addLayout(row);
    m_problem = new MessageStrip(Tone::Bad, upper);
    m_problem->setFlat(true);
    m_problem->hide();
    column->addWidget(m_problem);
    upper->setMinimumHeight(px(110));
    m_splitter->addWidget(upper);
    m_splitter->addWidget(result());
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({px(186), px(500)});
    rememberSizes(m_splitter, session, u"samples/sql"_s);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_splitter);
    setFocusProxy(m_editor);

    connect(m_run, &QPushButton::clicked, this, [this] { m_running ? stop() : run(); });
    connect(m_editor, &SqlEditor::runWanted, this, &SqlTab::run);
    connect(save, &QPushButton::clicked, this, &SqlTab::saveWanted);
    connect(this, &SqlTab::ran, history, &SqlHistory::add);
    connect(history, &SqlHistory::chosen, this, [this](const QString &sql) {
        QTextCursor all(m_editor->document()); // as an edit, so that it can be undone
        all.select(QTextCursor::Document);
        all.insertText(sql);
        m_editor->setFocus();
    });
    result()->showReason(new EmptyState(
        u"sql"_s, tr("Nothing has been run yet"),
        tr("Write a SELECT over the tables at the left or the views of mesh, then run it."),
        Tone::Mute, result()));
}

QString SqlTab::iconName() const
{
    return u"sql"_s;
}

QString SqlTab::text() const
{
    return m_editor->toPlainText();
}

Link SqlTab::link() const
{
    return {u"samples"_s, {}, {{u"name"_s, m_name}, {u"sql"_s, text()}}};
}

void SqlTab::setName(const QString &name)
{
    m_name = name;
    emit changed();
}

void SqlTab::setWords(const QStringList &words)
{
    m_editor->setWords(words);
}

void SqlTab::reload()
{
    if (!m_shownSql.isEmpty())
        readInfoOf(m_shownSql);
}

void SqlTab::setRunning(bool running)
{
    m_running = running;
    m_run->setText(running ? tr("Stop") : tr("Run"));
    m_run->setKind(running ? ButtonKind::Plain : ButtonKind::Primary);
    m_run->setIconName(running ? u"close"_s : u"play"_s);
}

void SqlTab::run()
{
    if (m_running)
        stop();
    m_runningSql = text();
    m_problem->hide();
    m_editor->markLine(0);
    setRunning(true);
    m_clock.start();
    result()->begin();
    const quint64 number = ++m_runs;
    m_future = session().query(m_runningSql, rowsAtMost);
    watch(this, m_future, [this, number](const Result<mesh::Sample> &answer) {
        if (number == m_runs)
            finish(answer);
    });
}

void SqlTab::stop()
{
    ++m_runs;
    m_future.cancel();
    setRunning(false);
    m_problem->setMessage(Tone::Mute, tr("Stopped."), tr("The query was not run to its end."));
    m_problem->show();
}

void SqlTab::finish(const Result<mesh::Sample> &answer)
{
    setRunning(false);
    if (!answer) {
        static const QRegularExpression line(uR"(^\D{0,20}(\d{1,6})\s*:)"_s);
        const QRegularExpressionMatch match = line.match(answer.error().message);
        if (match.hasMatch())
            m_editor->markLine(match.captured(1).toInt());
        m_problem->setMessage(Tone::Bad, {}, answer.error().message);
        m_problem->show();
        return;
    }
    const qint64 taken = m_clock.elapsed();
    m_shownSql = m_runningSql;
    clearChoice();
    const auto columns = answer->columns.size();
    const QString size = columns == 1 ? tr("1 column") : tr("%1 columns").arg(columns);
    const qsizetype count = answer->rows.size();
    const QString note =
        answer->complete
            ? tr("Every row of the answer, from rows that are cached on this computer.")
            : tr("The first %1 rows of the answer, from rows that are cached on this computer.")
                  .arg(format::count(count));
    show(*answer, tr("%1 ms, %2").arg(format::count(taken), size), note);
    readInfoOf(m_shownSql);
    emit ran(m_shownSql);
}

/// The badges and known issues are those of the first product that the query names.
void SqlTab::readInfoOf(const QString &text)
{
    QString dataset;
    qsizetype first = -1;
    for (const CachedSample &sample : std::as_const(m_cached)) {
        const qsizetype at = text.indexOf(sample.tableName, 0, Qt::CaseInsensitive);
        if (at >= 0 && (first < 0 || at < first)) {
            first = at;
            dataset = sample.dataset;
        }
    }
    if (dataset.isEmpty()) {
        setInfo({});
        emit changed();
        return;
    }
    load(
        this, session(),
        [dataset](store::Reader &reader) { return readSampleInfo(reader, dataset); },
        [this](const SampleInfo &info) {
            setInfo(info);
            emit changed();
        },
        [](const Error &) {}); // a sample may outlive its description
}

void SqlTab::checkCache(const QList<CachedSample> &cached, const QList<CachedSample> &gone)
{
    m_cached = cached;
    for (const CachedSample &one : gone) {
        const QString &table = one.tableName;
        const bool shown = m_shownSql.contains(table, Qt::CaseInsensitive) ||
                           (m_running && m_runningSql.contains(table, Qt::CaseInsensitive));
        if (shown) {
            showErased(table);
            return;
        }
    }
}

void SqlTab::showErased(const QString &table)
{
    ++m_runs; // an answer on its way may hold the rows
    m_future.cancel();
    setRunning(false);
    dropPending();
    m_shownSql.clear();
    result()->showReason(
        new EmptyState(u"lock"_s, tr("The rows of %1 were erased").arg(table),
                       tr("The access has ended or they were removed, so this answer is gone too."),
                       Tone::Mute, result()));
    emit changed();
}

} // namespace meshlens::ui
