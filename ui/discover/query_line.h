// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index.h"

#include <QLineEdit>

class QCompleter;

namespace meshlens::ui {

class CompletionModel;
class IconButton;
class QueryChip;

/// The query, one line of text in which complete fields stand as chips.
///
/// A field turns into a chip once a space follows it; Backspace at the start of the text opens the
/// last chip as text again. Chips and text together are the query.
class QueryLine final : public QLineEdit
{
    Q_OBJECT

public:
    explicit QueryLine(QWidget *parent = nullptr);

    [[nodiscard]] QString query() const;
    void setQuery(const QString &query); // without queryChanged
    [[nodiscard]] QStringList chips() const;
    /// Words at the right: "30 results, 9 ms".
    void setStatus(const QString &words);
    /// Offers these; none: closes the list.
    void offer(const QList<search::Completion> &completions);
    /// Whole queries to choose from, while there is none: recent ones and saved ones.
    struct Whole {
        QString label; // "Late in Payments"
        QString query;
        QString icon;
        std::optional<qint64> count = {};
    };
    void offerWhole(const QList<Whole> &queries);
    /// What cannot be read, with places in text().
    [[nodiscard]] const QList<search::Problem> &problems() const { return m_problems; }
    /// Where a place of the text stands in the line, in pixels.
    [[nodiscard]] int xOf(int position) const;

signals:
    void queryChanged(const QString &query);
    void completionsWanted(const QString &text, int cursor);
    void submitted();     // Enter
    void resultsWanted(); // Down: on to the results
    void wholeWanted();   // empty, and something to choose is asked for

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    void takeText();
    void takeChips(QString &text, int *cursor);
    void openChip(int number);
    void dropChip(int number);
    void placeChips();
    void rebuildChips();
    void insertCompletion(const QModelIndex &index);
    void popUp(int x);
    void changed();

    QStringList m_chips; // as text, "domain:payments"
    QList<QueryChip *> m_chipButtons;
    QueryChip *m_restChip = nullptr; // "+2": chips that do not fit
    IconButton *m_clear;
    QCompleter *m_completer;
    CompletionModel *m_completions;
    QString m_status;
    QList<search::Problem> m_problems;
};

} // namespace meshlens::ui
