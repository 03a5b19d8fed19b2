// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/schema_texts.h"

#include "app/net/json.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using nlohmann::json;

constexpr qsizetype mostColumns = 20'000;
constexpr int deepest = 16;

QString textOf(const json &node)
{
    return node.is_string() ? QString::fromStdString(node.get_ref<const std::string &>())
                            : QString();
}

void addTags(mesh::Column &column, const QStringList &tags)
{
    for (const QString &tag : tags) {
        column.tags.append(tag);
        column.personal = column.personal || tag.compare("PII"_L1, Qt::CaseInsensitive) == 0;
    }
}

// Avro ----------------------------------------------------------------------

class Avro
{
public:
    Result<Columns> read(const json &schema)
    {
        learn(schema, 0);
        const json *top = &schema;
        if (const auto error = recordInto(*top, {}, 0); error)
            return *error;
        if (m_columns.isEmpty()) {
            mesh::Column value;
            value.name = u"value"_s;
            value.type = typeName(*top);
            m_columns.append(value);
        }
        return std::move(m_columns);
    }

private:
    /// Named types may be used by name after they were first written out.
    void learn(const json &schema, int depth)
    {
        if (depth > deepest * 2)
            return;
        if (schema.is_object()) {
            const QString name = net::optionalString(schema, "name").valueOr({});
            const QString space = net::optionalString(schema, "namespace").valueOr({});
            if (!name.isEmpty() && schema.contains("type") && !schema["type"].is_array()) {
                m_named.insert(name, &schema);
                if (!space.isEmpty())
                    m_named.insert(space + u'.' + name, &schema);
            }
            for (const auto &member : schema.items())
                learn(member.value(), depth + 1);
        } else if (schema.is_array()) {
            for (const json &member : schema)
                learn(member, depth + 1);
        }
    }

    /// The type behind a union with null; `required` is false for one.
    static const json &plain(const json &type, bool &required)
    {
        required = true;
        if (!type.is_array())
            return type;
        const json *only = &type;
        int others = 0;
        for (const json &branch : type) {
            if (textOf(branch) == "null"_L1)
                required = false;
            else if (++others == 1)
                only = &branch;
        }
        return others == 1 ? *only : type;
    }

    QString typeName(const json &type, int depth = 0) const
    {
        if (type.is_string() || depth > deepest)
            return textOf(type).section(u'.', -1);
        if (type.is_array()) {
            QStringList branches;
            for (const json &branch : type)
                branches.append(typeName(branch, depth + 1));
            return branches.join(u'|');
        }
        const QString logical = net::optionalString(type, "logicalType").valueOr({});
        if (!logical.isEmpty())
            return logical;
        const auto kind = type.is_object() ? type.find("type") : type.end();
        if (kind == type.end())
            return {};
        const QString word = textOf(*kind);
        if (word == "array"_L1 && type.contains("items"))
            return u"array<%1>"_s.arg(typeName(type["items"], depth + 1));
        if (word == "map"_L1 && type.contains("values"))
            return u"map<string,%1>"_s.arg(typeName(type["values"], depth + 1));
        return word.isEmpty() ? typeName(*kind, depth + 1) : word;
    }

    /// Through names, arrays and maps to a record, or to nothing.
    const json *recordIn(const json &type) const
    {
        const json *inner = &type;
        for (int depth = 0; depth < deepest; ++depth) {
            bool required = true;
            inner = &plain(*inner, required);
            if (inner->is_string()) {
                const auto known = m_named.constFind(textOf(*inner));
                if (known == m_named.constEnd())
                    return nullptr;
                inner = *known;
            }
            if (!inner->is_object() || !inner->contains("type"))
                return nullptr;
            const QString kind = textOf((*inner)["type"]);
            if (kind == "record"_L1)
                return inner;
            const char *next = kind == "array"_L1 ? "items" : kind == "map"_L1 ? "values" : "type";
            if (!inner->contains(next) || (kind != ""_L1 && next == std::string_view("type")))
                return nullptr;
            inner = &(*inner)[next];
        }
        return nullptr;
    }

    std::optional<Error> recordInto(const json &type, const QString &prefix, int depth)
    {
        const json *record = recordIn(type);
        if (!record || depth > deepest || m_open.contains(record))
            return std::nullopt;
        const auto fields = net::requireArray(*record, "fields");
        if (!fields)
            return fields.error();
        m_open.append(record);
        for (std::size_t i = 0; i < (*fields)->size() && m_columns.size() < mostColumns; ++i) {
            const json &node = (**fields)[i];
            net::Fields field(node, u"/fields/"_s + QString::number(i));
            mesh::Column column;
            column.name = prefix + field.needText("name");
            column.description = field.text("doc");
            addTags(column, field.texts("confluent:tags"));
            if (field.error())
                return field.error();
            if (!node.contains("type"))
                return net::wrongType(field.at("type"), u"a type"_s);
            const json &inner = plain(node["type"], column.required);
            column.type = typeName(inner);
            const QString inside = column.name + u'.';
            m_columns.append(std::move(column));
            if (auto error = recordInto(inner, inside, depth + 1))
                return error;
        }
        m_open.removeLast();
        return std::nullopt;
    }

    QHash<QString, const json *> m_named;
    QList<const json *> m_open; // records around the one being read
    Columns m_columns;
};

// JSON Schema ---------------------------------------------------------------

class JsonSchema
{
public:
    explicit JsonSchema(const json &root) : m_root(root) {}

    Columns read()
    {
        propertiesInto(m_root, {}, 0);
        return std::move(m_columns);
    }

private:
    const json &resolved(const json &schema) const
    {
        const json *inner = &schema;
        for (int depth = 0; depth < deepest && inner->is_object() && inner->contains("$ref");
             ++depth) {
            const QString reference = textOf((*inner)["$ref"]);
            if (!reference.startsWith(u"#/"_s))
                return *inner;
            const json *target = &m_root;
            for (const QString &part : reference.mid(2).split(u'/')) {
                const std::string name = part.toStdString();
                if (!target->is_object() || !target->contains(name))
                    return *inner;
                target = &(*target)[name];
            }
            inner = target;
        }
        return *inner;
    }

    static QString typeName(const json &schema)
    {
        if (!schema.is_object())
            return {};
        if (schema.contains("format") && schema["format"].is_string())
            return textOf(schema["format"]);
        const auto type = schema.find("type");
        if (type == schema.end())
            return schema.contains("properties") ? u"object"_s : QString();
        if (type->is_string())
            return textOf(*type);
        QStringList words;
        for (const json &word : *type) {
            if (textOf(word) != "null"_L1)
                words.append(textOf(word));
        }
        return words.join(u'|');
    }

    void propertiesInto(const json &unresolved, const QString &prefix, int depth)
    {
        const json *schema = &resolved(unresolved);
        for (int i = 0; i < deepest && schema->is_object() && schema->contains("items"); ++i)
            schema = &resolved((*schema)["items"]);
        if (depth > deepest || !schema->is_object() || m_open.contains(schema))
            return;
        const auto properties = net::optionalObject(*schema, "properties");
        if (!properties || !*properties)
            return;
        const QStringList required = net::optionalStrings(*schema, "required").valueOr({});
        m_open.append(schema);
        for (const auto &[name, node] : (*properties)->items()) {
            if (m_columns.size() >= mostColumns)
                break;
            const json &property = resolved(node);
            mesh::Column column;
            column.name = prefix + QString::fromStdString(name);
            column.type = typeName(property);
            if (property.is_object() && property.contains("items"))
                column.type = u"array<%1>"_s.arg(typeName(resolved(property["items"])));
            column.required = required.contains(QString::fromStdString(name));
            if (property.is_object()) {
                column.description = net::optionalString(property, "description").valueOr({});
                addTags(column, net::optionalStrings(property, "confluent:tags").valueOr({}));
            }
            const QString inside = column.name + u'.';
            m_columns.append(std::move(column));
            propertiesInto(property, inside, depth + 1);
        }
        m_open.removeLast();
    }

    const json &m_root;
    QList<const json *> m_open;
    Columns m_columns;
};

} // namespace

Result<Columns> columnsOfAvro(const QString &text)
{
    // The short form of a primitive is a bare word as often as a quoted one.
    static const QRegularExpression word(u"^\\w+$"_s);
    const bool isWord = word.match(text.trimmed()).hasMatch();
    const auto schema = net::parseJson((isWord ? u'"' + text.trimmed() + u'"' : text).toUtf8());
    return schema ? Avro().read(*schema) : schema.error();
}

Result<Columns> columnsOfJsonSchema(const QString &text)
{
    const auto schema = net::parseJson(text.toUtf8());
    return schema ? JsonSchema(*schema).read() : Result<Columns>(schema.error());
}

} // namespace meshlens::catalogs
