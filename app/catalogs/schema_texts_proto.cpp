// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/schema_texts.h"

#include "app/net/json.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

constexpr qsizetype mostColumns = 20'000;
constexpr int deepest = 16;

struct ProtoField {
    QString name, type, number;
    bool required = false;
};
using ProtoMessages = QMap<QString, QList<ProtoField>>; // by name with the outer ones

/// Reads messages out of the tokens of a file; what else is in it is skipped.
class Proto
{
public:
    explicit Proto(const QString &text)
    {
        static const QRegularExpression comments(u"//[^\\n]*|/\\*.*?\\*/"_s,
                                                 QRegularExpression::DotMatchesEverythingOption);
        static const QRegularExpression token(u"\"(?:[^\"\\\\]|\\\\.)*\"|[\\w.]+|[^\\s]"_s);
        const QString bare = QString(text).replace(comments, u" "_s);
        for (auto found = token.globalMatch(bare); found.hasNext();)
            m_tokens.append(found.next().captured());
    }

    ProtoMessages read(QString &first)
    {
        while (m_at < m_tokens.size()) {
            if (m_tokens[m_at] == "message"_L1)
                message({}, first);
            else
                skipStatement();
        }
        return std::move(m_messages);
    }

private:
    QString next() { return m_at < m_tokens.size() ? m_tokens[m_at++] : QString(); }
    [[nodiscard]] QString peek() const { return m_tokens.value(m_at); }

    /// To the end of `...;` or `...{...}`.
    void skipStatement()
    {
        int open = 0;
        while (m_at < m_tokens.size()) {
            const QString token = next();
            open += token == "{"_L1 ? 1 : token == "}"_L1 ? -1 : 0;
            if (open <= 0 && (token == ";"_L1 || token == "}"_L1))
                return;
        }
    }

    void message(const QString &outer, QString &first)
    {
        next();
        const QString name = outer.isEmpty() ? next() : outer + u'.' + next();
        if (first.isEmpty())
            first = name;
        if (next() != "{"_L1 || name.count(u'.') > deepest)
            return;
        m_messages.insert(name, {});
        members(name, first);
    }

    void members(const QString &name, QString &first)
    {
        static const QStringList skipped = {u"enum"_s,       u"reserved"_s, u"option"_s,
                                            u"extensions"_s, u"extend"_s,   u"group"_s};
        while (m_at < m_tokens.size() && peek() != "}"_L1) {
            const QString word = peek();
            if (word == "message"_L1) {
                message(name, first);
            } else if (word == "oneof"_L1) {
                next(), next(), next(); // oneof NAME {
                members(name, first);
            } else if (word == ";"_L1) {
                next();
            } else if (skipped.contains(word)) {
                skipStatement();
            } else {
                field(name);
            }
        }
        next();
    }

    void field(const QString &name)
    {
        ProtoField field;
        QString word = next();
        bool isRepeated = false;
        if (word == "repeated"_L1 || word == "optional"_L1 || word == "required"_L1) {
            isRepeated = word == "repeated"_L1;
            field.required = word == "required"_L1;
            word = next();
        }
        field.type = word;
        if (word == "map"_L1 && peek() == "<"_L1) {
            next();
            const QString key = next();
            next(); // ,
            field.type = u"map<%1,%2>"_s.arg(key, next());
            next(); // >
        }
        if (isRepeated)
            field.type = u"repeated "_s + field.type;
        field.name = next();
        if (next() == "="_L1)
            field.number = next();
        skipStatement();
        if (!field.number.isEmpty())
            m_messages[name].append(field);
    }

    QStringList m_tokens;
    qsizetype m_at = 0;
    ProtoMessages m_messages;
};

void addMessage(Columns &columns, const ProtoMessages &messages, const QString &message,
                const QString &prefix, QStringList &open)
{
    if (open.contains(message) || open.size() > deepest)
        return;
    open.append(message);
    for (const ProtoField &field : messages.value(message)) {
        if (columns.size() >= mostColumns)
            break;
        mesh::Column column;
        column.name = prefix + field.name;
        column.type = field.type;
        column.required = field.required;
        column.fieldId = prefix.isEmpty() ? field.number : QString();
        columns.append(column);
        QString inner = field.type.section(u' ', -1);
        if (inner.startsWith(u"map<"_s))
            inner = inner.section(u',', 1).chopped(1);
        // A name is looked for inside the message first, then outside it.
        for (QString scope = message;; scope = scope.section(u'.', 0, -2)) {
            const QString known = scope.isEmpty() ? inner : scope + u'.' + inner;
            if (messages.contains(known)) {
                addMessage(columns, messages, known, column.name + u'.', open);
                break;
            }
            if (scope.isEmpty())
                break;
        }
    }
    open.removeLast();
}

} // namespace

Result<Columns> columnsOfProtobuf(const QString &text)
{
    QString first;
    const ProtoMessages messages = Proto(text).read(first);
    if (first.isEmpty())
        return net::wrongType({}, u"a message of Protocol Buffers"_s);
    Columns columns;
    QStringList open;
    addMessage(columns, messages, first, {}, open);
    return columns;
}

} // namespace meshlens::catalogs
