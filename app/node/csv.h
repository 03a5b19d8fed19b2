// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <istream>
#include <optional>
#include <string>
#include <vector>

namespace meshlens::node {

/// Reads CSV record by record (RFC 4180): quoted fields may hold commas, doubled quotes and line
/// ends; lines end with LF or CRLF. An empty field without quotes is "nothing", one with quotes a
/// text.
class CsvReader
{
public:
    using Field = std::optional<std::string>;

    explicit CsvReader(std::istream &input);

    /// False at the end of the file. A field over 1 MB ends the reading.
    bool next(std::vector<Field> &record);

private:
    std::istream &m_input;
};

} // namespace meshlens::node
