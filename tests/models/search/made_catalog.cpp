// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "made_catalog.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace meshlens::test {
namespace {

constexpr std::int64_t hourMs = 3'600'000;

const QStringList &subjects()
{
    static const QStringList words =
        u"customer order payment invoice product account shipment contract employee supplier "
        "campaign session click visit ticket claim policy premium loan deposit card transaction "
        "refund chargeback subscription plan price discount coupon basket cart return warehouse "
        "stock inventory item category brand store branch region country city address contact "
        "lead opportunity quote forecast budget cost revenue margin tax ledger journal asset "
        "vehicle route driver trip fare station sensor meter reading alarm device firmware event "
        "log metric trace error incident deployment release build commit artist album track "
        "playlist stream royalty label licence rights concert venue booking guest room flight seat "
        "passenger baggage crew airport patient visitor diagnosis treatment prescription lab "
        "result "
        "clinic student course exam grade teacher school application interview candidate payroll "
        "shift absence benefit training project task milestone risk audit finding control"_s.split(
            u' ');
    return words;
}

const QStringList &qualifiers()
{
    static const QStringList words =
        u"daily weekly monthly hourly raw clean curated staging archive history current latest "
        "snapshot delta full partial gross net total average open closed active inactive new "
        "churned retained verified pending failed successful internal external global local online "
        "offline mobile web digital physical first last primary secondary master reference "
        "dimension fact summary detail aggregate report score model feature label segment cohort "
        "funnel attribution lifetime rolling trailing forecasted planned actual adjusted restated"_s
            .split(u' ');
    return words;
}

const QStringList &firstNames()
{
    static const QStringList names =
        u"Ana Bruno Chiara Dmitri Elif Farid Greta Hanna Ines Jonas Karol Lucia Maya Nils Olga "
        u"Petra "
        "Quentin Rosa Selma Tomas Uma Viktor Wanda Xenia Yusuf Zoé José Zoë Søren Łukasz"_s.split(
            u' ');
    return names;
}

const QStringList &lastNames()
{
    static const QStringList names =
        u"Ruiz Novak Lind Vega Haddad Kovács Meyer Santos Tanaka Okafor Petit Rossi Weber Silva "
        "Björk Duarte Fischer Garcia Horvat Ivanova Jensen Kaya Larsen Moreau Nowak Olsen Pereira "
        "Quist Romero Schmidt"_s.split(u' ');
    return names;
}

/// A random number with many small and few large values: the words of people follow such a law.
class Dice
{
public:
    explicit Dice(quint64 seed) : m_random(static_cast<std::mt19937_64::result_type>(seed)) {}
    int below(int limit) { return static_cast<int>(m_random() % static_cast<quint64>(limit)); }
    double unit() { return static_cast<double>(m_random() >> 11) / 9007199254740992.0; }
    int skewed(int limit, double power = 2.5)
    {
        return std::min(limit - 1, static_cast<int>(std::pow(unit(), power) * limit));
    }
    bool oneIn(int times) { return below(times) == 0; }

private:
    std::mt19937_64 m_random;
};

QString capital(const QString &word)
{
    return word.left(1).toUpper() + word.mid(1);
}

QString spelled(const QStringList &words, int way)
{
    QString joined;
    switch (way) {
    case 0:
        return words.join(u'_');
    case 1:
        for (qsizetype i = 0; i < words.size(); ++i)
            joined += i == 0 ? words[i] : capital(words[i]);
        return joined;
    case 2:
        for (const QString &word : words)
            joined += capital(word);
        return joined;
    case 3:
        return words.join(u'-');
    default:
        return words.join(u'_');
    }
}

} // namespace

std::int64_t MadeCatalog::nowMs()
{
    return 500'000 * hourMs;
}

MadeCatalog::MadeCatalog(int datasets, quint32 seed) : m_datasets(datasets), m_seed(seed)
{
    Dice dice(seed);
    // A long tail of invented words behind the ones of business.
    const QStringList syllables =
        u"ba be bo ca ce co da de di do fa fe fi ga ge go ka ke ko la le li lo ma me mi mo na ne "
        u"ni "
        "no pa pe po ra re ri ro sa se si so ta te ti to va ve vi vo xa za zu qui tra pre sto"_s
            .split(u' ');
    m_words = subjects() + qualifiers();
    const int tail = std::clamp(datasets / 20, 400, 40'000);
    for (int i = 0; i < tail; ++i) {
        QString word;
        for (int part = 2 + dice.below(3); part > 0; --part)
            word += syllables[dice.below(static_cast<int>(syllables.size()))];
        m_words.append(word);
    }
    for (int i = 0; i < 200; ++i) {
        mesh::Domain domain;
        const QString subject = subjects()[i % subjects().size()];
        domain.name = i < subjects().size() ? capital(subject)
                                            : capital(subject) + u' ' + qualifiers()[i % 40];
        domain.key = u"domain://made/d%1"_s.arg(i);
        domain.description = u"All about %1."_s.arg(domain.name);
        m_domains.append(domain);
    }
    const int people = std::clamp(datasets / 300, 60, 3000);
    for (int i = 0; i < people; ++i) {
        const QString first = firstNames()[i % firstNames().size()];
        const QString last =
            lastNames()[(i / firstNames().size()) % lastNames().size()] +
            (i < 900 ? QString() : u'-' + lastNames()[(i / 900) % lastNames().size()]);
        const QString key = u"party://p%1@made.example"_s.arg(i);
        m_parties.append(key);
        m_partyNames.insert(key, first + u' ' + last);
    }
    const int terms = std::clamp(datasets / 500, 100, 2000);
    for (int i = 0; i < terms; ++i) {
        mesh::Term term;
        term.key = u"term://made/t%1"_s.arg(i);
        term.name =
            capital(qualifiers()[dice.below(static_cast<int>(qualifiers().size()))]) + u' ' +
            subjects()[dice.below(static_cast<int>(subjects().size()))] +
            (i < 500 ? QString() : u' ' + m_words[dice.below(static_cast<int>(m_words.size()))]);
        term.definition = u"What %1 means to us."_s.arg(term.name.toLower());
        term.domain = m_domains[i % 200].key;
        m_terms.append(term);
    }
    for (int i = 0; i < 600; ++i)
        m_tags.append(i < 60 ? subjects()[i]
                             : m_words[dice.below(static_cast<int>(m_words.size()))] +
                                   (i % 3 == 0 ? u"-"_s + qualifiers()[i % 40] : QString()));
    m_tags[0] = u"pii"_s;
    m_tags[1] = u"gdpr"_s;
    const int columns = std::clamp(datasets / 10, 800, 60'000);
    const QStringList endings =
        u"id name code type status date amount count total at by flag key value iban email"_s.split(
            u' ');
    for (int i = 0; i < columns; ++i) {
        const QString ending = endings[dice.skewed(static_cast<int>(endings.size()), 1.5)];
        const QString word = m_words[i < 3000 ? i % static_cast<int>(m_words.size())
                                              : dice.below(static_cast<int>(m_words.size()))];
        m_columns.append(i < 16 ? endings[i] : spelled({word, ending}, dice.oneIn(3) ? 1 : 0));
    }
}

store::Merged<mesh::Dataset> MadeCatalog::dataset(int number, int version) const
{
    Dice dice((quint64(m_seed) << 32) + quint64(number) * 2654435761ULL + quint64(version) * 97);
    const int words = static_cast<int>(m_words.size());
    const int common = static_cast<int>(subjects().size());
    store::Merged<mesh::Dataset> merged;
    mesh::Dataset &dataset = merged.thing;
    QStringList parts{subjects()[dice.skewed(common, 1.6)]};
    if (dice.oneIn(2))
        parts.append(qualifiers()[dice.below(static_cast<int>(qualifiers().size()))]);
    parts.append(m_words[dice.skewed(words, 3.0)]);
    if (dice.oneIn(3))
        parts.append(m_words[dice.skewed(words, 4.0)]);
    if (dice.oneIn(5))
        parts.append(u"v"_s + QString::number(1 + dice.below(4)));
    const int domain = dice.skewed(200, 1.8);
    const int catalog = dice.skewed(20, 1.6);
    dataset.name = spelled(parts, dice.below(5));
    const QString schema = dice.oneIn(3) ? u"public"_s : subjects()[domain % common];
    const QString database =
        u"%1_%2"_s.arg(subjects()[(domain * 7) % common], dice.oneIn(2) ? u"prod"_s : u"dwh"_s);
    dataset.qualifiedName = database + u'.' + schema + u'.' + dataset.name;
    dataset.key = u"postgres://db%1.made.example/%2/%3/%4_%5"_s.arg(catalog)
                      .arg(database, schema, dataset.name)
                      .arg(number);
    dataset.type = static_cast<mesh::DatasetType>(dice.skewed(8));
    dataset.domain = m_domains[domain].key;
    dataset.status = static_cast<mesh::Status>(dice.oneIn(5) ? dice.below(6) : 3);
    dataset.classification = static_cast<mesh::Classification>(dice.below(5));
    QStringList sentence{u"The"_s};
    for (int i = 6 + dice.below(10); i > 0; --i)
        sentence.append(m_words[dice.skewed(words, 3.5)]);
    dataset.description = sentence.join(u' ') + u'.';
    for (int i = dice.below(4); i > 0; --i) {
        const QString tag = m_tags[dice.skewed(static_cast<int>(m_tags.size()))];
        if (!dataset.tags.contains(tag))
            dataset.tags.append(tag);
    }
    if (dice.oneIn(2))
        dataset.terms.append(m_terms[dice.skewed(static_cast<int>(m_terms.size()))].key);
    dataset.owners.append(m_parties[dice.skewed(static_cast<int>(m_parties.size()), 1.5)]);
    for (int i = 4 + dice.skewed(24, 1.6); i > 0; --i) {
        mesh::Column column;
        column.name = m_columns[dice.skewed(static_cast<int>(m_columns.size()), 4.0)];
        static const QStringList types =
            u"text integer bigint timestamp boolean numeric(18,2)"_s.split(u' ');
        column.type = types[dice.below(static_cast<int>(types.size()))];
        column.personal = column.name.contains(u"email") || column.name.contains(u"iban");
        dataset.columns.append(column);
    }
    dataset.updatedAtMs = nowMs() - dice.below(3000) * hourMs;
    merged.sources.append(
        {u"Catalog %1"_s.arg(catalog + 1), u"node"_s, QString::number(number), {}, 0});
    if (dice.oneIn(8)) {
        const QString other = u"Catalog %1"_s.arg(1 + (catalog + 7) % 20);
        merged.sources.append({other, u"node"_s, QString::number(number), {}, 0});
    }
    merged.firstSeenMs = nowMs() - dice.below(20'000) * hourMs;
    return merged;
}

store::ProductRow MadeCatalog::product(int number) const
{
    Dice dice((quint64(m_seed) << 32) + 77 + quint64(number) * 40503ULL);
    const int words = static_cast<int>(m_words.size());
    const int common = static_cast<int>(subjects().size());
    store::ProductRow row;
    row.key = u"product://made/p%1"_s.arg(number);
    row.name = capital(subjects()[dice.skewed(common, 1.3)]) + u' ' +
               qualifiers()[dice.below(static_cast<int>(qualifiers().size()))] + u' ' +
               m_words[dice.skewed(words, 2.0)];
    row.description = u"Everything about %1, for reports and models."_s.arg(row.name.toLower());
    const int domain = dice.skewed(200, 1.8);
    row.domain = m_domains[domain].key;
    row.domainName = m_domains[domain].name;
    row.outputs = {dataset(50 * number).thing.key};
    row.hasDatasets = true;
    row.status = static_cast<mesh::Status>(dice.oneIn(5) ? dice.below(6) : 3);
    row.classification = static_cast<mesh::Classification>(dice.below(5));
    row.archetype = static_cast<mesh::Archetype>(dice.below(4));
    row.access = dice.oneIn(3) ? mesh::AccessMode::Open : mesh::AccessMode::Request;
    row.certified = dice.oneIn(6);
    row.version = u"1.%1.0"_s.arg(dice.below(9));
    row.tags = {m_tags[dice.skewed(static_cast<int>(m_tags.size()))]};
    row.terms = {m_terms[dice.skewed(static_cast<int>(m_terms.size()))].key};
    row.owners = {m_parties[dice.skewed(static_cast<int>(m_parties.size()), 1.5)]};
    row.ownerNames = {m_partyNames.value(row.owners.first())};
    row.catalogs = {u"Catalog %1"_s.arg(1 + dice.skewed(20, 1.6))};
    if (!dice.oneIn(4)) {
        row.score.quality = dice.below(1001) / 10.0;
        row.score.coverage = dice.unit();
    }
    row.score.dataTimeMs = nowMs() - dice.below(72) * hourMs;
    if (!dice.oneIn(5))
        row.score.objectiveMs = (1 + dice.below(48)) * hourMs;
    for (auto &quality : row.score.qualities)
        quality = dice.below(101);
    return row;
}

} // namespace meshlens::test
