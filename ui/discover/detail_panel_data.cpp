// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the details say of a result: at once what the search knows, then what the index tells.
#include "ui/discover/detail_panel.h"

#include "ui/discover/kind_tile.h"
#include "ui/discover/words.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/button.h"
#include "ui/parts/cell_grid.h"
#include "ui/parts/format.h"
#include "ui/parts/labels.h"
#include "ui/parts/lineage_graph.h"
#include "ui/parts/load.h"
#include "ui/parts/search_index.h"
#include "ui/parts/states.h"
#include "ui/product/product_words.h"

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostColumns = 8;
constexpr int mostPorts = 4;

} // namespace

QString DetailPanel::sampleDataset() const
{
    if (m_data)
        return m_data->sampleDataset();
    return m_hit.kind == mesh::Kind::Dataset ? m_hit.key : QString();
}

void DetailPanel::show(const search::Hit *hit, const QString &from)
{
    m_from = from;
    if (!hit) {
        m_hit = {};
        m_data.reset();
        m_settle.stop();
        m_content->hide();
        return;
    }
    const bool same = hit->key == m_hit.key && m_data && from.isEmpty();
    m_hit = *hit;
    if (!same) {
        m_data.reset();
        m_usedBy = -1;
        m_offer = {};
        showHit();
    }
    m_content->show();
    if (m_from.isEmpty())
        m_settle.start();
    else
        m_settle.stop();
}

void DetailPanel::refresh()
{
    if (!m_hit.key.isEmpty() && m_from.isEmpty())
        m_settle.start();
}

void DetailPanel::showHit()
{
    m_icon->setIconName(kindIcon(m_hit.kind, m_hit.type));
    m_name->setText(m_hit.name);
    m_domain->setVisible(!m_hit.domainName.isEmpty());
    m_domain->setDomain(m_hit.domain, m_hit.domainName);
    m_kind->setText(versioned(kindWords(m_hit.kind, m_hit.type), m_hit.version));
    const bool isProduct = m_hit.kind == mesh::Kind::Product;
    const bool isData = isProduct || m_hit.kind == mesh::Kind::Dataset;
    m_access->setVisible(isProduct);
    m_access->setText(tr("Request access"));
    m_access->setIconName(u"key"_s);
    m_sample->setVisible(isData);
    // Where nothing can be requested the sample is what one would do.
    m_sample->setSizePolicy(isProduct ? QSizePolicy::Minimum : QSizePolicy::Expanding,
                            QSizePolicy::Fixed);
    m_sample->setEnabled(true);
    m_lineage->setVisible(isData || m_hit.kind == mesh::Kind::Domain);
    m_hint->setText({});
    m_hint->setVisible(false);
    m_description->setVisible(!isProduct);
    m_description->setText(m_hit.description.isEmpty() ? tr("Not described")
                                                       : m_hit.description.left(2000));
    QStringList why;
    for (const QString &word : m_hit.why)
        why += whyWords(word);
    m_why->setVisible(!why.isEmpty());
    m_why->setText(tr("Found by %1").arg(why.join(u", "_s)));
    m_trust->setVisible(isProduct || m_hit.quality || m_hit.freshness);
    m_quality->setQuality({m_hit.quality, m_hit.coverage, false});
    m_coverage->setText({});
    m_freshness->setVisible(m_hit.freshness.has_value());
    if (m_hit.freshness)
        m_freshness->setFreshness(
            {m_hit.freshness->ageMs, m_hit.freshness->objectiveMs, m_hit.freshness->learned, false},
            m_session.clock());
    if (!m_from.isEmpty()) {
        m_access->setVisible(true);
        m_access->setText(tr("Read from %1").arg(m_from));
        m_access->setIconName(u"download"_s);
        m_sample->hide();
        m_lineage->hide();
        m_trust->hide();
        m_description->show();
        m_hint->setText(tr("%1 found it by its own search. Read it into your index to see its "
                           "schema, quality, lineage and access.")
                            .arg(m_from));
        m_hint->setColour(Token::Text2);
        m_hint->show();
    }
    m_twins->hide();
    for (QWidget *later : {static_cast<QWidget *>(m_dimensions), static_cast<QWidget *>(m_whyScore),
                           m_portsSection, m_columnsSection, m_factsSection})
        later->hide();
}

Result<DetailPanel::Details> DetailPanel::readDetails(store::Reader &reader, const QString &key,
                                                      std::int64_t nowMs, const Sources &sources)
{
    auto known = readProduct(reader, key, nowMs);
    if (!known)
        return known.error();
    Details details{std::move(*known), -1, {}};
    if (sources.graph) {
        if (const auto consumers = lineage::consumers(*sources.graph, key))
            details.usedBy = static_cast<int>(consumers->size());
    }
    if (sources.index) {
        if (auto twins = lookalikes(details.known, reader, *sources.index))
            details.twins = std::move(*twins);
    }
    return details;
}

void DetailPanel::read()
{
    if (m_hit.kind != mesh::Kind::Product && m_hit.kind != mesh::Kind::Dataset)
        return;
    const Sources sources{LineageGraph::of(m_session).graph(), SearchIndex::of(m_session).index()};
    load(
        this, m_session,
        [key = m_hit.key, now = m_session.clock().nowMs(), sources](store::Reader &reader) {
            return readDetails(reader, key, now, sources);
        },
        [this](const Details &details) {
            if (details.known.key() != m_hit.key)
                return;
            m_data = details.known;
            m_usedBy = details.usedBy;
            showTwins(details.twins);
            showData();
        },
        [this](const Error &failure) {
            m_hint->setVisible(true);
            m_hint->setText(failure.message);
        });
}

void DetailPanel::showTwins(const QList<Lookalike> &twins)
{
    m_twins->setVisible(!twins.isEmpty());
    m_twins->clearActions();
    if (twins.isEmpty())
        return;
    const Lookalike first = twins.first();
    const bool word = first.why == Lookalike::Why::SameWord;
    m_twins->setMessage(Tone::Accent, word ? tr("Two meanings.") : tr("Published twice?"),
                        lookalikeWords(first));
    connect(m_twins->addAction(word ? tr("See") : tr("Compare")), &QAbstractButton::clicked, this,
            [this, first, word, own = m_hit.key] {
                if (word)
                    emit opened(first.key, {});
                else
                    emit compareWanted({own, first.key});
            });
}

void DetailPanel::showData()
{
    const ProductData &known = *m_data;
    if (!known.isDataset) {
        m_offer = accessOffer(known.row, known.requests, known.ownerNames(),
                              canRequest(m_session, known), known.readAtMs);
        m_access->setText(m_offer.words);
        m_access->setIconName(m_offer.icon);
        m_hint->setText(m_offer.hint);
        m_hint->setVisible(true);
        m_hint->setColour(m_offer.way == mesh::AccessWay::Owner ? Token::Text2 : Token::Good);
    }
    m_sample->setEnabled(!known.sampleDataset().isEmpty());
    const scores::QualityScore &quality = known.card.quality;
    m_quality->setQuality(qualityBadge(known.card.summary));
    m_coverage->setText(checksWords(quality));
    m_freshness->setVisible(true);
    m_freshness->setFreshness(freshnessBadge(known.card.summary, known.readAtMs),
                              m_session.clock());
    m_dimensions->setRows(dimensionRows(quality));
    m_dimensions->setVisible(!quality.parts.isEmpty());
    m_whyScore->setVisible(!quality.parts.isEmpty());
    m_trust->show();

    m_ports->setRows(portRows(known, mesh::PortDirection::Output, mostPorts));
    m_portsSection->setVisible(m_ports->rowCount() > 0);
    m_columns->setRows(columnRows(known, mostColumns));
    m_columnsTitle->setText(tr("Columns, %1").arg(format::count(known.columnCount())));
    m_columnsSection->setVisible(m_columns->rowCount() > 0);

    QList<QList<Cell>> facts;
    const auto fact = [&](const QString &name, const QString &words) {
        facts.append(QList<Cell>{{.text = name, .colour = Token::Text3},
                                 {.text = words, .colour = Token::Text}});
    };
    fact(tr("Owner"), known.owners.isEmpty() ? tr("Nobody named") : known.ownerNames());
    if (m_usedBy >= 0)
        fact(tr("Used by"), format::counted(m_usedBy, tr("1 product"), tr("%1 products")));
    fact(tr("Found in"), known.row.catalogs.join(u", "_s));
    if (known.row.personal)
        fact(tr("Note"), tr("Holds personal data"));
    m_facts->setRows(facts);
    m_factsSection->show();
    emit dataShown();
}

} // namespace meshlens::ui
