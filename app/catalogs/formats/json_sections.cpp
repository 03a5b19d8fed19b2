// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/json_sections.h"

#include "app/catalogs/formats/json_source.h"

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace meshlens::catalogs {
namespace {

using Text = JsonText;

constexpr int deepest = deepestJson;
constexpr qint64 mostValues = 1'000'000; // of one entry

/// Builds one JSON value from events, as deep as it goes.
class ValueBuilder
{
public:
    void start()
    {
        m_value = json();
        m_open.clear();
        m_values = 0;
    }
    void key(std::string &name) { m_key = std::move(name); }
    /// Returns true once the value is whole.
    bool scalar(json value)
    {
        place(std::move(value));
        return m_open.empty();
    }
    void open(json value) { m_open.push_back(place(std::move(value))); }
    bool close()
    {
        m_open.pop_back();
        return m_open.empty();
    }
    [[nodiscard]] std::size_t depth() const { return m_open.size(); }
    [[nodiscard]] qint64 values() const { return m_values; }
    [[nodiscard]] json &value() { return m_value; }

private:
    json *place(json value)
    {
        ++m_values;
        if (m_open.empty()) {
            m_value = std::move(value);
            return &m_value;
        }
        json &parent = *m_open.back();
        if (parent.is_array()) {
            parent.push_back(std::move(value));
            return &parent.back();
        }
        json &member = parent[m_key];
        member = std::move(value);
        return &member;
    }

    json m_value;
    std::vector<json *> m_open;
    std::string m_key;
    qint64 m_values = 0;
};

/// Walks a document by depth: 1 holds the sections, 2 their entries.
class SectionReader final : public nlohmann::json_sax<json>
{
public:
    SectionReader(const SectionPlan &plan, const OnSection &onSection)
        : m_plan(plan), m_onSection(onSection)
    {}

    [[nodiscard]] bool ended() const { return m_ended; } // the receiver has had enough
    [[nodiscard]] bool tooLarge() const { return m_tooLarge; }
    [[nodiscard]] bool isObject() const { return m_isObject; }

    bool null() override { return scalar(nullptr); }
    bool boolean(bool value) override { return scalar(value); }
    bool number_integer(number_integer_t value) override { return scalar(value); }
    bool number_unsigned(number_unsigned_t value) override { return scalar(value); }
    bool number_float(number_float_t value, const string_t &) override { return scalar(value); }
    bool string(string_t &value) override
    {
        return m_building ? scalar(json(std::move(value))) : scalar(nullptr);
    }
    bool binary(binary_t &) override { return false; }

    bool start_object(std::size_t) override { return open(json::object()); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t &name) override
    {
        if (m_skipDepth > 0)
            return true;
        if (m_building) {
            const bool ofEntry = m_byEntry && m_builder.depth() == 1;
            m_skipNext = ofEntry && !m_plan.keep.empty() && !m_plan.keep.contains(name);
            m_builder.key(name);
        } else if (m_depth == 1) {
            m_section = name;
            m_sectionWhole = m_plan.whole.contains(name);
            m_sectionByEntry = m_plan.entries.contains(name);
        } else if (m_depth == 2 && m_sectionByEntry) {
            m_id = name;
        }
        return true;
    }

    bool parse_error(std::size_t, const std::string &, const nlohmann::detail::exception &) override
    {
        return false;
    }

private:
    [[nodiscard]] bool beginsValue() const
    {
        return (m_depth == 1 && m_sectionWhole) || (m_depth == 2 && m_sectionByEntry);
    }

    void begin()
    {
        m_building = true;
        m_byEntry = m_sectionByEntry;
        m_skipNext = false;
        m_builder.start();
        if (m_byEntry && m_inArray) {
            m_id = std::to_string(m_index);
            ++m_index;
        }
    }

    bool deliver()
    {
        m_building = false;
        const std::string id = m_byEntry ? m_id : std::string();
        if (m_onSection(m_section, id, std::move(m_builder.value())))
            return true;
        m_ended = true;
        return false;
    }

    bool scalar(json value)
    {
        if (m_skipDepth > 0)
            return true;
        if (m_building && m_skipNext) {
            m_skipNext = false;
            return true;
        }
        if (!m_building) {
            if (!beginsValue())
                return true;
            begin();
        }
        if (m_builder.values() >= mostValues) {
            m_tooLarge = true;
            return false;
        }
        return m_builder.scalar(std::move(value)) ? deliver() : true;
    }

    bool open(json value)
    {
        if (m_depth + 1 > deepest) {
            m_tooLarge = true;
            return false;
        }
        if (m_depth == 0)
            m_isObject = value.is_object();
        if (m_skipDepth > 0 || (m_building && m_skipNext)) {
            m_skipNext = false;
            ++m_skipDepth;
        } else if (m_building) {
            m_builder.open(std::move(value));
        } else if (beginsValue()) {
            begin();
            m_builder.open(std::move(value));
        } else if (m_depth == 1) {
            m_inArray = value.is_array();
            m_index = 0;
        }
        ++m_depth;
        return true;
    }

    bool close()
    {
        --m_depth;
        if (m_skipDepth > 0) {
            --m_skipDepth;
            return true;
        }
        if (m_building)
            return m_builder.close() ? deliver() : true;
        return true;
    }

    const SectionPlan &m_plan;
    const OnSection &m_onSection;
    ValueBuilder m_builder;
    std::string m_section;
    std::string m_id;
    int m_depth = 0;
    int m_skipDepth = 0;
    qint64 m_index = 0;
    bool m_sectionWhole = false;
    bool m_sectionByEntry = false;
    bool m_inArray = false;
    bool m_building = false;
    bool m_byEntry = false;
    bool m_skipNext = false;
    bool m_ended = false;
    bool m_tooLarge = false;
    bool m_isObject = false;
};

} // namespace

Result<void> readSections(QIODevice &device, const SectionPlan &plan, const OnSection &onSection,
                          std::stop_token stop)
{
    JsonSource source(device, std::move(stop));
    SectionReader reader(plan, onSection);
    bool whole = false;
    try {
        whole = json::sax_parse(JsonIterator(source), JsonIterator(), &reader);
    } catch (const json::exception &broken) {
        return Error{Error::Kind::Decode, Text::tr("broken JSON."),
                     QString::fromUtf8(broken.what())};
    }
    if (source.stopped())
        return Error{Error::Kind::Cancelled, Text::tr("Stopped."), {}};
    if (reader.tooLarge()) {
        return Error{
            Error::Kind::TooLarge,
            Text::tr("line %1: nested too deep, or an entry too large.").arg(source.line()),
            u"line:%1"_s.arg(source.line())};
    }
    if (!whole && !reader.ended())
        return brokenJsonAt(source.line());
    return {};
}

} // namespace meshlens::catalogs
