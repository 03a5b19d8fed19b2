// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/rest_types.h"

#include "app/net/json.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using net::Fields;
using nlohmann::json;

constexpr qsizetype mostColumns = 20'000;
constexpr int deepest = 32;
constexpr qsizetype longestType = 2000;
constexpr qsizetype longestTypeText = 64 * 1024; // looked into

Result<void> room(const Columns &columns, int depth, const QString &pointer)
{
    if (depth > deepest)
        return net::wrongType(pointer, u"at most %1 levels deep"_s.arg(deepest));
    if (columns.size() >= mostColumns)
        return net::wrongType(pointer, u"at most %1 columns"_s.arg(mostColumns));
    return {};
}

QString fieldAt(const QString &pointer, std::size_t index)
{
    return pointer + u"/fields/"_s + QString::number(index);
}

/// How two dialects of a nested type in JSON call the same things.
struct Dialect {
    const char *list;    // the word of a list type
    const char *element; // its member
    const char *key;     // members of a map
    const char *value;
};
constexpr Dialect iceberg{"list", "element", "key", "value"};
constexpr Dialect spark{"array", "elementType", "keyType", "valueType"};

/// `long`, `struct`, `list<struct>`, `map<string,long>`.
QString shortType(const json &type, const Dialect &dialect, int depth = 0)
{
    if (type.is_string())
        return QString::fromStdString(type.get_ref<const std::string &>()).left(longestType);
    if (!type.is_object() || depth > deepest)
        return {};
    const QString kind = net::optionalString(type, "type").valueOr({});
    const auto inner = [&](const char *member) {
        const auto found = type.find(member);
        return found == type.end() ? QString() : shortType(*found, dialect, depth + 1);
    };
    if (kind == QLatin1StringView(dialect.list))
        return kind + u'<' + inner(dialect.element) + u'>';
    if (kind == "map"_L1)
        return u"map<%1,%2>"_s.arg(inner(dialect.key), inner(dialect.value));
    return kind;
}

/// The struct inside a type, through lists and the values of maps; null where there is none.
const json *structIn(const json &type, const Dialect &dialect)
{
    const json *inner = &type;
    for (int depth = 0; depth < deepest && inner->is_object(); ++depth) {
        const QString kind = net::optionalString(*inner, "type").valueOr({});
        if (kind == "struct"_L1)
            return inner;
        const char *member = kind == QLatin1StringView(dialect.list) ? dialect.element
                             : kind == "map"_L1                      ? dialect.value
                                                                     : nullptr;
        const auto found = member ? inner->find(member) : inner->end();
        if (found == inner->end())
            return nullptr;
        inner = &*found;
    }
    return nullptr;
}

/// The type of a field; an error of `fields` where it is neither a text nor an object.
const json *typeOf(Fields &fields, const json &field)
{
    const auto type = field.is_object() ? field.find("type") : field.end();
    if (type == field.end() || !(type->is_string() || type->is_object())) {
        fields.fail(net::wrongType(fields.at("type"), u"a type"_s));
        return nullptr;
    }
    return &*type;
}

Result<void> addIcebergFields(Columns &columns, const json &schema, const QString &pointer,
                              const QString &prefix, const QSet<qint64> &keys, int depth)
{
    const auto list = net::requireArray(schema, "fields", pointer);
    if (!list)
        return list.error();
    for (std::size_t i = 0; i < (*list)->size(); ++i) {
        const json &node = (**list)[i];
        Fields fields(node, fieldAt(pointer, i));
        if (const auto checked = room(columns, depth, fields.pointer()); !checked)
            return checked;
        mesh::Column column;
        column.name = prefix + fields.needText("name");
        column.description = fields.text("doc");
        column.required = fields.flag("required");
        const auto id = fields.integer("id");
        column.primaryKey = id && keys.contains(*id);
        if (id)
            column.fieldId = QString::number(*id);
        const json *type = typeOf(fields, node);
        if (fields.error())
            return *fields.error();
        column.type = shortType(*type, iceberg);
        const QString inside = column.name + u'.';
        columns.append(std::move(column));
        if (const json *inner = structIn(*type, iceberg)) {
            if (const auto added =
                    addIcebergFields(columns, *inner, fields.at("type"), inside, keys, depth + 1);
                !added)
                return added;
        }
    }
    return {};
}

Result<void> addSpark(Columns &columns, const json &node, const QString &pointer,
                      const QString &prefix, int depth)
{
    Fields fields(node, pointer);
    if (const auto checked = room(columns, depth, pointer); !checked)
        return checked;
    mesh::Column column;
    column.name = prefix + fields.needText("name");
    column.required = !fields.flag("nullable", true);
    if (const json *metadata = fields.object("metadata")) {
        Fields said(*metadata, fields.at("metadata"));
        column.description = said.text("comment");
        if (const auto id = said.integer("delta.columnMapping.id"))
            column.fieldId = QString::number(*id);
    }
    const json *type = typeOf(fields, node);
    if (fields.error())
        return *fields.error();
    column.type = shortType(*type, spark);
    const QString inside = column.name + u'.';
    columns.append(std::move(column));
    if (const json *inner = structIn(*type, spark)) {
        const auto list = net::requireArray(*inner, "fields", fields.at("type"));
        if (!list)
            return list.error();
        for (std::size_t i = 0; i < (*list)->size(); ++i) {
            if (const auto added = addSpark(columns, (**list)[i], fieldAt(fields.at("type"), i),
                                            inside, depth + 1);
                !added)
                return added;
        }
    }
    return {};
}

// Types as text -------------------------------------------------------------

bool opens(QChar c)
{
    return c == u'<' || c == u'(';
}

bool closes(QChar c)
{
    return c == u'>' || c == u')';
}

/// Splits at commas that no bracket and no quote encloses.
QStringList splitParts(QStringView text)
{
    QStringList parts;
    QString part;
    int open = 0;
    QChar quote;
    for (const QChar c : text) {
        if (!quote.isNull())
            quote = c == quote ? QChar() : quote;
        else if (c == u'"' || c == u'`')
            quote = c;
        else if (opens(c))
            ++open;
        else if (closes(c))
            --open;
        if (c == u',' && open == 0 && quote.isNull()) {
            parts.append(part.trimmed());
            part.clear();
        } else {
            part += c;
        }
    }
    parts.append(part.trimmed());
    return parts;
}

/// What stands between the outer brackets of `word<...>` or `word(...)`; nothing else follows them.
std::optional<QString> bracketed(const QString &type)
{
    const auto open = std::find_if(type.begin(), type.end(), opens);
    if (open == type.end() || !closes(type.back()))
        return std::nullopt;
    return QString(open + 1, std::distance(open, type.end()) - 2);
}

QString wordOf(const QString &type)
{
    const auto open = std::find_if(type.begin(), type.end(), opens);
    return QString(type.begin(), std::distance(type.begin(), open)).trimmed().toLower();
}

/// `name type` or `name:type`, where the name may be quoted.
std::optional<std::pair<QString, QString>> memberOf(const QString &part)
{
    if (part.isEmpty())
        return std::nullopt;
    const QChar quote = part.front();
    if (quote == u'"' || quote == u'`') {
        const qsizetype end = part.indexOf(quote, 1);
        if (end < 0)
            return std::nullopt;
        QString rest = part.mid(end + 1).trimmed();
        if (rest.startsWith(u':'))
            rest = rest.mid(1).trimmed();
        return std::pair(part.mid(1, end - 1), rest);
    }
    const auto end = std::find_if(part.begin(), part.end(),
                                  [](QChar c) { return c == u':' || c.isSpace() || opens(c); });
    if (end == part.end() || opens(*end))
        return std::nullopt; // a member without a name
    const qsizetype at = std::distance(part.begin(), end);
    return std::pair(part.left(at), part.mid(at + 1).trimmed());
}

/// The type inside lists and the values of maps.
QString innermost(QString type)
{
    for (int depth = 0; depth < deepest; ++depth) {
        const QString word = wordOf(type);
        const auto inside = bracketed(type);
        if (!inside || (word != "array"_L1 && word != "list"_L1 && word != "map"_L1))
            break;
        const QStringList parts = splitParts(*inside);
        type = parts.constLast();
    }
    return type;
}

/// `array<struct<a:int>>` without what its struct is made of: `array<struct>`.
QString withoutMembers(const QString &type)
{
    static const QStringList words = {u"struct<"_s, u"row("_s};
    QString text = type;
    for (const QString &word : words) {
        qsizetype at = 0;
        while ((at = text.indexOf(word, at, Qt::CaseInsensitive)) >= 0) {
            const qsizetype begin = at + word.size() - 1;
            int open = 0;
            qsizetype end = begin;
            for (; end < text.size(); ++end) {
                open += opens(text[end]) ? 1 : closes(text[end]) ? -1 : 0;
                if (open == 0)
                    break;
            }
            text.remove(begin, end - begin + 1);
            at = begin;
        }
    }
    return text.left(longestType);
}

void addTyped(Columns &columns, mesh::Column column, int depth)
{
    if (!room(columns, depth, {}))
        return;
    const QString type = column.type.trimmed();
    column.type = withoutMembers(type);
    const QString inside = column.name + u'.';
    columns.append(std::move(column));
    if (type.size() > longestTypeText)
        return;
    const QString inner = innermost(type);
    const QString word = wordOf(inner);
    const auto members = bracketed(inner);
    if (!members || (word != "struct"_L1 && word != "row"_L1))
        return;
    for (const QString &part : splitParts(*members)) {
        const auto member = memberOf(part);
        if (!member)
            continue;
        mesh::Column nested;
        nested.name = inside + member->first;
        nested.type = member->second;
        addTyped(columns, std::move(nested), depth + 1);
    }
}

} // namespace

Result<Columns> columnsOfIceberg(const json &schema, const QString &pointer)
{
    QSet<qint64> keys;
    const auto ids = net::optionalArray(schema, "identifier-field-ids", pointer);
    if (!ids)
        return ids.error();
    if (*ids) {
        for (const json &id : **ids) {
            if (id.is_number_integer())
                keys.insert(id.get<qint64>());
        }
    }
    Columns columns;
    if (const auto added = addIcebergFields(columns, schema, pointer, {}, keys, 0); !added)
        return added.error();
    return columns;
}

Result<Columns> columnsOfSpark(const json &schema, const QString &pointer)
{
    const auto list = net::requireArray(schema, "fields", pointer);
    if (!list)
        return list.error();
    Columns columns;
    for (std::size_t i = 0; i < (*list)->size(); ++i) {
        if (const auto added = addSpark(columns, (**list)[i], fieldAt(pointer, i), {}, 0); !added)
            return added.error();
    }
    return columns;
}

Result<void> addSparkColumn(Columns &columns, const json &field, const QString &pointer)
{
    return addSpark(columns, field, pointer, {}, 0);
}

void addTypedColumn(Columns &columns, const mesh::Column &column)
{
    addTyped(columns, column, 0);
}

} // namespace meshlens::catalogs
