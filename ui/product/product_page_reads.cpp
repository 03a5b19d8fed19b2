// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the product page reads, one part after the other.
#include "ui/product/product_page.h"

#include "ui/parts/lineage_graph.h"
#include "ui/parts/load.h"
#include "ui/parts/recent_things.h"
#include "ui/parts/search_index.h"
#include "ui/parts/states.h"
#include "ui/product/product_words.h"

namespace meshlens::ui {

using namespace Qt::StringLiterals;

void ProductPage::read()
{
    load(
        this, session(),
        [key = m_key, now = nowMs()](store::Reader &reader) {
            return readProduct(reader, key, now);
        },
        [this](const ProductData &known) { take(known); },
        [this](const Error &failure) {
            m_content->showError(failure.kind == Error::Kind::NotFound
                                     ? tr("This is not in the index")
                                     : tr("The product could not be read"),
                                 failure, [this] { read(); });
        });
}

void ProductPage::take(ProductData known)
{
    ProductView view;
    if (m_view) // until newer ones come
        view = std::move(*m_view);
    view.product = std::move(known);
    m_view = std::move(view);
    refreshOffer();
    m_name = m_view->product.row.name;
    RecentThings::of(session()).add(m_key, m_name);
    emit titleChanged();
    m_content->showContent();
    refresh();
    readHistory();
    readLineage();
    readLookalikes();
}

void ProductPage::refreshOffer()
{
    const ProductData &known = m_view->product;
    m_view->offer = accessOffer(known.row, known.requests, known.ownerNames(),
                                canRequest(session(), known), known.readAtMs);
}

void ProductPage::readHistory()
{
    QStringList datasets;
    for (const mesh::Dataset &dataset : m_view->product.datasets)
        datasets += dataset.key;
    load(
        this, session(),
        [key = m_key, datasets, now = nowMs()](store::Reader &reader) {
            return ui::readHistory(reader, key, datasets, now);
        },
        [this](const ProductHistory &history) {
            if (!m_view)
                return;
            m_view->history = history;
            refresh();
        },
        [this](const Error &failure) {
            m_content->showError(tr("The history could not be read"), failure,
                                 [this] { readHistory(); });
        });
}

void ProductPage::readLineage()
{
    const std::shared_ptr<const lineage::Graph> graph = LineageGraph::of(session()).graph();
    if (!graph)
        return; // comes with LineageGraph::changed
    using Answer = std::pair<lineage::Subgraph, QList<lineage::Node>>;
    compute(
        this,
        [graph, key = m_key, isDataset = m_view->product.isDataset]() -> Result<Answer> {
            lineage::WalkOptions options;
            options.level = isDataset ? lineage::Level::Dataset : lineage::Level::Product;
            options.maxNodes = 400;
            auto around = lineage::neighbourhood(*graph, key, options);
            if (!around)
                return around.error();
            auto consumers = lineage::consumers(*graph, key);
            return Answer(std::move(*around), consumers.valueOr({}));
        },
        [this](const Answer &answer) {
            if (!m_view)
                return;
            m_view->lineage = answer.first;
            m_view->consumers = answer.second;
            refresh();
        },
        [this](const Error &failure) {
            if (!m_view)
                return;
            // A thing without lineage is not in the graph: nothing known, not a failure.
            if (failure.kind == Error::Kind::NotFound) {
                lineage::Subgraph alone;
                alone.root = m_key;
                m_view->lineage = alone;
                m_view->consumers = QList<lineage::Node>();
                refresh();
            } else {
                emit toastRequested(failure.message, {});
            }
        });
}

void ProductPage::readLookalikes()
{
    const std::shared_ptr<const search::Index> index = SearchIndex::of(session()).index();
    if (!index)
        return; // comes with SearchIndex::changed
    load(
        this, session(),
        [data = m_view->product, index](store::Reader &reader) {
            return lookalikes(data, reader, *index);
        },
        [this, key = m_key](const QList<Lookalike> &found) {
            if (!m_view || key != m_key || found == m_view->lookalikes)
                return;
            m_view->lookalikes = found;
            refresh();
        },
        [](const Error &) {}); // a hint only: without it nothing is missing
}

} // namespace meshlens::ui
