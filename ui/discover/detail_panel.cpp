// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/discover/detail_panel.h"

#include "ui/discover/kind_tile.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/button.h"
#include "ui/parts/cell_grid.h"
#include "ui/parts/format.h"
#include "ui/parts/labels.h"
#include "ui/parts/states.h"
#include "ui/product/product_words.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>

namespace meshlens::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int panelWidth = 364;
QWidget *keyLine(const QList<std::pair<QString, QString>> &keys, QWidget *parent)
{
    auto *line = new QWidget(parent);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(px(16), px(8), px(16), px(8));
    row->setSpacing(px(6));
    for (const auto &[key, words] : keys) {
        row->addWidget(new KeyHint(key, line));
        row->addWidget(new Label(words, TextRole::Table, Token::Text3, line));
        row->addStretch();
    }
    return line;
}

} // namespace

DetailPanel::DetailPanel(Session &session, QWidget *parent) : QWidget(parent), m_session(session)
{
    setAccessibleName(tr("Details of the chosen result"));
    setMinimumWidth(px(324));
    m_settle.setSingleShot(true);
    m_settle.setInterval(60ms); // while the arrow key is held, only the last one is read
    connect(&m_settle, &QTimer::timeout, this, &DetailPanel::read);

    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(1, 0, 0, 0);
    all->setSpacing(0);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_content = new QWidget(scroll);
    auto *body = new QVBoxLayout(m_content);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(0);

    auto *head = new QWidget(m_content);
    auto *headBox = new QVBoxLayout(head);
    headBox->setContentsMargins(px(16), px(14), px(16), px(10));
    headBox->setSpacing(px(8));
    auto *titleRow = new QHBoxLayout;
    titleRow->setSpacing(px(8));
    m_icon = new KindTile(head);
    auto *names = new QVBoxLayout;
    names->setSpacing(px(2));
    m_name = new ElidedLabel({}, TextRole::CardTitle, Token::Text, head);
    auto *second = new QHBoxLayout;
    second->setSpacing(px(8));
    m_domain = new BadgeWidget(head);
    m_kind = new ElidedLabel({}, TextRole::Table, Token::Text3, head);
    second->addWidget(m_domain);
    second->addWidget(m_kind, 1);
    names->addWidget(m_name);
    names->addLayout(second);
    auto *close = new IconButton(u"close"_s, tr("Close the details"), head);
    close->setSmall(true);
    close->setFocusPolicy(Qt::TabFocus);
    connect(close, &QAbstractButton::clicked, this, &DetailPanel::closeClicked);
    titleRow->addWidget(m_icon, 0, Qt::AlignTop);
    titleRow->addLayout(names, 1);
    titleRow->addWidget(close, 0, Qt::AlignTop);
    headBox->addLayout(titleRow);

    auto *acts = new QHBoxLayout;
    acts->setSpacing(px(8));
    m_access = new Button(tr("Request access"), ButtonKind::Primary, head);
    m_sample = new Button(tr("Sample"), head);
    m_sample->setIconName(u"eye"_s);
    m_lineage = new IconButton(u"lineage"_s, tr("Show lineage"), head);
    m_lineage->setFramed(true);
    m_access->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    acts->addWidget(m_access, 1);
    acts->addWidget(m_sample);
    acts->addWidget(m_lineage, 0, Qt::AlignLeft); // of a domain it stands alone
    headBox->addLayout(acts);
    connect(m_access, &QAbstractButton::clicked, this, &DetailPanel::accessClicked);
    connect(m_sample, &QAbstractButton::clicked, this, &DetailPanel::sampleClicked);
    connect(m_lineage, &QAbstractButton::clicked, this, &DetailPanel::lineageClicked);
    m_hint = new Label(TextRole::Table, Token::Text2, head);
    m_hint->setWordWrap(true);
    headBox->addWidget(m_hint);
    m_description = new Label(TextRole::Body, Token::Text2, head);
    m_description->setWordWrap(true);
    m_description->setTextInteractionFlags(Qt::TextSelectableByMouse);
    headBox->addWidget(m_description);
    m_why = new Label(TextRole::Caption, Token::Text3, head);
    m_why->setWordWrap(true);
    headBox->addWidget(m_why);
    m_twins = new MessageStrip(Tone::Accent, head);
    m_twins->hide();
    headBox->addWidget(m_twins);
    body->addWidget(head);

    m_trust = new QWidget(m_content);
    auto *trustBox = new QVBoxLayout(m_trust);
    trustBox->setContentsMargins(0, 0, 0, 0);
    trustBox->addWidget(new Line(Qt::Horizontal, m_trust));
    auto *trustInner = new QVBoxLayout;
    trustInner->setContentsMargins(px(16), px(6), px(16), px(10));
    trustInner->setSpacing(px(6));
    auto *trustRow = new QHBoxLayout;
    trustRow->setSpacing(px(6));
    m_quality = new BadgeWidget(m_trust);
    m_coverage = new Label(TextRole::Table, Token::Text3, m_trust);
    m_freshness = new BadgeWidget(m_trust);
    trustRow->addWidget(m_quality);
    trustRow->addWidget(m_coverage);
    trustRow->addStretch();
    trustRow->addWidget(m_freshness);
    trustInner->addLayout(trustRow);
    m_dimensions = new CellGrid({{84, 0}, {0, 1}, {28, 0}}, tr("Quality by dimension"), m_trust);
    m_dimensions->setRowHeight(20);
    trustInner->addWidget(m_dimensions);
    m_whyScore = new LinkLabel(tr("Why this score"), m_trust);
    m_whyScore->setRole(TextRole::TableStrong);
    connect(m_whyScore, &QAbstractButton::clicked, this,
            [this] { emit opened(m_hit.key, u"quality"_s); });
    trustInner->addWidget(m_whyScore, 0, Qt::AlignLeft);
    trustBox->addLayout(trustInner);
    body->addWidget(m_trust);

    m_ports = new CellGrid({{70, 0}, {0, 1}}, tr("Output ports"), m_content);
    m_portsSection = section(tr("Output ports"), m_ports);
    body->addWidget(m_portsSection);

    m_columns = new CellGrid({{0, 1}, {100, 0}}, tr("Columns"), m_content);
    m_columns->setRowHeight(22);
    auto *fullSchema = new LinkLabel(tr("Full schema"), m_content);
    fullSchema->setRole(TextRole::TableStrong);
    connect(fullSchema, &QAbstractButton::clicked, this,
            [this] { emit opened(m_hit.key, u"schema"_s); });
    m_columnsSection = section(tr("Columns"), m_columns, fullSchema);
    m_columnsTitle = m_columnsSection->findChild<Label *>();
    body->addWidget(m_columnsSection);

    m_facts = new CellGrid({{78, 0}, {0, 1}}, tr("Owner and use"), m_content);
    m_facts->setRowHeight(22);
    m_factsSection = section({}, m_facts);
    body->addWidget(m_factsSection);
    body->addStretch();

    scroll->setWidget(m_content);
    scroll->viewport()->setAutoFillBackground(false); // the panel's own ground
    m_content->setAutoFillBackground(false);
    all->addWidget(scroll, 1);
    all->addWidget(new Line(Qt::Horizontal, this));
    all->addWidget(keyLine({{tr("↑ ↓"), tr("move")},
                            {tr("Enter"), tr("open")},
                            {tr("R"), tr("request")},
                            {tr("Space"), tr("sample")}},
                           this));
    m_content->hide();
}

QSize DetailPanel::sizeHint() const
{
    return {px(panelWidth), px(400)};
}

void DetailPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Token::Surface));
    painter.fillRect(0, 0, 1, height(), colour(Token::Border));
}

QWidget *DetailPanel::section(const QString &title, QWidget *content, LinkLabel *link)
{
    auto *whole = new QWidget(m_content);
    auto *box = new QVBoxLayout(whole);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    box->addWidget(new Line(Qt::Horizontal, whole));
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(px(16), px(10), px(16), px(10));
    inner->setSpacing(px(2));
    if (!title.isEmpty()) {
        auto *row = new QHBoxLayout;
        row->addWidget(new Label(title, TextRole::CaptionStrong, Token::Text3, whole));
        row->addStretch();
        if (link)
            row->addWidget(link);
        inner->addLayout(row);
    }
    inner->addWidget(content);
    box->addLayout(inner);
    return whole;
}

} // namespace meshlens::ui
