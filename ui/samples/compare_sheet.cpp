// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/compare_sheet.h"

#include "ui/parts/fact_table.h"
#include "ui/parts/format.h"
#include "ui/parts/load.h"
#include "ui/samples/sample_steps.h"

#include <QVBoxLayout>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

CompareSheet::CompareSheet(Session &session, QWidget *window, const CachedSample &left,
                           const CachedSample &right)
    : Sheet(window, tr("%1 beside %2").arg(left.title, right.title), 980, 640), m_session(session)
{
    m_state = new Label(tr("Working it out from the rows on this computer."), TextRole::Table,
                        Token::Text2, this);
    m_state->setWordWrap(true);
    m_table = new FactTable(tr("Columns of both samples"),
                            comparisonColumns(left.title, right.title), 30, this);
    m_table->setSortable(true);
    body()->addWidget(m_state);
    body()->addWidget(m_table, 1);
    connect(addSideAction(tr("Export")), &QAbstractButton::clicked, this, [this] {
        TableText text = m_table->table();
        saveTable(this, text, u"comparison"_s, [this](const QString &words) { emit said(words); });
    });
    connect(addAction(tr("Done"), ButtonKind::Primary), &QAbstractButton::clicked, this,
            &Sheet::accept);
    read(left, true);
    read(right, false);
}

void CompareSheet::read(const CachedSample &sample, bool isLeft)
{
    const int rows = static_cast<int>(std::clamp<qint64>(sample.rows, 1, 10'000));
    watch(this, m_session.sample(sample.dataset, rows, false),
          [this, isLeft](const Result<mesh::Sample> &answer) {
              if (!answer) {
                  m_state->setText(answer.error().message);
                  return;
              }
              (isLeft ? m_left : m_right) = *answer;
              if (m_left && m_right)
                  compareBoth();
          });
}

void CompareSheet::compareBoth()
{
    compute(
        this,
        [left = *m_left, right = *m_right]() -> Result<QList<FactRow>> {
            return comparisonRows(samples::profile(left), samples::profile(right));
        },
        [this](const QList<FactRow> &rows) {
            m_table->setRows(rows);
            m_state->setText(
                tr("%1 and %2 rows, as cached on this computer.")
                    .arg(format::count(m_left->rows.size()), format::count(m_right->rows.size())));
        },
        [this](const Error &error) { m_state->setText(error.message); });
}

} // namespace meshlens::ui
