// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/changes_sheet.h"

#include "ui/parts/fact_table.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/segmented.h"

#include <QCoreApplication>
#include <QVBoxLayout>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Changes)
};

QString kindWords(ChangesSheet::Kind kind)
{
    switch (kind) {
    case ChangesSheet::New:
        return Text::tr("New");
    case ChangesSheet::Schema:
        return Text::tr("Schema");
    case ChangesSheet::Contract:
        return Text::tr("Contract");
    case ChangesSheet::Late:
        return Text::tr("Went late");
    case ChangesSheet::Score:
        return Text::tr("Score moved");
    case ChangesSheet::Other:
        return Text::tr("Other");
    case ChangesSheet::All:
        break;
    }
    return Text::tr("All");
}

QString whatWords(const store::Change &change)
{
    const ChangesSheet::Kind kind = ChangesSheet::kindOf(change);
    if (kind != ChangesSheet::Other)
        return kindWords(kind);
    if (change.what == u"gone")
        return Text::tr("Gone");
    QString words = change.what;
    words.replace(u'_', u' ');
    return words.isEmpty() ? words : words.left(1).toUpper() + words.mid(1);
}

} // namespace

ChangesSheet::Kind ChangesSheet::kindOf(const store::Change &change)
{
    if (change.what == u"new")
        return New;
    if (change.what == u"schema" || change.what == u"columns")
        return Schema;
    if (change.what == u"contract")
        return Contract;
    if (change.what == u"late")
        return Late;
    if (change.what == u"score")
        return Score;
    return Other;
}

ChangesSheet::ChangesSheet(QWidget *window, const QList<store::Change> &changes,
                           std::int64_t sinceMs, std::int64_t nowMs)
    : Sheet(window, tr("%n changes", nullptr, static_cast<int>(changes.size())), 760, 560),
      m_changes(changes), m_nowMs(nowMs)
{
    setSubtitle(tr("since your visit, %1").arg(format::ago(sinceMs, nowMs)));
    setFooterVisible(false);
    m_choice = new SegmentedControl(tr("Kind of change"), this);
    for (const Kind kind : {All, New, Schema, Contract, Late, Score, Other}) {
        const auto count = kind == All ? m_changes.size()
                                       : std::ranges::count(m_changes, kind, &ChangesSheet::kindOf);
        if (count == 0 && kind != All)
            continue;
        m_kinds += kind;
        m_choice->addChoice(tr("%1 %2").arg(kindWords(kind), format::count(count)));
    }
    m_choice->setCurrent(0);
    m_table = new FactTable(
        tr("Changes"), {{tr("When"), 100}, {tr("What"), 104}, {tr("Thing"), 0}, {tr("Detail"), 0}},
        30, this);
    body()->addWidget(m_choice, 0, Qt::AlignLeft);
    body()->addWidget(m_table, 1);
    connect(m_choice, &SegmentedControl::currentChanged, this, &ChangesSheet::fill);
    connect(m_table, &FactTable::rowOpened, this, [this](const FactRow &row) {
        const Link link = linkTo(row.data.toString());
        reject();
        emit opened(link);
    });
    fill();
}

void ChangesSheet::fill()
{
    const Kind wanted = m_kinds.value(m_choice->current(), All);
    QList<FactRow> rows;
    qsizetype number = 0;
    for (const store::Change &change : std::as_const(m_changes)) {
        ++number;
        if (wanted != All && kindOf(change) != wanted)
            continue;
        FactRow row;
        row.id = QString::number(number);
        row.data = change.key;
        row.cells += FactCell{.text = format::ago(change.atMs, m_nowMs),
                              .colour = Token::Text3,
                              .sort = qint64(change.atMs)};
        row.cells += FactCell{.text = whatWords(change),
                              .colour = kindOf(change) == Late ? Token::Warn : Token::Text2};
        row.cells += FactCell{.text = change.name,
                              .role = TextRole::TableStrong,
                              .icon = iconOfKind(mesh::toText(change.kind))};
        row.cells += FactCell{.text = change.detail, .colour = Token::Text2, .tip = change.detail};
        rows += row;
    }
    m_table->setRows(rows);
}

} // namespace meshlens::ui
