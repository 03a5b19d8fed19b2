// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/header_bar.h"

#include "ui/parts/badges.h"
#include "ui/parts/icons.h"
#include "ui/parts/sparks.h"
#include "ui/parts/style.h"
#include "ui/parts/tags.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QStyleOption>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

/// The application's own picture: it keeps its shape, not its colours.
class Logo final : public QWidget
{
public:
    explicit Logo(QWidget *parent) : QWidget(parent) { setFixedSize(px(22), px(22)); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintIcon(&painter, rect(), u"meshlens"_s, colour(Token::AccentFill));
    }
};

/// Looks like a field and opens the palette.
class SearchBox final : public QAbstractButton
{
public:
    explicit SearchBox(QWidget *parent) : QAbstractButton(parent)
    {
        setText(HeaderBar::tr("Search products, columns, owners; type > for commands"));
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::IBeamCursor);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setMaximumWidth(px(520));
        setMinimumWidth(px(200));
    }
    [[nodiscard]] QSize sizeHint() const override { return {px(520), px(30)}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(colour(Token::BorderStrong));
        painter.setBrush(colour(Token::Surface));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6));
        paintIcon(&painter, QRectF(px(10), (height() - px(14)) / 2.0, px(14), px(14)), u"search"_s,
                  colour(Token::Text3));
        const QString keys = QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText);
        KeyHint::paint(&painter, QRectF(rect()).adjusted(0, 0, -px(6), 0), keys);
        paintText(&painter,
                  QRectF(rect()).adjusted(px(32), 0, -KeyHint::sizeOf(keys).width() - px(12), 0),
                  text(), TextRole::Body, Token::Text3);
        QStyleOption option;
        option.initFrom(this);
        if (controls::hasKeyboardFocus(&option))
            controls::focusRing(&painter, rect(), px(6));
    }
};

class PersonButton final : public QAbstractButton
{
public:
    PersonButton(const Session &session, QWidget *parent)
        : QAbstractButton(parent), m_session(session)
    {
        setFocusPolicy(Qt::StrongFocus);
        setFixedSize(px(30), px(30));
        setCursor(Qt::PointingHandCursor);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Profile person = m_session.profile();
        const int inset = px(3);
        paintAvatar(&painter, QRectF(rect()).adjusted(inset, inset, -inset, -inset),
                    person.fullName.isEmpty() ? person.name : person.fullName, Tone::Accent);
        QStyleOption option;
        option.initFrom(this);
        if (controls::hasKeyboardFocus(&option))
            controls::focusRing(&painter, rect(), px(15));
    }

private:
    const Session &m_session;
};

} // namespace

HeaderBar::HeaderBar(Session &session, QMenu *menu, QWidget *parent)
    : QWidget(parent), m_session(session)
{
    setFixedHeight(px(48));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, px(12), 1);
    row->setSpacing(px(2));
    m_brand = new QWidget(this);
    auto *brand = new QHBoxLayout(m_brand);
    brand->setContentsMargins(px(10), 0, px(4), 0); // slim, too, a name of two words fits
    brand->setSpacing(px(6));
    auto *menuButton = new IconButton(u"menu"_s, tr("Menu"), m_brand);
    menuButton->setSmall(true);
    connect(menuButton, &QToolButton::clicked, menu, [menu, menuButton] {
        menu->popup(menuButton->mapToGlobal(QPoint(0, menuButton->height() + 2)));
    });
    m_mesh = new ElidedLabel({}, TextRole::Section, Token::Text, m_brand);
    brand->addWidget(menuButton);
    brand->addWidget(new Logo(m_brand));
    brand->addWidget(m_mesh);
    m_meshMenu = new IconButton(u"chevron-down"_s, tr("Other meshes"), m_brand);
    m_meshMenu->setSmall(true);
    connect(m_meshMenu, &QToolButton::clicked, this, &HeaderBar::meshMenuWanted);
    brand->addWidget(m_meshMenu);
    brand->addStretch(1);
    row->addWidget(m_brand);
    m_back = new IconButton(u"back"_s, tr("Back"), this);
    m_forward = new IconButton(u"forward"_s, tr("Forward"), this);
    row->addSpacing(px(8));
    row->addWidget(m_back);
    row->addWidget(m_forward);
    m_search = new SearchBox(this);
    row->addStretch(1);
    row->addWidget(m_search, 4);
    row->addStretch(1);
    m_sync = new Button({}, ButtonKind::Quiet, this);
    m_sync->setSmall(true);
    m_sync->setIconName(u"sync"_s);
    row->addWidget(m_sync);
    m_bell = new IconButton(u"bell"_s, tr("Notices"), this);
    row->addWidget(m_bell);
    m_person = new PersonButton(session, this);
    row->addSpacing(px(4));
    row->addWidget(m_person);
    connect(m_search, &QAbstractButton::clicked, this, &HeaderBar::paletteWanted);
    connect(m_sync, &QPushButton::clicked, this, &HeaderBar::catalogsWanted);
    connect(m_person, &QAbstractButton::clicked, this, &HeaderBar::showPersonMenu);
    connect(&session, &Session::profileChanged, this, &HeaderBar::refresh);
    setSlim(false);
    refresh();
}

void HeaderBar::setSlim(bool on)
{
    m_brand->setFixedWidth(px(on ? 204 : 208));
}

void HeaderBar::refresh()
{
    m_mesh->setText(m_session.meshName());
    const Profile person = m_session.profile();
    const QString name = person.fullName.isEmpty() ? person.name : person.fullName;
    m_person->setAccessibleName(tr("%1, change profile or look").arg(name));
    m_person->setToolTip(name.toHtmlEscaped());
    m_person->update();
}

void HeaderBar::setSync(const QString &words, const QString &tip, bool running)
{
    m_sync->setText(words);
    m_sync->setToolTip(tip.toHtmlEscaped().replace(u'\n', QLatin1String("<br>")));
    m_sync->setIconName(running ? u"hourglass"_s : u"sync"_s);
}

void HeaderBar::showPersonMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const Profile person = m_session.profile();
    for (const QString &name : m_session.profiles()) {
        QAction *action = menu->addAction(
            themeIcon(u"user"_s),
            name == person.name && !person.fullName.isEmpty() ? person.fullName : name);
        action->setCheckable(true);
        action->setChecked(name == person.name);
        connect(action, &QAction::triggered, this, [this, name, person] {
            if (name != person.name)
                emit profileWanted(name);
        });
    }
    menu->addSeparator();
    const auto addMode = [&](ThemeMode mode, const QString &iconName, const QString &text) {
        QAction *action = menu->addAction(themeIcon(iconName), text, this,
                                          [mode] { Theme::instance().setMode(mode); });
        action->setCheckable(true);
        action->setChecked(Theme::instance().mode() == mode);
    };
    addMode(ThemeMode::System, u"settings"_s, tr("Look of the system"));
    addMode(ThemeMode::Light, u"sun"_s, tr("Light"));
    addMode(ThemeMode::Dark, u"moon"_s, tr("Dark"));
    menu->addSeparator();
    menu->addAction(themeIcon(u"settings"_s), tr("Settings"), this, &HeaderBar::settingsWanted);
    menu->popup(m_person->mapToGlobal(
        QPoint(m_person->width() - menu->sizeHint().width(), m_person->height() + 2)));
}

void HeaderBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Token::Surface2));
    painter.fillRect(QRect(0, height() - 1, width(), 1), colour(Token::Border));
}

StatusLine::StatusLine(QWidget *parent) : QWidget(parent)
{
    setFixedHeight(px(24));
    setAccessibleName(tr("Status"));
}

void StatusLine::setOnline(bool online, const QString &words)
{
    m_online = online;
    m_onlineWords = words;
    update();
}

void StatusLine::setIndex(const QString &words)
{
    m_index = words;
    setAccessibleDescription(words);
    update();
}

void StatusLine::setSync(const QString &words, std::optional<double> share)
{
    m_sync = words;
    m_share = share;
    update();
}

void StatusLine::setSearch(const QString &words)
{
    m_search = words;
    update();
}

void StatusLine::setAge(const QString &words)
{
    m_age = words;
    update();
}

void StatusLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Token::Surface2));
    painter.fillRect(QRect(0, 0, width(), 1), colour(Token::Border));
    double x = px(10);
    const auto separator = [&](double at) {
        painter.fillRect(QRectF(std::round(at), px(6), 1, height() - px(11)),
                         colour(Token::Border));
    };
    const double wordsWidth = markedTextSize(m_onlineWords, TextRole::Caption).width();
    paintMarkedText(&painter, QRectF(x, 1, wordsWidth + 2, height() - 1),
                    m_online ? Mark::Met : Mark::Warning, m_onlineWords, Token::Text2,
                    TextRole::Caption);
    x += wordsWidth + px(14);

    double right = width() - px(10);
    for (const QString &text : {m_age, m_search}) {
        if (text.isEmpty())
            continue;
        const double width = textWidth(text, TextRole::Caption);
        paintText(&painter, QRectF(right - width, 1, width + 2, height() - 1), text,
                  TextRole::Caption, Token::Text2);
        right -= width + px(14);
        if (text == m_age && !m_search.isEmpty())
            separator(right + px(7));
    }
    for (const QString &text : {m_index, m_sync}) {
        if (text.isEmpty() || x > right - px(60))
            continue;
        separator(x - px(7));
        const double width = std::min<double>(textWidth(text, TextRole::Caption) + 2, right - x);
        paintText(&painter, QRectF(x, 1, width, height() - 1), text, TextRole::Caption,
                  Token::Text2);
        x += width + px(14);
    }
    if (m_share && !m_sync.isEmpty() && x + px(72) < right)
        paintBar(&painter, QRectF(x - px(6), (height() - px(4)) / 2.0, px(72), px(4)), m_share);
}

} // namespace meshlens::ui
