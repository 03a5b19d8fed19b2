// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/csv.h"

namespace meshlens::node {
namespace {

constexpr std::size_t largestField = 1024 * 1024;
constexpr int endOfFile = std::char_traits<char>::eof();

} // namespace

CsvReader::CsvReader(std::istream &input) : m_input(input)
{
    if (m_input.peek() == 0xEF)
        m_input.ignore(3); // byte order mark of UTF-8
}

bool CsvReader::next(std::vector<Field> &record)
{
    record.clear();
    std::streambuf &bytes = *m_input.rdbuf();
    if (bytes.sgetc() == endOfFile)
        return false;
    std::string field;
    bool quoted = false;
    bool inside = false;
    const auto finish = [&] {
        record.push_back(field.empty() && !quoted ? Field() : Field(std::move(field)));
        field.clear();
        quoted = false;
    };
    for (;;) {
        const int character = bytes.sbumpc();
        if (character == endOfFile || field.size() > largestField) {
            finish();
            return field.size() <= largestField;
        }
        if (inside) {
            if (character != '"')
                field.push_back(static_cast<char>(character));
            else if (bytes.sgetc() == '"')
                field.push_back(static_cast<char>(bytes.sbumpc()));
            else
                inside = false;
        } else if (character == '"' && field.empty() && !quoted) {
            quoted = inside = true;
        } else if (character == ',') {
            finish();
        } else if (character == '\n') {
            finish();
            return true;
        } else if (character != '\r' || bytes.sgetc() != '\n') {
            field.push_back(static_cast<char>(character));
        }
    }
}

} // namespace meshlens::node
