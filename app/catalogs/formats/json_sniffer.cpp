// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/json_sections.h"
#include "app/catalogs/formats/json_source.h"

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace meshlens::catalogs {
namespace {

using Text = JsonText;

/// Notes the top level of the first object and passes over everything below, but for `metadata`.
class Sniffer final : public nlohmann::json_sax<json>
{
public:
    explicit Sniffer(const std::function<bool(const json &)> &enough) : m_enough(enough) {}

    json found;
    bool ended = false;

    bool null() override { return scalar(nullptr); }
    bool boolean(bool value) override { return scalar(value); }
    bool number_integer(number_integer_t value) override { return scalar(value); }
    bool number_unsigned(number_unsigned_t value) override { return scalar(value); }
    bool number_float(number_float_t value, const string_t &) override { return scalar(value); }
    bool string(string_t &value) override { return scalar(json(std::move(value))); }
    bool binary(binary_t &) override { return false; }
    bool start_object(std::size_t) override { return open(json::object()); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t &name) override
    {
        if (m_depth - m_outer == 1)
            m_key = name;
        else if (m_depth - m_outer == 2)
            m_inner = name;
        return true;
    }

    bool parse_error(std::size_t, const std::string &, const nlohmann::detail::exception &) override
    {
        return false;
    }

private:
    bool scalar(json value)
    {
        if (m_depth - m_outer == 1 && found.is_object())
            found[m_key] = std::move(value);
        else if (m_depth - m_outer == 2 && keepsInner())
            found[m_key][m_inner] = std::move(value);
        return true;
    }

    /// Below the top level only what tells a format counts.
    [[nodiscard]] bool keepsInner() const
    {
        if (!found.is_object() || !found.contains(m_key) || !found[m_key].is_object())
            return false;
        return m_key == "metadata" || m_inner == "_producer" || m_inner == "_schemaURL";
    }

    bool open(json value)
    {
        if (m_depth + 1 > deepestJson)
            return false;
        if (m_depth == 0 && value.is_array())
            m_outer = 1;
        if (m_depth == m_outer) {
            if (!value.is_object())
                return false;
            found = json::object();
        } else if (m_depth - m_outer == 1) {
            found[m_key] = std::move(value);
        } else if (m_depth - m_outer == 2 && found[m_key].is_object() && found[m_key].size() < 64) {
            found[m_key][m_inner] = json(); // that it is there
        }
        ++m_depth;
        return true;
    }

    bool close()
    {
        --m_depth;
        const bool whole = m_depth == m_outer; // the first object has ended
        if (whole || (m_depth - m_outer == 1 && m_enough(found))) {
            ended = true;
            return false;
        }
        return true;
    }

    const std::function<bool(const json &)> &m_enough;
    std::string m_key;
    std::string m_inner;
    int m_depth = 0;
    int m_outer = 0;
};

} // namespace

Result<json> sniffJson(QIODevice &device, const std::function<bool(const json &)> &enough)
{
    JsonSource source(device, {});
    Sniffer sniffer(enough);
    bool whole = false;
    try {
        whole = json::sax_parse(JsonIterator(source), JsonIterator(), &sniffer,
                                json::input_format_t::json, false);
    } catch (const json::exception &broken) {
        return Error{Error::Kind::Decode, Text::tr("broken JSON."),
                     QString::fromUtf8(broken.what())};
    }
    if (!whole && !sniffer.ended && !sniffer.found.is_object() && !source.atEnd())
        return json(); // a list of something else
    if (!whole && !sniffer.ended)
        return brokenJsonAt(source.line());
    return std::move(sniffer.found);
}

} // namespace meshlens::catalogs
