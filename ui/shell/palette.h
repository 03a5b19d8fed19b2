// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "ui/parts/delegates.h"
#include "ui/shell/link.h"

#include <QAbstractListModel>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QWidget>

class QAction;

namespace meshlens::ui {

/// One line of the palette: a heading, or something that can be opened or done.
struct PaletteEntry {
    enum class Kind { Heading, Thing, Page, Command, Search };
    Kind kind = Kind::Thing;
    QString name = {};
    QString detail = {};
    QString icon = {};
    QString keys = {}; // shown at the right
    Link link = {};
    QPointer<QAction> action = {};
    std::optional<QualityBadge> quality = {};
    std::optional<FreshnessBadge> freshness = {};
    QList<int> marks = {}; // characters of the name that matched
    bool mono = false;
};

class PaletteModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { EntryRole = Qt::UserRole };
    using QAbstractListModel::QAbstractListModel;

    void setEntries(const QList<PaletteEntry> &entries);
    [[nodiscard]] const PaletteEntry *entry(const QModelIndex &index) const;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    QList<PaletteEntry> m_entries;
};

/// Ctrl+K: finds products, columns, commands and people by a few letters. A child of the window
/// over a dim layer. Prefix `>` commands, `@` people, `#` columns, `:` pages.
class Palette final : public QWidget
{
    Q_OBJECT

public:
    Palette(Session &session, QWidget *window);

    void setActions(const QList<QAction *> &actions);
    void open(const QString &text = {});
    void dismiss();
    [[nodiscard]] QLineEdit *field() const { return m_field; }
    [[nodiscard]] PaletteModel *model() const { return m_model; }

signals:
    void chosen(const Link &link, bool beside);
    void searchTimed(double milliseconds);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void place();
    void search();
    void show(const QList<PaletteEntry> &found);
    void activate(bool beside);
    void move(int step);
    [[nodiscard]] QList<PaletteEntry> commandEntries(const QString &query, int most) const;
    [[nodiscard]] QList<PaletteEntry> pageEntriesFor(const QString &query) const;

    Session &m_session;
    QWidget *m_panel;
    QLineEdit *m_field;
    QListView *m_list;
    QLabel *m_timing;
    PaletteModel *m_model;
    QList<QPointer<QAction>> m_actions;
    QPointer<QWidget> m_focusBefore;
    QElapsedTimer m_clock;
};

} // namespace meshlens::ui
