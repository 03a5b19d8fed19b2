// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/product/contract_versions.h"

#include "models/mesh/contract_changes.h"
#include "ui/parts/cell_grid.h"
#include "ui/parts/format.h"
#include "ui/parts/labels.h"
#include "ui/parts/load.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

using Change = mesh::ContractChange;

constexpr qsizetype mostShown = 200; // rows; more are counted
constexpr qsizetype longestValue = 300;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ContractVersions)
};

QString partWords(Change::Part part)
{
    switch (part) {
    case Change::Part::Version:
        return Text::tr("Version");
    case Change::Part::Status:
        return Text::tr("Status");
    case Change::Part::Description:
        return Text::tr("About");
    case Change::Part::Usage:
        return Text::tr("Use");
    case Change::Part::Limitations:
        return Text::tr("Limitations");
    case Change::Part::Purpose:
        return Text::tr("Purpose");
    case Change::Part::ServiceLevel:
        return Text::tr("Service level");
    case Change::Part::Table:
        return Text::tr("Table");
    case Change::Part::Column:
        return Text::tr("Column");
    case Change::Part::Type:
        return Text::tr("Type");
    case Change::Part::Required:
        return Text::tr("Must be filled");
    case Change::Part::Unique:
        return Text::tr("Unique");
    case Change::Part::Classification:
        return Text::tr("Classification");
    }
    return {};
}

QString changeWords(const Change &change)
{
    const QString before = change.before.simplified().left(longestValue);
    const QString after = change.after.simplified().left(longestValue);
    if (before.isEmpty())
        return after.isEmpty() || after == change.name ? Text::tr("added")
                                                       : Text::tr("added: %1").arg(after);
    if (after.isEmpty())
        return before == change.name ? Text::tr("removed") : Text::tr("removed: %1").arg(before);
    return Text::tr("%1 → %2").arg(before, after);
}

QString effectWords(Change::Effect effect)
{
    switch (effect) {
    case Change::Effect::Breaking:
        return Text::tr("Breaks consumers");
    case Change::Effect::Compatible:
        return Text::tr("Compatible");
    case Change::Effect::Neutral:
        return Text::tr("No effect");
    }
    return {};
}

QList<Cell> rowOf(const Change &change)
{
    const bool breaks = change.effect == Change::Effect::Breaking;
    const QString words = changeWords(change);
    return {{.text = effectWords(change.effect),
             .colour = breaks ? Token::Bad : Token::Text3,
             .mark = breaks                                     ? Mark::Missed
                     : change.effect == Change::Effect::Neutral ? Mark::Note
                                                                : Mark::Met},
            {.text = change.name.isEmpty()
                         ? partWords(change.part)
                         : Text::tr("%1 %2").arg(partWords(change.part), change.name),
             .colour = Token::Text,
             .role = TextRole::TableStrong,
             .tip = change.name},
            {.text = words, .tip = words}};
}

QString versionWords(const store::ContractVersion &version)
{
    const QString name = version.contract.version.isEmpty() ? Text::tr("without a number")
                                                            : version.contract.version;
    const QString since = format::date(version.sinceMs);
    if (!version.untilMs)
        return Text::tr("%1, since %2").arg(name, since);
    const QString until = format::date(*version.untilMs);
    return since == until ? Text::tr("%1, seen on %2").arg(name, since)
                          : Text::tr("%1, seen %2 to %3").arg(name, since, until);
}

} // namespace

ContractVersionsCard::ContractVersionsCard(Session &session, QWidget *parent)
    : Card(tr("Versions"), parent), m_session(session)
{
    m_choice = new QWidget(this);
    auto *row = new QHBoxLayout(m_choice);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(px(8));
    m_from = new QComboBox(m_choice);
    m_from->setAccessibleName(tr("Older version"));
    m_to = new QComboBox(m_choice);
    m_to->setAccessibleName(tr("Newer version"));
    row->addWidget(new Label(tr("From"), TextRole::Table, Token::Text2, m_choice));
    row->addWidget(m_from);
    row->addWidget(new Label(tr("to"), TextRole::Table, Token::Text2, m_choice));
    row->addWidget(m_to);
    row->addStretch();
    m_words = new Label(TextRole::Table, Token::Text2, this);
    m_words->setWordWrap(true);
    m_grid =
        new CellGrid({{150, 0}, {0, 1}, {0, 1}}, tr("What changed between the versions"), this);
    m_grid->setLined(true);
    m_grid->setRowHeight(28);
    body()->addWidget(m_choice);
    body()->addWidget(m_words);
    body()->addWidget(m_grid);
    connect(m_from, &QComboBox::currentIndexChanged, this, &ContractVersionsCard::showChanges);
    connect(m_to, &QComboBox::currentIndexChanged, this, &ContractVersionsCard::showChanges);
    showOnly({});
}

void ContractVersionsCard::setContract(const mesh::Contract &contract, const QString &thing)
{
    if (m_id != contract.id)
        showOnly({});
    m_id = contract.id;
    load(
        this, m_session,
        [id = m_id, thing](store::Reader &reader) { return reader.contractVersions(id, thing); },
        [this](const QList<store::ContractVersion> &versions) { showVersions(versions); },
        [this](const Error &failure) { showOnly(failure.message); });
}

void ContractVersionsCard::showOnly(const QString &words)
{
    m_versions.clear();
    m_choice->hide();
    m_grid->hide();
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
    setCaption({});
}

void ContractVersionsCard::showVersions(const QList<store::ContractVersion> &versions)
{
    if (versions.size() < 2) {
        showOnly(versions.isEmpty()
                     ? tr("No version has been read yet.")
                     : tr("Only one version is known: %1. The next one that a sync finds is kept "
                          "beside it, and the difference is shown here.")
                           .arg(versionWords(versions.first())));
        return;
    }
    const bool same = std::ranges::equal(versions, m_versions, {}, &store::ContractVersion::sinceMs,
                                         &store::ContractVersion::sinceMs);
    m_versions = versions;
    if (!same) {
        const QSignalBlocker from(m_from), to(m_to);
        m_from->clear();
        m_to->clear();
        for (const store::ContractVersion &version : versions) {
            m_from->addItem(versionWords(version));
            m_to->addItem(versionWords(version));
        }
        m_from->setCurrentIndex(1);
        m_to->setCurrentIndex(0);
    }
    setCaption(tr("%1 known").arg(format::count(versions.size())));
    m_choice->show();
    m_words->show();
    m_grid->show();
    showChanges();
}

void ContractVersionsCard::showChanges()
{
    const int from = m_from->currentIndex(), to = m_to->currentIndex();
    if (from < 0 || to < 0 || from >= m_versions.size() || to >= m_versions.size())
        return;
    const QList<Change> changes =
        mesh::contractChanges(m_versions[from].contract, m_versions[to].contract);
    const auto breaking = std::ranges::count(changes, Change::Effect::Breaking, &Change::effect);
    m_words->setColour(breaking > 0 ? Token::Bad : Token::Text2);
    m_words->setText(
        from == to          ? tr("Choose two different versions.")
        : changes.isEmpty() ? tr("The terms that Meshlens knows are the same; the text may differ.")
        : breaking > 0
            ? tr("%1, %2.").arg(
                  format::counted(changes.size(), tr("1 change"), tr("%1 changes")),
                  format::counted(breaking, tr("1 breaks consumers"), tr("%1 break consumers")))
            : tr("%1, none breaks consumers.")
                  .arg(format::counted(changes.size(), tr("1 change"), tr("%1 changes"))));
    QList<QList<Cell>> rows;
    for (const Change &change : changes.first(std::min(mostShown, changes.size())))
        rows.append(rowOf(change));
    if (changes.size() > mostShown)
        rows.append({{},
                     {.text = tr("%1 more").arg(format::count(changes.size() - mostShown)),
                      .colour = Token::Text3},
                     {}});
    m_grid->setRows(rows);
    m_grid->setVisible(!rows.isEmpty());
}

} // namespace meshlens::ui
