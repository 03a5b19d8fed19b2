// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/catalogs/catalog_sheet.h"

#include "models/live/live_search.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/flow_layout.h"
#include "ui/parts/icons.h"
#include "ui/parts/search_field.h"
#include "ui/parts/watch.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QUrl>
#include <QVBoxLayout>

#include <array>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<qint64, 4> periods = {0, 15 * 60'000, 60 * 60'000, 24 * 60 * 60'000};

QString abilityWords(mesh::Capability capability)
{
    using mesh::Capability;
    switch (capability) {
    case Capability::Browse:
        return CatalogSheet::tr("browse");
    case Capability::Lineage:
        return CatalogSheet::tr("lineage");
    case Capability::Checks:
        return CatalogSheet::tr("checks");
    case Capability::Samples:
        return CatalogSheet::tr("samples");
    case Capability::Request:
        return CatalogSheet::tr("request");
    case Capability::Decide:
        return CatalogSheet::tr("decide");
    case Capability::Grant:
        return CatalogSheet::tr("grant");
    case Capability::Incremental:
        return CatalogSheet::tr("only changes");
    case Capability::Search:
        return CatalogSheet::tr("search");
    }
    return {};
}

void clear(QWidget *host)
{
    while (QLayoutItem *item = host->layout()->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        std::unique_ptr<QLayoutItem> gone(item);
    }
}

QWidget *field(const QString &title, QWidget *input, const QString &hint, QWidget *parent)
{
    auto *host = new QWidget(parent);
    auto *column = new QVBoxLayout(host);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(5));
    auto *label = new Label(title, TextRole::Table, Token::Text, host);
    label->setBuddy(input);
    column->addWidget(label);
    column->addWidget(input);
    if (!hint.isEmpty()) {
        auto *words = new Label(hint, TextRole::Table, Token::Text3, host);
        words->setWordWrap(true);
        column->addWidget(words);
    }
    input->setAccessibleName(title);
    input->setAccessibleDescription(hint);
    return host;
}

/// A name to begin with: the host, or the last part of a path.
QString nameFrom(const QString &address)
{
    const QUrl url(address);
    if (url.scheme().startsWith(u"http"))
        return url.port() > 0 ? u"%1-%2"_s.arg(url.host()).arg(url.port()) : url.host();
    return QFileInfo(address).fileName();
}

} // namespace

CatalogSheet::CatalogSheet(Session &session, QWidget *window,
                           const std::optional<CatalogConnection> &edited,
                           const QString &wantedKind, const QString &address)
    : Sheet(window, edited ? tr("Edit %1").arg(edited->name) : tr("Add a catalog"), 680, 620),
      m_session(session), m_edited(edited), m_kinds(session.kinds())
{
    setSubtitle(tr("Meshlens only reads. It never writes to a catalog without asking you."));
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->viewport()->setAutoFillBackground(false);
    auto *host = new QWidget;
    auto *column = new QVBoxLayout(host);
    column->setContentsMargins(0, 0, px(4), 0);
    column->setSpacing(px(14));
    scroll->setWidget(host);
    host->setAutoFillBackground(false); // setWidget() turns it on
    body()->addWidget(scroll);

    m_kind = new QComboBox(host);
    for (const CatalogKind &one : std::as_const(m_kinds))
        m_kind->addItem(themeIcon(one.icon.isEmpty() ? u"server"_s : one.icon), one.title,
                        one.kind);
    m_kind->setCurrentIndex(std::max(0, m_kind->findData(edited ? edited->kind : wantedKind)));
    m_kind->setEnabled(!edited);
    auto *kindField = field(tr("Kind"), m_kind, {}, host);
    m_about = new Label(TextRole::Table, Token::Text3, host);
    m_about->setWordWrap(true);
    m_abilities = new QWidget(host);
    new FlowLayout(m_abilities, 6); // becomes the widget's layout
    column->addWidget(kindField);
    column->addWidget(m_about);
    column->addWidget(m_abilities);

    auto *place = new QHBoxLayout;
    m_address = new QLineEdit(edited ? edited->url : address, host);
    m_address->setFont(textFont(TextRole::Mono));
    m_name = new QLineEdit(edited ? edited->name : nameFrom(address), host);
    m_nameTouched = edited.has_value();
    place->addWidget(field(tr("Address"), m_address, {}, host), 2);
    place->addWidget(field(tr("Name in Meshlens"), m_name, {}, host), 1);
    column->addLayout(place);
    // Beside what it answers: a kind may have a dozen options, most of them left out.
    m_steps = new QWidget(host);
    auto *steps = new QVBoxLayout(m_steps);
    steps->setContentsMargins(0, 0, 0, 0);
    steps->setSpacing(px(4));
    m_answer = new MessageStrip(Tone::Mute, host);
    m_answer->hide();
    column->addWidget(m_answer);
    column->addWidget(m_steps);
    m_options = new QWidget(host);
    auto *options = new QVBoxLayout(m_options);
    options->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_options);

    m_period = new SegmentedControl(tr("Sync"), host);
    for (const QString &words : {tr("By hand"), tr("Every 15 min"), tr("Hourly"), tr("Daily")})
        m_period->addChoice(words);
    const qint64 period = edited ? edited->syncPeriodMs : CatalogConnection().syncPeriodMs;
    const auto known = std::find(periods.begin(), periods.end(), period);
    m_period->setCurrent(known == periods.end() ? 1 : static_cast<int>(known - periods.begin()));
    column->addWidget(field(tr("Sync"), m_period, {}, host));

    column->addStretch(1);

    connect(addSideAction(tr("Check again")), &QPushButton::clicked, this, &CatalogSheet::test);
    connect(addAction(tr("Cancel")), &QPushButton::clicked, this, &Sheet::reject);
    m_save = addAction(edited ? tr("Save") : tr("Add catalog"), ButtonKind::Primary);
    connect(m_save, &QPushButton::clicked, this, &CatalogSheet::save);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &CatalogSheet::showKind);
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_nameTouched = true; });
    connect(m_address, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (!m_nameTouched)
            m_name->setText(nameFrom(text));
        changed();
    });
    connect(m_name, &QLineEdit::textChanged, this, &CatalogSheet::changed);
    m_pause.setSingleShot(true);
    m_pause.setInterval(600);
    connect(&m_pause, &QTimer::timeout, this, &CatalogSheet::test);
    showKind();
}

const CatalogKind &CatalogSheet::kind() const
{
    static const CatalogKind none;
    const int at = m_kind->currentIndex();
    return at >= 0 && at < m_kinds.size() ? m_kinds[at] : none;
}

void CatalogSheet::showKind()
{
    const CatalogKind &chosen = kind();
    m_about->setText(chosen.description);
    m_address->setPlaceholderText(chosen.kind == u"folder" ? tr("Path of a folder or Git checkout")
                                                           : u"https://"_s);
    clear(m_abilities);
    for (int i = 0; i <= static_cast<int>(mesh::Capability::Search); ++i) {
        const auto capability = static_cast<mesh::Capability>(i);
        if (!chosen.capabilities.contains(capability))
            continue;
        auto *tag = new BadgeWidget(m_abilities);
        tag->setTag({abilityWords(capability), Tone::Mute, u"check"_s});
        m_abilities->layout()->addWidget(tag);
    }
    clear(m_options);
    m_optionFields.clear();
    m_live = nullptr;
    for (const CatalogOption &option : chosen.options) {
        if (option.name == live::optionName()) {
            m_live = new QCheckBox(option.title, m_options);
            m_live->setChecked(m_edited && live::isLive(*m_edited));
            m_live->setToolTip(tr("For a catalog too large to copy. Only what you open is read."));
            m_options->layout()->addWidget(m_live);
            connect(m_live, &QCheckBox::toggled, this, &CatalogSheet::changed);
            continue;
        }
        auto *input = new QLineEdit(m_options);
        if (option.secret) {
            input->setEchoMode(QLineEdit::Password);
            if (m_edited)
                input->setPlaceholderText(tr("unchanged"));
        } else if (m_edited) {
            input->setText(m_edited->options.value(option.name));
        }
        const QString hint =
            option.secret ? tr("Kept in the key ring of this computer, never in the settings file.")
                          : option.hint;
        const QString title =
            option.needed ? option.title : tr("%1 (may be left out)").arg(option.title);
        m_options->layout()->addWidget(field(title, input, hint, m_options));
        connect(input, &QLineEdit::textChanged, this, &CatalogSheet::changed);
        m_optionFields.append({option, input});
    }
    changed();
}

ConnectionDraft CatalogSheet::draft() const
{
    ConnectionDraft draft;
    if (m_edited)
        draft.connection = *m_edited;
    draft.connection.kind = kind().kind;
    draft.connection.name = m_name->text().trimmed();
    draft.connection.url = m_address->text().trimmed();
    draft.connection.syncPeriodMs =
        periods[static_cast<size_t>(std::clamp(m_period->current(), 0, 3))];
    draft.connection.options.clear();
    if (m_live && m_live->isChecked())
        draft.connection.options.insert(live::optionName(), live::optionValue());
    for (const auto &[option, input] : m_optionFields) {
        if (option.secret)
            draft.secret = input->text();
        else if (!input->text().isEmpty())
            draft.connection.options.insert(option.name, input->text());
    }
    return draft;
}

void CatalogSheet::changed()
{
    const ConnectionDraft now = draft();
    bool complete = !now.connection.url.isEmpty() && !now.connection.name.isEmpty();
    for (const auto &[option, input] : std::as_const(m_optionFields)) {
        if (option.needed && input->text().isEmpty() && !(option.secret && m_edited))
            complete = false;
    }
    m_save->setEnabled(complete);
    ++m_tests; // what is on its way answers an older question
    m_answer->hide();
    clear(m_steps);
    if (complete)
        m_pause.start();
    else
        m_pause.stop();
}

void CatalogSheet::test()
{
    m_pause.stop();
    const quint64 number = ++m_tests;
    clear(m_steps);
    m_answer->setMessage(Tone::Accent, tr("Checking"), m_address->text());
    m_answer->show();
    const QFuture<QList<ConnectionStep>> future = m_session.testConnection(draft());
    auto *watcher = watch(this, future, [this, number, future](const QList<ConnectionStep> &) {
        if (number != m_tests)
            return;
        const QList<ConnectionStep> all = future.resultAt(future.resultCount() - 1);
        showSteps(all);
        showAnswer(all);
    });
    connect(watcher, &QFutureWatcherBase::resultReadyAt, this, [this, number, future](int at) {
        if (number == m_tests)
            showSteps(future.resultAt(at)); // one more than before
    });
}

void CatalogSheet::showSteps(const QList<ConnectionStep> &steps)
{
    clear(m_steps);
    for (const ConnectionStep &step : steps) {
        auto *line = new BadgeWidget(m_steps);
        line->setMark(step.passed ? Mark::Met : Mark::Missed,
                      step.detail.isEmpty() ? step.title
                                            : tr("%1: %2").arg(step.title, step.detail));
        m_steps->layout()->addWidget(line);
    }
}

void CatalogSheet::showAnswer(const QList<ConnectionStep> &steps)
{
    const auto failed = std::find_if(steps.begin(), steps.end(),
                                     [](const ConnectionStep &step) { return !step.passed; });
    if (failed != steps.end())
        m_answer->setMessage(Tone::Bad, tr("Not connected."),
                             failed->detail.isEmpty() ? failed->title : failed->detail);
    else
        m_answer->setMessage(Tone::Good, tr("Connected."),
                             steps.isEmpty() ? QString() : steps.back().detail);
    m_answer->show();
}

void CatalogSheet::save()
{
    const ConnectionDraft wanted = draft();
    m_save->setEnabled(false);
    watch(this, m_edited ? m_session.updateCatalog(wanted) : m_session.addCatalog(wanted),
          [this](const Result<void> &done) {
              if (done) {
                  accept();
                  return;
              }
              m_save->setEnabled(true);
              if (done.error().kind == Error::Kind::Conflict)
                  setWrong(m_name, done.error().message);
              m_answer->setMessage(Tone::Bad, tr("Not saved."), done.error().message);
              m_answer->show();
          });
}

} // namespace meshlens::ui
