// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>
#include <QSyntaxHighlighter>

class QCompleter;
class QStringListModel;

namespace meshlens::ui {

/// Colours SQL as UI.md says: words, functions, strings and quoted names, numbers, comments.
class SqlHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    explicit SqlHighlighter(QTextDocument *document);

    [[nodiscard]] static const QStringList &keywords();
    [[nodiscard]] static const QStringList &functions();

protected:
    void highlightBlock(const QString &text) override;
};

/// Text of a query with line numbers, colours and completion of tables, columns and words.
class SqlEditor final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit SqlEditor(QWidget *parent = nullptr);

    void setWords(const QStringList &tablesAndColumns);
    void markLine(int line); // from 1; 0: none
    [[nodiscard]] int gutterWidth() const;
    void paintGutter(QPaintEvent *event);

signals:
    void runWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void layOut();
    void showLines();
    void complete(bool asked);
    void insertCompletion(const QString &word);
    [[nodiscard]] QTextCursor wordCursor() const;

    QWidget *m_gutter;
    QCompleter *m_completer;
    QStringListModel *m_words;
    int m_markedLine = 0;
};

} // namespace meshlens::ui
