// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/settings_sheet.h"

#include "ui/parts/format.h"
#include "ui/parts/load.h"
#include "ui/parts/segmented.h"
#include "ui/shell/window_memory.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

/// Periods of sync on offer, in milliseconds; 0: by hand.
QList<std::pair<qint64, QString>> periods()
{
    return {{0, Sheet::tr("By hand")},
            {15 * 60'000, Sheet::tr("Every 15 min")},
            {60 * 60'000, Sheet::tr("Hourly")},
            {24 * 60 * 60'000, Sheet::tr("Daily")}};
}

void addSchedule(Session &session, Sheet *sheet, QVBoxLayout *column)
{
    auto *host = new QWidget(sheet);
    auto *grid = new QGridLayout(host);
    grid->setContentsMargins(0, 0, 0, 0);
    column->addWidget(
        new Label(Sheet::tr("Sync of catalogs"), TextRole::Section, Token::Text, sheet));
    column->addWidget(host);
    load(
        host, session, [](store::Reader &reader) { return reader.catalogs(); },
        [&session, grid, host](const QList<store::CatalogRow> &catalogs) {
            int row = 0;
            for (const store::CatalogRow &catalog : catalogs) {
                auto *period = new QComboBox(host);
                period->setAccessibleName(Sheet::tr("Sync of %1").arg(catalog.connection.name));
                for (const auto &[ms, words] : periods())
                    period->addItem(words, ms);
                if (period->findData(catalog.connection.syncPeriodMs) < 0)
                    period->addItem(
                        Sheet::tr("Every %1").arg(format::age(catalog.connection.syncPeriodMs)),
                        catalog.connection.syncPeriodMs);
                period->setCurrentIndex(period->findData(catalog.connection.syncPeriodMs));
                QObject::connect(
                    period, &QComboBox::activated, period, [&session, period, catalog] {
                        ConnectionDraft draft{catalog.connection, {}};
                        draft.connection.syncPeriodMs = period->currentData().toLongLong();
                        session.updateCatalog(draft);
                    });
                grid->addWidget(new ElidedLabel(catalog.connection.name), row, 0);
                grid->addWidget(period, row++, 1);
            }
            if (row == 0)
                grid->addWidget(new Label(Sheet::tr("No catalogs are connected."), TextRole::Body,
                                          Token::Text3),
                                0, 0);
        },
        [grid](const Error &error) {
            grid->addWidget(new Label(error.message, TextRole::Body, Token::Bad), 0, 0);
        });
}

} // namespace

void recallLook(Session &session)
{
    const WindowMemory &kept = WindowMemory::of(session);
    Theme &theme = Theme::instance();
    const QString mode = kept.value(u"look/mode"_s).toString();
    theme.setMode(mode == u"light"  ? ThemeMode::Light
                  : mode == u"dark" ? ThemeMode::Dark
                                    : ThemeMode::System);
    theme.setTextSize(kept.value(u"look/textSize"_s, 100).toInt());
    theme.setHighContrast(kept.value(u"look/highContrast"_s, false).toBool());
    theme.setReducedMotion(kept.value(u"look/reducedMotion"_s, false).toBool());
}

void keepLook(Session &session)
{
    WindowMemory &kept = WindowMemory::of(session);
    const Theme &theme = Theme::instance();
    kept.set(u"look/mode"_s, theme.mode() == ThemeMode::Light  ? u"light"_s
                             : theme.mode() == ThemeMode::Dark ? u"dark"_s
                                                               : u"system"_s);
    kept.set(u"look/textSize"_s, theme.textSize());
    kept.set(u"look/highContrast"_s, theme.highContrast());
    kept.set(u"look/reducedMotion"_s, theme.reducedMotion());
}

Sheet *showSettingsSheet(Session &session, QWidget *window)
{
    auto *sheet = new Sheet(window, Sheet::tr("Settings"), 560, 520);
    auto *scroll = new QScrollArea(sheet);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->viewport()->setAutoFillBackground(false);
    auto *host = new QWidget;
    auto *column = new QVBoxLayout(host);
    column->setSpacing(px(10));
    scroll->setWidget(host);
    host->setAutoFillBackground(false); // setWidget() turns it on
    sheet->body()->addWidget(scroll);
    Theme &theme = Theme::instance();

    column->addWidget(new Label(Sheet::tr("Look"), TextRole::Section, Token::Text, host));
    auto *mode = new SegmentedControl(Sheet::tr("Look"), host);
    mode->addChoice(Sheet::tr("System"));
    mode->addChoice(Sheet::tr("Light"));
    mode->addChoice(Sheet::tr("Dark"));
    mode->setCurrent(static_cast<int>(theme.mode()));
    QObject::connect(mode, &SegmentedControl::currentChanged, sheet,
                     [](int chosen) { Theme::instance().setMode(static_cast<ThemeMode>(chosen)); });
    column->addWidget(mode);

    column->addWidget(new Label(Sheet::tr("Text size"), TextRole::Section, Token::Text, host));
    auto *size = new QComboBox(host);
    size->setAccessibleName(Sheet::tr("Text size"));
    size->setMaximumWidth(px(160));
    for (const int percent : {90, 100, 110, 125, 150, 175, 200})
        size->addItem(format::percent(percent / 100.0), percent);
    size->setCurrentIndex(std::max(0, size->findData(theme.textSize())));
    QObject::connect(size, &QComboBox::activated, sheet,
                     [size] { Theme::instance().setTextSize(size->currentData().toInt()); });
    column->addWidget(size);

    auto *contrast = new QCheckBox(Sheet::tr("High contrast"), host);
    contrast->setChecked(theme.highContrast());
    QObject::connect(contrast, &QCheckBox::toggled, sheet,
                     [](bool on) { Theme::instance().setHighContrast(on); });
    auto *motion = new QCheckBox(Sheet::tr("Less motion"), host);
    motion->setChecked(theme.reducedMotion());
    QObject::connect(motion, &QCheckBox::toggled, sheet,
                     [](bool on) { Theme::instance().setReducedMotion(on); });
    column->addWidget(contrast);
    column->addWidget(motion);
    column->addWidget(new Line(Qt::Horizontal, host));
    addSchedule(session, sheet, column);
    column->addStretch(1);
    QObject::connect(sheet, &Sheet::closed, window, [&session] { keepLook(session); });
    QObject::connect(sheet->addAction(Sheet::tr("Done"), ButtonKind::Primary),
                     &QPushButton::clicked, sheet, &Sheet::accept);
    sheet->open();
    return sheet;
}

} // namespace meshlens::ui
