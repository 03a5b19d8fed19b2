// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QHash>
#include <QList>
#include <QObject>
#include <QString>

#include <array>

class QApplication;
class QDBusVariant;

namespace meshlens::ui {

/// Every colour the interface uses, by the names of `resources/themes/tokens.json`. A plain tone is
/// for text and lines, `...Fill` for shapes, `...Soft` for grounds.
enum class Token {
    Bg,
    Surface,
    Surface2,
    Sunken,
    Raised,
    Border,
    BorderStrong,
    Control,
    Text,
    Text2,
    Text3,
    Accent,
    AccentFill,
    AccentHover,
    AccentSoft,
    AccentLine,
    OnAccent,
    Good,
    GoodFill,
    GoodSoft,
    Fair,
    FairFill,
    FairSoft,
    Warn,
    WarnFill,
    WarnSoft,
    Bad,
    BadFill,
    BadSoft,
    Mute,
    MuteFill,
    MuteSoft,
    Mark,
    S1,
    S2,
    S3,
    S4,
    S5,
    S6,
    Grid,
    Axis,
    Dim,
    CodeKeyword,
    CodeFunction,
    CodeString,
    CodeNumber,
    CodeComment,
    Domain1,
    Domain2,
    Domain3,
    Domain4,
    Domain5,
    Domain6,
    Domain7,
    Count
};

/// A meaning that has three colours of its own.
enum class Tone { Mute, Accent, Good, Fair, Warn, Bad };
[[nodiscard]] Token toneText(Tone tone);
[[nodiscard]] Token toneFill(Tone tone);
[[nodiscard]] Token toneSoft(Tone tone);

/// Sizes and weights of text (UI.md section 8). `...Strong` is the 500 or 600 weight of the same
/// size.
enum class TextRole {
    KeyFigure,
    PageTitle,
    CardTitle,
    Section,
    Body,
    BodyStrong,
    Table,
    TableStrong,
    Caption,
    CaptionStrong,
    Mono,
    MonoSmall
};

enum class ThemeMode { System, Light, Dark };

/// How a domain is told apart: two letters, unique in the mesh, and a colour.
struct DomainStyle {
    QString code;
    Token colour = Token::Mute;
};

/// The look of the program: colours, fonts and sizes, all changeable while it runs.
///
/// `changed` comes after colours, fonts or sizes changed and the application's palette, font and
/// style are already new. Thread: interface thread.
class Theme final : public QObject
{
    Q_OBJECT

public:
    static Theme &instance();

    /// Gives the application our style, palette and font. Once, after the QApplication is made.
    void install(QApplication &application);

    [[nodiscard]] QColor colour(Token token) const;
    [[nodiscard]] QColor colour(Token token, bool dark) const;
    [[nodiscard]] double areaOpacity() const; // of the ground under a line
    [[nodiscard]] QFont font(TextRole role) const;
    [[nodiscard]] int lineHeight(TextRole role) const;
    [[nodiscard]] int px(double designPixels) const; // pixels at 100 % to pixels now

    [[nodiscard]] bool isDark() const;
    [[nodiscard]] ThemeMode mode() const { return m_mode; }
    void setMode(ThemeMode mode);
    [[nodiscard]] int textSize() const { return m_textSize; } // percent, 90 to 200
    void setTextSize(int percent);
    [[nodiscard]] bool highContrast() const { return m_highContrast; }
    void setHighContrast(bool on);
    [[nodiscard]] bool reducedMotion() const { return m_reducedMotion; }
    void setReducedMotion(bool on);

    /// Domains in order of first sync, key and name: they take colours in this order.
    void setDomains(const QList<std::pair<QString, QString>> &keysAndNames);
    /// Of a domain's key, else of its name; a neutral one made of its name where the key is not
    /// known.
    [[nodiscard]] DomainStyle domain(const QString &key, const QString &name = {}) const;

signals:
    void changed();

private slots:
    void takePortalSetting(const QString &space, const QString &name, const QDBusVariant &value);

private:
    Theme();
    void load();
    void watchSystem();
    void setSystemDark(bool dark);
    void apply();

    using Palette = std::array<QColor, static_cast<size_t>(Token::Count)>;
    Palette m_light;
    Palette m_dark;
    double m_areaLight = 0.12;
    double m_areaDark = 0.16;
    ThemeMode m_mode = ThemeMode::System;
    bool m_systemDark = false;
    int m_textSize = 100;
    bool m_highContrast = false;
    bool m_reducedMotion = false;
    QString m_sans;
    QString m_mono;
    QHash<QString, DomainStyle> m_domains;
    QHash<QString, QString> m_domainKeys; // by name in lower case
    QApplication *m_application = nullptr;
};

// Short forms, as painters and widgets write them.
[[nodiscard]] inline QColor colour(Token token)
{
    return Theme::instance().colour(token);
}
[[nodiscard]] inline QFont textFont(TextRole role)
{
    return Theme::instance().font(role);
}
[[nodiscard]] inline int px(double designPixels)
{
    return Theme::instance().px(designPixels);
}

/// The name of a token in tokens.json: "accent-soft".
[[nodiscard]] QString tokenName(Token token);

} // namespace meshlens::ui
