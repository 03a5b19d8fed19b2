// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Contrast of the pairs of colours that stand on each other, by the formula of WCAG 2.2.
#include "ui/parts/theme.h"

#include <QTest>

#include <cmath>

using namespace meshlens::ui;
using namespace Qt::StringLiterals;

namespace {

double luminance(const QColor &colour)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

struct Rule {
    QString name;
    QList<Token> inks;
    QList<Token> grounds;
    double least;
};

QList<Rule> rules()
{
    const QList<Token> texts = {Token::Text, Token::Text2, Token::Text3};
    const QList<Token> softs = {Token::GoodSoft, Token::FairSoft,   Token::WarnSoft,
                                Token::BadSoft,  Token::AccentSoft, Token::MuteSoft};
    const QList<Token> grounds = {Token::Bg,     Token::Surface,    Token::Surface2, Token::Sunken,
                                  Token::Raised, Token::AccentSoft, Token::MuteSoft};
    const QList<Token> states = {Token::Accent, Token::Good, Token::Fair,
                                 Token::Warn,   Token::Bad,  Token::Mute};
    const QList<Token> domains = {Token::Domain1, Token::Domain2, Token::Domain3, Token::Domain4,
                                  Token::Domain5, Token::Domain6, Token::Domain7};
    const QList<Token> series = {Token::S1, Token::S2, Token::S3, Token::S4, Token::S5, Token::S6};
    return {
        {u"text on grounds"_s, texts, grounds, 4.5},
        {u"states on grounds"_s, states, grounds, 4.5},
        {u"text on soft grounds"_s, texts, softs, 4.5},
        {u"good on its ground"_s, {Token::Good}, {Token::GoodSoft}, 4.5},
        {u"fair on its ground"_s, {Token::Fair}, {Token::FairSoft}, 4.5},
        {u"warn on its ground"_s, {Token::Warn}, {Token::WarnSoft}, 4.5},
        {u"bad on its ground"_s, {Token::Bad}, {Token::BadSoft}, 4.5},
        {u"domains"_s, domains, {Token::Bg, Token::Surface, Token::AccentSoft}, 4.5},
        {u"series names"_s, series, {Token::Bg, Token::Surface}, 4.5},
        {u"search match"_s, {Token::Text}, {Token::Mark}, 4.5},
        {u"words on buttons"_s, {Token::OnAccent}, {Token::AccentFill, Token::AccentHover}, 4.5},
        {u"controls and shapes"_s,
         {Token::Control, Token::AccentFill, Token::GoodFill, Token::FairFill, Token::WarnFill,
          Token::BadFill},
         {Token::Surface},
         3.0},
        {u"code"_s,
         {Token::CodeKeyword, Token::CodeFunction, Token::CodeString, Token::CodeNumber,
          Token::CodeComment},
         {Token::Surface},
         4.5}};
}

} // namespace

class ContrastTest : public QObject
{
    Q_OBJECT

private slots:
    void everyTokenIsAColourInBothThemes()
    {
        for (int i = 0; i < static_cast<int>(Token::Count); ++i) {
            const auto token = static_cast<Token>(i);
            QVERIFY2(Theme::instance().colour(token, false).isValid(),
                     qPrintable(tokenName(token)));
            QVERIFY2(Theme::instance().colour(token, true).isValid(), qPrintable(tokenName(token)));
        }
    }

    void pairsOfColoursCanBeRead_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void pairsOfColoursCanBeRead()
    {
        QFETCH(bool, dark);
        const Theme &theme = Theme::instance();
        QStringList poor;
        for (const Rule &rule : rules()) {
            for (const Token ink : rule.inks) {
                for (const Token ground : rule.grounds) {
                    const double ratio =
                        contrast(theme.colour(ink, dark), theme.colour(ground, dark));
                    if (ratio < rule.least)
                        poor +=
                            u"%1: %2 on %3 %4"_s.arg(rule.name, tokenName(ink), tokenName(ground))
                                .arg(ratio, 0, 'f', 2);
                }
            }
        }
        QCOMPARE(poor.join(u'\n'), QString());
    }
};

QTEST_MAIN(ContrastTest)
#include "tst_contrast.moc"
