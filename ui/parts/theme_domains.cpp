// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The colours and codes of domains.
#include "ui/parts/theme.h"

#include <QSet>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

QString domainCode(const QString &name, const QSet<QString> &taken)
{
    const QStringList words = name.toUpper().split(u' ', Qt::SkipEmptyParts);
    QString letters;
    for (const QChar c : name.toUpper()) {
        if (c.isLetterOrNumber())
            letters += c;
    }
    if (letters.isEmpty())
        letters = u"?"_s;
    QStringList candidates;
    if (words.size() > 1 && words[1].front().isLetterOrNumber())
        candidates += QString(words[0].front()) + words[1].front();
    for (qsizetype i = 1; i < letters.size(); ++i)
        candidates += QString(letters.front()) + letters[i];
    for (int i = 1; i < 10; ++i)
        candidates += QString(letters.front()) + QString::number(i);
    for (const QString &candidate : std::as_const(candidates)) {
        if (!taken.contains(candidate))
            return candidate;
    }
    return candidates.front();
}

} // namespace

void Theme::setDomains(const QList<std::pair<QString, QString>> &keysAndNames)
{
    QHash<QString, DomainStyle> domains;
    QSet<QString> taken;
    int place = 0;
    for (const auto &[key, name] : keysAndNames) {
        if (domains.contains(key))
            continue;
        const QString code = domainCode(name, taken);
        taken.insert(code);
        domains.insert(key,
                       {code, static_cast<Token>(static_cast<int>(Token::Domain1) + place % 7)});
        ++place;
    }
    const auto same = [](const DomainStyle &a, const DomainStyle &b) {
        return a.code == b.code && a.colour == b.colour;
    };
    bool equal = domains.size() == m_domains.size();
    for (auto it = domains.cbegin(); equal && it != domains.cend(); ++it)
        equal = m_domains.contains(it.key()) && same(m_domains[it.key()], it.value());
    if (equal)
        return;
    m_domains = std::move(domains);
    m_domainKeys.clear();
    for (const auto &[key, name] : keysAndNames)
        m_domainKeys.insert(name.toLower(), key);
    emit changed();
}

DomainStyle Theme::domain(const QString &key, const QString &name) const
{
    auto found = m_domains.constFind(key);
    if (found == m_domains.cend())
        found = m_domains.constFind(m_domainKeys.value((name.isEmpty() ? key : name).toLower()));
    if (found != m_domains.cend())
        return *found;
    return {domainCode(name.isEmpty() ? key.section(u'/', -1) : name, {}), Token::Mute};
}

} // namespace meshlens::ui
