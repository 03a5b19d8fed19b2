// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/access/also_products.h"

#include "ui/access/rule_list.h"
#include "ui/parts/button.h"
#include "ui/parts/flow_layout.h"
#include "ui/parts/labels.h"
#include "ui/parts/load.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using Answer = mesh::AccessPreview::Answer;

namespace {

constexpr qsizetype mostOffered = 5000;
constexpr qsizetype mostChosen = 20; // each becomes a request of its own

using Offers = QList<std::pair<QString, QString>>;

Result<Offers> readOffers(const store::Reader &reader, const QString &mainProduct,
                          const QStringList &takers)
{
    const auto catalogs = reader.catalogs();
    if (!catalogs)
        return catalogs.error();
    QStringList taking;
    for (const store::CatalogRow &row : *catalogs) {
        if (takers.contains(row.connection.kind))
            taking += row.connection.name;
    }
    const auto products = reader.products();
    if (!products)
        return products.error();
    Offers offers;
    for (const store::ProductRow &row : *products) {
        const bool takes = std::ranges::any_of(
            row.catalogs, [&](const QString &catalog) { return taking.contains(catalog); });
        if (takes && row.key != mainProduct && row.access != mesh::AccessMode::Open &&
            offers.size() < mostOffered)
            offers.append({row.name, row.key});
    }
    std::ranges::sort(offers);
    return offers;
}

} // namespace

AlsoProducts::AlsoProducts(Session &session, const QString &mainProduct, const QStringList &takers,
                           QWidget *parent)
    : QWidget(parent), m_session(session), m_main(mainProduct)
{
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(px(20), px(8), px(20), px(8));
    box->setSpacing(px(6));
    auto *row = new QHBoxLayout;
    row->setSpacing(px(8));
    row->addWidget(
        new Label(tr("For the same purpose also"), TextRole::TableStrong, Token::Text, this));
    m_choice = new QComboBox(this);
    m_choice->setEditable(true);
    m_choice->setInsertPolicy(QComboBox::NoInsert);
    m_choice->setAccessibleName(tr("Add a data product"));
    m_choice->lineEdit()->setPlaceholderText(tr("Add a data product"));
    m_choice->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_choice->completer()->setFilterMode(Qt::MatchContains);
    m_choice->setMinimumWidth(px(240));
    row->addWidget(m_choice);
    row->addStretch(1);
    box->addLayout(row);
    auto *host = new QWidget(this);
    m_chips = new FlowLayout(host);
    box->addWidget(host);
    connect(m_choice, &QComboBox::activated, this, [this](int index) {
        const QString key = m_choice->itemData(index).toString();
        m_choice->setCurrentIndex(-1);
        m_choice->clearEditText();
        add(key);
    });
    load(
        this, session,
        [mainProduct, takers](store::Reader &reader) {
            return readOffers(reader, mainProduct, takers);
        },
        [this](const Offers &offers) {
            m_offered = offers;
            for (const auto &[name, key] : offers)
                m_choice->addItem(name, key);
            m_choice->setCurrentIndex(-1);
            setVisible(!offers.isEmpty());
        },
        [this](const Error &) { hide(); }); // one product can be asked for all the same
}

QStringList AlsoProducts::products() const
{
    QStringList keys;
    for (const Chosen &chosen : m_chosen)
        keys += chosen.key;
    return keys;
}

QStringList AlsoProducts::offered() const
{
    QStringList keys;
    for (const auto &[name, key] : m_offered)
        keys += key;
    return keys;
}

QString AlsoProducts::nameOf(const QString &productKey) const
{
    const auto found = std::ranges::find_if(
        m_offered, [&](const auto &offer) { return offer.second == productKey; });
    return found == m_offered.end() ? productKey.section(u'/', -1) : found->first;
}

void AlsoProducts::add(const QString &productKey)
{
    if (productKey.isEmpty() || productKey == m_main || products().contains(productKey) ||
        m_chosen.size() >= mostChosen)
        return;
    m_chosen.append({productKey, {}, {}});
    showChips();
    emit changed();
}

void AlsoProducts::remove(const QString &productKey)
{
    m_chosen.removeIf([&](const Chosen &chosen) { return chosen.key == productKey; });
    showChips();
    emit changed();
}

QString AlsoProducts::answerWords(const Chosen &chosen) const
{
    if (!chosen.problem.isEmpty())
        return chosen.problem;
    if (!chosen.answer)
        return tr("The policy has not answered yet");
    return *chosen.answer == Answer::AtOnce  ? tr("given at once")
           : *chosen.answer == Answer::Owner ? tr("the owner decides")
                                             : tr("not possible");
}

void AlsoProducts::showChips()
{
    clearLayout(m_chips);
    for (const Chosen &chosen : std::as_const(m_chosen)) {
        const bool refused = chosen.answer == Answer::Impossible;
        const QString words = tr("%1, %2").arg(nameOf(chosen.key), answerWords(chosen));
        auto *chip = new Button(words, refused ? ButtonKind::Danger : ButtonKind::Plain,
                                m_chips->parentWidget());
        chip->setSmall(true);
        chip->setIconName(u"close"_s);
        chip->setToolTip(tr("Leave it out again"));
        connect(chip, &QAbstractButton::clicked, this, [this, key = chosen.key] { remove(key); });
        m_chips->addWidget(chip);
        chip->show();
    }
    updateGeometry();
}

QList<mesh::AccessDraft> AlsoProducts::drafts(const mesh::AccessDraft &main) const
{
    QList<mesh::AccessDraft> all;
    for (const Chosen &chosen : m_chosen) {
        mesh::AccessDraft draft;
        draft.product = chosen.key;
        draft.purpose = main.purpose;
        draft.untilMs = main.untilMs;
        draft.forWhom = main.forWhom;
        all.append(draft);
    }
    return all;
}

void AlsoProducts::preview(const mesh::AccessDraft &main)
{
    const quint64 number = ++m_asked;
    for (const mesh::AccessDraft &draft : drafts(main)) {
        watch(this, m_session.previewAccess(draft),
              [this, number, key = draft.product](const Result<mesh::AccessPreview> &preview) {
                  const auto found = std::ranges::find(m_chosen, key, &Chosen::key);
                  if (number != m_asked || found == m_chosen.end())
                      return;
                  found->answer = preview ? std::optional(preview->answer) : std::nullopt;
                  found->problem = preview ? QString() : preview.error().message;
                  showChips();
                  emit changed();
              });
    }
}

bool AlsoProducts::isPossible() const
{
    return std::ranges::none_of(
        m_chosen, [](const Chosen &chosen) { return chosen.answer == Answer::Impossible; });
}

} // namespace meshlens::ui
