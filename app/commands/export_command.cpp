// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/shapes.h"
#include "models/access/words.h"
#include "models/lineage/graph_data.h"
#include "models/scores/governance.h"

#include <xlsxwriter.h>

#include <QCoreApplication>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace meshlens::commands {
namespace {

constexpr qsizetype mostSheetRows = 1'048'575; // of xlsx, without the head

struct Table {
    QStringList head;
    QList<QVariantList> rows;
};

QString tr(const char *text)
{
    return QCoreApplication::translate("Commands", text);
}

Result<Table> productTable(const store::Reader &reader)
{
    const auto products = reader.products();
    if (!products)
        return products.error();
    Table table{{u"key"_s, u"name"_s, u"domain"_s, u"status"_s, u"archetype"_s, u"class"_s,
                 u"owners"_s, u"catalogs"_s, u"quality"_s, u"tags"_s, u"version"_s},
                {}};
    for (const store::ProductRow &product : *products)
        table.rows.append(
            {product.key, product.name, product.domainName, mesh::toText(product.status),
             mesh::toText(product.archetype), mesh::toText(product.classification),
             product.ownerNames.join(u"; "_s), product.catalogs.join(u"; "_s),
             product.score.quality ? QVariant(qlonglong(std::lround(*product.score.quality)))
                                   : QVariant(),
             product.tags.join(u"; "_s), product.version});
    return table;
}

Result<Table> findingTable(const store::Reader &reader)
{
    const auto governance = scores::governance(reader, Clock::fromEnvironment().nowMs());
    if (!governance)
        return governance.error();
    Table table{
        {u"severity"_s, u"rule"_s, u"key"_s, u"name"_s, u"title"_s, u"evidence"_s, u"fix"_s}, {}};
    for (const scores::Finding &finding : governance->findings)
        table.rows.append({mesh::toText(finding.severity), finding.rule, finding.key, finding.name,
                           finding.title, finding.evidence, finding.fix});
    return table;
}

Result<Table> accessTable(const store::Reader &reader)
{
    const auto requests = reader.requests();
    if (!requests)
        return requests.error();
    Table table{{u"id"_s, u"product"_s, u"requester"_s, u"purpose_kind"_s, u"purpose"_s, u"state"_s,
                 u"grant"_s, u"asked_at"_s, u"decided_at"_s, u"decided_by"_s, u"until"_s,
                 u"note"_s},
                {}};
    for (const mesh::AccessRequest &request : *requests)
        table.rows.append(
            {request.id, request.product, request.requester, mesh::toText(request.purpose.kind),
             request.purpose.text, mesh::toText(request.state), mesh::toText(request.grant),
             toRfc3339(request.createdAtMs),
             request.decidedAtMs ? toRfc3339(*request.decidedAtMs) : QString(), request.decidedBy,
             request.untilMs ? toRfc3339(*request.untilMs) : QString(), request.note});
    return table;
}

const QStringList linkHead{u"from"_s,      u"from_column"_s, u"to"_s,
                           u"to_column"_s, u"job"_s,         u"catalog"_s,
                           u"declared"_s,  u"first_seen"_s,  u"last_seen"_s};

QString seenAt(std::int64_t ms)
{
    return ms > 0 ? toRfc3339(ms) : QString(); // a port has no time
}

/// What products read by their input ports and no catalog tells an edge of: such links of datasets
/// have never been seen. Says what a table of datasets has no row for.
void addPorts(const lineage::Graph &graph, Table &table)
{
    const lineage::Graph::Data &data = graph.data();
    for (const lineage::Link &link : data.datasetLinks.all) {
        if (link.lastSeenMs == 0)
            table.rows.append({data.datasetKeys.text(link.from), QString(),
                               data.datasetKeys.text(link.to), QString(), QString(),
                               data.catalogSets.value(link.sources).join(u"; "_s), link.declared,
                               QString(), QString()});
    }
    qsizetype links = 0;
    QSet<int> products;
    for (const lineage::Link &link : data.productLinks.all) {
        if (link.to >= data.products.size() ||
            !data.outputsOf[static_cast<std::size_t>(link.to)].empty())
            continue;
        ++links;
        products.insert(link.to);
    }
    if (links > 0)
        say(tr("Not in this table of datasets: what products read that name no dataset they put "
               "out (links: %1, such products: %2). --level product has them.")
                .arg(links)
                .arg(products.size()));
}

/// The links of products or domains, those of ports alone among them.
Result<Table> lineageTable(const store::Reader &reader, lineage::Level level)
{
    const auto graph = lineage::Graph::build(reader);
    if (!graph)
        return graph.error();
    lineage::WalkOptions all;
    all.level = level;
    all.up = all.down = std::nullopt;
    all.maxNodes = std::numeric_limits<int>::max();
    const auto whole = lineage::neighbourhood(**graph, {}, all);
    if (!whole)
        return whole.error();
    QHash<QString, QString> names;
    for (const lineage::Node &node : whole->nodes)
        names.insert(node.key, node.name);
    Table table{linkHead + QStringList{u"from_name"_s, u"to_name"_s, u"links"_s}, {}};
    for (const lineage::Edge &edge : whole->edges)
        table.rows.append({edge.from, edge.fromColumn, edge.to, edge.toColumn,
                           edge.via.join(u"; "_s), edge.sources.join(u"; "_s), edge.declared,
                           seenAt(edge.firstSeenMs), seenAt(edge.lastSeenMs),
                           names.value(edge.from), names.value(edge.to), qlonglong(edge.count)});
    return table;
}

Result<Table> lineageTable(const store::Reader &reader, const QString &levelWord)
{
    const auto level = lineage::levelFromText(levelWord);
    if (level == lineage::Level::Domain || level == lineage::Level::Product)
        return lineageTable(reader, *level);
    Table table{linkHead, {}};
    const auto read = reader.forEachEdge([&table](const store::Reader::EdgeRow &row) {
        table.rows.append({row.edge.from, row.edge.fromColumn, row.edge.to, row.edge.toColumn,
                           row.edge.job, row.catalog, row.edge.declared, toRfc3339(row.firstSeenMs),
                           toRfc3339(row.lastSeenMs)});
        return true;
    });
    if (!read)
        return read.error();
    const auto graph = lineage::Graph::build(reader);
    if (!graph)
        return graph.error();
    addPorts(**graph, table);
    return table;
}

Json documentOf(const Table &table)
{
    Json list = Json::array();
    for (const QVariantList &row : table.rows) {
        Json entry = Json::object();
        for (qsizetype i = 0; i < table.head.size(); ++i)
            entry[table.head[i].toStdString()] = row[i] == QString() ? Json() : cell(row[i]);
        list.push_back(std::move(entry));
    }
    return list;
}

QByteArray csvOf(const Table &table)
{
    QList<QStringList> rows;
    rows.reserve(table.rows.size());
    for (const QVariantList &cells : table.rows) {
        QStringList row;
        for (const QVariant &value : cells)
            row.append(cellText(value));
        rows.append(row);
    }
    return csv(table.head, rows);
}

bool writeXlsx(const Table &table, const QString &out)
{
    lxw_workbook *book = workbook_new(qPrintable(out));
    lxw_worksheet *sheet = workbook_add_worksheet(book, nullptr);
    lxw_format *bold = workbook_add_format(book);
    format_set_bold(bold);
    const auto text = [sheet](qsizetype row, qsizetype column, const QString &value,
                              lxw_format *format) {
        // Always text: a cell from a catalog must never become a formula.
        worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(column),
                               value.left(32'000).toUtf8().constData(), format);
    };
    for (qsizetype i = 0; i < table.head.size(); ++i)
        text(0, i, table.head[i], bold);
    for (qsizetype row = 0; row < table.rows.size(); ++row) {
        for (qsizetype i = 0; i < table.head.size(); ++i) {
            const QVariant &value = table.rows[row][i];
            if (value.typeId() == QMetaType::LongLong)
                worksheet_write_number(sheet, lxw_row_t(row + 1), lxw_col_t(i), value.toDouble(),
                                       nullptr);
            else
                text(row + 1, i, cellText(value), nullptr);
        }
    }
    worksheet_freeze_panes(sheet, 1, 0);
    return workbook_close(book) == LXW_NO_ERROR;
}

Result<void> write(const Table &table, const QString &format, const QString &out)
{
    if (format == u"csv")
        return writeFile(out, csvOf(table));
    if (format == u"json")
        return writeFile(
            out, QByteArray::fromStdString(
                     documentOf(table).dump(2, ' ', false, Json::error_handler_t::replace) + "\n"));
    if (table.rows.size() > mostSheetRows)
        return Error{Error::Kind::Usage,
                     tr("A sheet has room for %L1 rows, and these are %L2. Take csv or json.")
                         .arg(mostSheetRows)
                         .arg(table.rows.size()),
                     {}};
    // The library says nothing useful of a place where no file can be made: tried before.
    if (auto writable = writeFile(out, {}); !writable)
        return writable;
    if (!writeXlsx(table, out))
        return Error{Error::Kind::Usage, tr("%1 could not be written.").arg(out), {}};
    return {};
}

} // namespace

int exportTable(Context &context, const ExportOptions &options)
{
    const auto &[what, format, out, level] = options;
    if (!level.isEmpty() && what != u"lineage")
        return fail({Error::Kind::Usage, tr("--level goes with lineage only."), {}});
    auto reader = context.read();
    if (!reader)
        return fail(reader.error());
    const auto table = what == u"products"   ? productTable(*reader)
                       : what == u"findings" ? findingTable(*reader)
                       : what == u"access"   ? accessTable(*reader)
                                             : lineageTable(*reader, level);
    if (!table)
        return fail(table.error());
    if (auto written = write(*table, format, out); !written)
        return fail(written.error());
    if (context.json())
        printJson({{"out", json(out)}, {"rows", table->rows.size()}});
    else
        say(tr("%1 rows written to %2.").arg(table->rows.size()).arg(out));
    return Done;
}

} // namespace meshlens::commands
