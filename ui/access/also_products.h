// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session.h"
#include "models/store/reader.h"

#include <QWidget>

class QComboBox;
class QLayout;

namespace meshlens::ui {

class Label;

/// Further products that are asked for with the same purpose and end: all their columns, personal
/// ones masked. Each says how its own catalog would answer.
class AlsoProducts final : public QWidget
{
    Q_OBJECT

public:
    /// `takers`: kinds of catalogs that take requests; products of others are not offered.
    AlsoProducts(Session &session, const QString &mainProduct, const QStringList &takers,
                 QWidget *parent = nullptr);

    void add(const QString &productKey);
    void remove(const QString &productKey);
    [[nodiscard]] QStringList products() const; // keys, in the order added
    [[nodiscard]] QStringList offered() const;  // keys
    /// The same wish for each further product.
    [[nodiscard]] QList<mesh::AccessDraft> drafts(const mesh::AccessDraft &main) const;
    void preview(const mesh::AccessDraft &main); // asks anew how each would be answered
    [[nodiscard]] bool isPossible() const;       // no catalog would refuse
    [[nodiscard]] QString nameOf(const QString &productKey) const;

signals:
    void changed(); // products, or what is known of an answer

private:
    struct Chosen {
        QString key;
        std::optional<mesh::AccessPreview::Answer> answer;
        QString problem;
    };
    void showChips();
    [[nodiscard]] QString answerWords(const Chosen &chosen) const;

    Session &m_session;
    QString m_main;
    QList<std::pair<QString, QString>> m_offered; // name and key, by name
    QList<Chosen> m_chosen;
    quint64 m_asked = 0;
    QComboBox *m_choice;
    QLayout *m_chips;
};

} // namespace meshlens::ui
