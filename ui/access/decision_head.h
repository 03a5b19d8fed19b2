// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/access/access_data.h"

#include <QWidget>

namespace meshlens::ui {

class BadgeWidget;
class ElidedLabel;

/// Who asks for what, since when, and until when an answer is due.
class DecisionHead final : public QWidget
{
    Q_OBJECT

public:
    explicit DecisionHead(QWidget *parent = nullptr);

    void show(const AccessData &moment, const mesh::AccessRequest &request);
    void setPersonal(bool on); // personal data is asked for

signals:
    void productWanted();

private:
    BadgeWidget *m_avatar;
    ElidedLabel *m_title;
    BadgeWidget *m_personal;
    ElidedLabel *m_about;
};

} // namespace meshlens::ui
