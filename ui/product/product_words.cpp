// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/product/product_words.h"

#include "ui/parts/format.h"
#include "ui/parts/icons.h"

#include <QCoreApplication>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::ui::Product)
};

QString upperFirst(QString word)
{
    if (!word.isEmpty())
        word[0] = word[0].toUpper();
    return word;
}

} // namespace

QString versioned(const QString &words, const QString &version)
{
    if (version.isEmpty())
        return words;
    return version.startsWith(u'v') ? words + u' ' + version : words + u" v"_s + version;
}

QString dimensionName(mesh::Dimension dimension)
{
    switch (dimension) {
    case mesh::Dimension::Completeness:
        return Text::tr("Completeness");
    case mesh::Dimension::Validity:
        return Text::tr("Validity");
    case mesh::Dimension::Consistency:
        return Text::tr("Consistency");
    case mesh::Dimension::Accuracy:
        return Text::tr("Accuracy");
    case mesh::Dimension::Uniqueness:
        return Text::tr("Uniqueness");
    case mesh::Dimension::Timeliness:
        return Text::tr("Timeliness");
    }
    return {};
}

QString archetypeWords(mesh::Archetype archetype)
{
    return upperFirst(mesh::toText(archetype));
}

QString statusWords(mesh::Status status)
{
    return upperFirst(mesh::toText(status));
}

QString classWords(mesh::Classification value)
{
    return upperFirst(mesh::toText(value));
}

QString checksWords(const scores::QualityScore &score)
{
    if (score.defined == 0)
        return Text::tr("no checks");
    return Text::tr("from %1 of %n checks", nullptr, score.defined)
        .arg(format::count(score.usable));
}

bool canRequest(const Session &session, const ProductData &data)
{
    const QList<CatalogKind> kinds = session.kinds();
    return std::ranges::any_of(data.catalogs, [&](const store::CatalogRow &catalog) {
        return std::ranges::any_of(kinds, [&](const CatalogKind &kind) {
            return kind.kind == catalog.connection.kind &&
                   kind.capabilities.contains(mesh::Capability::Request);
        });
    });
}

Token gradeColour(std::optional<double> score)
{
    const Grade grade = gradeOf(score);
    return grade == Grade::None ? Token::MuteFill : toneFill(gradeTone(grade));
}

QList<QList<Cell>> dimensionRows(const scores::QualityScore &score)
{
    QList<QList<Cell>> rows;
    for (const scores::QualityPart &part : score.parts) {
        Cell bar{.hasBar = true, .barColour = gradeColour(part.value)};
        if (part.value)
            bar.bar = *part.value / 100;
        rows.append(
            QList<Cell>{{.text = dimensionName(part.dimension)},
                        bar,
                        {.text = part.value ? format::number(*part.value, 0) : Text::tr("–"),
                         .colour = Token::Text,
                         .align = Qt::AlignRight,
                         .tip = part.value ? QString() : Text::tr("no usable result")}});
    }
    return rows;
}

QList<Cell> factCells(const QString &name, const QString &value)
{
    return {{.text = name, .colour = Token::Text3}, {.text = value, .colour = Token::Text}};
}

QList<Cell> quietCells(const QString &text)
{
    return {{.text = text, .colour = Token::Text3}};
}

QString portIcon(const mesh::Port &port)
{
    const QString words = (port.protocol + u' ' + port.format).toLower();
    if (words.contains(u"kafka") || words.contains(u"stream") || words.contains(u"mqtt"))
        return u"stream"_s;
    if (words.contains(u"rest") || words.contains(u"http") || words.contains(u"api"))
        return u"api"_s;
    if (words.contains(u"file") || words.contains(u"s3") || words.contains(u"parquet") ||
        words.contains(u"csv"))
        return u"file"_s;
    if (words.contains(u"sql") || words.contains(u"postgres") || words.contains(u"jdbc"))
        return u"sql"_s;
    return u"table"_s;
}

QString portWords(const mesh::Port &port)
{
    if (port.protocol.isEmpty() && port.format.isEmpty()) // all that is known is where it leads
        return port.dataset.isEmpty() || port.dataset.startsWith(u"custom:")
                   ? Text::tr("Port")
                   : upperFirst(port.dataset.section(u"://"_s, 0, 0));
    if (port.protocol.isEmpty())
        return upperFirst(port.format);
    return port.protocol.size() <= 4 ? port.protocol.toUpper() : upperFirst(port.protocol);
}

QString portAddress(const mesh::Port &port)
{
    if (!port.address.isEmpty())
        return port.address;
    if (!port.dataset.isEmpty())
        return port.dataset.section(u"://"_s, 1);
    return port.name;
}

QList<QList<Cell>> portRows(const ProductData &data, mesh::PortDirection direction, int most)
{
    QList<QList<Cell>> rows;
    for (const mesh::Port &port : data.product.thing.ports) {
        if (port.direction != direction || rows.size() == most)
            continue;
        rows.append(QList<Cell>{{.text = portWords(port),
                                 .colour = Token::Text,
                                 .role = TextRole::TableStrong,
                                 .icon = portIcon(port)},
                                {.text = port.name.isEmpty() ? portAddress(port) : port.name,
                                 .colour = Token::Text3,
                                 .tip = portAddress(port)}});
    }
    return rows;
}

QList<Tag> columnTags(const mesh::Column &column)
{
    QList<Tag> tags;
    if (column.primaryKey)
        tags.append({Text::tr("Key"), Tone::Mute, {}, false});
    else if (column.unique)
        tags.append({Text::tr("Unique"), Tone::Fair, {}, false});
    if (column.personal)
        tags.append(personalTag());
    else if (column.classification == mesh::Classification::Confidential ||
             column.classification == mesh::Classification::Restricted)
        tags.append({classWords(column.classification), Tone::Warn, u"lock"_s, false});
    return tags;
}

QList<QList<Cell>> columnRows(const ProductData &data, int most)
{
    QList<QList<Cell>> rows;
    for (const mesh::Dataset &dataset : data.datasets) {
        for (const mesh::Column &column : dataset.columns) {
            if (rows.size() == most)
                return rows;
            const QList<Tag> tags = columnTags(column);
            Cell name{.text = column.name, .colour = Token::Text, .role = TextRole::Mono};
            if (!tags.isEmpty())
                name.tag = tags.last();
            name.tip = column.description;
            rows.append(
                QList<Cell>{name,
                            {.text = column.type.isEmpty() ? Text::tr("type unknown") : column.type,
                             .colour = Token::Text3,
                             .align = Qt::AlignRight}});
        }
    }
    return rows;
}

} // namespace meshlens::ui
