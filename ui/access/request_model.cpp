// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/request_model.h"

#include "ui/access/words.h"
#include "ui/parts/delegates.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/tags.h"

#include <QPainter>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

const RequestModel *modelOf(const QModelIndex &index, int &row)
{
    QModelIndex source = index;
    const QAbstractItemModel *model = index.model();
    while (const auto *proxy = qobject_cast<const QAbstractProxyModel *>(model)) {
        source = proxy->mapToSource(source);
        model = proxy->sourceModel();
    }
    row = source.row();
    return qobject_cast<const RequestModel *>(model);
}

/// Small marks with words below, as a row has room for.
void paintProgress(QPainter *painter, const QRectF &rect, const QList<Step> &steps)
{
    const double side = px(13);
    const double words = Theme::instance().lineHeight(TextRole::Caption);
    const double top = rect.y() + (rect.height() - side - px(3) - words) / 2;
    const double width = rect.width() / double(steps.size());
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const double centre = rect.x() + width * (double(i) + 0.5);
        if (i > 0) {
            const double from = centre - width + side / 2 + px(3);
            const double to = centre - side / 2 - px(3);
            QPen line(colour(steps[i].reached ? Token::GoodFill : Token::BorderStrong), 1.5);
            painter->setPen(line);
            painter->drawLine(QPointF(from, top + side / 2), QPointF(to, top + side / 2));
        }
        paintMark(painter, QRectF(centre - side / 2, top, side, side), steps[i].mark);
        const bool here = steps[i].mark == Mark::Waiting || steps[i].mark == Mark::Warning ||
                          steps[i].mark == Mark::Missed;
        paintText(painter, QRectF(centre - width / 2, top + side + px(3), width, words),
                  steps[i].title, here ? TextRole::CaptionStrong : TextRole::Caption,
                  here ? Token::Text : Token::Text3, Qt::AlignCenter);
    }
}

void paintMarked(QPainter *painter, const QRectF &rect, const QModelIndex &index)
{
    const auto mark = static_cast<access::Mark>(index.data(RequestModel::MarkRole).toInt());
    const QString text = index.data().toString();
    if (mark == access::Mark::None)
        paintText(painter, rect, text, TextRole::Table, Token::Text2);
    else
        paintMarkedText(painter, rect, markOf(mark), text);
}

QString teamOf(const mesh::AccessRequest &request, const AccessData &data)
{
    if (!request.requesterTeam.isEmpty())
        return request.requesterTeam;
    return data.parties.value(request.requester).team;
}

} // namespace

RequestModel::RequestModel(QObject *parent) : QAbstractTableModel(parent) {}

void RequestModel::setRequests(SharedAccessData data, const QList<int> &rows)
{
    QStringList ids;
    for (const int row : rows)
        ids += data->requests[row].id;
    if (ids == m_ids) {
        m_data = std::move(data);
        m_rows = rows;
        if (!m_rows.isEmpty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    // What is gone goes; if then only new ones came, they are put in where they belong.
    const QSet<QString> wanted(ids.cbegin(), ids.cend());
    for (int row = static_cast<int>(m_ids.size()) - 1; row >= 0; --row) {
        if (wanted.contains(m_ids[row]))
            continue;
        beginRemoveRows({}, row, row);
        m_ids.removeAt(row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
    QStringList kept;
    const QSet<QString> known(m_ids.cbegin(), m_ids.cend());
    for (const QString &id : ids) {
        if (known.contains(id))
            kept += id;
    }
    if (kept != m_ids) {
        beginResetModel();
        m_data = std::move(data);
        m_rows = rows;
        m_ids = ids;
        endResetModel();
        return;
    }
    // From here on places mean the new data: those of the rows that stay are looked up first.
    m_data = std::move(data);
    qsizetype at = 0;
    for (qsizetype i = 0; i < ids.size(); ++i) {
        if (at < m_ids.size() && m_ids[at] == ids[i])
            m_rows[at++] = rows[i];
    }
    for (qsizetype i = 0; i < ids.size(); ++i) {
        if (i < m_ids.size() && m_ids[i] == ids[i])
            continue;
        beginInsertRows({}, static_cast<int>(i), static_cast<int>(i));
        m_ids.insert(i, ids[i]);
        m_rows.insert(i, rows[i]);
        endInsertRows();
    }
    if (!m_rows.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

const mesh::AccessRequest *RequestModel::request(int row) const
{
    return row >= 0 && row < m_rows.size() ? &m_data->requests[m_rows[row]] : nullptr;
}

int RequestModel::rowOf(const QString &id) const
{
    return static_cast<int>(m_ids.indexOf(id));
}

int RequestModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RequestModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString RequestModel::text(const mesh::AccessRequest &request, int column) const
{
    switch (column) {
    case Person:
        return request.requesterName.isEmpty() ? m_data->personName(request.requester)
                                               : request.requesterName;
    case Product:
        return m_data->productName(request.product);
    case Domain:
        return m_data->products.value(request.product).domainName;
    case Purpose:
        return access::purposeWords(request.purpose.kind);
    case Asked:
        return format::when(request.createdAtMs, m_data->nowMs);
    case Progress:
        return stepsWords(stepsOf(request));
    case Answer:
    case Took:
        return answerTime(request, m_data->nowMs);
    case Columns:
        return columnsWords(request);
    case Decision:
        return decisionWords(request);
    case By:
        return decidedByWords(request);
    case Until:
        // Of what was not given only the wish is known, which is no end of anything.
        return request.grant == mesh::GrantState::None ? u"–"_s : untilWords(request);
    case Now:
        return access::words(request, m_data->ownerName(request.product)).text;
    default:
        return {};
    }
}

QVariant RequestModel::sortValue(const mesh::AccessRequest &request, int column) const
{
    switch (column) {
    case Asked:
        return qint64(request.createdAtMs);
    case Answer:
    case Took:
        return qint64(request.decidedAtMs.value_or(m_data->nowMs) - request.createdAtMs);
    case Until:
        return qint64(request.untilMs.value_or(0));
    case Progress:
        return static_cast<int>(request.state);
    default:
        return text(request, column).toCaseFolded();
    }
}

QVariant RequestModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const mesh::AccessRequest &wish = m_data->requests[m_rows[index.row()]];
    switch (role) {
    case Qt::DisplayRole:
        return text(wish, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Progress ? text(wish, Progress)
                                          : headerData(index.column(), Qt::Horizontal).toString() +
                                                u": "_s + text(wish, index.column());
    case Qt::ToolTipRole:
        if (index.column() == Purpose)
            return QString(wish.purpose.text.left(600)).toHtmlEscaped();
        return {};
    case IdRole:
        return wish.id;
    case SortRole:
        return sortValue(wish, index.column());
    case FilterRole:
        return QStringList{text(wish, Person), teamOf(wish, *m_data), text(wish, Product),
                           text(wish, Domain), text(wish, Purpose),   wish.purpose.text}
            .join(u' ');
    case MarkRole:
        if (index.column() == Decision) {
            const bool masked = std::ranges::any_of(wish.columns, [](const auto &scope) {
                return scope.mode == mesh::ColumnMode::Mask;
            });
            const access::Mark mark = access::requestWords(wish).mark;
            return static_cast<int>(mark == access::Mark::Met && masked ? access::Mark::Partly
                                                                        : mark);
        }
        return static_cast<int>(access::words(wish).mark);
    default:
        return {};
    }
}

QVariant RequestModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Person:
        return tr("Who");
    case Product:
        return tr("Product");
    case Domain:
        return tr("Domain");
    case Purpose:
        return tr("Purpose");
    case Asked:
        return tr("Asked");
    case Progress:
        return tr("Progress");
    case Answer:
        return tr("Answer");
    case Columns:
        return tr("Columns");
    case Decision:
        return tr("Decision");
    case By:
        return tr("By");
    case Took:
        return tr("Took");
    case Until:
        return tr("Until");
    case Now:
        return tr("Now");
    default:
        return {};
    }
}

void paintRequestColumns(CellDelegate &delegate)
{
    delegate.setPainter(
        RequestModel::Person,
        [](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
            int row = 0;
            const RequestModel *model = modelOf(index, row);
            const mesh::AccessRequest *wish = model ? model->request(row) : nullptr;
            if (!wish)
                return;
            const QString name = index.data().toString();
            const double side = px(20);
            paintAvatar(painter, QRectF(rect.x(), rect.center().y() - side / 2, side, side), name);
            const QRectF words = rect.adjusted(side + px(8), 0, 0, 0);
            paintText(painter, words, name, TextRole::TableStrong, Token::Text);
            const int wide = textWidth(name, TextRole::TableStrong) + px(8);
            if (wide < words.width())
                paintText(painter, words.adjusted(wide, 0, 0, 0), teamOf(*wish, *model->source()),
                          TextRole::Table, Token::Text3);
        },
        200);
    delegate.setPainter(
        RequestModel::Product,
        [](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
            int row = 0;
            const RequestModel *model = modelOf(index, row);
            const mesh::AccessRequest *wish = model ? model->request(row) : nullptr;
            if (!wish)
                return;
            const double side = px(16);
            paintIcon(painter, QRectF(rect.x(), rect.center().y() - side / 2, side, side),
                      iconOfKind(u"product"_s), colour(Token::Text2));
            paintText(painter, rect.adjusted(side + px(8), 0, 0, 0), index.data().toString(),
                      TextRole::BodyStrong, Token::Text);
        },
        190);
    delegate.setPainter(
        RequestModel::Domain,
        [](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
            int row = 0;
            const RequestModel *model = modelOf(index, row);
            const mesh::AccessRequest *wish = model ? model->request(row) : nullptr;
            const QString name = index.data().toString();
            if (!wish || name.isEmpty())
                return;
            const QString key = model->source()->products.value(wish->product).domain;
            paintDomain(painter, rect, Theme::instance().domain(key, name), name);
        },
        112);
    delegate.setPainter(
        RequestModel::Progress,
        [](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
            int row = 0;
            const RequestModel *model = modelOf(index, row);
            if (const mesh::AccessRequest *wish = model ? model->request(row) : nullptr)
                paintProgress(painter, rect, stepsOf(*wish));
        },
        244);
    delegate.setPainter(RequestModel::Decision, paintMarked, 150);
    delegate.setPainter(RequestModel::Now, paintMarked, 190);
    for (const int column :
         {RequestModel::Purpose, RequestModel::Asked, RequestModel::Answer, RequestModel::Columns,
          RequestModel::By, RequestModel::Took, RequestModel::Until}) {
        delegate.setPainter(
            column,
            [](QPainter *painter, const QRectF &rect, const QModelIndex &index) {
                paintText(painter, rect, index.data().toString(), TextRole::Table, Token::Text2);
            },
            column == RequestModel::Until     ? 112
            : column == RequestModel::Columns ? 128
                                              : 104);
    }
}

} // namespace meshlens::ui
