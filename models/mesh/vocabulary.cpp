// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mesh/vocabulary.h"

#include <QStringList>

#include <array>

namespace meshlens::mesh {
namespace {

// clang-format off
template<typename Enum> struct Vocabulary;
template<> struct Vocabulary<Kind> { static constexpr std::array words{u"domain", u"product", u"dataset", u"column", u"term", u"party", u"job"}; };
template<> struct Vocabulary<DatasetType> { static constexpr std::array words{u"table", u"view", u"stream", u"file", u"api", u"model", u"metric", u"dashboard"}; };
template<> struct Vocabulary<Status> { static constexpr std::array words{u"", u"proposed", u"draft", u"active", u"deprecated", u"retired"}; };
template<> struct Vocabulary<Classification> { static constexpr std::array words{u"", u"public", u"internal", u"confidential", u"restricted"}; };
template<> struct Vocabulary<Archetype> { static constexpr std::array words{u"", u"source-aligned", u"aggregate", u"consumer-aligned"}; };
template<> struct Vocabulary<Severity> { static constexpr std::array words{u"info", u"warning", u"error"}; };
template<> struct Vocabulary<Dimension> { static constexpr std::array words{u"completeness", u"validity", u"consistency", u"accuracy", u"uniqueness", u"timeliness"}; };
template<> struct Vocabulary<CheckStatus> { static constexpr std::array words{u"passed", u"warning", u"failed", u"errored"}; };
template<> struct Vocabulary<FreshnessState> { static constexpr std::array words{u"on_time", u"late", u"stale", u"unknown"}; };
template<> struct Vocabulary<Quality> { static constexpr std::array words{u"discoverable", u"addressable", u"trustworthy", u"self_describing", u"interoperable", u"secure"}; };
template<> struct Vocabulary<PurposeKind> { static constexpr std::array words{u"reporting", u"forecasting", u"product_analysis", u"model_training", u"regulatory", u"other"}; };
template<> struct Vocabulary<RequestState> { static constexpr std::array words{u"draft", u"queued", u"submitted", u"pending", u"asked", u"approved", u"denied", u"cancelled"}; };
template<> struct Vocabulary<GrantState> { static constexpr std::array words{u"none", u"provisioning", u"active", u"failed", u"expired", u"returned", u"revoked"}; };
template<> struct Vocabulary<ColumnMode> { static constexpr std::array words{u"give", u"mask", u"omit"}; };
template<> struct Vocabulary<AccessMode> { static constexpr std::array words{u"", u"open", u"request", u"at_once"}; };
template<> struct Vocabulary<AccessWay> { static constexpr std::array words{u"open", u"granted", u"policy", u"owner", u"none"}; };
template<> struct Vocabulary<PortDirection> { static constexpr std::array words{u"input", u"output"}; };
template<> struct Vocabulary<Capability> { static constexpr std::array words{u"browse", u"lineage", u"checks", u"samples", u"request", u"decide", u"grant", u"incremental", u"search"}; };
// clang-format on

QChar folded(QChar character)
{
    return character == u'-' || character == u' ' ? QChar(u'_') : character.toLower();
}

bool sameWord(QStringView text, QStringView word)
{
    if (text.size() != word.size())
        return false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (folded(text[i]) != folded(word[i]))
            return false;
    }
    return true;
}

} // namespace

template<typename Enum>
QString toText(Enum value)
{
    const auto index = static_cast<std::size_t>(value);
    const auto &words = Vocabulary<Enum>::words;
    return index < words.size() ? QString::fromUtf16(words[index]) : QString();
}

template<typename Enum>
std::optional<Enum> fromText(QStringView text)
{
    const auto &words = Vocabulary<Enum>::words;
    const QStringView trimmed = text.trimmed();
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i][0] != u'\0' && sameWord(trimmed, QStringView(words[i])))
            return static_cast<Enum>(i);
    }
    return std::nullopt;
}

template<typename Enum>
QStringList allTexts()
{
    QStringList texts;
    for (const char16_t *word : Vocabulary<Enum>::words) {
        if (word[0] != u'\0')
            texts.append(QString::fromUtf16(word));
    }
    return texts;
}

#define MESHLENS_VOCABULARY(Enum)                                                                  \
    template QString toText<Enum>(Enum);                                                           \
    template std::optional<Enum> fromText<Enum>(QStringView);                                      \
    template QStringList allTexts<Enum>();
MESHLENS_VOCABULARY(Kind)
MESHLENS_VOCABULARY(DatasetType)
MESHLENS_VOCABULARY(Status)
MESHLENS_VOCABULARY(Classification)
MESHLENS_VOCABULARY(Archetype)
MESHLENS_VOCABULARY(Severity)
MESHLENS_VOCABULARY(Dimension)
MESHLENS_VOCABULARY(CheckStatus)
MESHLENS_VOCABULARY(FreshnessState)
MESHLENS_VOCABULARY(Quality)
MESHLENS_VOCABULARY(PurposeKind)
MESHLENS_VOCABULARY(RequestState)
MESHLENS_VOCABULARY(GrantState)
MESHLENS_VOCABULARY(ColumnMode)
MESHLENS_VOCABULARY(AccessMode)
MESHLENS_VOCABULARY(AccessWay)
MESHLENS_VOCABULARY(PortDirection)
MESHLENS_VOCABULARY(Capability)
#undef MESHLENS_VOCABULARY

} // namespace meshlens::mesh
