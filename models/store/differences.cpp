// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/differences.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::store {
namespace {

constexpr qsizetype detailsAtMost = 20;
constexpr qsizetype textAtMost = 80;

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

QString shortened(const QString &text)
{
    const QString line = text.simplified();
    return line.size() <= textAtMost ? line : line.left(textAtMost - 1) + u'…';
}

QString fromTo(const QString &before, const QString &after)
{
    if (before.isEmpty())
        return shortened(after);
    if (after.isEmpty())
        return tr("%1 removed").arg(shortened(before));
    return shortened(before) + u" → "_s + shortened(after);
}

class Differences
{
public:
    void text(const QString &what, const QString &before, const QString &after)
    {
        if (before != after)
            m_all.append({what, fromTo(before, after)});
    }

    /// Long text: that it changed says enough.
    void prose(const QString &what, const QString &before, const QString &after)
    {
        if (before.simplified() != after.simplified())
            m_all.append({what, before.isEmpty()  ? tr("added")
                                : after.isEmpty() ? tr("removed")
                                                  : QString()});
    }

    template<typename Enum>
    void word(const QString &what, Enum before, Enum after)
    {
        if (before != after)
            m_all.append({what, fromTo(mesh::toText(before), mesh::toText(after))});
    }

    void list(const QString &what, const QStringList &before, const QStringList &after)
    {
        QStringList details;
        for (const QString &one : after) {
            if (!before.contains(one))
                details.append(tr("%1 added").arg(bare(one)));
        }
        for (const QString &one : before) {
            if (!after.contains(one))
                details.append(tr("%1 removed").arg(bare(one)));
        }
        addDetails(what, details);
    }

    /// Columns are paired by their name, then by the field's id where the source gives one: that
    /// pair was renamed. A name that stands for another field than before is told apart as well.
    /// What breaks those who read it (gone, renamed, another type) is told once more by itself:
    /// rules ask for it. A schema that is not known any more breaks nothing.
    void columns(const QList<mesh::Column> &before, const QList<mesh::Column> &after)
    {
        QHash<QString, const mesh::Column *> old;
        for (const mesh::Column &column : before)
            old.insert(column.name, &column);
        QList<const mesh::Column *> unknown;
        QStringList details, breaks;
        const auto broke = [&](const QString &detail) {
            details.append(detail);
            breaks.append(detail);
        };
        for (const mesh::Column &column : after) {
            const mesh::Column *was = old.value(column.name);
            if (!was || isOther(*was, column)) {
                unknown.append(&column);
                continue;
            }
            old.remove(column.name);
            if (was->type != column.type && !was->type.isEmpty() && !column.type.isEmpty())
                broke(retyped(*was, column));
            else if (was->type != column.type)
                details.append(retyped(*was, column));
        }
        QHash<QString, const mesh::Column *> gone;
        for (const mesh::Column *column : std::as_const(old)) {
            if (!column->fieldId.isEmpty())
                gone.insert(column->fieldId, column);
        }
        for (const mesh::Column *column : std::as_const(unknown)) {
            const mesh::Column *was =
                column->fieldId.isEmpty() ? nullptr : gone.take(column->fieldId);
            if (!was) {
                details.append(tr("%1 added").arg(column->name));
                continue;
            }
            old.remove(was->name);
            broke(tr("%1 renamed to %2").arg(was->name, column->name));
            if (was->type != column->type)
                broke(retyped(*was, *column));
        }
        for (const mesh::Column &column : before) {
            if (old.contains(column.name))
                broke(tr("%1 removed").arg(column.name));
        }
        addDetails(u"schema"_s, details);
        if (!after.isEmpty())
            addDetails(u"schema_break"_s, breaks);
    }

    void ports(const QList<mesh::Port> &before, const QList<mesh::Port> &after)
    {
        QStringList beforeNames, afterNames;
        for (const mesh::Port &port : before)
            beforeNames.append(port.name.isEmpty() ? port.id : port.name);
        for (const mesh::Port &port : after)
            afterNames.append(port.name.isEmpty() ? port.id : port.name);
        list(u"ports"_s, beforeNames, afterNames);
    }

    [[nodiscard]] QList<Difference> all() const { return m_all; }

private:
    /// The same name, but the source says that it is not the same field any more.
    static bool isOther(const mesh::Column &before, const mesh::Column &after)
    {
        return !before.fieldId.isEmpty() && !after.fieldId.isEmpty() &&
               before.fieldId != after.fieldId;
    }

    static QString retyped(const mesh::Column &before, const mesh::Column &after)
    {
        return u"%1: %2 → %3"_s.arg(after.name, before.type, after.type);
    }

    static QString bare(const QString &key)
    {
        return key.startsWith(u"party://"_s) ? key.mid(8) : key;
    }

    void addDetails(const QString &what, QStringList details)
    {
        if (details.isEmpty())
            return;
        const qsizetype more = details.size() - detailsAtMost;
        if (more > 0) {
            details.resize(detailsAtMost);
            details.append(QCoreApplication::translate("Store", "and %n more", nullptr,
                                                       static_cast<int>(more)));
        }
        m_all.append({what, details.join(u", "_s)});
    }

    QList<Difference> m_all;
};

} // namespace

QList<Difference> differences(const mesh::Domain &before, const mesh::Domain &after)
{
    Differences found;
    found.text(u"name"_s, before.name, after.name);
    found.prose(u"description"_s, before.description, after.description);
    found.list(u"owner"_s, before.owners, after.owners);
    return found.all();
}

QList<Difference> differences(const mesh::Party &before, const mesh::Party &after)
{
    Differences found;
    found.text(u"name"_s, before.name, after.name);
    found.text(u"team"_s, before.team, after.team);
    return found.all();
}

QList<Difference> differences(const mesh::Term &before, const mesh::Term &after)
{
    Differences found;
    found.text(u"name"_s, before.name, after.name);
    found.prose(u"description"_s, before.definition, after.definition);
    return found.all();
}

QList<Difference> differences(const mesh::DataProduct &before, const mesh::DataProduct &after)
{
    Differences found;
    found.text(u"name"_s, before.name, after.name);
    found.text(u"version"_s, before.version, after.version);
    found.word(u"status"_s, before.status, after.status);
    found.list(u"owner"_s, before.owners, after.owners);
    found.prose(u"description"_s, before.description, after.description);
    found.prose(u"limitations"_s, before.limitations, after.limitations);
    found.text(u"domain"_s, before.domain, after.domain);
    found.word(u"class"_s, before.classification, after.classification);
    found.word(u"access"_s, before.access, after.access);
    found.text(u"contract"_s, before.contractId, after.contractId);
    found.ports(before.ports, after.ports);
    found.list(u"tags"_s, before.tags, after.tags);
    return found.all();
}

QList<Difference> differences(const mesh::Dataset &before, const mesh::Dataset &after)
{
    Differences found;
    found.columns(before.columns, after.columns);
    found.text(u"name"_s, before.qualifiedName, after.qualifiedName);
    found.word(u"status"_s, before.status, after.status);
    found.list(u"owner"_s, before.owners, after.owners);
    found.prose(u"description"_s, before.description, after.description);
    found.word(u"class"_s, before.classification, after.classification);
    found.text(u"contract"_s, before.contractId, after.contractId);
    found.list(u"tags"_s, before.tags, after.tags);
    return found.all();
}

} // namespace meshlens::store
