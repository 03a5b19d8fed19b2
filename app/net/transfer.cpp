// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/transfer.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace meshlens::net {
namespace {

using Reason = TransferFailure::Reason;

bool isRepeatable(const Request &request)
{
    return request.repeatable || request.method == Method::Get || request.method == Method::Head;
}

/// A header that could smuggle in another one is none.
bool isSafe(const Header &header)
{
    const auto hasControl = [](const QByteArray &text) {
        return std::any_of(text.begin(), text.end(), [](char c) {
            return static_cast<unsigned char>(c) < 0x20 && c != '\t';
        });
    };
    return !header.name.isEmpty() && !header.name.contains(':') && !header.name.contains(' ') &&
           !hasControl(header.name) && !hasControl(header.value);
}

Reason reasonOf(CURLcode code)
{
    switch (code) {
    case CURLE_URL_MALFORMAT:
        return Reason::Unsendable;
    case CURLE_COULDNT_RESOLVE_HOST:
        return Reason::NameNotFound;
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY:
        return Reason::ProxyNotFound;
    case CURLE_COULDNT_CONNECT:
        return Reason::NotConnected;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
        return Reason::NotTrusted;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_ENGINE_INITFAILED:
        return Reason::TlsFailed;
    case CURLE_SSL_CACERT_BADFILE:
        return Reason::CaFileUnreadable;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return Reason::CutOff;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL: // an answer without a status line counts as HTTP/0.9
        return Reason::NotHttp;
    case CURLE_BAD_CONTENT_ENCODING:
        return Reason::Unreadable;
    case CURLE_FILESIZE_EXCEEDED:
        return Reason::BodyTooLarge;
    default:
        return Reason::Other;
    }
}

int versionOf(long version)
{
    switch (version) {
    case CURL_HTTP_VERSION_1_0:
        return 10;
    case CURL_HTTP_VERSION_2_0:
        return 20;
    default:
        return 11;
    }
}

} // namespace

Transfer::Transfer(const Request &request, std::chrono::milliseconds whole)
    : m_request(request), m_host(request.url
                                     .adjusted(QUrl::RemoveUserInfo | QUrl::RemovePath |
                                               QUrl::RemoveQuery | QUrl::RemoveFragment)
                                     .toEncoded()),
      m_end(whole.count() > 0 ? Clock::now() + whole : Clock::time_point::max())
{}

Transfer::~Transfer() = default;

bool Transfer::wait(std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, std::move(stop), [this] { return m_done; });
    m_abandoned = !m_done;
    return m_done;
}

void Transfer::done()
{
    const std::lock_guard lock(m_mutex);
    m_done = true;
    m_changed.notify_all();
}

Transfer::Clock::time_point Transfer::deadline() const
{
    Clock::time_point next = m_end;
    const auto patience = m_anyByte ? m_request.limits.stall : m_request.limits.firstByte;
    if (patience.count() > 0)
        next = std::min(next, m_quietSince + patience);
    return next;
}

bool Transfer::prepare()
{
    m_easy.reset(curl_easy_init());
    CURL *easy = m_easy.get();
    if (!easy) {
        fail(Reason::Other);
        return false;
    }
    m_quietSince = Clock::now();
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, m_words.data());
    curl_easy_setopt(easy, CURLOPT_PRIVATE, this);
    curl_easy_setopt(
        easy, CURLOPT_URL,
        m_request.url.toEncoded(QUrl::RemoveUserInfo | QUrl::RemoveFragment).constData());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L); // or a slow resolver would block all transfers
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    if (m_request.url.scheme() == "https"_L1)
        curl_easy_setopt(easy, CURLOPT_PIPEWAIT, 1L); // one HTTP/2 connection instead of many
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "meshlens/" MESHLENS_VERSION);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &Transfer::receiveHeader);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Transfer::receiveBody);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, &Transfer::watchProgress);
    curl_easy_setopt(easy, CURLOPT_XFERINFODATA, this);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, 128L * 1024);
    if (m_request.limits.bodyBytes > 0)
        curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE,
                         static_cast<curl_off_t>(m_request.limits.bodyBytes));
    if (m_request.limits.connect.count() > 0)
        curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                         static_cast<long>(m_request.limits.connect.count()));
    if (m_end != Clock::time_point::max()) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(m_end - m_quietSince);
        curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS,
                         static_cast<long>(std::max<long>(1, left.count())));
    }
    setMethod();
    setTransport();
    return setHeaders();
}

void Transfer::setMethod()
{
    CURL *easy = m_easy.get();
    if (m_request.method == Method::Head)
        curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    else if (m_request.method == Method::Get)
        curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
    else {
        curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, m_request.body.constData());
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                         static_cast<curl_off_t>(m_request.body.size()));
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, verbOf(m_request.method));
    }
    // On a kept connection that breaks, libcurl sends again by itself, whatever the method.
    if (!isRepeatable(m_request))
        curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
}

void Transfer::setTransport()
{
    CURL *easy = m_easy.get();
    const Transport &transport = m_request.transport;
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!transport.caFile.isEmpty()) {
        curl_easy_setopt(easy, CURLOPT_CAINFO, transport.caFile.toLocal8Bit().constData());
        curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
    }
    if (transport.proxy == u"none"_s)
        curl_easy_setopt(easy, CURLOPT_PROXY, "");
    else if (!transport.proxy.isEmpty())
        curl_easy_setopt(easy, CURLOPT_PROXY, transport.proxy.toUtf8().constData());
    // This machine is never reached through a proxy.
    QByteArray straight = "localhost,127.0.0.1,::1";
    for (const char *variable : {"no_proxy", "NO_PROXY"}) {
        if (const QByteArray value = qgetenv(variable); !value.isEmpty())
            straight += ',' + value;
    }
    curl_easy_setopt(easy, CURLOPT_NOPROXY, straight.constData());
}

bool Transfer::setHeaders()
{
    Headers headers = m_request.headers + m_request.credentials;
    const bool hasBody = m_request.method != Method::Get && m_request.method != Method::Head;
    if (hasBody && headerValue(headers, "Content-Type").isEmpty())
        headers.append({"Content-Type", m_request.contentType});
    headers.append(
        Header{"Expect", {}}); // "100-continue" costs a round trip and some servers a second
    for (const Header &header : std::as_const(headers)) {
        if (!isSafe(header)) {
            fail(Reason::Unsendable, u"header with control characters"_s);
            return false;
        }
        const QByteArray line = header.name + ": " + header.value;
        curl_slist *longer = curl_slist_append(m_headers.get(), line.constData());
        if (!longer) {
            fail(Reason::Other);
            return false;
        }
        static_cast<void>(m_headers.release());
        m_headers.reset(longer);
    }
    curl_easy_setopt(m_easy.get(), CURLOPT_HTTPHEADER, m_headers.get());
    return true;
}

size_t Transfer::receiveHeader(char *data, size_t size, size_t count, void *self)
{
    auto *transfer = static_cast<Transfer *>(self);
    const auto length = static_cast<qsizetype>(size * count);
    transfer->m_anyByte = true;
    return transfer->addHeader(QByteArrayView(data, length)) ? size * count : 0;
}

bool Transfer::addHeader(QByteArrayView line)
{
    m_headerBytes += line.size();
    if (m_headerBytes > m_request.limits.headerBytes) {
        m_reason = Reason::HeadersTooLarge;
        return false;
    }
    if (line.startsWith("HTTP/")) // a new block: an interim answer came before
        m_outcome.response.headers.clear();
    const qsizetype colon = line.indexOf(':');
    if (colon > 0)
        m_outcome.response.headers.append({line.first(colon).trimmed().toByteArray(),
                                           line.sliced(colon + 1).trimmed().toByteArray()});
    return true;
}

size_t Transfer::receiveBody(char *data, size_t size, size_t count, void *self)
{
    auto *transfer = static_cast<Transfer *>(self);
    const auto length = static_cast<qsizetype>(size * count);
    QByteArray &body = transfer->m_outcome.response.body;
    const qint64 most = transfer->m_request.limits.bodyBytes;
    transfer->m_anyByte = true;
    if (most > 0 && body.size() + length > most) {
        transfer->m_reason = Reason::BodyTooLarge;
        return 0;
    }
    body.append(data, length);
    return size * count;
}

int Transfer::watchProgress(void *self, curl_off_t, curl_off_t received, curl_off_t,
                            curl_off_t sent)
{
    auto *transfer = static_cast<Transfer *>(self);
    const Clock::time_point now = Clock::now();
    const Limits &limits = transfer->m_request.limits;
    if (sent != transfer->m_sent || (transfer->m_anyByte && transfer->m_receivedThen == 0) ||
        received >= transfer->m_receivedThen + limits.stallBytes) {
        transfer->m_sent = sent;
        transfer->m_receivedThen = std::max<qint64>(received, 1);
        transfer->m_quietSince = now;
    }
    if (now >= transfer->deadline())
        transfer->m_reason = now >= transfer->m_end ? Reason::WholeTimeout
                             : transfer->m_anyByte  ? Reason::Stalled
                                                    : Reason::FirstByteTimeout;
    return transfer->m_reason || transfer->m_abandoned ? 1 : 0;
}

void Transfer::fail(Reason reason, const QString &detail)
{
    m_outcome.failure = TransferFailure{reason, detail};
    done();
}

void Transfer::finish(CURLcode code)
{
    CURL *easy = m_easy.get();
    curl_off_t received = 0;
    long headerBytes = 0;
    curl_easy_getinfo(easy, CURLINFO_SIZE_DOWNLOAD_T, &received);
    curl_easy_getinfo(easy, CURLINFO_HEADER_SIZE, &headerBytes);
    m_outcome.bytes = received + headerBytes;
    if (code == CURLE_OK && !m_reason) {
        long status = 0;
        long version = 0;
        curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
        curl_easy_getinfo(easy, CURLINFO_HTTP_VERSION, &version);
        m_outcome.response.status = static_cast<int>(status);
        m_outcome.response.httpVersion = versionOf(version);
        m_outcome.response.url = m_request.url;
        done();
        return;
    }
    Reason reason = m_reason.value_or(reasonOf(code));
    if (!m_reason && code == CURLE_OPERATION_TIMEDOUT) {
        curl_off_t connected = 0;
        curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &connected);
        const bool wholeUp = Clock::now() + std::chrono::milliseconds(20) >= m_end;
        reason = connected > 0 || wholeUp ? Reason::WholeTimeout : Reason::ConnectTimeout;
    }
    const bool caMissing = !m_request.transport.caFile.isEmpty() &&
                           !QFileInfo(m_request.transport.caFile).isReadable();
    if (caMissing && (reason == Reason::TlsFailed || reason == Reason::NotTrusted))
        reason = Reason::CaFileUnreadable;
    const char *words = m_words[0] ? m_words.data() : curl_easy_strerror(code);
    fail(reason, QString::fromUtf8(words));
}

} // namespace meshlens::net
