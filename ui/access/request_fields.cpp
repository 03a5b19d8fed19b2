// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/request_fields.h"

#include "ui/access/column_choice.h"
#include "ui/access/words.h"
#include "ui/parts/button.h"
#include "ui/parts/flow_layout.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/search_field.h"
#include "ui/parts/segmented.h"
#include "ui/parts/states.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QTimeZone>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestPurpose = 500;
constexpr int leastPurpose = 10; // as access::problemsOf; a policy may want more and says so
constexpr std::array<int, 3> lengths{30, 90, 180};

QHBoxLayout *titleRow(const QString &title, Label *beside, QWidget *parent)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(px(8));
    row->addWidget(new Label(title, TextRole::TableStrong, Token::Text, parent));
    if (beside)
        row->addWidget(beside);
    row->addStretch();
    return row;
}

QVBoxLayout *columnOf(QWidget *host)
{
    auto *box = new QVBoxLayout(host);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(px(6));
    return box;
}

QString portName(const mesh::Port &port)
{
    return port.protocol.isEmpty() || port.name.contains(port.protocol, Qt::CaseInsensitive)
               ? port.name
               : RequestFields::tr("%1, %2").arg(port.name, port.protocol);
}

} // namespace

RequestFields::RequestFields(const RequestFacts &facts, const Profile &person, std::int64_t nowMs,
                             QWidget *parent)
    : QWidget(parent), m_facts(facts), m_nowMs(nowMs)
{
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(px(20), px(14), px(20), px(14));
    box->setSpacing(px(14));
    m_error = new MessageStrip(Tone::Bad, this);
    m_error->hide();
    box->addWidget(m_error);
    box->addWidget(makeWho(person));
    box->addWidget(makePurpose());
    box->addWidget(makeEnd());
    box->addWidget(makeColumns());
    box->addStretch();

    m_termsRow = new QWidget(this);
    auto *terms = new QHBoxLayout(m_termsRow);
    terms->setContentsMargins(0, 0, 0, 0);
    terms->setSpacing(px(4));
    m_terms = new QCheckBox(tr("I &accept the"), m_termsRow);
    m_terms->setAccessibleName(tr("I accept the terms of use"));
    auto *link = new LinkLabel(tr("terms of use"), m_termsRow);
    link->setRole(TextRole::TableStrong);
    const QString version = facts.termsVersion();
    terms->addWidget(m_terms);
    terms->addWidget(link);
    if (!version.isEmpty())
        terms->addWidget(
            new Label(tr("version %1").arg(version), TextRole::Table, Token::Text2, m_termsRow));
    terms->addStretch();
    m_termsRow->setVisible(!facts.termsText().isEmpty());
    box->addWidget(m_termsRow);
    connect(link, &QAbstractButton::clicked, this, &RequestFields::termsClicked);
    connect(m_terms, &QCheckBox::toggled, this, &RequestFields::clearError);

    portChosen();
    if (facts.earlier)
        fillFrom(*facts.earlier);
    showCounts();
}

QWidget *RequestFields::makeWho(const Profile &person)
{
    auto *host = new QWidget(this);
    auto *row = new QHBoxLayout(host);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(px(14));
    m_whom = new QComboBox(host);
    m_whom->addItem(themeIcon(u"user"_s),
                    person.fullName.isEmpty() ? tr("Me") : tr("Me, %1").arg(person.fullName),
                    u"me"_s);
    m_whom->addItem(themeIcon(u"users"_s),
                    m_facts.team.isEmpty() ? tr("My team") : tr("My team, %1").arg(m_facts.team),
                    u"team"_s);
    m_whom->setAccessibleName(tr("For whom"));
    m_port = new QComboBox(host);
    m_port->setAccessibleName(tr("Port"));
    for (const mesh::Port &port : m_facts.product.ports) {
        if (port.direction == mesh::PortDirection::Output)
            m_port->addItem(themeIcon(iconOfKind(u"table"_s)), portName(port), port.id);
    }
    const auto half = [&](const QString &title, QWidget *field) {
        auto *column = new QVBoxLayout;
        column->setSpacing(px(6));
        column->addLayout(titleRow(title, nullptr, host));
        column->addWidget(field);
        row->addLayout(column, 1);
    };
    for (QComboBox *combo : {m_whom, m_port}) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(8);
    }
    half(tr("For whom"), m_whom);
    half(tr("Port"), m_port);
    if (m_port->count() == 0) {
        m_port->addItem(tr("The product names no port"), QString());
        m_port->setEnabled(false);
    }
    connect(m_whom, &QComboBox::currentIndexChanged, this, &RequestFields::changed);
    connect(m_port, &QComboBox::currentIndexChanged, this, &RequestFields::portChosen);
    return host;
}

QWidget *RequestFields::makePurpose()
{
    auto *host = new QWidget(this);
    QVBoxLayout *box = columnOf(host);
    box->addLayout(titleRow(
        tr("Purpose"),
        new Label(tr("the owner and the audit log see this"), TextRole::Table, Token::Text3, host),
        host));
    auto *chips = new QWidget(host);
    auto *flow = new FlowLayout(chips, 6, 6);
    m_kinds = new QButtonGroup(this);
    QStringList permitted;
    for (const mesh::Contract &contract : m_facts.contracts)
        permitted += contract.permittedPurposes;
    for (const QString &word : mesh::allTexts<mesh::PurposeKind>()) {
        const mesh::PurposeKind kind = *mesh::fromText<mesh::PurposeKind>(word);
        auto *chip = new Button(access::purposeWords(kind), chips);
        chip->setSmall(true);
        chip->setCheckable(true);
        if (!permitted.isEmpty() && !permitted.contains(word)) {
            chip->setToolTip(tr("The contract does not name this purpose."));
            chip->setAccessibleDescription(chip->toolTip());
        }
        m_kinds->addButton(chip, static_cast<int>(kind));
        flow->addWidget(chip);
    }
    m_kinds->button(static_cast<int>(mesh::PurposeKind::Reporting))->setChecked(true);
    box->addWidget(chips);

    m_purpose = new QPlainTextEdit(host);
    m_purpose->setAccessibleName(tr("Purpose"));
    m_purpose->setPlaceholderText(tr("What will you do with the data?"));
    m_purpose->setTabChangesFocus(true);
    m_purpose->setFixedHeight(px(62));
    box->addWidget(m_purpose);
    auto *below = new QHBoxLayout;
    m_purposeHint = new Label(tr("At least %n characters", nullptr, leastPurpose),
                              TextRole::Caption, Token::Text3, host);
    m_purposeCount = new Label(TextRole::Caption, Token::Text3, host);
    below->addWidget(m_purposeHint);
    below->addStretch();
    below->addWidget(m_purposeCount);
    box->addLayout(below);
    connect(m_kinds, &QButtonGroup::idClicked, this, &RequestFields::changed);
    connect(m_purpose, &QPlainTextEdit::textChanged, this, [this] {
        showCounts();
        emit changed();
    });
    return host;
}

QWidget *RequestFields::makeEnd()
{
    auto *host = new QWidget(this);
    QVBoxLayout *box = columnOf(host);
    box->addLayout(titleRow(tr("How long"), nullptr, host));
    auto *row = new QHBoxLayout;
    row->setSpacing(px(8));
    m_length = new SegmentedControl(tr("How long"), host);
    for (const int days : lengths)
        m_length->addChoice(tr("%n days", nullptr, days));
    m_length->addChoice(tr("Until a date"));
    m_length->setCurrent(1);
    const QDate today = QDateTime::fromMSecsSinceEpoch(m_nowMs, QTimeZone::utc()).date();
    m_date = new QDateEdit(today.addDays(lengths[1]), host);
    m_date->setAccessibleName(tr("Until a date"));
    m_date->setCalendarPopup(true);
    m_date->setMinimumDate(today.addDays(1));
    m_date->setMaximumDate(today.addYears(5));
    m_date->hide();
    m_end = new Label(TextRole::Table, Token::Text2, host);
    row->addWidget(m_length);
    row->addWidget(m_date);
    row->addWidget(m_end, 1);
    box->addLayout(row);
    connect(m_length, &SegmentedControl::currentChanged, this, [this] {
        showCounts();
        emit changed();
    });
    connect(m_date, &QDateEdit::dateChanged, this, [this] {
        showCounts();
        emit changed();
    });
    return host;
}

QWidget *RequestFields::makeColumns()
{
    m_columnsBox = new QWidget(this);
    QVBoxLayout *box = columnOf(m_columnsBox);
    m_columnCount = new Label(TextRole::Table, Token::Text3, m_columnsBox);
    QHBoxLayout *title = titleRow(tr("Columns"), m_columnCount, m_columnsBox);
    auto *all = new LinkLabel(tr("All but personal"), m_columnsBox);
    auto *none = new LinkLabel(tr("None"), m_columnsBox);
    for (LinkLabel *link : {all, none}) {
        link->setRole(TextRole::TableStrong);
        title->addWidget(link);
    }
    box->addLayout(title);
    m_columns = new ColumnChoice(m_columnsBox);
    m_columns->setMinimumHeight(px(92));
    box->addWidget(m_columns, 1);
    m_personalNote = new Label(TextRole::Table, Token::Text2, m_columnsBox);
    m_personalNote->setWordWrap(true);
    m_personalNote->hide();
    box->addWidget(m_personalNote);
    connect(all, &QAbstractButton::clicked, m_columns, &ColumnChoice::chooseAllButPersonal);
    connect(none, &QAbstractButton::clicked, m_columns, &ColumnChoice::chooseNone);
    connect(m_columns, &ColumnChoice::changed, this, [this] {
        showCounts();
        emit changed();
    });
    return m_columnsBox;
}

void RequestFields::portChosen()
{
    const mesh::Dataset *dataset = m_facts.datasetOf(m_port->currentData().toString());
    m_columnsBox->setVisible(dataset && !dataset->columns.isEmpty());
    m_columns->setColumns(dataset ? dataset->columns : QList<mesh::Column>());
}

void RequestFields::fillFrom(const mesh::AccessRequest &earlier)
{
    m_whom->setCurrentIndex(std::max(0, m_whom->findData(earlier.forWhom)));
    if (const int port = m_port->findData(earlier.port); port >= 0)
        m_port->setCurrentIndex(port);
    m_kinds->button(static_cast<int>(earlier.purpose.kind))->setChecked(true);
    m_purpose->setPlainText(earlier.purpose.text);
    m_columns->setScope(earlier.columns);
    const bool waits =
        earlier.state == mesh::RequestState::Draft || earlier.state == mesh::RequestState::Queued;
    m_renews = !waits;
    if (waits && earlier.untilMs && *earlier.untilMs > m_nowMs) {
        m_length->setCurrent(static_cast<int>(lengths.size()));
        m_date->setDate(QDateTime::fromMSecsSinceEpoch(*earlier.untilMs, QTimeZone::utc()).date());
    }
}

QDate RequestFields::endDate() const
{
    const int choice = m_length->current();
    if (choice < 0 || choice >= static_cast<int>(lengths.size()))
        return m_date->date();
    return QDateTime::fromMSecsSinceEpoch(m_nowMs, QTimeZone::utc())
        .date()
        .addDays(lengths[static_cast<size_t>(choice)]);
}

void RequestFields::showCounts()
{
    const auto typed = purposeText().size();
    m_purposeCount->setText(tr("%1 of %2").arg(typed).arg(longestPurpose));
    m_purposeCount->setColour(typed > longestPurpose ? Token::Bad : Token::Text3);
    const bool byDate = m_length->current() == static_cast<int>(lengths.size());
    m_date->setVisible(byDate);
    m_end->setText(byDate ? tr("at the latest")
                          : tr("until %1").arg(format::date(endOfDayMs(endDate()))));
    m_columnCount->setText(tr("%1 of %2 chosen").arg(m_columns->chosen()).arg(m_columns->count()));
    const QStringList personal = m_columns->chosenPersonal();
    m_personalNote->setText(personal.isEmpty()
                                ? QString()
                                : tr("Personal data is asked for: %1. As a rule the owner decides.")
                                      .arg(personal.mid(0, 3).join(u", "_s)));
    m_personalNote->setVisible(!personal.isEmpty());
}

QString RequestFields::purposeText() const
{
    return m_purpose->toPlainText().trimmed();
}

void RequestFields::focusPurpose()
{
    m_purpose->setFocus();
    m_purpose->moveCursor(QTextCursor::End);
}

mesh::AccessDraft RequestFields::draft() const
{
    mesh::AccessDraft draft;
    draft.product = m_facts.row.key;
    draft.port = m_port->currentData().toString();
    draft.purpose.kind = static_cast<mesh::PurposeKind>(m_kinds->checkedId());
    draft.purpose.text = purposeText();
    draft.untilMs = endOfDayMs(endDate());
    draft.columns = m_columns->scope();
    draft.forWhom = m_whom->currentData().toString();
    if (m_facts.earlier)
        draft.renews = m_renews ? m_facts.earlier->id : m_facts.earlier->renews;
    return draft;
}

bool RequestFields::check()
{
    const mesh::AccessDraft wish = draft();
    const mesh::Dataset *dataset = m_facts.datasetOf(wish.port);
    const auto problems =
        access::problemsOf(wish, dataset ? dataset->columns : QList<mesh::Column>(),
                           m_facts.contracts, m_nowMs, leastPurpose);
    if (!problems.isEmpty()) {
        showError(problems.front().message);
        if (problems.front().field == u"purpose")
            focusPurpose();
        else if (problems.front().field == u"columns")
            m_columns->setFocus();
        return false;
    }
    if (wish.purpose.text.size() > longestPurpose) {
        showError(tr("Say it in at most %n characters.", nullptr, longestPurpose));
        focusPurpose();
        return false;
    }
    if (!m_facts.termsText().isEmpty() && !m_terms->isChecked()) {
        showError(tr("Accept the terms of use first."));
        m_terms->setFocus();
        return false;
    }
    clearError();
    return true;
}

void RequestFields::setPurposeRule(const mesh::AccessPreview &answer)
{
    for (const mesh::PolicyRule &rule : answer.rules) {
        if (rule.id == u"purpose" && !rule.text.isEmpty())
            m_purposeHint->setText(rule.text);
    }
}

void RequestFields::showError(const QString &message)
{
    m_error->setMessage(Tone::Bad, tr("Not sent."), message);
    m_error->show();
    setWrong(m_purpose, purposeText().simplified().size() < leastPurpose ? message : QString());
}

void RequestFields::clearError()
{
    m_error->hide();
    setWrong(m_purpose, {});
}

} // namespace meshlens::ui
