// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/samples/sample_tree.h"

#include <QWidget>

class QListView;
class QTreeView;

namespace meshlens::ui {

class IconButton;
class Label;
class LinkLabel;

/// Left of Samples: what is cached on this computer, saved queries and charts, and how much room
/// the cache takes.
class SamplesPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit SamplesPanel(QWidget *parent = nullptr);

    void setSamples(const QList<CachedSample> &samples);
    void setWork(const QList<store::Kept> &work);
    void choose(const QString &dataset);
    [[nodiscard]] SampleTreeModel *samples() const { return m_samples; }
    [[nodiscard]] SavedWorkModel *work() const { return m_work; }
    [[nodiscard]] QTreeView *tree() const { return m_tree; }

signals:
    void openWanted(const QString &key);
    void queryWanted(const QString &tableName); // a new query over this table
    void newQueryWanted();
    void fetchWanted();
    void forgetWanted(const meshlens::CachedSample &sample);
    void workWanted(const meshlens::store::Kept &kept);
    void dropWorkWanted(const meshlens::store::Kept &kept);

private:
    void showSampleMenu(const QPoint &at);
    void showWorkMenu(const QPoint &at);

    SampleTreeModel *m_samples;
    SavedWorkModel *m_work;
    QTreeView *m_tree;
    QListView *m_list;
    Label *m_workTitle;
    Label *m_size;
    QWidget *m_bar;
};

} // namespace meshlens::ui
