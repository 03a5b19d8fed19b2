// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/discover/result_delegate.h"

#include <QTableView>

namespace meshlens::ui {

class ResultModel;

/// Results as a list of rows or as a table. A table view under both, because its rows have a fixed
/// height: a million of them cost nothing.
class ResultView final : public QTableView
{
    Q_OBJECT

public:
    explicit ResultView(ResultModel &model, QWidget *parent = nullptr);

    void setMode(ResultDelegate::Mode mode);
    [[nodiscard]] ResultDelegate::Mode mode() const { return m_mode; }
    /// First and last row in view, from 1; 0, 0 without results.
    [[nodiscard]] std::pair<int, int> rowsInView() const;

signals:
    void opened(const QString &key, bool beside);
    void scrolled();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void layOut();

    ResultModel &m_model;
    ResultDelegate *m_delegate;
    ResultDelegate::Mode m_mode = ResultDelegate::Mode::List;
};

} // namespace meshlens::ui
