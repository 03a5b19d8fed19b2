// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace meshlens::ui {

/// A complete field of the query: "domain: Payments" with a cross. A click on the cross takes it
/// away, elsewhere it opens as text.
class QueryChip final : public QAbstractButton
{
    Q_OBJECT

public:
    /// `text` as in the query; "+2" for what stands for several.
    QueryChip(const QString &text, bool removable, QWidget *parent);

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void removeClicked();
    void openClicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] QRect cross() const;

    QString m_field;
    QString m_values;
    bool m_removable;
};

} // namespace meshlens::ui
