// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/expression.h"
#include "app/demo/source.h"

#include <functional>

namespace meshlens::demo {

/// Makes the rows of one dataset: a function of the seed, the dataset and the hour they end at.
/// Thread: any; one call at a time.
class Table
{
public:
    /// Errors: Decode, an expression cannot be read.
    static Result<Table> create(const DatasetSource &dataset, std::uint64_t seed,
                                std::int64_t endMs);

    using Receiver = std::function<void(const std::vector<Value> &cells)>;
    /// Hands over the rows in order, cells in the order of the columns. Rows that repeat the key of
    /// an earlier row are left out, so a few less may come than the source asks for.
    void make(const Receiver &receive) const;

    [[nodiscard]] const DatasetSource &dataset() const { return *m_dataset; }

private:
    struct Step {
        Expression expression;
        std::size_t slot = 0;
    };

    const DatasetSource *m_dataset = nullptr;
    std::uint64_t m_seed = 0;
    std::int64_t m_endMs = 0;
    std::size_t m_slots = 0;
    std::vector<Step> m_lets;
    std::vector<Step> m_columns;
    std::optional<Expression> m_keep;
};

/// A cell as its column's type writes it (`decimal(10,2)`: two digits); empty for null.
[[nodiscard]] std::string cellText(const Value &value, const QString &type);

/// Writes a header line and the rows, RFC 4180. Errors: Storage.
Result<void> writeCsv(const Table &table, const QString &path);

} // namespace meshlens::demo
