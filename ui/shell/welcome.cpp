// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/welcome.h"

#include "ui/parts/button.h"
#include "ui/parts/card.h"
#include "ui/parts/icons.h"
#include "ui/parts/labels.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMimeData>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

/// A small mesh with one path through it, as a picture.
class MeshPicture final : public QWidget
{
public:
    explicit MeshPicture(QWidget *parent) : QWidget(parent) { setFixedSize(px(484), px(150)); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        struct Node {
            double x;
            double y;
            Token side;
        };
        static constexpr Node nodes[] = {
            {0, 54, Token::Domain1},   {98, 2, Token::Domain4},    {98, 106, Token::Domain6},
            {210, 32, Token::Domain4}, {210, 86, Token::Domain3},  {322, 2, Token::Domain5},
            {322, 58, Token::S1},      {322, 112, Token::Domain2}, {420, 58, Token::Domain7}};
        static constexpr std::pair<int, int> links[] = {{0, 1}, {1, 3}, {2, 3}, {3, 5},
                                                        {3, 6}, {4, 7}, {5, 8}, {7, 8},
                                                        {0, 2}, {2, 4}, {4, 6}, {6, 8}};
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(px(100) / 100.0, px(100) / 100.0);
        int i = 0;
        for (const auto &[from, to] : links) {
            const bool chosen = i++ >= 8;
            const QPointF start(nodes[from].x + 60, nodes[from].y + 15);
            const QPointF end(nodes[to].x, nodes[to].y + 15);
            QPainterPath path(start);
            const double bend = (end.x() - start.x()) / 2;
            path.cubicTo(start + QPointF(bend, 0), end - QPointF(bend, 0), end);
            painter.strokePath(path, QPen(colour(chosen ? Token::Accent : Token::BorderStrong),
                                          chosen ? 2 : 1.25));
        }
        for (const Node &node : nodes) {
            const QRectF box(node.x + 0.5, node.y + 0.5, 60, 30);
            painter.setPen(
                QPen(colour(node.side == Token::S1 ? Token::Accent : Token::BorderStrong),
                     node.side == Token::S1 ? 2 : 1));
            painter.setBrush(colour(Token::Surface));
            painter.drawRoundedRect(box, 6, 6);
            painter.fillRect(QRectF(node.x, node.y + 6, 3, 19), colour(node.side));
            painter.setPen(Qt::NoPen);
            painter.setBrush(colour(Token::BorderStrong));
            painter.drawRoundedRect(QRectF(node.x + 11, node.y + 10, 34, 4), 2, 2);
            painter.setBrush(colour(Token::Border));
            painter.drawRoundedRect(QRectF(node.x + 11, node.y + 19, 20, 3), 1.5, 1.5);
        }
    }
};

/// An icon on a soft square.
class IconTile final : public QWidget
{
public:
    IconTile(QString name, QWidget *parent) : QWidget(parent), m_name(std::move(name))
    {
        setFixedSize(px(36), px(36));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour(Token::AccentSoft));
        painter.drawRoundedRect(rect(), px(6), px(6));
        const int inset = px(8);
        paintIcon(&painter, QRectF(rect()).adjusted(inset, inset, -inset, -inset), m_name,
                  colour(Token::Accent));
    }

private:
    QString m_name;
};

Button *addChoice(QHBoxLayout *row, const QString &iconName, const QString &title,
                  const QString &text, const QString &act, ButtonKind kind, const QString &aside)
{
    auto *card = new Card;
    card->setBodyMargins(20, 20, 20, 20);
    card->setChosen(kind == ButtonKind::Primary);
    card->setFixedWidth(px(290));
    card->setAccessibleName(title);
    QVBoxLayout *body = card->body();
    body->addWidget(new IconTile(iconName, card), 0, Qt::AlignLeft);
    body->addSpacing(px(4));
    body->addWidget(new Label(title, TextRole::CardTitle, Token::Text, card));
    auto *words = new Label(text, TextRole::Body, Token::Text2, card);
    words->setWordWrap(true);
    words->setMinimumHeight(px(76));
    words->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    body->addWidget(words, 1);
    auto *foot = new QHBoxLayout;
    auto *button = new Button(act, kind, card);
    foot->addWidget(button);
    foot->addStretch(1);
    foot->addWidget(new Label(aside, TextRole::Table, Token::Text3, card));
    body->addLayout(foot);
    row->addWidget(card);
    return button;
}

} // namespace

Welcome::Welcome(QWidget *parent) : QWidget(parent)
{
    setAcceptDrops(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(px(20), px(12), px(20), px(12));
    column->setSpacing(px(8));
    column->addStretch(1);
    column->addWidget(new MeshPicture(this), 0, Qt::AlignHCenter);
    column->addSpacing(px(20));
    auto *title =
        new Label(tr("See all your data in one place"), TextRole::KeyFigure, Token::Text, this);
    auto *text = new Label(
        tr("Meshlens reads your data catalogs and keeps a searchable copy on this computer.\n"
           "It works offline, and nothing is sent anywhere else."),
        TextRole::Body, Token::Text2, this);
    for (Label *label : {title, text})
        label->setAlignment(Qt::AlignHCenter);
    column->addWidget(title);
    column->addWidget(text);
    column->addSpacing(px(16));
    auto *cards = new QHBoxLayout;
    cards->setSpacing(px(16));
    cards->addStretch(1);
    Button *connectButton =
        addChoice(cards, u"plus"_s, tr("Connect a catalog"),
                  tr("A mesh node over HTTP. You need an address and a sign-in that can read."),
                  tr("Add catalog"), ButtonKind::Primary, tr("about 2 min"));
    Button *demo = addChoice(cards, u"play"_s, tr("Try the demo mesh"),
                             tr("A made-up music-streaming company: 45 products in 7 domains on 4 "
                                "small catalogs that run on this computer. "
                                "Lineage, requests and samples work."),
                             tr("Open the demo"), ButtonKind::Plain, tr("at once"));
    Button *folder =
        addChoice(cards, u"folder"_s, tr("Read a folder"),
                  tr("Products and contracts in YAML (ODPS, ODCS), dbt artifacts or OpenLineage "
                     "events. Choose a folder or Git checkout, "
                     "or drop it here."),
                  tr("Choose folder"), ButtonKind::Plain,
                  QKeySequence(Qt::CTRL | Qt::Key_O).toString(QKeySequence::NativeText));
    cards->addStretch(1);
    column->addLayout(cards);
    column->addSpacing(px(16));
    auto *keys = new QHBoxLayout;
    keys->addStretch(1);
    for (const auto &[key, word] :
         {std::pair(QKeySequence(Qt::CTRL | Qt::Key_K), tr("find anything")),
          {QKeySequence(Qt::ALT | Qt::Key_1), tr("Home")},
          {QKeySequence(Qt::Key_F1), tr("list of keys")},
          {QKeySequence(Qt::CTRL | Qt::Key_Comma), tr("settings")}}) {
        keys->addWidget(new KeyHint(key.toString(QKeySequence::NativeText), this));
        keys->addWidget(new Label(word, TextRole::Table, Token::Text3, this));
        keys->addSpacing(px(12));
    }
    keys->addStretch(1);
    column->addLayout(keys);
    column->addStretch(1);
    connect(connectButton, &QPushButton::clicked, this, &Welcome::connectWanted);
    connect(demo, &QPushButton::clicked, this, &Welcome::demoWanted);
    folder->setShortcut(Qt::CTRL | Qt::Key_O);
    connect(folder, &QPushButton::clicked, this, &Welcome::chooseFolder);
}

void Welcome::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Read a folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &Welcome::folderChosen);
    dialog->open();
}

void Welcome::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().front().isLocalFile())
        event->acceptProposedAction();
}

void Welcome::dropEvent(QDropEvent *event)
{
    const QString path = event->mimeData()->urls().front().toLocalFile();
    if (!path.isEmpty())
        emit folderChosen(path);
}

} // namespace meshlens::ui
