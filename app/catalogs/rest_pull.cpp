// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/rest_pull.h"

#include "app/catalogs/rest_names.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDataStream>
#include <QIODevice>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

constexpr quint32 format = 1;
constexpr qsizetype mostKept = 500'000;      // fingerprints; beyond that each pull is a whole one
constexpr qsizetype longestState = 64 << 20; // unpacked
constexpr qsizetype batchSize = 500;
constexpr qint64 mostThings = 5'000'000;
constexpr qint64 mostProblems = 200; // shown
constexpr QChar separator(0x1f);

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

QByteArray shortHash(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha1).first(10);
}

constexpr std::pair<mesh::Kind, char16_t> letters[] = {
    {mesh::Kind::Domain, u'd'}, {mesh::Kind::Dataset, u't'}, {mesh::Kind::Product, u'p'},
    {mesh::Kind::Term, u'g'},   {mesh::Kind::Party, u'w'},
};
constexpr QChar edgeLetter(u'e'), checkLetter(u'c');

QChar letterOf(mesh::Kind kind)
{
    for (const auto &[known, letter] : letters) {
        if (known == kind)
            return letter;
    }
    return {};
}

QString edgeId(const mesh::LineageEdge &edge)
{
    return QStringList{edge.from, edge.fromColumn, edge.to, edge.toColumn, edge.job}.join(
        separator);
}

mesh::LineageEdge edgeOf(const QString &id)
{
    const QStringList ends = id.split(separator);
    mesh::LineageEdge edge;
    if (ends.size() == 5) {
        edge.from = ends[0], edge.fromColumn = ends[1];
        edge.to = ends[2], edge.toColumn = ends[3];
        edge.job = ends[4];
    }
    return edge;
}

} // namespace

QByteArray textual(const nlohmann::json &node)
{
    return QByteArray::fromStdString(
        node.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

QByteArray textual(const QStringList &texts)
{
    return texts.join(separator).toUtf8();
}

QByteArray RestState::toBytes() const
{
    if (seen.size() > mostKept)
        return {};
    QByteArray plain;
    QDataStream stream(&plain, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_0);
    stream << format << authority << marks << seen;
    return qCompress(plain, 6);
}

RestState RestState::fromBytes(const QByteArray &bytes)
{
    // qCompress writes the unpacked length in front, most significant byte first.
    if (bytes.size() < 4 || (quint8(bytes[0]) << 24 | quint8(bytes[1]) << 16) > longestState)
        return {};
    const QByteArray plain = qUncompress(bytes);
    QDataStream stream(plain);
    stream.setVersion(QDataStream::Qt_6_0);
    quint32 written = 0;
    RestState state;
    stream >> written >> state.authority >> state.marks >> state.seen;
    return stream.status() == QDataStream::Ok && written == format ? state : RestState();
}

RestPull::RestPull(const CatalogConnection &connection, const PullRequest &request, PullSink &sink,
                   const Clock &clock, std::stop_token stop)
    : m_connection(connection), m_sink(sink), m_stop(std::move(stop)), m_nowMs(clock.nowMs()),
      m_known(RestState::fromBytes(request.state)), m_before(request.full ? RestState() : m_known)
{
    m_incremental = !m_before.authority.isEmpty();
}

void RestPull::setAuthority(const QString &authority)
{
    m_after.authority = authority;
    if (m_known.authority != authority)
        m_known = {};
    if (m_before.authority != authority) {
        m_before = {};
        m_incremental = false;
    }
}

bool RestPull::isKnown(mesh::Kind kind, const QString &nativeId,
                       const QByteArray &fingerprint) const
{
    const auto known = m_before.seen.constFind(letterOf(kind) + nativeId);
    return known != m_before.seen.constEnd() && *known == shortHash(fingerprint);
}

void RestPull::keep(mesh::Kind kind, const QString &nativeId)
{
    const QString id = letterOf(kind) + nativeId;
    const auto known = m_known.seen.constFind(id);
    if (known == m_known.seen.constEnd())
        return;
    m_after.seen.insert(id, *known);
    if (!m_incremental)
        m_batch.unread[kind].append(nativeId);
}

void RestPull::keepAll(mesh::Kind kind, const QString &nativeIdPrefix)
{
    const QString prefix = letterOf(kind) + nativeIdPrefix;
    for (auto known = m_known.seen.constBegin(); known != m_known.seen.constEnd(); ++known) {
        if (known.key().startsWith(prefix))
            keep(kind, known.key().mid(1));
    }
}

void RestPull::keepEdges(const std::function<bool(const mesh::LineageEdge &)> &isKept)
{
    for (auto known = m_known.seen.constBegin(); known != m_known.seen.constEnd(); ++known) {
        if (known.key().front() != edgeLetter)
            continue;
        mesh::LineageEdge edge = edgeOf(known.key().mid(1));
        edge.declared = *known == shortHash("declared");
        if (!isKept(edge) || m_after.seen.contains(known.key()))
            continue;
        m_after.seen.insert(known.key(), *known);
        if (!m_incremental)
            m_batch.edges.append(edge);
    }
}

void RestPull::keepEdgesInto(const QString &keyPrefix)
{
    keepEdges([&](const mesh::LineageEdge &edge) { return edge.to.startsWith(keyPrefix); });
}

void RestPull::keepSeenEdges(const std::function<bool(const mesh::LineageEdge &)> &isKept)
{
    keepEdges([&](const mesh::LineageEdge &edge) { return !edge.declared && isKept(edge); });
}

void RestPull::keepCheck(const QString &id)
{
    const auto known = m_known.seen.constFind(checkLetter + id);
    if (known == m_known.seen.constEnd())
        return;
    m_after.seen.insert(known.key(), *known);
    if (!m_incremental)
        m_batch.unreadChecks.append(id);
}

void RestPull::drop(mesh::Kind kind, const QString &nativeId)
{
    m_after.seen.remove(letterOf(kind) + nativeId);
}

bool RestPull::isSeen(mesh::Kind kind, const QString &nativeId) const
{
    return m_after.seen.contains(letterOf(kind) + nativeId);
}

/// Whether it is new or changed, so that it is to be handed on.
bool RestPull::notice(QChar kind, const QString &nativeId, const QByteArray &fingerprint)
{
    const QString id = kind + nativeId;
    const QByteArray hash = shortHash(fingerprint);
    m_after.seen.insert(id, hash);
    ++m_things;
    if (const auto known = m_before.seen.constFind(id);
        known != m_before.seen.constEnd() && *known == hash)
        return false;
    m_changed = true;
    ++m_gathered;
    return true;
}

void RestPull::put(mesh::Domain domain, const QByteArray &fingerprint)
{
    if (notice(letterOf(mesh::Kind::Domain), domain.nativeId, fingerprint))
        m_batch.domains.append(std::move(domain));
}

void RestPull::put(mesh::Dataset dataset, const QByteArray &fingerprint)
{
    if (notice(letterOf(mesh::Kind::Dataset), dataset.nativeId, fingerprint))
        m_batch.datasets.append(std::move(dataset));
}

void RestPull::put(mesh::DataProduct product, const QByteArray &fingerprint)
{
    if (notice(letterOf(mesh::Kind::Product), product.nativeId, fingerprint))
        m_batch.products.append(std::move(product));
}

void RestPull::put(mesh::Term term, const QByteArray &fingerprint)
{
    if (notice(letterOf(mesh::Kind::Term), term.nativeId, fingerprint))
        m_batch.terms.append(std::move(term));
}

void RestPull::put(mesh::Party party, const QByteArray &fingerprint)
{
    if (notice(letterOf(mesh::Kind::Party), party.nativeId, fingerprint))
        m_batch.parties.append(std::move(party));
}

QStringList RestPull::owners(const QString &owner)
{
    const mesh::Party party = ownerParty(m_connection, owner);
    if (party.key.isEmpty())
        return {};
    if (!m_after.seen.contains(letterOf(mesh::Kind::Party) + party.nativeId))
        put(party, party.name.toUtf8());
    return {party.key};
}

void RestPull::put(const mesh::LineageEdge &edge)
{
    if (notice(edgeLetter, edgeId(edge), edge.declared ? "declared" : "seen"))
        m_batch.edges.append(edge);
}

void RestPull::put(const mesh::Check &check)
{
    const QByteArray fingerprint =
        textual(QStringList{check.dataset, check.column, check.title, check.description,
                            mesh::toText(check.dimension), mesh::toText(check.severity)});
    if (notice(checkLetter, check.id, fingerprint))
        m_batch.checks.append(check);
}

void RestPull::putLoad(const mesh::Dataset &dataset)
{
    if (dataset.updatedAtMs)
        put(mesh::Load{dataset.key, *dataset.updatedAtMs, *dataset.updatedAtMs, dataset.rows});
}

void RestPull::problem(const QString &url, const Error &error)
{
    if (++m_problems > mostProblems)
        return;
    const bool isDetailed = error.kind == Error::Kind::Decode && !error.detail.isEmpty();
    m_sink.problem({url, 0, isDetailed ? error.detail : error.message});
}

bool RestPull::isPassable(const Error &error)
{
    return error.kind == Error::Kind::NotPermitted || error.kind == Error::Kind::NotFound;
}

Result<void> RestPull::handOn()
{
    Batch batch;
    std::swap(batch, m_batch);
    m_gathered = 0;
    return m_sink.put(std::move(batch));
}

Result<void> RestPull::flush(const QString &part, qint64 done, qint64 total)
{
    m_sink.progress(part, done, total);
    if (m_stop.stop_requested())
        return Error{Error::Kind::Cancelled, tr("Stopped."), {}};
    if (m_things > mostThings)
        return Error{Error::Kind::TooLarge,
                     tr("%1 lists more than Meshlens reads.").arg(m_connection.name),
                     {}};
    return m_gathered < batchSize ? Result<void>() : handOn();
}

void RestPull::noteDeleted()
{
    for (auto known = m_before.seen.constBegin(); known != m_before.seen.constEnd(); ++known) {
        if (m_after.seen.contains(known.key()))
            continue;
        const QChar letter = known.key().front();
        if (letter == letterOf(mesh::Kind::Party)) { // an owner of something that was only kept
            m_after.seen.insert(known.key(), *known);
            continue;
        }
        m_changed = true;
        const QString id = known.key().mid(1);
        if (letter == edgeLetter)
            m_batch.deletedEdges.append(edgeOf(id));
        else if (letter == checkLetter)
            m_batch.deletedChecks.append(id);
        for (const auto &[kind, its] : letters) {
            if (letter == its)
                m_batch.deleted[kind].append(id);
        }
    }
}

Result<PullOutcome> RestPull::finish(const net::Traffic &spent)
{
    if (m_incremental)
        noteDeleted();
    if (const auto handed = handOn(); !handed)
        return handed.error();
    PullOutcome outcome;
    outcome.full = !m_incremental;
    outcome.unchanged = m_incremental && !m_changed;
    outcome.state = m_after.toBytes();
    outcome.authority = m_after.authority;
    outcome.requests = spent.requests;
    outcome.bytes = spent.bytes;
    return outcome;
}

} // namespace meshlens::catalogs
