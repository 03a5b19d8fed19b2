// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scores/rules.h"
#include "models/scores/facts.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace meshlens::scores {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Rules)
};

using Facts = ProductFacts;
using Verdict = std::optional<RuleResult>;

constexpr std::int64_t yearMs = 365LL * 86'400'000;
constexpr std::int64_t dayMs = 86'400'000;
constexpr std::int64_t settledMs = 7 * dayMs; // a schema that stands so long is settled
constexpr std::int64_t noticeMs = 30 * dayMs; // a new version may come so long before its change
constexpr qsizetype shortestDescription = 80;
constexpr double goodQuality = 75;

Verdict verdict(bool passed, const QString &evidence)
{
    return RuleResult{{}, passed, evidence};
}

/// "3 of 10: a, b, c"
QString someOf(const QStringList &names, qsizetype total)
{
    constexpr qsizetype shown = 5;
    QString text = names.mid(0, shown).join(u", "_s);
    if (names.size() > shown)
        text += u", …"_s;
    return Text::tr("%1 of %2: %3").arg(names.size()).arg(total).arg(text);
}

QList<mesh::Column> columnsOf(const Facts &facts)
{
    QList<mesh::Column> columns;
    for (const mesh::Dataset &dataset : facts.datasets)
        columns += dataset.columns;
    return columns;
}

template<typename Wanted>
QStringList columnNames(const Facts &facts, Wanted wanted)
{
    QStringList names;
    for (const mesh::Column &column : columnsOf(facts)) {
        if (wanted(column))
            names.append(column.name);
    }
    return names;
}

QList<mesh::Port> outputs(const Facts &facts)
{
    QList<mesh::Port> ports;
    for (const mesh::Port &port : facts.product.ports) {
        if (port.direction == mesh::PortDirection::Output)
            ports.append(port);
    }
    return ports;
}

template<typename Wanted>
QStringList portNames(const Facts &facts, Wanted wanted)
{
    QStringList names;
    for (const mesh::Port &port : outputs(facts)) {
        if (wanted(port))
            names.append(port.name.isEmpty() ? port.id : port.name);
    }
    return names;
}

bool soundsPersonal(const mesh::Column &column)
{
    static const QRegularExpression words(
        uR"((^|[_.])(e?mail|phone|mobile|iban|birth(day|date)?|date_of_birth|ssn|passport|ip_address|first_name|last_name|full_name|street|device_id)($|[_.]))"_s,
        QRegularExpression::CaseInsensitiveOption);
    return words.match(column.name).hasMatch();
}

Verdict none(const QStringList &bad, qsizetype total, const QString &good)
{
    return verdict(bad.isEmpty(), bad.isEmpty() ? good : someOf(bad, total));
}

// Discoverable
Verdict title(const Facts &f)
{
    return verdict(!f.product.name.trimmed().isEmpty(), f.product.name);
}
Verdict description(const Facts &f)
{
    const qsizetype length = f.product.description.simplified().size();
    return verdict(length >= shortestDescription,
                   Text::tr("%n character(s)", nullptr, static_cast<int>(length)));
}
Verdict tags(const Facts &f)
{
    return verdict(!f.product.tags.isEmpty(), f.product.tags.join(u", "_s));
}
Verdict domain(const Facts &f)
{
    return verdict(!f.product.domain.isEmpty(), f.product.domain);
}
Verdict catalog(const Facts &f)
{
    return verdict(!f.catalogs.isEmpty(), f.catalogs.join(u", "_s));
}
Verdict searchTerms(const Facts &f)
{
    return verdict(!f.product.terms.isEmpty(), Text::tr("%n glossary term(s)", nullptr,
                                                        static_cast<int>(f.product.terms.size())));
}

// Addressable
Verdict address(const Facts &f)
{
    return verdict(!f.product.key.isEmpty() && !f.product.key.contains(u"://_"_s), f.product.key);
}
Verdict resolves(const Facts &f)
{
    if (outputs(f).isEmpty())
        return verdict(false, Text::tr("It has no output port."));
    return none(portNames(f, [](const mesh::Port &port) { return port.dataset.isEmpty(); }),
                outputs(f).size(), Text::tr("Every output port leads to a dataset."));
}
Verdict version(const Facts &f)
{
    return verdict(!f.product.version.isEmpty(), f.product.version);
}
Verdict portAddress(const Facts &f)
{
    if (outputs(f).isEmpty())
        return std::nullopt;
    return none(portNames(f, [](const mesh::Port &port) { return port.address.isEmpty(); }),
                outputs(f).size(), Text::tr("Every output port has an address."));
}

// Trustworthy
Verdict slosSet(const Facts &f)
{
    qsizetype count = 0;
    for (const mesh::Contract &contract : f.contracts)
        count += contract.serviceLevels.size();
    return verdict(count > 0, Text::tr("%n service level(s) in its contracts", nullptr,
                                       static_cast<int>(count)));
}
Verdict slosMet(const Facts &f)
{
    int known = 0;
    QStringList missed;
    for (const SloState &level : serviceLevels(f)) {
        if (!level.met)
            continue;
        ++known;
        if (!*level.met)
            missed.append(level.title);
    }
    return known == 0 ? std::nullopt
                      : none(missed, known, Text::tr("All %n are met.", nullptr, known));
}
Verdict qualityScore(const Facts &f)
{
    if (!f.quality)
        return std::nullopt;
    return verdict(*f.quality >= goodQuality, Text::tr("Quality is %1.").arg(qRound(*f.quality)));
}
Verdict lineage(const Facts &f)
{
    return verdict(f.upstream > 0 ||
                       (f.product.archetype == mesh::Archetype::SourceAligned && f.downstream > 0),
                   Text::tr("%1 links in, %2 out").arg(f.upstream).arg(f.downstream));
}
Verdict freshOnTime(const Facts &f)
{
    if (f.freshness.state == mesh::FreshnessState::Unknown)
        return std::nullopt;
    return verdict(
        f.freshness.state == mesh::FreshnessState::OnTime,
        Text::tr("%1 of %2")
            .arg(durationText(*f.freshness.ageMs), durationText(*f.freshness.objectiveMs)));
}

/// A break is announced by another version, of the product or a contract, shortly before or after.
Verdict breaksAnnounced(const Facts &f)
{
    if (f.schema.breaks.isEmpty())
        return std::nullopt;
    QStringList silent;
    for (const SchemaHistory::Break &one : f.schema.breaks) {
        const bool isAnnounced = std::any_of(
            f.schema.versionsAtMs.begin(), f.schema.versionsAtMs.end(),
            [&](std::int64_t versionAtMs) { return versionAtMs >= one.atMs - noticeMs; });
        if (!isAnnounced)
            silent.append(one.detail);
    }
    return none(silent, f.schema.breaks.size(),
                Text::tr("All %n breaking changes came with a new version.", nullptr,
                         static_cast<int>(f.schema.breaks.size())));
}

// Self-describing
Verdict schemaSettled(const Facts &f)
{
    if (!f.schema.changedAtMs)
        return std::nullopt;
    const std::int64_t age = std::max<std::int64_t>(0, f.nowMs - *f.schema.changedAtMs);
    return verdict(age >= settledMs,
                   Text::tr("Changed %1 ago. %2").arg(durationText(age), f.schema.changed));
}
Verdict columnsDescribed(const Facts &f)
{
    const qsizetype total = columnsOf(f).size();
    if (total == 0)
        return std::nullopt;
    return none(
        columnNames(
            f, [](const mesh::Column &column) { return column.description.trimmed().isEmpty(); }),
        total, Text::tr("All %n columns are described.", nullptr, static_cast<int>(total)));
}
Verdict schema(const Facts &f)
{
    return verdict(!columnsOf(f).isEmpty(),
                   Text::tr("%n column(s)", nullptr, static_cast<int>(columnsOf(f).size())));
}
Verdict usage(const Facts &f)
{
    const bool said =
        !f.product.usage.trimmed().isEmpty() ||
        std::any_of(f.contracts.begin(), f.contracts.end(), [](const mesh::Contract &contract) {
            return !contract.usage.trimmed().isEmpty();
        });
    return verdict(said, said ? Text::tr("It says how to use it.")
                              : Text::tr("It does not say how to use it."));
}
Verdict recent(const Facts &f)
{
    if (!f.product.updatedAtMs)
        return std::nullopt;
    const std::int64_t age = f.nowMs - *f.product.updatedAtMs;
    return verdict(
        age <= yearMs,
        Text::tr("Last changed %1 ago.").arg(durationText(std::max<std::int64_t>(0, age))));
}

// Interoperable
Verdict sharedKey(const Facts &f)
{
    if (columnsOf(f).isEmpty())
        return std::nullopt;
    const QStringList shared = columnNames(f, [&](const mesh::Column &column) {
        return f.sharedKeys.contains(column.name.toLower());
    });
    return verdict(!shared.isEmpty(), shared.isEmpty()
                                          ? Text::tr("No key column is found in another product.")
                                          : shared.mid(0, 5).join(u", "_s));
}
Verdict glossary(const Facts &f)
{
    const QStringList linked =
        columnNames(f, [](const mesh::Column &column) { return !column.terms.isEmpty(); });
    return verdict(
        !linked.isEmpty() || !f.product.terms.isEmpty(),
        Text::tr("%n column(s) with a glossary term", nullptr, static_cast<int>(linked.size())));
}
Verdict types(const Facts &f)
{
    const qsizetype total = columnsOf(f).size();
    if (total == 0)
        return std::nullopt;
    return none(columnNames(f, [](const mesh::Column &column) { return column.type.isEmpty(); }),
                total, Text::tr("Every column has a type."));
}
Verdict formats(const Facts &f)
{
    if (outputs(f).isEmpty())
        return std::nullopt;
    return none(portNames(f,
                          [](const mesh::Port &port) {
                              return port.format.isEmpty() && port.protocol.isEmpty();
                          }),
                outputs(f).size(), Text::tr("Every output port names its format or protocol."));
}
Verdict openContract(const Facts &f)
{
    const bool open =
        std::any_of(f.contracts.begin(), f.contracts.end(),
                    [](const mesh::Contract &contract) { return !contract.document.isEmpty(); });
    return verdict(open, open ? f.contracts.first().name
                              : Text::tr("There is no contract in an open format."));
}

// Secure
Verdict owner(const Facts &f)
{
    return verdict(!f.product.owners.isEmpty(), f.product.owners.isEmpty()
                                                    ? Text::tr("No owner is named.")
                                                    : f.ownerNames.join(u", "_s));
}
Verdict policy(const Facts &f)
{
    return verdict(f.product.access != mesh::AccessMode::Unknown, mesh::toText(f.product.access));
}
Verdict classification(const Facts &f)
{
    return verdict(f.product.classification != mesh::Classification::Unknown,
                   mesh::toText(f.product.classification));
}
Verdict personalTagged(const Facts &f)
{
    const QStringList likely = columnNames(
        f, [](const mesh::Column &column) { return column.personal || soundsPersonal(column); });
    if (likely.isEmpty())
        return std::nullopt;
    return none(columnNames(f,
                            [](const mesh::Column &column) {
                                return !column.personal && soundsPersonal(column);
                            }),
                likely.size(),
                Text::tr("All %n are tagged.", nullptr, static_cast<int>(likely.size())));
}
Verdict personalGuarded(const Facts &f)
{
    const QStringList personal = columnNames(
        f, [](const mesh::Column &column) { return column.personal || soundsPersonal(column); });
    if (personal.isEmpty())
        return std::nullopt;
    const bool open = f.product.access == mesh::AccessMode::Open;
    return verdict(!open,
                   open ? Text::tr("Open to everybody: %1").arg(personal.mid(0, 5).join(u", "_s))
                        : Text::tr("Given only on request."));
}
Verdict retention(const Facts &f)
{
    if (f.contracts.isEmpty())
        return std::nullopt;
    for (const mesh::Contract &contract : f.contracts) {
        for (const mesh::ServiceLevel &level : contract.serviceLevels) {
            if (level.property == u"retention" || level.property == u"re")
                return verdict(true, (level.value + u' ' + level.unit).trimmed());
        }
    }
    return verdict(false, Text::tr("No contract says how long data is kept."));
}

#define RULE_TEXT(text) QT_TRANSLATE_NOOP("Rules", text)

} // namespace

const std::vector<RuleCheck> &ruleChecks()
{
    using Q = mesh::Quality;
    using S = mesh::Severity;
    // clang-format off
    static const std::vector<RuleCheck> all{
        {"discoverable.description", Q::Discoverable, S::Warning, 2, RULE_TEXT("The description has 80 characters or more"), RULE_TEXT("Say what it is, what it is for and what it is not for."), description},
        {"discoverable.domain", Q::Discoverable, S::Warning, 2, RULE_TEXT("It belongs to a domain"), RULE_TEXT("Name its domain."), domain},
        {"discoverable.title", Q::Discoverable, S::Warning, 1, RULE_TEXT("It has a title"), RULE_TEXT("Give it a title people know it by."), title},
        {"discoverable.tags", Q::Discoverable, S::Info, 1, RULE_TEXT("It has tags"), RULE_TEXT("Add at least one tag."), tags},
        {"discoverable.catalog", Q::Discoverable, S::Warning, 1, RULE_TEXT("It is found in a catalog"), RULE_TEXT("Publish it in a catalog."), catalog},
        {"discoverable.terms", Q::Discoverable, S::Info, 1, RULE_TEXT("It is linked to glossary terms"), RULE_TEXT("Link the words people search for."), searchTerms},
        {"addressable.resolves", Q::Addressable, S::Warning, 2, RULE_TEXT("Its output ports lead to datasets"), RULE_TEXT("Name the dataset of every output port."), resolves},
        {"addressable.port_address", Q::Addressable, S::Warning, 2, RULE_TEXT("Every output port has an address"), RULE_TEXT("Say where to connect."), portAddress},
        {"addressable.address", Q::Addressable, S::Warning, 1, RULE_TEXT("Its address is unique and stable"), RULE_TEXT("Let the catalog give it an id of its own."), address},
        {"addressable.version", Q::Addressable, S::Info, 1, RULE_TEXT("It has a version"), RULE_TEXT("Give it a version."), version},
        {"trustworthy.slos_met", Q::Trustworthy, S::Error, 3, RULE_TEXT("Service levels are met"), RULE_TEXT("See which checks fail and mend their cause."), slosMet},
        {"trustworthy.quality", Q::Trustworthy, S::Warning, 2, RULE_TEXT("Quality is 75 or more"), RULE_TEXT("Begin with the dimension that loses the most points."), qualityScore},
        {"trustworthy.fresh", Q::Trustworthy, S::Warning, 2, RULE_TEXT("Data is on time"), RULE_TEXT("Load it more often or promise less."), freshOnTime},
        {"trustworthy.breaks_announced", Q::Trustworthy, S::Error, 2, RULE_TEXT("A breaking schema change comes with a new version"), RULE_TEXT("Give the contract a new version, or take the change back."), breaksAnnounced},
        {"trustworthy.slos_set", Q::Trustworthy, S::Warning, 1, RULE_TEXT("Service levels are set"), RULE_TEXT("Put service levels into its contract."), slosSet},
        {"trustworthy.lineage", Q::Trustworthy, S::Info, 1, RULE_TEXT("Its lineage is known"), RULE_TEXT("Publish lineage events or name its input ports."), lineage},
        {"self_describing.columns", Q::SelfDescribing, S::Warning, 3, RULE_TEXT("Every column is described"), RULE_TEXT("Describe the columns that are named."), columnsDescribed},
        {"self_describing.schema", Q::SelfDescribing, S::Warning, 2, RULE_TEXT("Its schema is known"), RULE_TEXT("Publish the columns of its output datasets."), schema},
        {"self_describing.usage", Q::SelfDescribing, S::Info, 1, RULE_TEXT("It says how to use it"), RULE_TEXT("Add usage or an example to the descriptor or contract."), usage},
        {"self_describing.recent", Q::SelfDescribing, S::Info, 1, RULE_TEXT("Its description is under a year old"), RULE_TEXT("Read it again and confirm it."), recent},
        {"self_describing.schema_settled", Q::SelfDescribing, S::Info, 1, RULE_TEXT("Its schema has stood for 7 days"), RULE_TEXT("Tell those who read it what changed."), schemaSettled},
        {"interoperable.contract", Q::Interoperable, S::Warning, 2, RULE_TEXT("It has a contract in an open format"), RULE_TEXT("Write an ODCS contract."), openContract},
        {"interoperable.shared_keys", Q::Interoperable, S::Info, 1, RULE_TEXT("It shares keys with other products"), RULE_TEXT("Use the key columns that others use."), sharedKey},
        {"interoperable.terms", Q::Interoperable, S::Info, 1, RULE_TEXT("It uses glossary terms"), RULE_TEXT("Link columns to glossary terms."), glossary},
        {"interoperable.types", Q::Interoperable, S::Warning, 1, RULE_TEXT("Every column has a type"), RULE_TEXT("Add the missing types."), types},
        {"interoperable.formats", Q::Interoperable, S::Info, 1, RULE_TEXT("Every output port names its format"), RULE_TEXT("Name format or protocol of the ports."), formats},
        {"secure.owner", Q::Secure, S::Error, 2, RULE_TEXT("An owner is named"), RULE_TEXT("Name an owner who answers requests."), owner},
        {"secure.personal_guarded", Q::Secure, S::Error, 2, RULE_TEXT("Personal columns are not open to everybody"), RULE_TEXT("Require a request, or take the columns out."), personalGuarded},
        {"secure.personal_tagged", Q::Secure, S::Error, 2, RULE_TEXT("Personal columns are tagged"), RULE_TEXT("Mark the named columns as personal."), personalTagged},
        {"secure.classification", Q::Secure, S::Warning, 1, RULE_TEXT("A classification is set"), RULE_TEXT("Classify it."), classification},
        {"secure.policy", Q::Secure, S::Warning, 1, RULE_TEXT("An access policy is in force"), RULE_TEXT("Say whether it is open or asked for."), policy},
        {"secure.retention", Q::Secure, S::Info, 1, RULE_TEXT("Retention is set"), RULE_TEXT("Say in the contract how long data is kept."), retention},
    };
    // clang-format on
    return all;
}

#undef RULE_TEXT

} // namespace meshlens::scores
