// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/samples/sql_name.h"

using namespace Qt::StringLiterals;

namespace meshlens::samples {
namespace {

bool startsWord(QStringView name, qsizetype at)
{
    if (at == 0 || !name[at].isUpper())
        return false;
    // `netRevenue` and `HTTPLog` break before the last capital of a run.
    return name[at - 1].isLower() || name[at - 1].isDigit() ||
           (name[at - 1].isUpper() && at + 1 < name.size() && name[at + 1].isLower());
}

} // namespace

QString sqlName(const QString &name)
{
    const QString plain = name.normalized(QString::NormalizationForm_KD);
    QString result;
    for (qsizetype i = 0; i < plain.size(); ++i) {
        const QChar character = plain[i];
        if (character.isMark())
            continue;
        if (!character.isLetterOrNumber()) {
            if (!result.isEmpty() && !result.endsWith(u'_'))
                result += u'_';
            continue;
        }
        if (startsWord(plain, i) && !result.endsWith(u'_'))
            result += u'_';
        result += character.toLower();
    }
    while (result.endsWith(u'_'))
        result.chop(1);
    if (result.isEmpty())
        return u"data"_s;
    return result[0].isDigit() ? u'_' + result : result;
}

QString sqlTableName(const QString &productName, const QString &datasetName, QSet<QString> &taken)
{
    const QString base = productName.isEmpty() ? sqlName(datasetName)
                                               : sqlName(productName) + u'.' + sqlName(datasetName);
    QString name = base;
    for (int number = 2; taken.contains(name); ++number)
        name = base + u'_' + QString::number(number);
    taken.insert(name);
    return name;
}

} // namespace meshlens::samples
