// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/descriptors.h"

#include <QStringList>

/// Texts as documents hold them. Not for other folders.
namespace meshlens::demo {

inline std::string plain(const QString &text)
{
    return text.toStdString();
}

inline Document list(const QStringList &texts)
{
    Document items = Document::array();
    for (const QString &text : texts)
        items.push_back(plain(text));
    return items;
}

} // namespace meshlens::demo
