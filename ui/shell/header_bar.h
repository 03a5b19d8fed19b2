// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "ui/parts/button.h"
#include "ui/parts/labels.h"

#include <QWidget>

class QMenu;

namespace meshlens::ui {

/// The upper 48 px of the window.
class HeaderBar final : public QWidget
{
    Q_OBJECT

public:
    HeaderBar(Session &session, QMenu *menu, QWidget *parent);

    [[nodiscard]] IconButton *backButton() const { return m_back; }
    [[nodiscard]] IconButton *forwardButton() const { return m_forward; }
    [[nodiscard]] IconButton *bell() const { return m_bell; }
    void setSync(const QString &words, const QString &tip, bool running);
    void setSlim(bool on);
    void refresh();

signals:
    void paletteWanted();
    void profileWanted(const QString &name);
    void settingsWanted();
    void catalogsWanted();
    void meshMenuWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showPersonMenu();

    Session &m_session;
    QWidget *m_brand;
    ElidedLabel *m_mesh;
    IconButton *m_meshMenu;
    IconButton *m_back;
    IconButton *m_forward;
    QAbstractButton *m_search;
    Button *m_sync;
    IconButton *m_bell;
    QAbstractButton *m_person;
};

/// The lowest 24 px: online, index, running sync; last search, age of the index.
class StatusLine final : public QWidget
{
    Q_OBJECT

public:
    explicit StatusLine(QWidget *parent);

    void setOnline(bool online, const QString &words);
    void setIndex(const QString &words);
    void setSync(const QString &words, std::optional<double> share); // empty: none runs
    void setSearch(const QString &words);
    void setAge(const QString &words);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool m_online = true;
    QString m_onlineWords;
    QString m_index;
    QString m_sync;
    std::optional<double> m_share;
    QString m_search;
    QString m_age;
};

} // namespace meshlens::ui
