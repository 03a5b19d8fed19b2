// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/product/product_header.h"

#include "models/store/catalog_health.h"
#include "ui/discover/words.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/button.h"
#include "ui/parts/format.h"
#include "ui/parts/icons.h"
#include "ui/parts/labels.h"
#include "ui/parts/tags.h"
#include "ui/product/conflict_mark.h"
#include "ui/product/product_words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QTimer>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int shortWidth = 1000; // below it, buttons are icons with words where they fit

} // namespace

ProductHeader::ProductHeader(Session &session, QWidget *parent)
    : QWidget(parent), m_session(session)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(px(20) + px(54), px(14), px(20), px(10));
    row->setSpacing(px(8));
    auto *words = new QVBoxLayout;
    words->setSpacing(px(4));
    auto *first = new QHBoxLayout;
    first->setSpacing(px(10));
    m_name = new ElidedLabel({}, TextRole::PageTitle, Token::Text, this);
    m_nameConflict = new ConflictMark(this);
    m_quality = new BadgeWidget(this);
    m_quality->setClickable(true);
    m_hexagon = new BadgeWidget(this);
    m_hexagon->setClickable(true);
    m_freshness = new BadgeWidget(this);
    m_certified = new BadgeWidget(this);
    m_version = new BadgeWidget(this);
    m_status = new BadgeWidget(this);
    m_asOf = new BadgeWidget(this);
    first->addWidget(m_name);
    for (QWidget *badge :
         {static_cast<QWidget *>(m_nameConflict), static_cast<QWidget *>(m_quality),
          static_cast<QWidget *>(m_hexagon), static_cast<QWidget *>(m_freshness),
          static_cast<QWidget *>(m_certified), static_cast<QWidget *>(m_version),
          static_cast<QWidget *>(m_status), static_cast<QWidget *>(m_asOf)})
        first->addWidget(badge);
    first->addStretch();
    words->addLayout(first);

    auto *second = new QHBoxLayout;
    second->setSpacing(px(6));
    m_domain = new BadgeWidget(this);
    m_avatar = new BadgeWidget(this);
    m_owner = new ElidedLabel({}, TextRole::Table, Token::Text2, this);
    m_ownerConflict = new ConflictMark(this);
    m_catalogs = new BadgeWidget(this);
    m_address = new ElidedLabel({}, TextRole::MonoSmall, Token::Text3, this);
    m_address->setElide(Qt::ElideMiddle);
    m_copy = new IconButton(u"copy"_s, tr("Copy the address"), this);
    m_copy->setSmall(true);
    second->addWidget(m_domain);
    second->addSpacing(px(6));
    second->addWidget(m_avatar);
    second->addWidget(m_owner);
    second->addWidget(m_ownerConflict);
    second->addSpacing(px(6));
    second->addWidget(m_catalogs);
    second->addSpacing(px(6));
    second->addWidget(m_address);
    second->addWidget(m_copy);
    second->addStretch();
    words->addLayout(second);
    row->addLayout(words, 1);

    m_follow = new IconButton(u"bell"_s, tr("Follow: be told of changes"), this);
    m_follow->setFramed(true);
    m_follow->setCheckable(true);
    m_pin = new IconButton(u"star"_s, tr("Pin to the sidebar"), this);
    m_pin->setFramed(true);
    m_pin->setCheckable(true);
    m_lineage = new Button(tr("Lineage"), this);
    m_lineage->setIconName(u"lineage"_s);
    m_sample = new Button(tr("Sample"), this);
    m_sample->setIconName(u"eye"_s);
    m_access = new Button(tr("Request access"), ButtonKind::Primary, this);
    m_access->setIconName(u"key"_s);
    for (QWidget *button : {static_cast<QWidget *>(m_follow), static_cast<QWidget *>(m_pin),
                            static_cast<QWidget *>(m_lineage), static_cast<QWidget *>(m_sample),
                            static_cast<QWidget *>(m_access)})
        row->addWidget(button, 0, Qt::AlignTop);

    connect(m_quality, &QAbstractButton::clicked, this, &ProductHeader::qualityClicked);
    connect(m_hexagon, &QAbstractButton::clicked, this, &ProductHeader::qualitiesClicked);
    connect(m_follow, &QAbstractButton::clicked, this, &ProductHeader::followClicked);
    connect(m_pin, &QAbstractButton::clicked, this, &ProductHeader::pinClicked);
    connect(m_lineage, &QAbstractButton::clicked, this, &ProductHeader::lineageClicked);
    connect(m_sample, &QAbstractButton::clicked, this, &ProductHeader::sampleClicked);
    connect(m_access, &QAbstractButton::clicked, this, &ProductHeader::accessClicked);
    connect(m_copy, &QAbstractButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(linkTo(m_key).toString());
        m_copy->setIconName(u"check"_s);
        m_copy->setWords(tr("Copied"));
        QTimer::singleShot(1500ms, m_copy, [copy = m_copy] {
            copy->setIconName(u"copy"_s);
            copy->setWords(tr("Copy the address"));
        });
    });
}

void ProductHeader::present(const ProductView &view)
{
    const ProductData &known = view.product;
    m_key = known.key();
    m_iconName = known.isDataset ? kindIcon(mesh::Kind::Dataset, known.row.type)
                                 : kindIcon(mesh::Kind::Product, {});
    m_name->setText(known.row.name.isEmpty() ? known.key() : known.row.name);
    m_quality->setQuality(qualityBadge(known.card.summary));
    m_quality->setToolTip(checksWords(known.card.quality));
    m_hexagon->setVisible(!known.isDataset);
    m_hexagon->setHexagon(known.card.summary.qualities, 20);
    m_freshness->setFreshness(freshnessBadge(known.card.summary, known.readAtMs),
                              m_session.clock());
    m_certified->setVisible(known.row.certified);
    m_certified->setTag({tr("Certified"), Tone::Accent, u"check"_s, false});
    m_hasVersion = !known.row.version.isEmpty();
    m_version->setTag(
        {known.row.version.startsWith(u'v') ? known.row.version : u'v' + known.row.version,
         Tone::Mute,
         {},
         false});
    const bool noteworthy =
        known.row.status == mesh::Status::Deprecated || known.row.status == mesh::Status::Retired ||
        known.row.status == mesh::Status::Draft || known.row.status == mesh::Status::Proposed;
    m_status->setVisible(noteworthy);
    m_status->setTag({statusWords(known.row.status), Tone::Warn, {}, false});

    bool outdated = !known.catalogs.isEmpty();
    std::int64_t newest = 0;
    for (const store::CatalogRow &catalog : known.catalogs) {
        newest = std::max(newest, catalog.lastGoodSyncMs.value_or(0));
        outdated =
            outdated && (!catalog.lastGoodSyncMs || store::isOutdated(catalog, known.readAtMs));
    }
    m_asOf->setVisible(outdated && newest > 0);
    if (outdated && newest > 0)
        m_asOf->setTag({tr("as of %1").arg(format::when(newest, known.readAtMs)), Tone::Warn,
                        u"clock"_s, false});

    m_domain->setVisible(!known.row.domain.isEmpty());
    m_domain->setDomain(known.row.domain, known.row.domainName);
    const QString owners = known.ownerNames();
    m_avatar->setVisible(!owners.isEmpty());
    m_avatar->setAvatar(owners.section(u", "_s, 0, 0), 20);
    m_owner->setText(owners.isEmpty() ? tr("No owner named") : owners);
    // The address shortens before the owner does.
    m_owner->setMinimumWidth(std::min(textWidth(m_owner->text(), TextRole::Table) + 2, px(160)));
    const QStringList &catalogs = known.row.catalogs;
    m_catalogs->setVisible(!catalogs.isEmpty());
    m_catalogs->setTag({catalogs.size() > 1
                            ? u"%1 +%2"_s.arg(catalogs.first()).arg(catalogs.size() - 1)
                            : catalogs.value(0),
                        Tone::Mute, u"catalogs"_s, false});
    m_catalogs->setToolTip(catalogs.join(u'\n'));
    m_address->setText(known.key());
    const QList<store::Conflict> &conflicts = known.product.conflicts;
    m_nameConflict->setConflicts(conflicts, {u"name"_s, u"version"_s, u"status"_s, u"certified"_s});
    m_ownerConflict->setConflicts(conflicts, {u"owners"_s, u"owner"_s, u"domain"_s});

    m_follow->setChecked(known.followed);
    m_follow->setWords(known.followed ? tr("Stop following") : tr("Follow: be told of changes"));
    m_pin->setChecked(known.pinned);
    m_pin->setWords(known.pinned ? tr("Unpin") : tr("Pin to the sidebar"));
    m_sample->setEnabled(!known.sampleDataset().isEmpty());
    m_access->setVisible(!known.isDataset);
    m_access->setText(view.offer.words);
    m_access->setIconName(view.offer.icon);
    m_access->setToolTip(view.offer.hint);
    m_access->setKind(view.offer.act == AccessOffer::Act::Waiting ? ButtonKind::Plain
                                                                  : ButtonKind::Primary);
    placeDetails();
    update();
}

void ProductHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeDetails();
}

void ProductHeader::placeDetails()
{
    const bool narrow = width() < px(shortWidth);
    m_lineage->setText(narrow ? QString() : tr("Lineage"));
    m_sample->setText(narrow ? QString() : tr("Sample"));
    m_lineage->setAccessibleName(tr("Lineage"));
    m_sample->setAccessibleName(tr("Sample"));
    m_lineage->setToolTip(tr("Lineage"));
    m_sample->setToolTip(tr("Sample"));
    m_version->setVisible(!narrow && m_hasVersion);
}

void ProductHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), colour(Token::Surface));
    const QRectF tile(px(20), px(14), px(40), px(40));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour(Token::AccentSoft));
    painter.drawRoundedRect(tile, px(8), px(8));
    if (!m_iconName.isEmpty())
        paintIcon(&painter,
                  QRectF(tile.center().x() - px(10), tile.center().y() - px(10), px(20), px(20)),
                  m_iconName, colour(Token::Accent));
}

} // namespace meshlens::ui
