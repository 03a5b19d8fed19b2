// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/column_boxes.h"

#include "ui/parts/icons.h"
#include "ui/parts/labels.h"

#include <QComboBox>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using samples::ValueType;

bool isTime(ValueType type)
{
    return type == ValueType::Date || type == ValueType::DateTime;
}

bool isNumber(ValueType type)
{
    return type == ValueType::Integer || type == ValueType::Decimal;
}

QComboBox *wellBox(const QString &name, QWidget *parent)
{
    auto *made = new QComboBox(parent);
    made->setAccessibleName(name);
    made->setMinimumContentsLength(6);
    made->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return made;
}

Label *wellLabel(const QString &words, QWidget *parent)
{
    auto *label = new Label(words, TextRole::Table, Token::Text2, parent);
    label->setFixedWidth(px(46));
    return label;
}

void fillColumns(QComboBox *box, const SampleRows &rows, const QString &none,
                 const std::function<bool(const samples::ColumnProfile &)> &wanted)
{
    box->clear();
    if (!none.isEmpty())
        box->addItem(none, QString());
    if (!rows)
        return;
    for (const samples::ColumnProfile &column : rows->profiles) {
        if (column.type == ValueType::Masked || !wanted(column))
            continue;
        const QString icon = isTime(column.type)     ? u"calendar"_s
                             : isNumber(column.type) ? u"metric"_s
                                                     : u"tag"_s;
        box->addItem(themeIcon(icon), column.name, column.name);
    }
}

} // namespace meshlens::ui
