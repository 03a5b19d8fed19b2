// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/lineage_toolbar.h"

#include "ui/parts/button.h"
#include "ui/parts/format.h"
#include "ui/parts/labels.h"
#include "ui/parts/search_field.h"
#include "ui/parts/segmented.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostSteps = 5; // then "all"
constexpr int oneRowFrom = 1120;
constexpr int rootLetters = 34;

int indexOf(std::optional<int> steps)
{
    return steps ? std::clamp(*steps, 1, mostSteps) - 1 : mostSteps;
}

} // namespace

LineageToolbar::LineageToolbar(QWidget *parent) : QWidget(parent)
{
    m_rows = new QBoxLayout(QBoxLayout::LeftToRight, this);
    m_rows->setContentsMargins(px(12), px(7), px(12), px(8));
    m_rows->setSpacing(px(8));
    m_left = new QWidget(this);
    m_right = new QWidget(this);
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
    m_colour->addItems({tr("Colour: quality"), tr("Colour: freshness"), tr("Colour: owner"),
                        tr("Colour: classification")});
    m_colour->setAccessibleName(tr("Colour by"));
    m_colour->setMinimumContentsLength(12);
    m_colour->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    left->addWidget(m_root);
    left->addWidget(m_clear);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_up, m_down, m_level, m_colour})
        left->addWidget(widget);
    left->addStretch();

    auto *right = new QHBoxLayout(m_right);
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(px(2));
    m_matches = new Label(TextRole::Caption, Token::Text3, m_right);
    m_filter = new SearchField(tr("Filter"), m_right);
    m_filter->setAccessibleName(tr("Filter the graph"));
    m_filter->setMinimumWidth(px(90));
    m_filter->setMaximumWidth(px(200));
    auto *out = new IconButton(u"zoom-out"_s, tr("Zoom out"), m_right);
    auto *in = new IconButton(u"zoom-in"_s, tr("Zoom in"), m_right);
    auto *fit = new IconButton(u"fit"_s, tr("Fit"), m_right);
    out->setWords(tr("Zoom out"), QKeySequence::ZoomOut);
    in->setWords(tr("Zoom in"), QKeySequence::ZoomIn);
    fit->setWords(tr("Fit"), QKeySequence(Qt::Key_F));
    m_zoom = new Button(u"100%"_s, ButtonKind::Quiet, m_right);
    m_zoom->setSmall(true);
    m_zoom->setToolTip(tr("Show at 100%"));
    m_zoom->setFixedWidth(px(52));
    m_list = new IconButton(u"list"_s, tr("Show as list"), m_right);
    m_list->setCheckable(true);
    m_panel = new IconButton(u"panel"_s, tr("Impact and details"), m_right);
    m_panel->setWords(tr("Impact and details"), QKeySequence(Qt::CTRL | Qt::Key_I));
    auto *save = new IconButton(u"download"_s, tr("Export"), m_right);
    m_exports = new QMenu(this);
    save->setMenu(m_exports);
    save->setPopupMode(QToolButton::InstantPopup);
    right->addStretch();
    right->addWidget(m_matches);
    right->addSpacing(px(6));
    right->addWidget(m_filter, 1);
    right->addSpacing(px(6));
    for (QWidget *widget : std::initializer_list<QWidget *>{out, m_zoom, in, fit})
        right->addWidget(widget);
    right->addSpacing(px(4));
    right->addWidget(new Line(Qt::Vertical, m_right));
    right->addSpacing(px(4));
    right->addWidget(m_list);
    right->addWidget(save);
    right->addWidget(m_panel);
    m_rows->addWidget(m_left, 1);
    m_rows->addWidget(m_right);

    connect(m_root, &QAbstractButton::clicked, this, &LineageToolbar::rootClicked);
    connect(m_clear, &QAbstractButton::clicked, this, &LineageToolbar::rootCleared);
    connect(m_level, &SegmentedControl::currentChanged, this,
            [this](int index) { emit levelChanged(static_cast<lineage::Level>(index)); });
    connect(m_colour, &QComboBox::activated, this, &LineageToolbar::colourByChanged);
    connect(m_filter, &QLineEdit::textChanged, this, &LineageToolbar::filterChanged);
    connect(m_filter, &QLineEdit::returnPressed, this, &LineageToolbar::nextWanted);
    connect(out, &QAbstractButton::clicked, this, [this] { emit zoomWanted(1 / 1.25); });
    connect(in, &QAbstractButton::clicked, this, [this] { emit zoomWanted(1.25); });
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
    box->setAccessibleName(name);
    box->setToolTip(name);
    connect(box, &QComboBox::activated, this, &LineageToolbar::stepsChosen);
    return box;
}

void LineageToolbar::stepsChosen()
{
    const auto steps = [](const QComboBox *box) {
        return box->currentIndex() < mostSteps ? std::optional(box->currentIndex() + 1)
                                               : std::nullopt;
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
    if (words.size() > rootLetters)
        words = words.left(rootLetters - 1) + u'…';
    m_root->setText(words.replace(u'&', u"&&"_s));
    m_root->setIconName(whole ? u"lineage"_s : icon);
    m_clear->setVisible(!whole);
    m_up->setVisible(!whole);
    m_down->setVisible(!whole);
}

void LineageToolbar::setSteps(std::optional<int> up, std::optional<int> down)
{
    m_up->setCurrentIndex(indexOf(up));
    m_down->setCurrentIndex(indexOf(down));
}

void LineageToolbar::setLevel(lineage::Level level)
{
    m_level->setCurrent(static_cast<int>(level));
}

void LineageToolbar::setColourBy(int index)
{
    m_colour->setCurrentIndex(index);
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

void LineageToolbar::setMatches(int matches, bool filtered)
{
    m_matches->setText(filtered ? tr("%n found", nullptr, matches) : QString());
}

void LineageToolbar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Token::Surface));
    painter.fillRect(0, height() - 1, width(), 1, colour(Token::Border));
}

void LineageToolbar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_rows->setDirection(width() < px(oneRowFrom) ? QBoxLayout::TopToBottom
                                                  : QBoxLayout::LeftToRight);
}

} // namespace meshlens::ui
