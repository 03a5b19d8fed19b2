// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/thing_picker.h"

#include "ui/parts/search_field.h"
#include "ui/parts/sheet.h"

#include <QCoreApplication>
#include <QListView>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>

namespace meshlens::ui {

namespace {

struct PickerText {
    Q_DECLARE_TR_FUNCTIONS(meshlens::ui::ThingPicker)
};

} // namespace

void pickThing(QWidget *window, const QString &title, const QString &subtitle,
               const QList<Pickable> &things, std::function<void(const QString &key)> picked)
{
    auto *sheet = new Sheet(window, title, 480, 460);
    sheet->setSubtitle(subtitle);
    auto *field = new SearchField(PickerText::tr("Part of a name"), sheet);
    field->setAccessibleName(PickerText::tr("Part of a name"));
    auto *list = new QListView(sheet);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setUniformItemSizes(true);
    list->setAccessibleName(title);
    auto *model = new QStandardItemModel(list);
    for (const Pickable &thing : things) {
        auto *item = new QStandardItem(
            thing.detail.isEmpty() ? thing.name
                                   : PickerText::tr("%1, %2").arg(thing.name, thing.detail));
        item->setData(thing.key);
        model->appendRow(item);
    }
    auto *matches = new QSortFilterProxyModel(list);
    matches->setSourceModel(model);
    matches->setFilterCaseSensitivity(Qt::CaseInsensitive);
    matches->sort(0);
    list->setModel(matches);
    sheet->body()->addWidget(field);
    sheet->body()->addWidget(list, 1);
    Button *take = sheet->addAction(PickerText::tr("Show"), ButtonKind::Primary);
    const auto finish = [sheet, list, matches, picked = std::move(picked)] {
        QModelIndex chosen = list->currentIndex();
        if (!chosen.isValid() && matches->rowCount() > 0)
            chosen = matches->index(0, 0);
        if (!chosen.isValid())
            return;
        const QString key = chosen.data(Qt::UserRole + 1).toString();
        sheet->accept();
        picked(key);
    };
    QObject::connect(field, &QLineEdit::textChanged, matches,
                     [matches](const QString &text) { matches->setFilterFixedString(text); });
    QObject::connect(field, &QLineEdit::returnPressed, sheet, finish);
    QObject::connect(list, &QAbstractItemView::activated, sheet, finish);
    QObject::connect(take, &QAbstractButton::clicked, sheet, finish);
    sheet->open();
    field->setFocus();
}

} // namespace meshlens::ui
