// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <QCoreApplication>

#include <istream>
#include <streambuf>

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace meshlens::catalogs {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::catalogs::Yaml)
};

Error failure(Error::Kind kind, const YAML::Mark &mark, const QString &reason)
{
    const int line = mark.line + 1;
    return {kind, Text::tr("line %1: %2").arg(line).arg(reason), u"line:%1"_s.arg(line)};
}

/// Leaves the parser, which knows no other way out of an event.
struct Refused {
    Error error;
};

/// Builds JSON from the parser's events. Unlike the library's own tree this sees an alias as an
/// alias, so it can count what a copy costs and refuse one of a node that is still open.
class Builder final : public YAML::EventHandler
{
public:
    explicit Builder(const YamlLimits &limits) : m_limits(limits) {}

    std::vector<YamlDocument> documents;

    void OnDocumentStart(const YAML::Mark &mark) override
    {
        documents.emplace_back();
        documents.back().line = mark.line + 1;
        m_open.clear();
        m_anchors.clear();
    }

    void OnDocumentEnd() override
    {
        if (documents.back().value.is_null())
            documents.pop_back();
    }

    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        count(mark, 0);
        place(mark, json(), anchor);
    }

    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override
    {
        count(mark, value.size());
        const bool plain = tag == "?" || tag.empty();
        if (!m_open.empty() && m_open.back().value.is_object() && !m_open.back().hasKey) {
            takeKey(mark, value, anchor);
            return;
        }
        if (plain && (value == "null" || value == "~" || value == "Null" || value == "NULL"))
            place(mark, json(), anchor);
        else
            place(mark, json(value), anchor);
    }

    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        const auto found = m_anchors.find(anchor);
        if (found == m_anchors.end())
            throw Refused{failure(Error::Kind::Decode, mark,
                                  Text::tr("an alias stands inside its own anchor."))};
        const Anchor &source = found->second;
        if (static_cast<int>(m_open.size()) + source.depth > m_limits.depth)
            tooDeep(mark);
        m_nodes += source.nodes;
        m_textBytes += source.textBytes;
        checkCounts(mark);
        if (!m_open.empty() && m_open.back().value.is_object() && !m_open.back().hasKey) {
            if (!source.value.is_string())
                throw Refused{
                    failure(Error::Kind::Decode, mark, Text::tr("a key must be a text."))};
            takeKey(mark, source.value.get<std::string>(), 0);
            return;
        }
        place(mark, source.value, 0, source.depth);
    }

    void OnSequenceStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        open(mark, json::array(), anchor);
    }

    void OnMapStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        open(mark, json::object(), anchor);
    }

    void OnSequenceEnd() override { close(); }
    void OnMapEnd() override { close(); }

private:
    struct Open {
        json value;
        std::string pointer;
        YAML::Mark mark;
        YAML::anchor_t anchor = 0;
        qint64 nodesBefore = 0;
        qint64 textBefore = 0;
        int deepest = 1; // levels below and with this one
        bool hasKey = false;
        std::string key;
        json merged; // of `<<`: what its own keys override
    };
    struct Anchor {
        json value;
        qint64 nodes = 1;
        qint64 textBytes = 0;
        int depth = 0;
    };

    [[noreturn]] void tooDeep(const YAML::Mark &mark) const
    {
        throw Refused{failure(Error::Kind::TooLarge, mark,
                              Text::tr("nested deeper than %1 levels.").arg(m_limits.depth))};
    }

    void checkCounts(const YAML::Mark &mark) const
    {
        if (m_nodes > m_limits.nodes) {
            throw Refused{
                failure(Error::Kind::TooLarge, mark,
                        Text::tr("more than %1 nodes, aliases counted.").arg(m_limits.nodes))};
        }
        if (m_textBytes > m_limits.textBytes)
            throw Refused{
                failure(Error::Kind::TooLarge, mark, Text::tr("too much text, aliases counted."))};
    }

    void count(const YAML::Mark &mark, std::size_t textBytes)
    {
        ++m_nodes;
        m_textBytes += static_cast<qint64>(textBytes);
        checkCounts(mark);
    }

    std::string pointerOfNext() const
    {
        if (m_open.empty())
            return {};
        const Open &parent = m_open.back();
        std::string pointer = parent.pointer;
        pointer += '/';
        if (parent.value.is_array())
            return pointer + std::to_string(parent.value.size());
        for (const char character : parent.key) {
            if (character == '~')
                pointer += "~0";
            else if (character == '/')
                pointer += "~1";
            else
                pointer += character;
        }
        return pointer;
    }

    void open(const YAML::Mark &mark, json value, YAML::anchor_t anchor)
    {
        if (static_cast<int>(m_open.size()) >= m_limits.depth)
            tooDeep(mark);
        if (!m_open.empty() && m_open.back().value.is_object() && !m_open.back().hasKey)
            throw Refused{failure(Error::Kind::Decode, mark, Text::tr("a key must be a text."))};
        Open level;
        level.pointer = pointerOfNext();
        level.value = std::move(value);
        level.mark = mark;
        level.anchor = anchor;
        level.nodesBefore = m_nodes;
        level.textBefore = m_textBytes;
        m_open.push_back(std::move(level));
        count(mark, 0);
    }

    void close()
    {
        Open level = std::move(m_open.back());
        m_open.pop_back();
        if (level.merged.is_object()) {
            for (auto &[key, value] : level.merged.items()) {
                if (!level.value.contains(key))
                    level.value[key] = std::move(value);
            }
        }
        const int depth = level.deepest;
        if (level.anchor) {
            m_anchors[level.anchor] = {level.value, m_nodes - level.nodesBefore,
                                       m_textBytes - level.textBefore, depth};
        }
        place(level.mark, std::move(level.value), 0, depth);
    }

    void takeKey(const YAML::Mark &, const std::string &key, YAML::anchor_t anchor)
    {
        m_open.back().key = key;
        m_open.back().hasKey = true;
        if (anchor)
            m_anchors[anchor] = {json(key), 1, static_cast<qint64>(key.size()), 0};
    }

    void place(const YAML::Mark &mark, json value, YAML::anchor_t anchor, int depth = 0)
    {
        documents.back().lines[pointerOfNext()] = mark.line + 1;
        if (anchor) {
            const qint64 text =
                value.is_string() ? static_cast<qint64>(value.get_ref<const std::string &>().size())
                                  : 0;
            m_anchors[anchor] = {value, 1, text, 0};
        }
        if (m_open.empty()) {
            documents.back().value = std::move(value);
            return;
        }
        Open &parent = m_open.back();
        parent.deepest = std::max(parent.deepest, depth + 1);
        if (parent.value.is_array()) {
            parent.value.push_back(std::move(value));
            return;
        }
        parent.hasKey = false;
        if (parent.key == "<<" && (value.is_object() || value.is_array()))
            merge(parent, value);
        else
            parent.value[parent.key] = std::move(value);
    }

    static void merge(Open &parent, const json &source)
    {
        if (!parent.merged.is_object())
            parent.merged = json::object();
        const auto take = [&](const json &map) {
            if (!map.is_object())
                return;
            for (const auto &[key, value] : map.items()) {
                if (!parent.merged.contains(key)) // of several sources the first one wins
                    parent.merged[key] = value;
            }
        };
        if (source.is_array()) {
            for (const json &map : source)
                take(map);
        } else {
            take(source);
        }
    }

    const YamlLimits m_limits;
    qint64 m_nodes = 0;
    qint64 m_textBytes = 0;
    std::vector<Open> m_open;
    std::unordered_map<YAML::anchor_t, Anchor> m_anchors;
};

/// Reads the bytes where they are.
class ByteStream final : public std::streambuf
{
public:
    explicit ByteStream(const QByteArray &bytes)
    {
        char *begin = const_cast<char *>(bytes.constData()); // NOLINT: a get area is never written
        setg(begin, begin, begin + bytes.size());
    }
};

} // namespace

Result<std::vector<YamlDocument>> readYamlDocuments(const QByteArray &bytes,
                                                    const YamlLimits &limits)
{
    if (bytes.size() > limits.bytes) {
        return Error{Error::Kind::TooLarge,
                     Text::tr("larger than %1 MB.").arg(limits.bytes / (1024 * 1024)),
                     {}};
    }
    ByteStream buffer(bytes);
    std::istream stream(&buffer);
    Builder builder(limits);
    try {
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
    } catch (const Refused &refused) {
        return refused.error;
    } catch (const YAML::Exception &broken) {
        return failure(Error::Kind::Decode, broken.mark, QString::fromStdString(broken.msg));
    }
    return std::move(builder.documents);
}

Result<std::vector<json>> readYaml(const QByteArray &bytes)
{
    auto documents = readYamlDocuments(bytes);
    if (!documents)
        return std::move(documents).error();
    std::vector<json> values;
    for (YamlDocument &document : *documents)
        values.push_back(std::move(document.value));
    return values;
}

int errorLine(const Error &error)
{
    return error.detail.startsWith(u"line:") ? QStringView(error.detail).mid(5).toInt() : 0;
}

} // namespace meshlens::catalogs
