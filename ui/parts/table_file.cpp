// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/table_file.h"

#include "models/csv.h"

#include "ui/parts/load.h"

#include <xlsxwriter.h>

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QPageLayout>
#include <QPdfWriter>
#include <QSaveFile>
#include <QStandardPaths>
#include <QTextDocument>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostRows = 200'000;   // of a file; a spreadsheet ends at a million
constexpr qsizetype mostPdfRows = 20'000; // laid out in memory
constexpr qsizetype longestCell = 32'000; // what a spreadsheet takes

struct Text {
    Q_DECLARE_TR_FUNCTIONS(meshlens::ui::TableFile)
};

/// Both writers below want a path of their own: beside the file, renamed once whole.
Result<void> replace(const QString &path, const std::function<bool(const QString &beside)> &write)
{
    const QString beside = path + u".part"_s;
    if (write(beside)) {
        QFile::remove(path);
        if (QFile::rename(beside, path))
            return {};
    }
    QFile::remove(beside);
    return Error{Error::Kind::Storage, Text::tr("%1 could not be written.").arg(path), {}};
}

bool writeXlsx(const QString &path, const TableText &table)
{
    lxw_workbook *book = workbook_new(QFile::encodeName(path).constData());
    lxw_worksheet *sheet = workbook_add_worksheet(book, nullptr);
    lxw_format *bold = workbook_add_format(book);
    format_set_bold(bold);
    const auto line = [sheet](qsizetype row, const QStringList &cells, lxw_format *format) {
        for (qsizetype i = 0; i < cells.size(); ++i) // always text: never a formula
            worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(i),
                                   cells[i].left(longestCell).toUtf8().constData(), format);
    };
    line(0, table.columns, bold);
    for (qsizetype row = 0; row < table.rows.size(); ++row)
        line(row + 1, table.rows[row], nullptr);
    worksheet_freeze_panes(sheet, 1, 0);
    return workbook_close(book) == LXW_NO_ERROR;
}

QString htmlOf(const TableText &table)
{
    QString html = u"<h3>%1</h3><table border='0.5' cellpadding='3' cellspacing='0' width='100%'>"
                   "<thead><tr>"_s.arg(table.title.toHtmlEscaped());
    for (const QString &column : table.columns)
        html += u"<th align='left'>"_s + column.toHtmlEscaped() + u"</th>"_s;
    html += u"</tr></thead>"_s;
    for (const QStringList &row : table.rows) {
        html += u"<tr>"_s;
        for (const QString &cell : row)
            html += u"<td>"_s + cell.left(longestCell).toHtmlEscaped() + u"</td>"_s;
        html += u"</tr>"_s;
    }
    return html + u"</table>"_s;
}

bool writePdf(const QString &path, const TableText &table)
{
    QPdfWriter writer(path);
    writer.setTitle(table.title);
    writer.setPageLayout({QPageSize(QPageSize::A4), QPageLayout::Landscape,
                          QMarginsF(12, 12, 12, 12), QPageLayout::Millimeter});
    QTextDocument document;
    QFont font(u"Inter"_s);
    font.setPointSizeF(7.5);
    document.setDefaultFont(font);
    document.setHtml(htmlOf(table));
    document.print(&writer);
    return QFileInfo(path).size() > 0;
}

Result<void> writeCsv(const QString &path, const TableText &table)
{
    QSaveFile file(path);
    const QByteArray text = csvOf(table);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return Error{Error::Kind::Storage, Text::tr("%1 could not be written.").arg(path),
                     file.errorString()};
    return {};
}

} // namespace

QByteArray csvOf(const TableText &table)
{
    QByteArray text = csvLine(table.columns).toUtf8();
    for (const QStringList &row : table.rows)
        text += csvLine(row).toUtf8();
    return text;
}

Result<void> writeTable(const QString &path, const TableText &table)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    const qsizetype most = ending == u"pdf" ? mostPdfRows : mostRows;
    if (table.rows.size() > most)
        return Error{Error::Kind::TooLarge,
                     Text::tr("This table is too large for such a file. Filter it first."),
                     {}};
    if (ending == u"csv")
        return writeCsv(path, table);
    if (ending == u"xlsx")
        return replace(path, [&](const QString &beside) { return writeXlsx(beside, table); });
    if (ending == u"pdf")
        return replace(path, [&](const QString &beside) { return writePdf(beside, table); });
    return Error{
        Error::Kind::Usage, Text::tr("Choose a name that ends in .csv, .xlsx or .pdf."), {}};
}

void saveTable(QWidget *owner, const TableText &table, const QString &fileName,
               const std::function<void(const QString &words)> &say)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    auto *dialog = new QFileDialog(owner->window(), Text::tr("Save the table"), folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(
        {Text::tr("CSV (*.csv)"), Text::tr("Spreadsheet (*.xlsx)"), Text::tr("PDF (*.pdf)")});
    dialog->setDefaultSuffix(u"csv"_s);
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.section(u"(*."_s, 1).chopped(1));
    });
    dialog->selectFile(fileName);
    QObject::connect(
        dialog, &QFileDialog::fileSelected, owner, [owner, table, say](const QString &path) {
            compute(
                owner,
                [path, table]() -> Result<QString> {
                    auto written = writeTable(path, table);
                    return written ? Result<QString>(path) : std::move(written).error();
                },
                [say](const QString &written) { say(Text::tr("Written to %1").arg(written)); },
                [say](const Error &error) { say(error.message); });
        });
    dialog->open();
}

} // namespace meshlens::ui
