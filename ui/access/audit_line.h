// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/access/audit.h"
#include "models/session.h"

#include <QWidget>

namespace meshlens::ui {

class BadgeWidget;
class Button;

/// Whether the logs behind the history are whole: asked when it is first seen, and on demand.
class AuditLine final : public QWidget
{
    Q_OBJECT

public:
    explicit AuditLine(Session &session, QWidget *parent = nullptr);

    void check();
    [[nodiscard]] QString words() const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void show(const QList<access::CatalogAudit> &audits);

    Session &m_session;
    BadgeWidget *m_state;
    Button *m_again;
    bool m_asked = false;
};

} // namespace meshlens::ui
