// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/work_tab.h"

#include "models/access/words.h"
#include "ui/parts/format.h"
#include "ui/parts/load.h"

#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowsWanted = 10'000;
constexpr std::int64_t longestWaitMs = 24 * 60 * 60 * 1000; // a timer counts in int

} // namespace

WorkTab::WorkTab(Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_result(new RowsPane(this))
{}

void WorkTab::show(const mesh::Sample &sample, const QString &timing, const QString &note)
{
    const quint64 number = ++m_showing;
    compute(
        this, [sample]() -> Result<SampleRows> { return lookAt(sample); },
        [this, number, timing, note](const SampleRows &rows) {
            if (number != m_showing)
                return;
            m_result->showRows(rows, timing, note);
            emit changed();
        },
        [](const Error &) {});
}

void WorkTab::dropPending()
{
    ++m_showing;
}

void WorkTab::setInfo(const SampleInfo &info)
{
    m_info = info;
}

DatasetTab::DatasetTab(Session &session, const QString &key, QWidget *parent)
    : WorkTab(session, parent), m_key(key)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(result());
    result()->noteLink()->show();
    connect(result()->noteLink(), &QAbstractButton::clicked, this, &DatasetTab::fetchAgain);
    m_end.setSingleShot(true);
    connect(&m_end, &QTimer::timeout, this, &DatasetTab::waitForEnd);
    result()->begin();
    readInfo(true);
}

bool DatasetTab::isOf(const QString &key) const
{
    return key == m_key || key == info().dataset || (info().product && key == info().product->key);
}

QString DatasetTab::title() const
{
    return info().name.isEmpty() ? tr("Sample") : info().name;
}

QString DatasetTab::iconName() const
{
    return u"table"_s;
}

Link DatasetTab::link() const
{
    return {u"samples"_s, info().dataset.isEmpty() ? m_key : info().dataset, {}};
}

void DatasetTab::reload()
{
    readInfo(false);
}

void DatasetTab::fetchAgain()
{
    fetch(true);
}

void DatasetTab::checkAccess()
{
    readInfo(false);
}

void DatasetTab::readInfo(bool thenFetch)
{
    load(
        this, session(),
        [key = m_key](store::Reader &reader) { return readSampleInfo(reader, key); },
        [this, thenFetch](const SampleInfo &info) {
            const bool first = this->info().dataset.isEmpty();
            setInfo(info);
            emit changed();
            if (thenFetch || first)
                fetch(false);
            else
                judge();
        },
        [this](const Error &error) {
            if (rows())
                return; // what was read stays
            result()->stack()->showError(tr("The sample could not be opened"), error,
                                         [this] { readInfo(true); });
        });
}

void DatasetTab::fetch(bool refresh)
{
    if (info().dataset.isEmpty())
        return;
    const quint64 number = ++m_fetches;
    m_fetching = true;
    result()->begin();
    watch(this, session().sample(info().dataset, rowsWanted, refresh),
          [this, number](const Result<mesh::Sample> &sample) {
              if (number != m_fetches)
                  return;
              m_fetching = false;
              if (sample)
                  showSample(*sample);
              else
                  showFailure(sample.error());
          });
}

void DatasetTab::showSample(const mesh::Sample &sample)
{
    m_grant = sample.grant;
    m_endsMs = sample.expiresAtMs;
    m_refused = false;
    m_erased = false;
    show(sample, {}, rowsNote(sample, info().sourceRows, nowMs()));
    waitForEnd();
    judge();
}

void DatasetTab::showFailure(const Error &error)
{
    if (error.kind == Error::Kind::NotPermitted) {
        dropPending();
        m_refused = true;
        showNoRows(m_erased ? erasedWords(info(), m_grant) : noAccessWords(info()));
        emit changed();
        return;
    }
    result()->stack()->showError(tr("The rows could not be fetched"), error,
                                 [this] { fetch(true); });
}

void DatasetTab::showNoRows(const NoRowsWords &words)
{
    auto *state = new EmptyState(words.icon, words.title, words.text, Tone::Mute, result());
    const QString product = info().product ? info().product->key : QString();
    switch (words.way) {
    case NoRowsWords::Way::Request:
    case NoRowsWords::Way::Renew: {
        const bool renews = words.way == NoRowsWords::Way::Renew;
        Button *ask = state->addAction(renews ? tr("Renew access") : tr("Request access"),
                                       ButtonKind::Primary);
        ask->setIconName(u"key"_s);
        connect(ask, &QPushButton::clicked, this,
                [this, product, id = renews ? words.request : QString()] {
                    emit accessWanted(product, id);
                });
        break;
    }
    case NoRowsWords::Way::SeeRequest:
        connect(state->addAction(tr("See the request")), &QPushButton::clicked, this,
                [this, id = words.request] {
                    emit navigate({u"access"_s, {}, {{u"tab"_s, u"mine"_s}, {u"request"_s, id}}});
                });
        break;
    case NoRowsWords::Way::None:
        break;
    }
    if (!product.isEmpty())
        connect(state->addAction(tr("Open the product"), ButtonKind::Quiet), &QPushButton::clicked,
                this, [this, product] { emit navigate(linkTo(product)); });
    if (!info().columns.isEmpty()) {
        auto *columns = new ElidedLabel(info().columns.mid(0, 40).join(u"  "_s), TextRole::Mono,
                                        Token::Text3, state);
        columns->setAlignment(Qt::AlignCenter);
        columns->setFixedWidth(px(560));
        columns->setObjectName(u"columns"_s);
        columns->setAccessibleName(tr("Columns: %1").arg(info().columns.mid(0, 40).join(u", "_s)));
        state->addWidget(columns);
    }
    result()->showReason(state);
}

/// Compares what is shown with what the requests say now.
void DatasetTab::judge()
{
    const mesh::AccessRequest *request = requestOf(info(), m_grant);
    const bool hasRows = rows() != nullptr || (!m_refused && !m_erased && !m_fetching);
    if (hasRows && request && !access::isActive(*request, nowMs())) {
        drop();
        return;
    }
    if (m_fetching || (!m_refused && !m_erased))
        return;
    const bool opened = std::any_of(info().requests.begin(), info().requests.end(),
                                    [this](const mesh::AccessRequest &one) {
                                        return one.mine && access::isActive(one, nowMs());
                                    });
    if (opened)
        fetch(false);
    else
        showNoRows(m_erased ? erasedWords(info(), m_grant) : noAccessWords(info()));
}

void DatasetTab::drop()
{
    dropPending();
    ++m_fetches; // an answer on its way was given under the old access
    m_fetching = false;
    m_end.stop();
    m_endsMs.reset();
    m_erased = true;
    showNoRows(erasedWords(info(), m_grant));
    emit changed();
}

void DatasetTab::checkCache(const QList<CachedSample> &cached, const QList<CachedSample> &gone)
{
    const auto isMine = [this](const CachedSample &one) { return one.dataset == info().dataset; };
    if (!rows() || std::none_of(gone.begin(), gone.end(), isMine))
        return;
    if (std::any_of(cached.begin(), cached.end(), isMine)) {
        fetch(false); // the rows of another grant
        return;
    }
    drop();
    readInfo(false); // the request may say why
}

void DatasetTab::waitForEnd()
{
    m_end.stop();
    if (!m_endsMs)
        return;
    const std::int64_t left = *m_endsMs - nowMs();
    if (left <= 0)
        drop();
    else
        m_end.start(static_cast<int>(std::min(left, longestWaitMs)));
}

} // namespace meshlens::ui
