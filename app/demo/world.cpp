// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/world.h"

#include "app/demo/random.h"

#include <algorithm>
#include <array>
#include <map>

namespace meshlens::demo {
namespace {

constexpr std::int64_t subscribers = 9000, artists = 1800, labels = 140, tracks = 6000;

struct CountryData {
    const char *code;
    const char *currency;
    double size;  // share of all subscribers
    double level; // prices against the euro area
    double tax;
    double rate; // units of the currency for a euro
};

// Shares add up to 1; currencies come first, countries of the euro share one.
constexpr std::array<CountryData, 24> countries{{
    {"GB", "GBP", 0.168, 1.05, 0.20, 0.85}, {"FR", "EUR", 0.128, 1.00, 0.20, 1},
    {"DE", "EUR", 0.118, 1.02, 0.19, 1},    {"IT", "EUR", 0.082, 0.96, 0.22, 1},
    {"ES", "EUR", 0.074, 0.94, 0.21, 1},    {"SE", "SEK", 0.052, 1.04, 0.25, 11.3},
    {"NL", "EUR", 0.048, 1.02, 0.21, 1},    {"PL", "PLN", 0.046, 0.58, 0.23, 4.3},
    {"US", "USD", 0.044, 1.08, 0.07, 1.09}, {"BR", "BRL", 0.033, 0.42, 0.17, 5.5},
    {"NO", "NOK", 0.026, 1.14, 0.25, 11.6}, {"CH", "CHF", 0.025, 1.32, 0.08, 0.95},
    {"AT", "EUR", 0.022, 1.01, 0.20, 1},    {"BE", "EUR", 0.021, 1.00, 0.21, 1},
    {"DK", "DKK", 0.019, 1.10, 0.25, 7.46}, {"FI", "EUR", 0.016, 1.03, 0.24, 1},
    {"IE", "EUR", 0.014, 1.04, 0.23, 1},    {"PT", "EUR", 0.014, 0.86, 0.23, 1},
    {"CZ", "CZK", 0.012, 0.66, 0.21, 25.1}, {"MX", "MXN", 0.011, 0.46, 0.16, 19.6},
    {"JP", "JPY", 0.010, 0.78, 0.10, 163},  {"AU", "AUD", 0.008, 0.98, 0.10, 1.65},
    {"HU", "HUF", 0.006, 0.55, 0.27, 392},  {"RO", "RON", 0.003, 0.52, 0.19, 4.97},
}};

struct PlanData {
    const char *id;
    const char *name;
    double price;
    const char *interval;
    double share; // of all paid subscriptions
    int seats;
};

constexpr std::array<PlanData, 9> plans{{
    {"premium-month", "Premium, monthly", 10.99, "month", 0.44, 1},
    {"family-month", "Family", 17.99, "month", 0.22, 6},
    {"student-month", "Student", 5.99, "month", 0.13, 1},
    {"premium-year", "Premium, yearly", 109.00, "year", 0.09, 1},
    {"duo-month", "Duo", 14.99, "month", 0.05, 2},
    {"family-year", "Family, yearly", 179.00, "year", 0.03, 6},
    {"lossless-month", "Premium lossless", 15.99, "month", 0.02, 1},
    {"mini-month", "Mini", 4.99, "month", 0.014, 1},
    {"student-year", "Student, yearly", 59.00, "year", 0.006, 1},
}};

constexpr std::array genres{"Pop",       "Hip-hop", "Electronic", "Rock", "Indie",   "Jazz",
                            "Classical", "Folk",    "Metal",      "Soul", "Ambient", "Spoken word"};
constexpr std::array firstNames{"Anna",   "Ben",   "Clara", "David", "Elif",   "Finn",   "Giulia",
                                "Henrik", "Ida",   "Jakub", "Katya", "Liam",   "Mina",   "Nils",
                                "Olivia", "Pablo", "Rosa",  "Sami",  "Tessa",  "Ugo",    "Vera",
                                "Wout",   "Yara",  "Zoe",   "Amir",  "Brigid", "Carlos", "Dilan"};
constexpr std::array lastNames{
    "Albrecht", "Bianchi", "Costa",  "Dahl",     "Eriksen", "Fournier", "Garcia",
    "Hansen",   "Ivanova", "Jansen", "Kowalska", "Lefevre", "Moretti",  "Nowak",
    "Oliveira", "Petit",   "Quinn",  "Rossi",    "Schmidt", "Tanaka",   "Ueda",
    "Vogel",    "Weber",   "Yilmaz", "Zeller",   "Andrade", "Brennan",  "Castellan"};
constexpr std::array adjectives{"Amber",    "Broken", "Copper", "Distant", "Electric", "Faded",
                                "Gentle",   "Hollow", "Ivory",  "Jagged",  "Late",     "Marble",
                                "Northern", "Open",   "Paper",  "Quiet",   "Red",      "Silver",
                                "Tidal",    "Velvet", "Winter", "Young",   "Golden",   "Second"};
constexpr std::array nouns{
    "Harbour",    "Lanterns", "Rivers",  "Signal",  "Mirrors",    "Sparrows", "Avenue",  "Choir",
    "Engines",    "Gardens",  "Horizon", "Islands", "Joy",        "Kites",    "Letters", "Machines",
    "Nightshift", "Orchard",  "Parade",  "Radio",   "Satellites", "Tigers",   "Weather", "Wolves"};
constexpr std::array models{"Fone 12",  "Fone 13 Pro",    "Pixelite 7",  "Pixelite 8",
                            "Nord A5",  "Chrome browser", "Fox browser", "HomeTone 2",
                            "Drive OS", "Tablet X",       "View TV 55"};
constexpr std::array kinds{"phone", "phone",   "phone", "phone",  "phone",     "web",
                           "web",   "speaker", "car",   "tablet", "television"};
constexpr std::array systems{"iOS 17",     "iOS 18",     "Android 14", "Android 15",
                             "Android 13", "Windows 11", "Linux",      "Tone OS 4",
                             "Drive OS 3", "Android 14", "View OS 9"};

template<typename List>
const auto &at(const List &list, std::uint64_t number)
{
    return list[number % list.size()];
}

/// A number that belongs to a thing for one use ("plan", "age").
std::uint64_t trait(std::string_view use, std::int64_t number)
{
    return mix(hashText(use), static_cast<std::uint64_t>(number));
}

double traitUnit(std::string_view use, std::int64_t number)
{
    return unit(trait(use, number));
}

template<typename List, typename Weight>
std::int64_t weighted(const List &list, double place, Weight weight)
{
    for (std::size_t i = 0; i < list.size(); ++i) {
        place -= weight(list[i]);
        if (place < 0)
            return static_cast<std::int64_t>(i);
    }
    return 0;
}

std::int64_t countryOfSubscriber(std::int64_t k)
{
    return weighted(countries, traitUnit("country", k),
                    [](const CountryData &c) { return c.size; });
}

std::int64_t planOfSubscriber(std::int64_t k)
{
    return weighted(plans, traitUnit("plan", k), [](const PlanData &p) { return p.share; });
}

const CountryData &country(std::int64_t k)
{
    return at(countries, static_cast<std::uint64_t>(k));
}
const PlanData &plan(std::int64_t k)
{
    return at(plans, static_cast<std::uint64_t>(k));
}
double monthly(std::int64_t k)
{
    return plan(k).price / (plan(k).interval[0] == 'y' ? 12 : 1);
}

double daysSinceSignUp(std::int64_t k)
{
    const double place = traitUnit("age", k);
    return 3 + 1900 * place * place;
}

std::string lowered(std::string text)
{
    for (char &letter : text)
        letter = letter == ' '
                     ? '.'
                     : static_cast<char>(letter >= 'A' && letter <= 'Z' ? letter + 32 : letter);
    return text;
}

std::string stageName(std::int64_t k)
{
    const std::uint64_t hash = trait("stage", k);
    const std::string adjective = at(adjectives, hash), noun = at(nouns, hash >> 16);
    switch (k % 4) {
    case 0:
        return adjective + " " + noun;
    case 1:
        return "The " + adjective + " " + noun;
    case 2:
        return personName(k + 70000);
    default:
        return adjective + " " + at(lastNames, hash >> 32);
    }
}

std::string labelSlug(std::int64_t k)
{
    return padded(lowered(at(nouns, trait("label", k))) + "-records-", k + 1, 1);
}

std::string trackTitle(std::int64_t k)
{
    const std::uint64_t hash = trait("title", k);
    const std::string noun = at(nouns, hash >> 8);
    return k % 3 == 0   ? noun + " in " + at(adjectives, hash)
           : k % 3 == 1 ? std::string(at(adjectives, hash)) + " " + noun
                        : "After the " + noun;
}

std::string accountNumber(std::int64_t k)
{
    return padded("XX", static_cast<std::int64_t>(10 + trait("check", k) % 89), 2) +
           padded("", static_cast<std::int64_t>(trait("iban", k) % 10000000000ULL), 10) +
           padded("", k, 6);
}

double labelSize(std::int64_t k)
{
    return 1.0 / (static_cast<double>(k) + 4) / 3.6; // adds up to about one over all labels
}

std::int64_t deviceModel(std::int64_t k)
{
    return static_cast<std::int64_t>(trait("model", k) % models.size());
}

using Fields = std::map<std::string_view, FieldReader>;

const Fields subscriberFields{
    {"k", [](std::int64_t k) -> Value { return static_cast<double>(k); }},
    {"id", [](std::int64_t k) -> Value { return padded("S-", k + 1, 7); }},
    {"name", [](std::int64_t k) -> Value { return personName(k); }},
    {"email",
     [](std::int64_t k) -> Value {
         return lowered(personName(k)) + padded("", k, 1) + "@mail.example";
     }},
    {"birth",
     [](std::int64_t k) -> Value {
         return 2008 - std::floor(52 * traitUnit("birth", k) * traitUnit("birth2", k));
     }},
    {"c", [](std::int64_t k) -> Value { return static_cast<double>(countryOfSubscriber(k)); }},
    {"country", [](std::int64_t k) -> Value { return country(countryOfSubscriber(k)).code; }},
    {"level", [](std::int64_t k) -> Value { return country(countryOfSubscriber(k)).level; }},
    {"tax", [](std::int64_t k) -> Value { return country(countryOfSubscriber(k)).tax; }},
    {"p", [](std::int64_t k) -> Value { return static_cast<double>(planOfSubscriber(k)); }},
    {"plan", [](std::int64_t k) -> Value { return plan(planOfSubscriber(k)).name; }},
    {"price",
     [](std::int64_t k) -> Value {
         return monthly(planOfSubscriber(k)) * country(countryOfSubscriber(k)).level;
     }},
    {"age", [](std::int64_t k) -> Value { return daysSinceSignUp(k); }},
    {"tenure", [](std::int64_t k) -> Value { return daysSinceSignUp(k) / 30.4; }},
    {"hours",
     [](std::int64_t k) -> Value { return 26 * -std::log(1 - 0.99 * traitUnit("hours", k)); }},
};

const Fields planFields{
    {"id", [](std::int64_t k) -> Value { return plan(k).id; }},
    {"name", [](std::int64_t k) -> Value { return plan(k).name; }},
    {"price", [](std::int64_t k) -> Value { return plan(k).price; }},
    {"monthly", [](std::int64_t k) -> Value { return monthly(k); }},
    {"interval", [](std::int64_t k) -> Value { return plan(k).interval; }},
    {"share", [](std::int64_t k) -> Value { return plan(k).share; }},
    {"seats", [](std::int64_t k) -> Value { return static_cast<double>(plan(k).seats); }},
};

const Fields countryFields{
    {"code", [](std::int64_t k) -> Value { return country(k).code; }},
    {"currency", [](std::int64_t k) -> Value { return country(k).currency; }},
    {"size", [](std::int64_t k) -> Value { return country(k).size; }},
    {"level", [](std::int64_t k) -> Value { return country(k).level; }},
    {"tax", [](std::int64_t k) -> Value { return country(k).tax; }},
    {"rate", [](std::int64_t k) -> Value { return country(k).rate; }},
};

const Fields artistFields{
    {"k", [](std::int64_t k) -> Value { return static_cast<double>(k); }},
    {"id", [](std::int64_t k) -> Value { return padded("A-", k + 1, 6); }},
    {"name", [](std::int64_t k) -> Value { return stageName(k); }},
    {"genre",
     [](std::int64_t k) -> Value { return genreName(Random(trait("genre", k)).skewed(12)); }},
    {"country",
     [](std::int64_t k) -> Value { return country(countryOfSubscriber(k + 50000)).code; }},
    {"label",
     [](std::int64_t k) -> Value {
         return static_cast<double>(Random(trait("label", k)).skewed(labels));
     }},
    {"legal", [](std::int64_t k) -> Value { return personName(k + 70000); }},
    {"iban", [](std::int64_t k) -> Value { return accountNumber(k); }},
};

const Fields labelFields{
    {"id", [](std::int64_t k) -> Value { return padded("L-", k + 1, 4); }},
    {"name",
     [](std::int64_t k) -> Value {
         return std::string(at(nouns, trait("label", k))) + " Records " + padded("", k + 1, 1);
     }},
    {"slug", [](std::int64_t k) -> Value { return labelSlug(k); }},
    {"country",
     [](std::int64_t k) -> Value { return country(countryOfSubscriber(k + 30000)).code; }},
    {"tier",
     [](std::int64_t k) -> Value {
         return k < 4 ? "major" : k < 90 ? "independent" : "self-released";
     }},
    {"age", [](std::int64_t k) -> Value { return 200 + 3000 * traitUnit("since", k); }},
    {"size", [](std::int64_t k) -> Value { return labelSize(k); }},
    {"rate",
     [](std::int64_t k) -> Value {
         return 0.48 + 0.14 * traitUnit("rate", k) + (k < 4 ? 0.04 : 0);
     }},
};

const Fields trackFields{
    {"id", [](std::int64_t k) -> Value { return padded("T-", k + 1, 7); }},
    {"isrc",
     [](std::int64_t k) -> Value {
         return "XC" + padded("C", k / 7 % 100, 2) + padded("", k + 10000, 7);
     }},
    {"title", [](std::int64_t k) -> Value { return trackTitle(k); }},
    {"artist",
     [](std::int64_t k) -> Value {
         return static_cast<double>(Random(trait("artist", k)).skewed(artists));
     }},
    {"duration",
     [](std::int64_t k) -> Value {
         return std::floor(
             std::clamp(Random(trait("length", k)).lognormal(204, 0.28), 45.0, 900.0));
     }},
    {"age",
     [](std::int64_t k) -> Value {
         return 2 + 4000 * traitUnit("released", k) * traitUnit("released2", k);
     }},
};

const Fields deviceFields{
    {"id",
     [](std::int64_t k) -> Value {
         return padded("D-", static_cast<std::int64_t>(trait("device", k) % 900000000ULL), 9);
     }},
    {"model",
     [](std::int64_t k) -> Value {
         return at(models, static_cast<std::uint64_t>(deviceModel(k)));
     }},
    {"kind",
     [](std::int64_t k) -> Value { return at(kinds, static_cast<std::uint64_t>(deviceModel(k))); }},
    {"os",
     [](std::int64_t k) -> Value {
         return at(systems, static_cast<std::uint64_t>(deviceModel(k)));
     }},
    {"app",
     [](std::int64_t k) -> Value {
         return "9." + padded("", 44 - Random(trait("app", k)).skewed(30), 1) + ".0";
     }},
};

const Fields campaignFields{
    {"id", [](std::int64_t k) -> Value { return padded("C-", k + 1, 3); }},
};

const Fields &fieldsOf(Thing thing)
{
    static const Fields none;
    switch (thing) {
    case Thing::Subscriber:
        return subscriberFields;
    case Thing::Plan:
        return planFields;
    case Thing::Country:
        return countryFields;
    case Thing::Artist:
        return artistFields;
    case Thing::Label:
        return labelFields;
    case Thing::Track:
        return trackFields;
    case Thing::Device:
        return deviceFields;
    case Thing::Campaign:
        return campaignFields;
    case Thing::None:
        break;
    }
    return none;
}

} // namespace

std::string padded(std::string_view prefix, std::int64_t number, int width)
{
    const std::string digits = std::to_string(number < 0 ? -number : number);
    std::string text(prefix);
    if (number < 0)
        text += '-';
    if (const auto missing = width - static_cast<int>(digits.size()); missing > 0)
        text.append(static_cast<std::size_t>(missing), '0');
    return text += digits;
}

Thing thingNamed(std::string_view function)
{
    static const std::map<std::string_view, Thing> things{
        {"sub", Thing::Subscriber}, {"plan", Thing::Plan},        {"country", Thing::Country},
        {"artist", Thing::Artist},  {"label", Thing::Label},      {"track", Thing::Track},
        {"device", Thing::Device},  {"campaign", Thing::Campaign}};
    const auto found = things.find(function);
    return found == things.end() ? Thing::None : found->second;
}

FieldReader fieldOf(Thing thing, std::string_view field)
{
    const Fields &fields = fieldsOf(thing);
    const auto found = fields.find(field);
    return found == fields.end() ? nullptr : found->second;
}

std::int64_t countOf(Thing thing)
{
    switch (thing) {
    case Thing::Subscriber:
    case Thing::Device:
        return subscribers;
    case Thing::Plan:
        return static_cast<std::int64_t>(plans.size());
    case Thing::Country:
        return static_cast<std::int64_t>(countries.size());
    case Thing::Artist:
        return artists;
    case Thing::Label:
        return labels;
    case Thing::Track:
        return tracks;
    case Thing::Campaign:
        return 60;
    case Thing::None:
        break;
    }
    return 1;
}

std::string_view genreName(std::int64_t number)
{
    return at(genres, static_cast<std::uint64_t>(number));
}

std::string personName(std::int64_t number)
{
    const std::uint64_t hash = trait("person", number);
    return std::string(at(firstNames, hash)) + " " + at(lastNames, hash >> 20);
}

std::string ipAddress(std::int64_t number)
{
    // 198.18.0.0/15 is kept for tests (RFC 2544): no such address belongs to anybody.
    const std::uint64_t hash = trait("ip", number);
    return "198." + std::to_string(18 + hash % 2) + "." + std::to_string(hash / 2 % 256) + "." +
           std::to_string(hash / 512 % 254 + 1);
}

} // namespace meshlens::demo
