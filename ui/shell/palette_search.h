// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/search/index.h"
#include "ui/shell/palette_model.h"

namespace meshlens::ui {

/// What the palette looks for in the index.
struct PaletteWish {
    enum class Of { All, People, Columns };
    QString query;
    Of of = Of::All;
    QStringList recent; // keys of things opened lately, the newest first: they go first
    std::int64_t nowMs = 0;
};

struct PaletteFound {
    QList<PaletteEntry> products; // and datasets, where no product fits
    QList<PaletteEntry> columns;  // one entry a name, however many have it
    QList<PaletteEntry> people;
    qint64 everywhere = 0; // results that Discover would show
};

/// Thread: any; a worker as a rule. Error: Cancelled.
[[nodiscard]] Result<PaletteFound> findForPalette(const search::Index &index,
                                                  const PaletteWish &wish,
                                                  const search::Cancelled &cancelled = {});

/// What else can be done with an entry: behind Tab. Empty for commands and pages.
[[nodiscard]] QList<PaletteEntry> actionsFor(const PaletteEntry &entry);

} // namespace meshlens::ui
