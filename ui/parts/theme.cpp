// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/theme.h"

#include "ui/parts/style.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPalette>
#include <QStyleHints>
#include <QToolTip>

#include <cmath>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array tokenNames = {"bg",
                                   "surface",
                                   "surface-2",
                                   "sunken",
                                   "raised",
                                   "border",
                                   "border-strong",
                                   "control",
                                   "text",
                                   "text-2",
                                   "text-3",
                                   "accent",
                                   "accent-fill",
                                   "accent-hover",
                                   "accent-soft",
                                   "accent-line",
                                   "on-accent",
                                   "good",
                                   "good-fill",
                                   "good-soft",
                                   "fair",
                                   "fair-fill",
                                   "fair-soft",
                                   "warn",
                                   "warn-fill",
                                   "warn-soft",
                                   "bad",
                                   "bad-fill",
                                   "bad-soft",
                                   "mute",
                                   "mute-fill",
                                   "mute-soft",
                                   "mark",
                                   "s1",
                                   "s2",
                                   "s3",
                                   "s4",
                                   "s5",
                                   "s6",
                                   "grid",
                                   "axis",
                                   "dim",
                                   "code-kw",
                                   "code-fn",
                                   "code-str",
                                   "code-num",
                                   "code-com",
                                   "d-1",
                                   "d-2",
                                   "d-3",
                                   "d-4",
                                   "d-5",
                                   "d-6",
                                   "d-7"};
static_assert(tokenNames.size() == static_cast<size_t>(Token::Count));

struct RoleShape {
    int size;
    int line;
    QFont::Weight weight;
    bool mono;
};

RoleShape shapeOf(TextRole role)
{
    switch (role) {
    case TextRole::KeyFigure:
        return {26, 30, QFont::DemiBold, false};
    case TextRole::PageTitle:
        return {20, 26, QFont::DemiBold, false};
    case TextRole::CardTitle:
        return {15, 20, QFont::DemiBold, false};
    case TextRole::Section:
        return {13, 18, QFont::DemiBold, false};
    case TextRole::Body:
        return {13, 18, QFont::Normal, false};
    case TextRole::BodyStrong:
        return {13, 18, QFont::Medium, false};
    case TextRole::Table:
        return {12, 16, QFont::Normal, false};
    case TextRole::TableStrong:
        return {12, 16, QFont::DemiBold, false};
    case TextRole::Caption:
        return {11, 14, QFont::Normal, false};
    case TextRole::CaptionStrong:
        return {11, 14, QFont::Medium, false};
    case TextRole::Mono:
        return {12, 18, QFont::Normal, true};
    case TextRole::MonoSmall:
        return {11, 16, QFont::Normal, true};
    }
    return {13, 18, QFont::Normal, false};
}

QString firstInstalled(const QStringList &families, QFontDatabase::SystemFont fallback)
{
    const QStringList installed = QFontDatabase::families();
    for (const QString &family : families) {
        if (installed.contains(family))
            return family;
    }
    return QFontDatabase::systemFont(fallback).family();
}

/// Two letters of a name that no other domain has: the initials of two words, else the first two
/// letters, else the first with a later one, else with a digit.
} // namespace

QString tokenName(Token token)
{
    return QString::fromLatin1(tokenNames[static_cast<size_t>(token)]);
}

Token toneText(Tone tone)
{
    switch (tone) {
    case Tone::Accent:
        return Token::Accent;
    case Tone::Good:
        return Token::Good;
    case Tone::Fair:
        return Token::Fair;
    case Tone::Warn:
        return Token::Warn;
    case Tone::Bad:
        return Token::Bad;
    case Tone::Mute:
        break;
    }
    return Token::Text2;
}

Token toneFill(Tone tone)
{
    switch (tone) {
    case Tone::Accent:
        return Token::AccentFill;
    case Tone::Good:
        return Token::GoodFill;
    case Tone::Fair:
        return Token::FairFill;
    case Tone::Warn:
        return Token::WarnFill;
    case Tone::Bad:
        return Token::BadFill;
    case Tone::Mute:
        break;
    }
    return Token::MuteFill;
}

Token toneSoft(Tone tone)
{
    switch (tone) {
    case Tone::Accent:
        return Token::AccentSoft;
    case Tone::Good:
        return Token::GoodSoft;
    case Tone::Fair:
        return Token::FairSoft;
    case Tone::Warn:
        return Token::WarnSoft;
    case Tone::Bad:
        return Token::BadSoft;
    case Tone::Mute:
        break;
    }
    return Token::MuteSoft;
}

Theme &Theme::instance()
{
    static Theme theme;
    return theme;
}

Theme::Theme()
{
    load();
}

void Theme::load()
{
    QFile file(u":/themes/tokens.json"_s);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "Theme", "tokens.json is compiled in");
    const QJsonObject root =
        opened ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    const auto read = [&](const QString &name, Palette &palette, double &area) {
        const QJsonObject tokens = root[name].toObject();
        for (size_t i = 0; i < palette.size(); ++i)
            palette[i] = QColor(tokens[QLatin1StringView(tokenNames[i])].toString());
        area = tokens[u"area"].toDouble(area);
    };
    read(u"light"_s, m_light, m_areaLight);
    read(u"dark"_s, m_dark, m_areaDark);
}

void Theme::install(QApplication &application)
{
    m_application = &application;
    m_systemDark = application.palette().color(QPalette::Window).lightness() < 128;
    m_sans = firstInstalled({u"Inter"_s, u"Inter Variable"_s, u"Noto Sans"_s},
                            QFontDatabase::GeneralFont);
    m_mono = firstInstalled({u"JetBrains Mono"_s, u"DejaVu Sans Mono"_s}, QFontDatabase::FixedFont);
    QApplication::setStyle(new Style); // the application owns it
    watchSystem();
    apply();
}

bool Theme::isDark() const
{
    return m_mode == ThemeMode::Dark || (m_mode == ThemeMode::System && m_systemDark);
}

QColor Theme::colour(Token token) const
{
    if (m_highContrast) {
        if (token == Token::Border || token == Token::BorderStrong)
            return colour(Token::Control, isDark());
        if (token == Token::GoodSoft || token == Token::FairSoft || token == Token::WarnSoft ||
            token == Token::BadSoft || token == Token::MuteSoft)
            return colour(Token::Surface, isDark());
    }
    return colour(token, isDark());
}

QColor Theme::colour(Token token, bool dark) const
{
    return (dark ? m_dark : m_light)[static_cast<size_t>(token)];
}

double Theme::areaOpacity() const
{
    return isDark() ? m_areaDark : m_areaLight;
}

QFont Theme::font(TextRole role) const
{
    const RoleShape shape = shapeOf(role);
    QFont font(shape.mono ? m_mono : m_sans);
    font.setPixelSize(px(shape.size));
    font.setWeight(shape.weight);
    if (shape.mono)
        font.setStyleHint(QFont::Monospace);
    if (role == TextRole::KeyFigure)
        font.setLetterSpacing(QFont::AbsoluteSpacing, -0.5);
    else if (role == TextRole::PageTitle)
        font.setLetterSpacing(QFont::AbsoluteSpacing, -0.2);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

int Theme::lineHeight(TextRole role) const
{
    return px(shapeOf(role).line);
}

int Theme::px(double designPixels) const
{
    return static_cast<int>(std::lround(designPixels * m_textSize / 100.0));
}

void Theme::setMode(ThemeMode mode)
{
    if (m_mode == mode)
        return;
    m_mode = mode;
    apply();
}

void Theme::setTextSize(int percent)
{
    percent = std::clamp(percent, 90, 200);
    if (m_textSize == percent)
        return;
    m_textSize = percent;
    apply();
}

void Theme::setHighContrast(bool on)
{
    if (m_highContrast == on)
        return;
    m_highContrast = on;
    apply();
}

void Theme::setReducedMotion(bool on)
{
    m_reducedMotion = on;
}

void Theme::apply()
{
    if (!m_application)
        return;
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Token token) {
        palette.setColor(role, colour(token));
    };
    set(QPalette::Window, Token::Bg);
    set(QPalette::WindowText, Token::Text);
    set(QPalette::Base, Token::Surface);
    set(QPalette::AlternateBase, Token::Surface2);
    set(QPalette::Text, Token::Text);
    set(QPalette::Button, Token::Surface);
    set(QPalette::ButtonText, Token::Text);
    set(QPalette::BrightText, Token::OnAccent);
    set(QPalette::Highlight, Token::AccentSoft);
    set(QPalette::HighlightedText, Token::Text);
    set(QPalette::Link, Token::Accent);
    set(QPalette::LinkVisited, Token::Accent);
    set(QPalette::PlaceholderText, Token::Text3);
    set(QPalette::ToolTipBase, Token::Raised);
    set(QPalette::ToolTipText, Token::Text);
    set(QPalette::Light, Token::Surface);
    set(QPalette::Midlight, Token::Surface2);
    set(QPalette::Mid, Token::Border);
    set(QPalette::Dark, Token::BorderStrong);
    set(QPalette::Shadow, Token::Control);
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, colour(Token::Text3));
    QApplication::setFont(font(TextRole::Body));
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    QToolTip::setFont(font(TextRole::Table));
    emit changed();
}

} // namespace meshlens::ui
