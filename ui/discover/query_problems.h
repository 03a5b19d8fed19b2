// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/query.h"

#include <QWidget>

namespace meshlens::ui {

class QueryLine;

/// What cannot be read of a query, each thing below its place in the query line.
class QueryProblems final : public QWidget
{
    Q_OBJECT

public:
    explicit QueryProblems(const QueryLine &line, QWidget *parent = nullptr);

    /// Reads them from the line; hides when there is none.
    void refresh();
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Words {
        QString part; // as written
        QString message;
        int x = 0; // of its place, in the line
    };
    const QueryLine &m_line;
    QList<Words> m_words;
};

} // namespace meshlens::ui
