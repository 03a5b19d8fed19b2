// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/inbox_model.h"

#include "ui/access/words.h"
#include "ui/parts/format.h"
#include "ui/parts/tags.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using State = mesh::RequestState;

namespace {

constexpr qsizetype mostDecided = 200; // older ones are in the history

/// Something of this person's is on its way that ends the waiting.
bool isAnswered(const AccessData &data, const QString &id)
{
    const store::OutboxItem *item = data.queued(id);
    return item && item->lastError.isEmpty() &&
           (item->action == u"approve" || item->action == u"deny" || item->action == u"ask");
}

access::Words stateWords(const AccessData &data, const mesh::AccessRequest &request)
{
    if (const store::OutboxItem *item = data.queued(request.id)) {
        if (!item->lastError.isEmpty())
            return {InboxModel::tr("%1 was not sent").arg(actionWords(item->action)),
                    access::Mark::Warning};
        return {InboxModel::tr("%1, in the outbox").arg(actionWords(item->action)),
                access::Mark::Waiting};
    }
    if (request.state == State::Pending || request.state == State::Submitted) {
        if (request.dueMs) {
            const std::int64_t left = *request.dueMs - data.nowMs;
            return left < 0 ? access::Words{InboxModel::tr("Overdue since %1")
                                                .arg(format::shortAge(-left)),
                                            access::Mark::Warning}
                            : access::Words{InboxModel::tr("Due in %1").arg(format::shortAge(left)),
                                            access::Mark::Waiting};
        }
        return {InboxModel::tr("Owner decides"), access::Mark::Waiting};
    }
    if (request.state == State::Asked && !request.messages.isEmpty())
        return {InboxModel::tr("Asked: %1").arg(request.messages.last().text.simplified().left(80)),
                access::Mark::Waiting};
    return access::words(request);
}

} // namespace

std::optional<InboxModel::Part> inboxPart(const AccessData &data,
                                          const mesh::AccessRequest &request)
{
    const bool own = request.mine && data.isMyProduct(request.product);
    if (!own && !data.isForMe(request))
        return std::nullopt;
    switch (request.state) {
    case State::Submitted:
    case State::Pending:
        return isAnswered(data, request.id) ? InboxModel::Part::Decided : InboxModel::Part::ForMe;
    case State::Asked:
        return isAnswered(data, request.id) ? InboxModel::Part::Decided
                                            : InboxModel::Part::ForRequester;
    case State::Approved:
    case State::Denied:
    case State::Cancelled:
        return InboxModel::Part::Decided;
    case State::Draft:
    case State::Queued:
        return std::nullopt;
    }
    return std::nullopt;
}

InboxModel::InboxModel(QObject *parent)
    : QAbstractListModel(parent), m_data(std::make_shared<AccessData>())
{}

void InboxModel::setData(SharedAccessData data)
{
    m_data = std::move(data);
    rebuild();
}

void InboxModel::setFilter(const QString &text)
{
    if (m_filter == text)
        return;
    m_filter = text;
    rebuild();
}

void InboxModel::rebuild()
{
    std::array<QList<Row>, 3> parts;
    const QStringList words = m_filter.simplified().split(u' ', Qt::SkipEmptyParts);
    for (int i = 0; i < m_data->requests.size(); ++i) {
        const mesh::AccessRequest &request = m_data->requests[i];
        const auto part = inboxPart(*m_data, request);
        if (!part)
            continue;
        const QString all = request.requesterName + u' ' + request.requesterTeam + u' ' +
                            m_data->productName(request.product) + u' ' + request.purpose.text +
                            u' ' + access::purposeWords(request.purpose.kind);
        const bool found = std::ranges::all_of(
            words, [&](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
        if (found)
            parts[static_cast<size_t>(*part)].append({*part, i, request.id});
    }
    // Who waits longest comes first; of the decided the last decision.
    const auto asked = [this](const Row &row) { return m_data->requests[row.request].createdAtMs; };
    std::ranges::stable_sort(parts[0], {}, asked);
    std::ranges::stable_sort(parts[1], {}, asked);
    std::ranges::stable_sort(parts[2], std::ranges::greater(), [this](const Row &row) {
        const mesh::AccessRequest &request = m_data->requests[row.request];
        return request.decidedAtMs.value_or(request.createdAtMs);
    });
    if (parts[2].size() > mostDecided)
        parts[2].resize(mostDecided);

    QList<Row> rows;
    for (size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].isEmpty())
            continue;
        rows.append({static_cast<Part>(i), -1, {}});
        rows.append(parts[i]);
    }
    const bool sameShape = std::ranges::equal(rows, m_rows, [](const Row &left, const Row &right) {
        return left.part == right.part && left.id == right.id;
    });
    if (sameShape) {
        m_rows = rows;
        if (!m_rows.isEmpty())
            emit dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel(); // rows move between the parts; the page chooses the same request again
    m_rows = rows;
    endResetModel();
}

const mesh::AccessRequest *InboxModel::request(int row) const
{
    if (row < 0 || row >= m_rows.size() || m_rows[row].request < 0)
        return nullptr;
    return &m_data->requests[m_rows[row].request];
}

int InboxModel::rowOf(const QString &id) const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].request >= 0 && m_rows[row].id == id)
            return row;
    }
    return -1;
}

int InboxModel::firstRow() const
{
    return m_rows.isEmpty() ? -1 : 1; // under the first heading
}

int InboxModel::neighbour(int row, int step) const
{
    for (int at = row + step; at >= 0 && at < m_rows.size(); at += step) {
        if (m_rows[at].request >= 0)
            return at;
    }
    return row;
}

int InboxModel::count(Part part) const
{
    return static_cast<int>(std::ranges::count_if(
        m_rows, [part](const Row &row) { return row.part == part && row.request >= 0; }));
}

int InboxModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

Qt::ItemFlags InboxModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (!request(index.row()))
        return Qt::ItemIsEnabled;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

QVariant InboxModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[index.row()];
    if (row.request < 0) {
        switch (role) {
        case Qt::DisplayRole:
            return row.part == Part::ForMe          ? tr("Waiting for you")
                   : row.part == Part::ForRequester ? tr("Waiting for the requester")
                                                    : tr("Decided");
        case HeadingRole:
            return true;
        case CountRole:
            return count(row.part);
        default:
            return {};
        }
    }
    const mesh::AccessRequest &wish = m_data->requests[row.request];
    switch (role) {
    case Qt::DisplayRole:
        return wish.requesterName.isEmpty() ? m_data->personName(wish.requester)
                                            : wish.requesterName;
    case Qt::AccessibleTextRole:
        return tr("%1 asks for %2, %3, %4, %5")
            .arg(wish.requesterName, m_data->productName(wish.product),
                 access::purposeWords(wish.purpose.kind), stateWords(*m_data, wish).text,
                 format::ago(wish.createdAtMs, m_data->nowMs));
    case IdRole:
        return wish.id;
    case HeadingRole:
        return false;
    default:
        return {};
    }
}

void InboxDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const auto *model = qobject_cast<const InboxModel *>(index.model());
    if (!model)
        return;
    const QRect area = option.rect;
    painter->save();
    painter->setClipRect(area);
    const mesh::AccessRequest *wish = model->request(index.row());
    if (!wish) {
        painter->fillRect(area, colour(Token::Surface2));
        painter->fillRect(QRect(area.x(), area.bottom(), area.width(), 1), colour(Token::Border));
        const QRectF words = QRectF(area).adjusted(px(16), 0, -px(16), 0);
        paintText(painter, words, index.data().toString(), TextRole::CaptionStrong, Token::Text2);
        paintText(painter, words, format::count(index.data(InboxModel::CountRole).toInt()),
                  TextRole::CaptionStrong, Token::Text2, Qt::AlignRight | Qt::AlignVCenter);
        painter->restore();
        return;
    }
    const AccessData &data = *model->source();
    const bool chosen = option.state & QStyle::State_Selected;
    painter->fillRect(area, colour(chosen                                   ? Token::AccentSoft
                                   : option.state & QStyle::State_MouseOver ? Token::Surface2
                                                                            : Token::Surface));
    if (chosen)
        painter->fillRect(QRect(area.x(), area.y(), px(3), area.height()), colour(Token::Accent));
    painter->fillRect(QRect(area.x(), area.bottom(), area.width(), 1), colour(Token::Border));

    const QRectF inner = QRectF(area).adjusted(px(16), px(9), -px(16), -px(9));
    const double side = px(24);
    const QString name = index.data().toString();
    paintAvatar(painter, QRectF(inner.x(), inner.y(), side, side), name,
                wish->mine ? Tone::Accent : Tone::Mute);
    const double line = px(18);
    QRectF words(inner.x() + side + px(10), inner.y(), inner.width() - side - px(10), line);
    const std::int64_t at = wish->decidedAtMs.value_or(wish->createdAtMs);
    const QString time =
        isUndecided(*wish)
            ? format::shortAge(std::max<std::int64_t>(data.nowMs - wish->createdAtMs, 0))
            : format::when(at, data.nowMs);
    const int timeWide = textWidth(time, TextRole::Table) + px(8);
    paintText(painter, words, time, TextRole::Table, Token::Text3,
              Qt::AlignRight | Qt::AlignVCenter);
    const QRectF first = words.adjusted(0, 0, -timeWide, 0);
    paintText(painter, first, name, TextRole::BodyStrong, Token::Text);
    const int nameWide = textWidth(name, TextRole::BodyStrong) + px(8);
    const QString team = wish->mine ? InboxModel::tr("you") : wish->requesterTeam;
    if (nameWide + px(20) < first.width())
        paintText(painter, first.adjusted(nameWide, 0, 0, 0), team, TextRole::Table, Token::Text3);
    words.translate(0, line);
    const QString product = data.productName(wish->product);
    paintText(painter, words, product, TextRole::TableStrong, Token::Text2);
    const int productWide = textWidth(product, TextRole::TableStrong) + px(8);
    if (productWide + px(20) < words.width())
        paintText(painter, words.adjusted(productWide, 0, 0, 0),
                  access::purposeWords(wish->purpose.kind), TextRole::Table, Token::Text3);
    words.translate(0, line);
    const access::Words state = stateWords(data, *wish);
    paintMarkedText(painter, words, markOf(state.mark), state.text);
    painter->restore();
    if (option.state & QStyle::State_HasFocus) {
        QStyleOptionFocusRect ring;
        ring.QStyleOption::operator=(option);
        const QWidget *view = option.widget;
        (view ? view->style() : QApplication::style())
            ->drawPrimitive(QStyle::PE_FrameFocusRect, &ring, painter, view);
    }
}

QSize InboxDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {px(200), index.data(InboxModel::HeadingRole).toBool() ? px(28) : px(73)};
}

} // namespace meshlens::ui
