// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "models/store/rows.h"
#include "ui/shell/link.h"

#include <QWidget>

namespace meshlens::ui {

class Card;
class CellGrid;
class Label;

/// A domain, a glossary term or a person: what catalogs say of it and the products that go with it.
class ThingView final : public QWidget
{
    Q_OBJECT

public:
    explicit ThingView(Session &session, QWidget *parent = nullptr);

    /// Whether a key is of a kind that this view shows.
    [[nodiscard]] static bool shows(const QString &key);
    void open(const QString &key);

signals:
    void named(const QString &name);
    void navigate(const Link &link);
    void failed(const Error &failure);
    void shown();

private:
    struct Thing {
        QString name;
        QString kind;
        QString text;
        QList<std::pair<QString, QString>> facts;
        QList<store::ProductRow> products;
        QString search; // the query that finds its products
        std::int64_t nowMs = 0;
    };
    [[nodiscard]] static Result<Thing> readThing(store::Reader &reader, const QString &key);
    void show(const Thing &thing);

    Session &m_session;
    QString m_search;
    QStringList m_keys;
    Label *m_name;
    Label *m_kind;
    Label *m_text;
    CellGrid *m_facts;
    Card *m_products;
    CellGrid *m_grid;
};

} // namespace meshlens::ui
