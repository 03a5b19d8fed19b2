// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/tags.h"

#include <QAbstractButton>

namespace meshlens::ui {

/// A tag that can be pressed.
class TagButton final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit TagButton(const Tag &tag, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tag m_tag;
};

} // namespace meshlens::ui
