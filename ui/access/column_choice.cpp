// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/column_choice.h"

#include "ui/parts/badge_widget.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

std::optional<Tag> columnTag(const mesh::Column &column)
{
    const auto tr = [](const char *text) {
        return QCoreApplication::translate("meshlens::ui::ColumnChoice", text);
    };
    if (column.personal)
        return personalTag();
    switch (column.classification) {
    case mesh::Classification::Confidential:
        return Tag{
            tr(QT_TRANSLATE_NOOP("meshlens::ui::ColumnChoice", "Confidential")), Tone::Warn, {}};
    case mesh::Classification::Restricted:
        return Tag{
            tr(QT_TRANSLATE_NOOP("meshlens::ui::ColumnChoice", "Restricted")), Tone::Bad, {}};
    default:
        break;
    }
    if (column.primaryKey)
        return Tag{tr(QT_TRANSLATE_NOOP("meshlens::ui::ColumnChoice", "Key")), Tone::Mute, {}};
    return std::nullopt;
}

ColumnChoice::ColumnChoice(QWidget *parent) : QFrame(parent)
{
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(px(3), px(3), px(3), px(3));
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    box->addWidget(m_scroll);
    setAccessibleName(tr("Columns"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

void ColumnChoice::setColumns(const QList<mesh::Column> &columns)
{
    m_columns = columns;
    m_boxes.clear();
    auto *host = new QWidget(m_scroll);
    auto *grid = new QGridLayout(host);
    grid->setContentsMargins(px(10), px(6), px(10), px(6));
    grid->setHorizontalSpacing(px(18));
    grid->setVerticalSpacing(px(1));
    const int half = static_cast<int>(columns.size() + 1) / 2;
    for (int i = 0; i < columns.size(); ++i) {
        const mesh::Column &column = columns[i];
        auto *cell = new QWidget(host);
        auto *row = new QHBoxLayout(cell);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(px(6));
        // A column's name is data: an ampersand in it is no key.
        auto *box = new QCheckBox(QString(column.name).replace(u'&', u"&&"_s), cell);
        box->setFont(textFont(TextRole::Mono));
        box->setChecked(!column.personal);
        box->setMinimumHeight(px(24));
        box->setMinimumWidth(px(60));
        box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        box->setToolTip(column.description.isEmpty()
                            ? column.type
                            : column.type + u"\n"_s + column.description.left(400));
        row->addWidget(box, 1);
        if (const auto tag = columnTag(column)) {
            auto *badge = new BadgeWidget(cell);
            badge->setTag(*tag);
            row->addWidget(badge);
            box->setAccessibleDescription(tag->text);
        }
        grid->addWidget(cell, i % half, i / half);
        connect(box, &QCheckBox::toggled, this, &ColumnChoice::changed);
        m_boxes += box;
    }
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(half, 1);
    m_scroll->setWidget(host);
    host->setAutoFillBackground(false); // the frame's own ground
    updateGeometry();
    emit changed();
}

void ColumnChoice::setScope(const QList<mesh::ColumnScope> &scope)
{
    if (scope.isEmpty())
        return;
    for (int i = 0; i < m_columns.size(); ++i) {
        const auto found = std::ranges::find(scope, m_columns[i].name, &mesh::ColumnScope::name);
        m_boxes[i]->setChecked(found != scope.end() && found->mode == mesh::ColumnMode::Give);
    }
}

QList<mesh::ColumnScope> ColumnChoice::scope() const
{
    QList<mesh::ColumnScope> list;
    for (int i = 0; i < m_columns.size(); ++i)
        list.append({m_columns[i].name,
                     m_boxes[i]->isChecked() ? mesh::ColumnMode::Give : mesh::ColumnMode::Omit});
    return list;
}

int ColumnChoice::chosen() const
{
    return static_cast<int>(std::ranges::count_if(m_boxes, &QCheckBox::isChecked));
}

QStringList ColumnChoice::chosenPersonal() const
{
    QStringList names;
    for (int i = 0; i < m_columns.size(); ++i) {
        if (m_columns[i].personal && m_boxes[i]->isChecked())
            names += m_columns[i].name;
    }
    return names;
}

void ColumnChoice::chooseAllButPersonal()
{
    for (int i = 0; i < m_columns.size(); ++i)
        m_boxes[i]->setChecked(!m_columns[i].personal);
}

void ColumnChoice::chooseNone()
{
    for (QCheckBox *box : m_boxes)
        box->setChecked(false);
}

QSize ColumnChoice::sizeHint() const
{
    const int rows = std::clamp((count() + 1) / 2, 1, 6);
    return {px(400), rows * px(25) + px(24)};
}

void ColumnChoice::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colour(Token::Control));
    painter.setBrush(colour(Token::Surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6));
}

} // namespace meshlens::ui
