// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/access/words.h"
#include "ui/discover/compare_model.h"
#include "ui/parts/format.h"
#include "ui/product/product_words.h"

#include <QCoreApplication>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostColumns = 2000;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::ui::Compare)
};

class Rows
{
public:
    explicit Rows(const QList<Compared> &things) : m_things(things) {}

    void heading(const QString &title) { m_rows.append({.label = title, .heading = true}); }

    template<typename Make>
    void add(const QString &label, Make make)
    {
        CompareRow row{.label = label};
        for (const Compared &thing : m_things)
            row.cells.append(make(thing));
        m_rows.append(row);
    }

    /// A line of text; nothing known reads "unknown" or what is given.
    template<typename Make>
    void text(const QString &label, Make make, const QString &none = Text::tr("unknown"))
    {
        add(label, [&](const Compared &thing) {
            const QString words = make(thing);
            return CompareCell{
                .text = words.isEmpty() ? none : words, .tip = words, .unknown = words.isEmpty()};
        });
    }

    void append(const CompareRow &row) { m_rows.append(row); }
    [[nodiscard]] const QList<CompareRow> &all() const { return m_rows; }

private:
    const QList<Compared> &m_things;
    QList<CompareRow> m_rows;
};

Mark markOf(QualityMark mark)
{
    switch (mark) {
    case QualityMark::Met:
        return Mark::Met;
    case QualityMark::Partly:
        return Mark::Partly;
    case QualityMark::Missed:
        return Mark::Missed;
    case QualityMark::Unknown:
        break;
    }
    return Mark::Unknown;
}

void addTrust(Rows &rows, std::int64_t nowMs)
{
    rows.heading(Text::tr("Trust"));
    rows.add(Text::tr("Quality"), [](const Compared &thing) {
        const QualityBadge badge = qualityBadge(thing.data.card.summary);
        return CompareCell{.text = format::score(badge.value, badge.coverage),
                           .quality = badge,
                           .tip = checksWords(thing.data.card.quality)};
    });
    rows.add(Text::tr("Freshness"), [nowMs](const Compared &thing) {
        const FreshnessBadge badge = freshnessBadge(thing.data.card.summary, nowMs);
        return CompareCell{
            .text = freshnessText(badge), .freshness = badge, .tip = freshnessWords(badge)};
    });
    for (std::size_t i = 0; i < 6; ++i) {
        rows.add(qualityName(static_cast<mesh::Quality>(i)), [i](const Compared &thing) {
            const auto value = thing.data.card.summary.qualities[i];
            return CompareCell{.text = value ? format::percent(*value / 100)
                                             : Text::tr("no rule applies"),
                               .mark = markOf(qualityMark(value)),
                               .unknown = !value};
        });
    }
    rows.text(Text::tr("Certified"), [](const Compared &thing) {
        return thing.data.row.certified ? Text::tr("yes") : Text::tr("no");
    });
}

void addTerms(Rows &rows)
{
    rows.heading(Text::tr("Terms"));
    rows.text(Text::tr("Access"), [](const Compared &thing) {
        return thing.data.isDataset ? QString() : access::accessWords(thing.offer.way);
    });
    rows.text(Text::tr("Kind"),
              [](const Compared &thing) { return archetypeWords(thing.data.row.archetype); });
    rows.text(Text::tr("Domain"), [](const Compared &thing) { return thing.data.row.domainName; });
    rows.text(
        Text::tr("Owner"), [](const Compared &thing) { return thing.data.ownerNames(); },
        Text::tr("nobody named"));
    rows.text(Text::tr("Status"),
              [](const Compared &thing) { return statusWords(thing.data.row.status); });
    rows.text(Text::tr("Version"), [](const Compared &thing) { return thing.data.row.version; });
    rows.text(Text::tr("Classification"),
              [](const Compared &thing) { return classWords(thing.data.row.classification); });
    rows.text(Text::tr("Personal data"), [](const Compared &thing) {
        return thing.data.row.personal ? Text::tr("some columns") : Text::tr("none marked");
    });
    rows.text(
        Text::tr("Permitted purposes"),
        [](const Compared &thing) {
            QStringList purposes;
            for (const mesh::Contract &contract : thing.data.contracts) {
                for (const QString &word : contract.permittedPurposes) {
                    const auto kind = mesh::fromText<mesh::PurposeKind>(word);
                    const QString words = kind ? access::purposeWords(*kind) : word;
                    if (!purposes.contains(words))
                        purposes += words;
                }
            }
            return purposes.join(u", "_s);
        },
        Text::tr("not said"));
    rows.text(Text::tr("Rows"), [](const Compared &thing) {
        std::optional<qint64> count;
        for (const mesh::Dataset &dataset : thing.data.datasets) {
            if (dataset.rows)
                count = count.value_or(0) + *dataset.rows;
        }
        return count ? format::shortCount(static_cast<double>(*count)) : QString();
    });
    rows.text(Text::tr("Found in"),
              [](const Compared &thing) { return thing.data.row.catalogs.join(u", "_s); });
}

/// Promises by what they are about: each thing's own value, with whether it is kept.
void addServiceLevels(Rows &rows, const QList<Compared> &things)
{
    QStringList properties;
    for (const Compared &thing : things) {
        for (const mesh::Contract &contract : thing.data.contracts) {
            for (const mesh::ServiceLevel &level : contract.serviceLevels) {
                if (level.element.isEmpty() && !properties.contains(level.property))
                    properties += level.property;
            }
        }
    }
    if (properties.isEmpty())
        return;
    rows.heading(Text::tr("Service levels"));
    for (const QString &property : std::as_const(properties)) {
        QString label = property;
        if (!label.isEmpty())
            label[0] = label[0].toUpper();
        rows.text(
            label,
            [&](const Compared &thing) {
                QStringList values;
                for (const mesh::Contract &contract : thing.data.contracts) {
                    for (const mesh::ServiceLevel &level : contract.serviceLevels) {
                        const QString value = (level.value + u' ' + level.unit).trimmed();
                        if (level.property == property && level.element.isEmpty() &&
                            !values.contains(value))
                            values += value;
                    }
                }
                return values.join(u", "_s);
            },
            Text::tr("not promised"));
    }
}

const mesh::Column *columnOf(const ProductData &data, const QString &name)
{
    for (const mesh::Dataset &dataset : data.datasets) {
        for (const mesh::Column &column : dataset.columns) {
            if (column.name.compare(name, Qt::CaseInsensitive) == 0)
                return &column;
        }
    }
    return nullptr;
}

CompareCell columnCell(const Compared &thing, const QString &name)
{
    const mesh::Column *column = columnOf(thing.data, name);
    if (!column)
        return {.text = Text::tr("–"), .tip = Text::tr("has no such column"), .unknown = true};
    QStringList words{column->type.isEmpty() ? Text::tr("type unknown") : column->type};
    if (column->primaryKey)
        words += Text::tr("key");
    if (column->personal)
        words += Text::tr("personal");
    return {.text = words.join(u", "_s), .tip = column->description, .mono = true};
}

void addColumns(Rows &rows, const QList<Compared> &things)
{
    QStringList names; // shared ones first, each in the order of the first thing that has it
    QSet<QString> seen;
    for (const Compared &thing : things) {
        for (const mesh::Dataset &dataset : thing.data.datasets) {
            for (const mesh::Column &column : dataset.columns) {
                if (seen.size() < mostColumns && !seen.contains(column.name.toLower())) {
                    seen.insert(column.name.toLower());
                    names += column.name;
                }
            }
        }
    }
    if (names.isEmpty())
        return;
    const auto shared = [&](const QString &name) {
        return std::ranges::count_if(
            things, [&](const Compared &thing) { return columnOf(thing.data, name) != nullptr; });
    };
    QHash<QString, qint64> counts;
    for (const QString &name : std::as_const(names))
        counts.insert(name, shared(name));
    std::ranges::stable_sort(names, std::ranges::greater{},
                             [&](const QString &name) { return counts.value(name); });
    const auto common = std::ranges::count_if(
        names, [&](const QString &name) { return counts.value(name) == things.size(); });
    rows.heading(Text::tr("Columns, %1 of %2 in all of them")
                     .arg(format::count(common), format::count(names.size())));
    for (const QString &name : std::as_const(names)) {
        CompareRow row{.label = name, .mono = true};
        for (const Compared &thing : things)
            row.cells.append(columnCell(thing, name));
        rows.append(row);
    }
}

} // namespace

QList<CompareRow> compareRows(const QList<Compared> &things, std::int64_t nowMs)
{
    Rows rows(things);
    addTrust(rows, nowMs);
    addTerms(rows);
    addServiceLevels(rows, things);
    addColumns(rows, things);
    return rows.all();
}

} // namespace meshlens::ui
