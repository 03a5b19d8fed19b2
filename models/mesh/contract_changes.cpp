// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mesh/contract_changes.h"

#include <nlohmann/json.hpp>

#include <QMap>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace meshlens::mesh {
namespace {

using Json = nlohmann::json;
using Part = ContractChange::Part;
using Effect = ContractChange::Effect;

constexpr int deepest = 16;
constexpr qsizetype mostColumns = 20'000;

QString textOf(const Json &node, const char *name)
{
    const auto found = node.find(name);
    if (found == node.end())
        return {};
    if (found->is_string())
        return QString::fromStdString(found->get<std::string>()).left(400);
    if (found->is_boolean())
        return found->get<bool>() ? u"true"_s : u"false"_s;
    return found->is_number() ? QString::fromStdString(found->dump()) : QString();
}

bool flagOf(const Json &node, std::initializer_list<const char *> names)
{
    return std::ranges::any_of(names, [&](const char *name) {
        return textOf(node, name).compare(u"true", Qt::CaseInsensitive) == 0;
    });
}

QString firstText(const Json &node, std::initializer_list<const char *> names)
{
    for (const char *name : names) {
        if (QString text = textOf(node, name); !text.isEmpty())
            return text;
    }
    return {};
}

class ColumnReader
{
public:
    /// An ODCS list of objects with names.
    void readList(const Json &list, const QString &above, int depth)
    {
        if (!list.is_array())
            return;
        for (const Json &entry : list) {
            if (entry.is_object())
                readOne(firstText(entry, {"name", "column", "table"}), entry, above, depth);
        }
    }

    /// A Data Contract Specification object whose members are the names.
    void readMembers(const Json &members, const QString &above, int depth)
    {
        if (!members.is_object())
            return;
        for (const auto &[name, entry] : members.items()) {
            if (entry.is_object())
                readOne(QString::fromStdString(name), entry, above, depth);
        }
    }

    [[nodiscard]] const QList<PromisedColumn> &columns() const { return m_columns; }

private:
    void readOne(const QString &name, const Json &entry, const QString &above, int depth)
    {
        if (name.isEmpty() || depth > deepest || m_columns.size() >= mostColumns)
            return;
        const QString path = above.isEmpty() ? name : above + u'.' + name;
        if (depth > 0)
            m_columns.append(
                {path, firstText(entry, {"physicalType", "logicalType", "type"}),
                 flagOf(entry, {"required"}) || textOf(entry, "isNullable") == u"false",
                 flagOf(entry, {"unique", "isUnique"}), textOf(entry, "classification")});
        for (const char *below : {"properties", "columns"}) {
            if (const auto found = entry.find(below); found != entry.end())
                readList(*found, path, depth + 1);
        }
        if (const auto fields = entry.find("fields"); fields != entry.end())
            readMembers(*fields, path, depth + 1);
        if (const auto items = entry.find("items"); items != entry.end() && items->is_object()) {
            if (const auto inner = items->find("properties"); inner != items->end())
                readList(*inner, path, depth + 1);
            if (const auto inner = items->find("fields"); inner != items->end())
                readMembers(*inner, path, depth + 1);
        }
    }

    QList<PromisedColumn> m_columns;
};

QString tableOf(const QString &column)
{
    return column.section(u'.', 0, 0);
}

class Differences
{
public:
    void text(Part part, const QString &before, const QString &after,
              Effect effect = Effect::Neutral)
    {
        if (before.simplified() != after.simplified())
            m_all.append({part, {}, before, after, effect});
    }

    void add(Part part, const QString &name, const QString &before, const QString &after,
             Effect effect)
    {
        m_all.append({part, name, before, after, effect});
    }

    void columns(const QList<PromisedColumn> &before, const QList<PromisedColumn> &after)
    {
        if (before.isEmpty() || after.isEmpty())
            return; // one of them describes no schema: nothing can be said
        const QMap<QString, PromisedColumn> old = byName(before);
        const QMap<QString, PromisedColumn> now = byName(after);
        const QSet<QString> goneTables = tables(before) - tables(after);
        const QSet<QString> newTables = tables(after) - tables(before);
        for (const QString &table : goneTables)
            add(Part::Table, table, table, {}, Effect::Breaking);
        for (const QString &table : newTables)
            add(Part::Table, table, {}, table, Effect::Compatible);
        for (const PromisedColumn &column : old) {
            if (!now.contains(column.name) && !goneTables.contains(tableOf(column.name)))
                add(Part::Column, column.name, column.type.isEmpty() ? column.name : column.type,
                    {}, Effect::Breaking);
        }
        for (const PromisedColumn &column : now) {
            const auto was = old.constFind(column.name);
            if (was != old.cend())
                change(*was, column);
            else if (!newTables.contains(tableOf(column.name)))
                add(Part::Column, column.name, {},
                    column.type.isEmpty() ? column.name : column.type, Effect::Compatible);
        }
    }

    void serviceLevels(const QList<ServiceLevel> &before, const QList<ServiceLevel> &after)
    {
        const auto key = [](const ServiceLevel &level) {
            return level.element.isEmpty() ? level.property : level.property + u' ' + level.element;
        };
        QMap<QString, ServiceLevel> now;
        for (const ServiceLevel &level : after)
            now.insert(key(level), level);
        for (const ServiceLevel &level : before) {
            const auto found = now.constFind(key(level));
            if (found == now.cend()) {
                add(Part::ServiceLevel, key(level), words(level), {}, Effect::Breaking);
                continue;
            }
            if (words(level) != words(*found))
                add(Part::ServiceLevel, key(level), words(level), words(*found),
                    effectOf(level, *found));
            now.remove(key(level));
        }
        for (const ServiceLevel &level : std::as_const(now))
            add(Part::ServiceLevel, key(level), {}, words(level), Effect::Compatible);
    }

    void purposes(const QStringList &before, const QStringList &after)
    {
        if (before.isEmpty() && after.isEmpty())
            return;
        if (before.isEmpty() != after.isEmpty()) { // none named: any is permitted
            add(Part::Purpose, {}, before.join(u", "_s), after.join(u", "_s),
                before.isEmpty() ? Effect::Breaking : Effect::Compatible);
            return;
        }
        for (const QString &purpose : before) {
            if (!after.contains(purpose))
                add(Part::Purpose, {}, purpose, {}, Effect::Breaking);
        }
        for (const QString &purpose : after) {
            if (!before.contains(purpose))
                add(Part::Purpose, {}, {}, purpose, Effect::Compatible);
        }
    }

    [[nodiscard]] QList<ContractChange> all()
    {
        std::ranges::stable_sort(m_all, [](const ContractChange &a, const ContractChange &b) {
            const bool breaksA = a.effect == Effect::Breaking;
            const bool breaksB = b.effect == Effect::Breaking;
            return std::tie(breaksB, a.part, a.name) < std::tie(breaksA, b.part, b.name);
        });
        return m_all;
    }

private:
    static QMap<QString, PromisedColumn> byName(const QList<PromisedColumn> &columns)
    {
        QMap<QString, PromisedColumn> all;
        for (const PromisedColumn &column : columns)
            all.insert(column.name, column);
        return all;
    }

    static QSet<QString> tables(const QList<PromisedColumn> &columns)
    {
        QSet<QString> all;
        for (const PromisedColumn &column : columns)
            all.insert(tableOf(column.name));
        return all;
    }

    static QString words(const ServiceLevel &level)
    {
        return (level.value + u' ' + level.unit).trimmed();
    }

    /// Of latency and the like less is better, of the rest (availability, retention) more.
    static Effect effectOf(const ServiceLevel &before, const ServiceLevel &after)
    {
        bool isNumber = false;
        bool isNumberToo = false;
        const double old = before.value.toDouble(&isNumber);
        const double now = after.value.toDouble(&isNumberToo);
        if (!isNumber || !isNumberToo || before.unit != after.unit)
            return Effect::Breaking; // not to be told from here: somebody must look
        static const QStringList lessIsBetter{u"latency"_s, u"freshness"_s, u"frequency"_s,
                                              u"timetorepair"_s, u"timetonotify"_s};
        const bool less = lessIsBetter.contains(before.property.toLower());
        return (now > old) == less ? Effect::Breaking : Effect::Compatible;
    }

    void change(const PromisedColumn &before, const PromisedColumn &after)
    {
        const auto flag = [](bool on) { return on ? u"yes"_s : u"no"_s; };
        if (before.type.compare(after.type, Qt::CaseInsensitive) != 0)
            add(Part::Type, after.name, before.type, after.type, Effect::Breaking);
        if (before.required != after.required)
            add(Part::Required, after.name, flag(before.required), flag(after.required),
                after.required ? Effect::Compatible : Effect::Breaking);
        if (before.unique != after.unique)
            add(Part::Unique, after.name, flag(before.unique), flag(after.unique),
                after.unique ? Effect::Compatible : Effect::Breaking);
        if (before.classification != after.classification)
            add(Part::Classification, after.name, before.classification, after.classification,
                Effect::Neutral);
    }

    QList<ContractChange> m_all;
};

} // namespace

QList<PromisedColumn> promisedColumns(const QByteArray &document)
{
    const Json root = Json::parse(document.cbegin(), document.cend(), nullptr, false);
    if (!root.is_object())
        return {};
    ColumnReader reader;
    for (const char *name : {"schema", "dataset"}) {
        if (const auto list = root.find(name); list != root.end())
            reader.readList(*list, {}, 0);
    }
    if (const auto members = root.find("models"); members != root.end())
        reader.readMembers(*members, {}, 0);
    return reader.columns();
}

QList<ContractChange> contractChanges(const Contract &before, const Contract &after)
{
    Differences differences;
    differences.text(Part::Version, before.version, after.version);
    const bool ends = after.status == Status::Deprecated || after.status == Status::Retired;
    differences.text(Part::Status, toText(before.status), toText(after.status),
                     ends ? Effect::Breaking : Effect::Neutral);
    differences.text(Part::Description, before.description, after.description);
    differences.text(Part::Usage, before.usage, after.usage);
    differences.text(Part::Limitations, before.limitations, after.limitations);
    differences.purposes(before.permittedPurposes, after.permittedPurposes);
    differences.serviceLevels(before.serviceLevels, after.serviceLevels);
    differences.columns(promisedColumns(before.document), promisedColumns(after.document));
    return differences.all();
}

} // namespace meshlens::mesh
