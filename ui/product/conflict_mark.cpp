// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/product/conflict_mark.h"

#include "ui/parts/labels.h"
#include "ui/parts/popover.h"

#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

QString fieldWords(const QString &field)
{
    static const QHash<QString, const char *> words = {
        {u"name"_s, QT_TRANSLATE_NOOP("meshlens::ui::ConflictMark", "Name")},
        {u"description"_s, QT_TRANSLATE_NOOP("meshlens::ui::ConflictMark", "Description")},
        {u"domain"_s, QT_TRANSLATE_NOOP("meshlens::ui::ConflictMark", "Domain")},
        {u"owners"_s, QT_TRANSLATE_NOOP("meshlens::ui::ConflictMark", "Owner")},
        {u"owner"_s, QT_TRANSLATE_NOOP("meshlens::ui::ConflictMark", "Owner")},
        {u"version"_s, QT_TRANSLATE_NOOP("meshlens::ui::ConflictMark", "Version")},
        {u"status"_s, QT_TRANSLATE_NOOP("meshlens::ui::ConflictMark", "Status")},
        {u"class"_s, QT_TRANSLATE_NOOP("meshlens::ui::ConflictMark", "Classification")},
        {u"classification"_s, QT_TRANSLATE_NOOP("meshlens::ui::ConflictMark", "Classification")},
        {u"archetype"_s, QT_TRANSLATE_NOOP("meshlens::ui::ConflictMark", "Archetype")},
        {u"access"_s, QT_TRANSLATE_NOOP("meshlens::ui::ConflictMark", "Access")},
        {u"certified"_s, QT_TRANSLATE_NOOP("meshlens::ui::ConflictMark", "Certified")},
    };
    if (const char *known = words.value(field))
        return ConflictMark::tr(known);
    QString other = field;
    if (!other.isEmpty())
        other[0] = other[0].toUpper();
    return other;
}

ConflictMark::ConflictMark(QWidget *parent)
    : IconButton(u"conflict"_s, tr("Catalogs disagree"), parent)
{
    setSmall(true);
    hide();
    connect(this, &QAbstractButton::clicked, this, &ConflictMark::explain);
}

void ConflictMark::setConflicts(const QList<store::Conflict> &conflicts, const QStringList &fields)
{
    m_conflicts.clear();
    QStringList names;
    for (const store::Conflict &conflict : conflicts) {
        if (!fields.contains(conflict.field))
            continue;
        m_conflicts += conflict;
        names += fieldWords(conflict.field);
    }
    setVisible(!m_conflicts.isEmpty());
    if (!names.isEmpty())
        setWords(tr("Catalogs disagree about: %1").arg(names.join(u", "_s)));
}

void ConflictMark::explain()
{
    constexpr int longestValue = 400;
    auto *popover = new Popover(this, tr("Catalogs disagree")); // closes itself
    for (const store::Conflict &conflict : std::as_const(m_conflicts)) {
        popover->body()->addWidget(
            new Label(fieldWords(conflict.field), TextRole::CaptionStrong, Token::Text3, popover));
        bool first = true;
        for (const auto &[catalog, value] : conflict.values) {
            auto *line =
                new Label(tr("%1: %2").arg(catalog, value.isEmpty() ? tr("nothing")
                                                                    : value.left(longestValue)),
                          first ? TextRole::TableStrong : TextRole::Table, Token::Text, popover);
            line->setWordWrap(true);
            line->setMinimumWidth(px(300));
            line->setTextInteractionFlags(Qt::TextSelectableByMouse);
            popover->body()->addWidget(line);
            first = false;
        }
    }
    popover->body()->addWidget(new Label(tr("The first one is shown: its catalog wins."),
                                         TextRole::Caption, Token::Text3, popover));
    popover->open();
}

} // namespace meshlens::ui
