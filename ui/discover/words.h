// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index.h"

class QPainter;
class QRectF;

/// How Discover names fields, values and kinds.
namespace meshlens::ui {

[[nodiscard]] QString facetTitle(const QString &field); // "Freshness"
/// Of a value as the query writes it; `label` is what the index calls it, used where the words of
/// a field are open.
[[nodiscard]] QString valueWords(const QString &field, const QString &value,
                                 const QString &label = {});
/// "Data product", "Metric", "Glossary term".
[[nodiscard]] QString kindWords(mesh::Kind kind, std::optional<mesh::DatasetType> type);
[[nodiscard]] QString kindIcon(mesh::Kind kind, std::optional<mesh::DatasetType> type);
[[nodiscard]] QString accessIcon(mesh::AccessWay way);
/// Of a word of `why`: "exact name", "a column".
[[nodiscard]] QString whyWords(const QString &why);
/// "quality: ≥ 75", "not status: Deprecated".
[[nodiscard]] QString tokenField(const search::Token &token);
[[nodiscard]] QString tokenValues(const search::Token &token);

/// The sign in front of a value of a facet; nothing for fields without one. Returns its width.
qreal paintFacetSign(QPainter *painter, const QRectF &rect, const QString &field,
                     const QString &value, const QString &label);

/// A result as assistive technology reads it.
[[nodiscard]] QString spokenHit(const search::Hit &hit);

} // namespace meshlens::ui
