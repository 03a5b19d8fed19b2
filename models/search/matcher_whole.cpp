// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search/folding.h"
#include "models/search/matcher.h"

#include <algorithm>

/// What the whole text of a query says: a name, a qualified name, the beginning of a name.
namespace meshlens::search {
namespace {

constexpr std::size_t mostQualified = 500; // names that are read to compare a qualified name

/// Whether `text` ends with `end`, at the start of one of its words. Both are pieces of names.
bool endsWith(const QStringList &text, const QStringList &end)
{
    const QString joined = end.join(QString());
    QString tail;
    for (auto piece = text.rbegin(); piece != text.rend() && tail.size() < joined.size(); ++piece)
        tail.prepend(*piece);
    return tail == joined;
}

} // namespace

/// Documents whose name is the whole text, whose qualified name it is, whose name begins with it.
void Matcher::findWhole(Bits &exact, Bits &qualified, Bits &prefix) const
{
    if (m_wholeText.isEmpty())
        return;
    const std::string_view text(m_wholeText.constData(),
                                static_cast<std::size_t>(m_wholeText.size()));
    const auto mark = [&](std::span<const std::uint32_t> documents, Bits &set) {
        for (const std::uint32_t document : documents) {
            if (document < set.size())
                set.set(document);
        }
    };
    mark(segment().named(text), exact);
    mark(segment().nameBegins(text), prefix);
    findQualified(qualified);
}

/// The end of the text is a name; what stands before it must be the end of the path, or the other
/// way round: `public.orders` and `warehouse.shop.public.orders` are both `shop.public.orders`.
void Matcher::findQualified(Bits &qualified) const
{
    for (qsizetype last = 1; last < m_pieces.size(); ++last) {
        const QByteArray name = m_pieces.last(last).join(QString()).toUtf8();
        const auto documents =
            segment().named({name.constData(), static_cast<std::size_t>(name.size())});
        if (documents.empty())
            continue;
        Bits candidates(segment().documents());
        for (const std::uint32_t document : documents) {
            if (document < candidates.size())
                candidates.set(document);
        }
        const auto inPath = [&](const QString &piece) {
            Bits found(segment().documents());
            const QByteArray bytes = piece.toUtf8();
            if (const auto token =
                    segment().token({bytes.constData(), static_cast<std::size_t>(bytes.size())}))
                segment().group(*token).lists[InPath].addTo(found);
            return found;
        };
        candidates &= inPath(m_pieces[m_pieces.size() - last - 1]);
        // Those with all words of the path first: a common name has many others.
        Bits likely = candidates;
        for (qsizetype i = 0; i + last < m_pieces.size(); ++i)
            likely &= inPath(m_pieces[i]);
        std::size_t looked = 0;
        const auto look = [&](std::size_t number) {
            const auto document = static_cast<std::uint32_t>(number);
            const int kind = segment().flags(document).kind();
            // Of terms these are synonyms, of people an address: found, but no name of theirs.
            if (kind == static_cast<int>(mesh::Kind::Term) ||
                kind == static_cast<int>(mesh::Kind::Party))
                return true;
            const QStringList path = wordsOf(segment().text(document).qualified);
            if (path.size() > last && (endsWith(path, m_pieces) || endsWith(m_pieces, path)))
                qualified.set(number);
            return ++looked < mostQualified;
        };
        likely.forEach(look);
        if (!qualified.any())
            candidates.forEach(look);
    }
}

} // namespace meshlens::search
