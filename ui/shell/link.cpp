// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/link.h"

#include <QRegularExpression>
#include <QUrl>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestLink = 8192;
const auto scheme = u"meshlens://"_s;

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

QString decoded(QStringView text)
{
    return QUrl::fromPercentEncoding(text.toUtf8());
}

} // namespace

QString Link::toString() const
{
    QString text = scheme + page + u'/' + encoded(key);
    QChar before = u'?';
    for (auto it = state.cbegin(); it != state.cend(); ++it) {
        text += before + encoded(it.key()) + u'=' + encoded(it.value());
        before = u'&';
    }
    return text;
}

std::optional<Link> Link::parse(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.size() > longestLink || !trimmed.startsWith(scheme, Qt::CaseInsensitive))
        return std::nullopt;
    const QStringView rest = QStringView(trimmed).mid(scheme.size());
    const qsizetype question = rest.indexOf(u'?');
    const QStringView path = question < 0 ? rest : rest.first(question);
    const qsizetype slash = path.indexOf(u'/');

    Link link;
    link.page = (slash < 0 ? path : path.first(slash)).toString().toLower();
    static const QRegularExpression pageName(u"^[a-z][a-z-]*$"_s);
    if (!pageName.match(link.page).hasMatch())
        return std::nullopt;
    if (slash >= 0)
        link.key = decoded(path.mid(slash + 1));
    if (question >= 0) {
        for (const QStringView pair : rest.mid(question + 1).split(u'&', Qt::SkipEmptyParts)) {
            const qsizetype equals = pair.indexOf(u'=');
            const QString name = decoded(equals < 0 ? pair : pair.first(equals));
            link.state.insert(name, equals < 0 ? QString() : decoded(pair.mid(equals + 1)));
        }
    }
    return link;
}

Link linkTo(const QString &key)
{
    if (key.startsWith(u"domain://"))
        return {u"governance"_s, key, {}};
    if (key.startsWith(u"party://"))
        return {u"discover"_s, {}, {{u"q"_s, u"owner:\"%1\""_s.arg(key.mid(8))}}};
    if (key.startsWith(u"term://"))
        return {u"governance"_s, key, {{u"tab"_s, u"terms"_s}}};
    if (const qsizetype hash = key.indexOf(u'#'); hash > 0)
        return {u"product"_s,
                key.first(hash),
                {{u"tab"_s, u"schema"_s}, {u"column"_s, key.mid(hash + 1)}}};
    return {u"product"_s, key, {}};
}

} // namespace meshlens::ui
