// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/discover/compare_model.h"
#include "ui/shell/page.h"

class QHBoxLayout;
class QTableView;

namespace meshlens::ui {

class Button;
class ContentStack;
class Label;

/// Two to four products or datasets side by side. Link: `meshlens://compare/?1=KEY&2=KEY`.
class ComparePage final : public Page
{
    Q_OBJECT

public:
    static constexpr int most = 4;

    explicit ComparePage(Session &session, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    void open(const Link &link) override;
    [[nodiscard]] Link link() const override;
    void reload() override;
    [[nodiscard]] QList<QWidget *> focusRegions() override;

    [[nodiscard]] const CompareModel &model() const { return *m_model; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void read();
    void fill(const QList<Compared> &things);
    void showHeads();
    void fitColumns();
    void drop(const QString &key);

    QStringList m_keys;
    QList<Compared> m_things;
    CompareModel *m_model;
    ContentStack *m_content;
    Label *m_caption;
    Button *m_only;
    QHBoxLayout *m_heads;
    QTableView *m_table;
};

} // namespace meshlens::ui
