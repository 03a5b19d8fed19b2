// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/samples/rows_look.h"

#include <functional>

class QComboBox;
class QWidget;

namespace meshlens::ui {

class Label;

[[nodiscard]] bool isTime(samples::ValueType type);
[[nodiscard]] bool isNumber(samples::ValueType type);

/// A box of choices that stays narrow.
[[nodiscard]] QComboBox *wellBox(const QString &name, QWidget *parent);
/// The word before a box; all are of one width.
[[nodiscard]] Label *wellLabel(const QString &words, QWidget *parent);

/// Fills a box with the wanted columns that can be read; `none`: words for no column.
void fillColumns(QComboBox *box, const SampleRows &rows, const QString &none,
                 const std::function<bool(const samples::ColumnProfile &)> &wanted);

} // namespace meshlens::ui
