// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/lineage_toolbar.h"

#include "ui/parts/button.h"
#include "ui/parts/format.h"
#include "ui/parts/labels.h"
#include "ui/parts/search_field.h"
#include "ui/parts/segmented.h"
#include "ui/parts/tags.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostSteps = 5; // then "all" and 0
constexpr int rootLetters = 30;
constexpr int fewLetters = 26;

int indexOf(std::optional<int> steps)
{
    return !steps ? mostSteps : *steps == 0 ? mostSteps + 1 : std::clamp(*steps, 1, mostSteps) - 1;
}

/// Of a thing and its column the thing is shortened first.
QString shortened(const QString &words, qsizetype letters)
{
    const auto cut = [](const QString &part, qsizetype most) {
        return part.size() > most ? part.left(most - 1) + u'…' : part;
    };
    const qsizetype at = words.lastIndexOf(u" › "_s);
    if (at < 0 || words.size() <= letters)
        return cut(words, letters);
    constexpr qsizetype least = 7;
    const QString column = cut(words.mid(at), letters - least);
    return cut(words.left(at), letters - column.size()) + column;
}

} // namespace

LineageToolbar::LineageToolbar(QWidget *parent) : QWidget(parent)
{
    m_rows = new QBoxLayout(QBoxLayout::LeftToRight, this);
    m_rows->setContentsMargins(px(12), px(7), px(12), px(8));
    m_rows->setSpacing(px(8));
    m_left = new QWidget(this);
    m_right = new QWidget(this);
    m_exports = new QMenu(this);
    m_times = new QMenu(this);
    m_filters = new QMenu(this);
    m_questions = new QMenu(this);
    m_views = new QMenu(this);
    makeLeft();
    makeRight();
    m_rows->addWidget(m_left, 1);
    m_rows->addWidget(m_right);
}

void LineageToolbar::makeLeft()
{
    auto *left = new QHBoxLayout(m_left);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(px(8));
    m_root = new Button({}, m_left);
    m_clear = new IconButton(u"close"_s, tr("Show the whole mesh"), m_left);
    m_clear->setSmall(true);
    m_up = makeSteps(tr("Up %1"), tr("Steps upstream"));
    m_down = makeSteps(tr("Down %1"), tr("Steps downstream"));
    m_level = new SegmentedControl(tr("Level"), m_left);
    for (const QString &word : {tr("Domains"), tr("Products"), tr("Datasets"), tr("Columns")})
        m_level->addChoice(word);
    m_colour = new QComboBox(m_left);
    m_colour->addItems(colourWords(false));
    m_colour->setAccessibleName(tr("Colour by"));
    m_colour->setToolTip(tr("Colour by"));
    m_colour->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_colour->setMinimumContentsLength(9);
    m_time = new Button(tr("As of now"), m_left);
    m_time->setIconName(u"history"_s);
    m_time->setMenu(m_times);
    m_time->setToolTip(tr("Lineage as it was after an earlier sync, or what changed since"));
    left->addWidget(m_root);
    left->addWidget(m_clear);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_up, m_down, m_level, m_colour})
        left->addWidget(widget);
    left->addWidget(m_time);
    left->addStretch();
    connect(m_root, &QAbstractButton::clicked, this, &LineageToolbar::rootClicked);
    connect(m_clear, &QAbstractButton::clicked, this, &LineageToolbar::rootCleared);
    connect(m_level, &SegmentedControl::currentChanged, this,
            [this](int index) { emit levelChanged(static_cast<lineage::Level>(index)); });
    connect(m_colour, &QComboBox::activated, this, &LineageToolbar::colourByChanged);
}

IconButton *LineageToolbar::makeMenu(const QString &icon, const QString &words, QMenu *menu)
{
    auto *button = new IconButton(icon, words, m_right);
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    return button;
}

void LineageToolbar::makeRight()
{
    auto *right = new QHBoxLayout(m_right);
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(px(2));
    m_matches = new Label(TextRole::Caption, Token::Text3, m_right);
    m_filter = new SearchField(tr("Find"), m_right);
    m_filter->setAccessibleName(tr("Find in the graph"));
    m_filter->setMinimumWidth(px(72));
    m_filter->setMaximumWidth(px(180));
    m_zoomOut = new IconButton(u"zoom-out"_s, tr("Zoom out"), m_right);
    m_zoomIn = new IconButton(u"zoom-in"_s, tr("Zoom in"), m_right);
    auto *fit = new IconButton(u"fit"_s, tr("Fit"), m_right);
    m_zoomOut->setWords(tr("Zoom out"), QKeySequence::ZoomOut);
    m_zoomIn->setWords(tr("Zoom in"), QKeySequence::ZoomIn);
    fit->setWords(tr("Fit"), QKeySequence(Qt::Key_F));
    m_zoom = new Button(u"100%"_s, ButtonKind::Quiet, m_right);
    m_zoom->setSmall(true);
    m_zoom->setToolTip(tr("Show at 100%"));
    m_zoom->setFixedWidth(px(52));
    m_filterButton = makeMenu(u"filter"_s, tr("Filter"), m_filters);
    IconButton *ask = makeMenu(u"hint"_s, tr("Questions"), m_questions);
    IconButton *views = makeMenu(u"star"_s, tr("Views"), m_views);
    m_list = new IconButton(u"list"_s, tr("Show as list"), m_right);
    m_list->setCheckable(true);
    IconButton *save = makeMenu(u"download"_s, tr("Export"), m_exports);
    m_panel = new IconButton(u"panel"_s, tr("Impact and details"), m_right);
    m_panel->setWords(tr("Impact and details"), QKeySequence(Qt::CTRL | Qt::Key_I));
    right->addStretch();
    right->addWidget(m_matches);
    right->addSpacing(px(6));
    right->addWidget(m_filter, 1);
    right->addWidget(m_filterButton);
    right->addWidget(ask);
    right->addWidget(views);
    right->addSpacing(px(4));
    for (QWidget *widget : std::initializer_list<QWidget *>{m_zoomOut, m_zoom, m_zoomIn, fit})
        right->addWidget(widget);
    right->addSpacing(px(4));
    right->addWidget(new Line(Qt::Vertical, m_right));
    right->addSpacing(px(4));
    right->addWidget(m_list);
    right->addWidget(save);
    right->addWidget(m_panel);
    connect(m_filter, &QLineEdit::textChanged, this, &LineageToolbar::filterChanged);
    connect(m_filter, &QLineEdit::returnPressed, this, &LineageToolbar::nextWanted);
    connect(m_zoomOut, &QAbstractButton::clicked, this, [this] { emit zoomWanted(1 / 1.25); });
    connect(m_zoomIn, &QAbstractButton::clicked, this, [this] { emit zoomWanted(1.25); });
    connect(m_zoom, &QAbstractButton::clicked, this, &LineageToolbar::fullSizeWanted);
    connect(fit, &QAbstractButton::clicked, this, &LineageToolbar::fitWanted);
    connect(m_panel, &QAbstractButton::clicked, this, &LineageToolbar::panelToggled);
    connect(m_list, &QAbstractButton::toggled, this, &LineageToolbar::listToggled);
}

QComboBox *LineageToolbar::makeSteps(const QString &word, const QString &name)
{
    auto *box = new QComboBox(m_left);
    for (int steps = 1; steps <= mostSteps; ++steps)
        box->addItem(word.arg(steps));
    box->addItem(word.arg(tr("all")));
    box->addItem(word.arg(0));
    box->setAccessibleName(name);
    box->setToolTip(name);
    box->setFixedWidth(textWidth(word.arg(tr("all")), TextRole::Body) + px(42));
    connect(box, &QComboBox::activated, this, &LineageToolbar::stepsChosen);
    return box;
}

void LineageToolbar::stepsChosen()
{
    const auto steps = [](const QComboBox *box) {
        return box->currentIndex() < mostSteps    ? std::optional(box->currentIndex() + 1)
               : box->currentIndex() == mostSteps ? std::nullopt
                                                  : std::optional(0);
    };
    emit stepsChanged(steps(m_up), steps(m_down));
}

void LineageToolbar::setRoot(const QString &name, const QString &column, const QString &icon)
{
    const bool whole = name.isEmpty();
    QString words = whole ? tr("Whole mesh") : name;
    if (!column.isEmpty())
        words += u" › "_s + column;
    m_root->setToolTip(whole ? tr("Show all of it")
                             : Qt::convertFromPlainText(tr("Go to %1").arg(words)));
    m_rootWords = words;
    m_root->setIconName(whole ? u"lineage"_s : icon);
    m_clear->setVisible(!whole);
    m_up->setVisible(!whole);
    m_down->setVisible(!whole);
    arrange();
}

void LineageToolbar::setSteps(std::optional<int> up, std::optional<int> down)
{
    m_up->setCurrentIndex(indexOf(up));
    m_down->setCurrentIndex(indexOf(down));
}

lineage::Level LineageToolbar::level() const
{
    return static_cast<lineage::Level>(m_level->current());
}

void LineageToolbar::setLevel(lineage::Level level)
{
    m_level->setCurrent(static_cast<int>(level));
}

void LineageToolbar::setColourBy(int index)
{
    m_colour->setCurrentIndex(index);
    arrange();
}

void LineageToolbar::setZoom(double zoom)
{
    m_zoom->setText(format::percent(zoom));
}

void LineageToolbar::setListShown(bool on)
{
    const QSignalBlocker blocker(m_list);
    m_list->setChecked(on);
}

void LineageToolbar::setMatches(int matches, int inside, bool filtered)
{
    m_matches->setText(!filtered    ? QString()
                       : inside > 0 ? tr("%n in closed boxes", nullptr, inside)
                                    : tr("%n found", nullptr, matches));
}

void LineageToolbar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Token::Surface));
    painter.fillRect(0, height() - 1, width(), 1, colour(Token::Border));
}

void LineageToolbar::setTime(const QString &words)
{
    m_timeWords = words;
    arrange();
}

void LineageToolbar::setFiltered(bool on)
{
    m_filterButton->setDot(on);
    m_filterButton->setWords(on ? tr("Filter, in use") : tr("Filter"));
}

QStringList LineageToolbar::colourWords(bool tight) const
{
    if (tight)
        return {tr("Quality"), tr("Freshness"), tr("Owner"), tr("Classification")};
    return {tr("Colour: quality"), tr("Colour: freshness"), tr("Colour: owner"),
            tr("Colour: classification")};
}

/// Shorter words where there is little room; tips say the rest.
void LineageToolbar::setTight(bool tight)
{
    const int letters = tight ? fewLetters : rootLetters;
    QString root = shortened(m_rootWords, letters);
    m_root->setText(root.replace(u'&', u"&&"_s));
    const QStringList words = colourWords(tight);
    for (int i = 0; i < words.size(); ++i)
        m_colour->setItemText(i, words[i]);
    m_colour->setMinimumContentsLength(tight ? 5 : 9);
    const QString &now = words[std::max(0, m_colour->currentIndex())];
    m_colour->setMaximumWidth(tight ? textWidth(now, TextRole::Body) + px(42) : QWIDGETSIZE_MAX);
    m_colour->setMinimumWidth(tight ? m_colour->maximumWidth() : 0);
    m_time->setText(!m_timeWords.isEmpty() ? m_timeWords : tight ? tr("Now") : tr("As of now"));
}

void LineageToolbar::arrange()
{
    // One row as long as everything in it can be read. Wheel and keys zoom as well, so those two
    // buttons go first, then words become shorter.
    const int more = m_zoomIn->sizeHint().width() + m_zoomOut->sizeHint().width() + px(4);
    int right = m_right->minimumSizeHint().width() + px(32);
    right -= m_zoomIn->isVisibleTo(m_right) ? more : 0;
    setTight(false);
    int left = m_left->sizeHint().width();
    bool two = width() < left + right;
    if (two) {
        setTight(true);
        const int tight = m_left->sizeHint().width();
        two = width() < tight + right;
        if (two && width() >= left + px(24))
            setTight(false);
        else
            left = tight;
    }
    const bool zooms = two || width() >= left + right + more;
    m_zoomIn->setVisible(zooms);
    m_zoomOut->setVisible(zooms);
    m_rows->setDirection(two ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void LineageToolbar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace meshlens::ui
