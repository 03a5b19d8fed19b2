// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/discover/bar.h"

#include <QStringList>

class QHBoxLayout;

namespace meshlens::ui {

class Button;
class Label;

/// The two to four results that are marked for comparing, and the way there.
class CompareBar final : public Bar
{
    Q_OBJECT

public:
    static constexpr int most = 4;

    explicit CompareBar(QWidget *parent);

    [[nodiscard]] QStringList keys() const;
    /// Marks or unmarks. False: there are four already.
    bool toggle(const QString &key, const QString &name);
    void clear();

signals:
    void changed();
    void compareClicked();

private:
    void refresh();

    struct Marked {
        QString key;
        QString name;
    };
    QList<Marked> m_marked;
    Label *m_words;
    QHBoxLayout *m_names;
    Button *m_compare;
};

} // namespace meshlens::ui
