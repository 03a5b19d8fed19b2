// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/access/access_data.h"

#include <QWidget>

class QVBoxLayout;

namespace meshlens::ui {

/// What waits to be sent: each wish with why it waits, to be edited or thrown away. Hidden while
/// nothing waits that the person could not still take back by the toast.
class OutboxStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit OutboxStrip(Session &session, QWidget *parent = nullptr);

    void setData(const SharedAccessData &data);
    [[nodiscard]] int shown() const { return m_shown; }

signals:
    void editWanted(const mesh::AccessRequest &request);
    void said(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Session &m_session;
    QVBoxLayout *m_rows;
    int m_shown = 0;
};

} // namespace meshlens::ui
