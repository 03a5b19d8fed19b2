// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/expression.h"

#include "app/demo/expression_calls.h"

#include <cctype>
#include <charconv>

using namespace Qt::StringLiterals;

namespace meshlens::demo {
namespace {

using Node = Expression::Node;

/// Descends the grammar; the first thing it does not understand stops it.
class Parser
{
public:
    Parser(std::string_view text, const Scope &scope) : m_text(text), m_scope(scope) {}

    Node parse()
    {
        Node root = both();
        skipSpace();
        if (m_at < m_text.size())
            fail("unexpected rest");
        return root;
    }
    [[nodiscard]] const std::string &error() const { return m_error; }

private:
    Node both() { return chain("&", &Parser::comparison); }
    Node comparison() { return chain("=<>", &Parser::sum); }
    Node sum() { return chain("+-", &Parser::product); }
    Node product() { return chain("*/", &Parser::term); }

    Node chain(std::string_view operators, Node (Parser::*next)())
    {
        Node left = (this->*next)();
        for (;;) {
            skipSpace();
            if (m_at >= m_text.size() || operators.find(m_text[m_at]) == std::string_view::npos)
                return left;
            const std::string_view name = m_text.substr(m_at++, 1);
            Node both;
            both.function = callNamed(name)->function;
            both.arguments.push_back(std::move(left));
            both.arguments.push_back((this->*next)());
            left = std::move(both);
        }
    }

    Node term()
    {
        skipSpace();
        if (m_at >= m_text.size())
            return fail("a value is missing");
        const char first = m_text[m_at];
        if (first == '(') {
            ++m_at;
            Node inner = both();
            expect(')');
            return inner;
        }
        if (first == '\'')
            return quoted();
        if (std::isdigit(static_cast<unsigned char>(first)) || first == '-')
            return number();
        const std::string_view name = word();
        if (name.empty())
            return fail("unexpected sign");
        Node node = take('(') ? call(name) : variable(name);
        return take('.') ? field(std::move(node)) : node;
    }

    Node quoted()
    {
        const std::size_t end = m_text.find('\'', m_at + 1);
        if (end == std::string_view::npos)
            return fail("a text does not end");
        const std::string_view text = m_text.substr(m_at + 1, end - m_at - 1);
        m_at = end + 1;
        return constant(Value(text));
    }

    Node number()
    {
        double value = 0;
        const char *begin = m_text.data() + m_at;
        const auto [end, code] = std::from_chars(begin, m_text.data() + m_text.size(), value);
        if (code != std::errc())
            return fail("not a number");
        m_at += static_cast<std::size_t>(end - begin);
        return constant(Value(value));
    }

    Node call(std::string_view name)
    {
        Node node;
        skipSpace();
        if (!take(')')) {
            do
                node.arguments.push_back(both());
            while (take(','));
            expect(')');
        }
        if (const Thing thing = thingNamed(name);
            thing != Thing::None && node.arguments.size() == 1) {
            node.thing = thing;
            node.function = [](const Node &self, RowContext &row) -> Value {
                const std::int64_t count = countOf(self.thing);
                const std::int64_t wrapped = self.arguments[0](row).integer() % count;
                return static_cast<double>(wrapped < 0 ? wrapped + count : wrapped);
            };
            return node;
        }
        const Call *found = callNamed(name);
        if (!found || node.arguments.size() < found->fewest || node.arguments.size() > found->most)
            return fail("no such function with so many values: " + std::string(name));
        node.function = found->function;
        return node;
    }

    Node variable(std::string_view name)
    {
        if (name == "null")
            return constant(Value());
        Node node;
        if (name == "row") {
            node.function = [](const Node &, RowContext &row) -> Value {
                return static_cast<double>(row.row);
            };
            return node;
        }
        const Scope::Name *found = m_scope.find(name);
        if (!found)
            return fail("unknown name: " + std::string(name));
        node.slot = found->slot;
        node.thing = found->thing;
        node.function = [](const Node &self, RowContext &row) { return row.values[self.slot]; };
        return node;
    }

    Node field(Node thing)
    {
        const std::string_view name = word();
        Node node;
        node.reader = fieldOf(thing.thing, name);
        if (!node.reader)
            return fail("no such field: " + std::string(name));
        node.arguments.push_back(std::move(thing));
        node.function = [](const Node &self, RowContext &row) {
            return self.reader(self.arguments[0](row).integer());
        };
        return node;
    }

    static Node constant(Value value)
    {
        Node node;
        node.constant = std::move(value);
        node.function = [](const Node &self, RowContext &) { return self.constant; };
        return node;
    }

    Node fail(std::string reason)
    {
        if (m_error.empty())
            m_error = std::move(reason);
        m_at = m_text.size();
        return constant(Value());
    }

    void skipSpace()
    {
        while (m_at < m_text.size() && m_text[m_at] == ' ')
            ++m_at;
    }
    bool take(char sign)
    {
        skipSpace();
        if (m_at >= m_text.size() || m_text[m_at] != sign)
            return false;
        ++m_at;
        return true;
    }
    void expect(char sign)
    {
        if (!take(sign))
            fail(std::string("missing ") + sign);
    }
    std::string_view word()
    {
        const std::size_t begin = m_at;
        while (m_at < m_text.size() &&
               (std::isalnum(static_cast<unsigned char>(m_text[m_at])) || m_text[m_at] == '_'))
            ++m_at;
        return m_text.substr(begin, m_at - begin);
    }

    std::string_view m_text;
    const Scope &m_scope;
    std::size_t m_at = 0;
    std::string m_error;
};

} // namespace

std::size_t Scope::add(const std::string &name, Thing thing)
{
    const std::size_t slot = m_names.size();
    return m_names.try_emplace(name, Name{slot, thing}).first->second.slot;
}

const Scope::Name *Scope::find(std::string_view name) const
{
    const auto found = m_names.find(name);
    return found == m_names.end() ? nullptr : &found->second;
}

Result<Expression> Expression::compile(const std::string &text, const Scope &scope)
{
    Parser parser(text, scope);
    Expression expression;
    expression.m_root = parser.parse();
    if (!parser.error().empty()) {
        return Error{Error::Kind::Decode, u"The demo mesh has an expression that cannot be read."_s,
                     QString::fromStdString(parser.error() + " in: " + text)};
    }
    return expression;
}

} // namespace meshlens::demo
