// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/formats/decoded.h"

#include "models/clock.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {

void Decoded::append(Decoded other)
{
    Batch &more = other.batch;
    batch.domains += std::move(more.domains);
    batch.products += std::move(more.products);
    batch.datasets += std::move(more.datasets);
    batch.terms += std::move(more.terms);
    batch.parties += std::move(more.parties);
    batch.contracts += std::move(more.contracts);
    batch.edges += std::move(more.edges);
    batch.checks += std::move(more.checks);
    batch.results += std::move(more.results);
    batch.loads += std::move(more.loads);
    problems += std::move(other.problems);
    portHints.insert(other.portHints);
    contractObjects.insert(other.contractObjects);
    for (auto paths = other.dataPaths.cbegin(); paths != other.dataPaths.cend(); ++paths)
        dataPaths[paths.key()] += paths.value();
}

std::optional<std::int64_t> timeFromText(const QString &text)
{
    if (text.isEmpty())
        return std::nullopt;
    const std::int64_t time = fromRfc3339(text);
    return time < 0 ? std::nullopt : std::optional(time);
}

QString partyKeyFor(const QString &nameOrEmail, const QString &catalog)
{
    const QString name = nameOrEmail.trimmed();
    if (name.isEmpty())
        return {};
    if (name.contains(u'@') && !name.contains(u' '))
        return mesh::partyKey(name);
    return u"party://_"_s + catalog.toLower() + u'/' +
           QString::fromLatin1(QUrl::toPercentEncoding(name.toLower(), ":.-_"));
}

bool marksPersonal(const QString &word)
{
    static const QStringList words = {u"pii"_s,
                                      u"personal"_s,
                                      u"personal data"_s,
                                      u"gdpr"_s,
                                      u"sensitive pii"_s,
                                      u"personal info"_s,
                                      u"personal identifiable information"_s,
                                      u"phi"_s,
                                      u"personally identifiable information"_s};
    QString folded = word.trimmed().toLower();
    folded.replace(u'_', u' ').replace(u'-', u' ');
    return words.contains(folded);
}

} // namespace meshlens::catalogs
