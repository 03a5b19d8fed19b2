// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/icons.h"

#include <QDir>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <cmath>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

QByteArray svgOf(const QString &name)
{
    static QHash<QString, QByteArray> loaded;
    const auto found = loaded.constFind(name);
    if (found != loaded.cend())
        return *found;
    QFile file(u":/icons/%1.svg"_s.arg(name));
    QByteArray text;
    if (file.open(QIODevice::ReadOnly))
        text = file.readAll();
    loaded.insert(name, text);
    return text;
}

class ThemedIconEngine final : public QIconEngine
{
public:
    ThemedIconEngine(QString name, Token colour) : m_name(std::move(name)), m_colour(colour) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const int side = std::min(rect.width(), rect.height());
        const QPixmap picture = iconPixmap(m_name, colourFor(mode, state), side,
                                           painter->device()->devicePixelRatioF());
        painter->drawPixmap(QPointF(rect.x() + (rect.width() - side) / 2.0,
                                    rect.y() + (rect.height() - side) / 2.0),
                            picture);
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return iconPixmap(m_name, colourFor(mode, state), std::min(size.width(), size.height()), 1);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state,
                         qreal scale) override
    {
        const int side = static_cast<int>(std::min(size.width(), size.height()) / scale);
        return iconPixmap(m_name, colourFor(mode, state), side, scale);
    }
    QIconEngine *clone() const override { return new ThemedIconEngine(*this); } // the QIcon owns it

private:
    [[nodiscard]] QColor colourFor(QIcon::Mode mode, QIcon::State state) const
    {
        if (mode == QIcon::Disabled) {
            QColor pale = colour(Token::Text3);
            pale.setAlphaF(0.5F);
            return pale;
        }
        if (state == QIcon::On)
            return colour(Token::Accent);
        return colour(m_colour);
    }

    QString m_name;
    Token m_colour;
};

} // namespace

QIcon themeIcon(const QString &name, Token colour)
{
    return QIcon(new ThemedIconEngine(name, colour)); // the QIcon owns it
}

QPixmap iconPixmap(const QString &name, const QColor &colour, int size, qreal deviceRatio)
{
    const QString key = u"meshlens-icon/%1/%2/%3/%4"_s.arg(name, colour.name(QColor::HexArgb))
                            .arg(size)
                            .arg(deviceRatio);
    QPixmap picture;
    if (QPixmapCache::find(key, &picture))
        return picture;
    const int pixels = std::max(1, static_cast<int>(std::lround(size * deviceRatio)));
    picture = QPixmap(pixels, pixels);
    picture.fill(Qt::transparent);
    QByteArray svg = svgOf(name);
    if (svg.isEmpty())
        return picture;
    svg.replace("#000000", colour.name(QColor::HexRgb).toLatin1());
    QSvgRenderer renderer(svg);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(colour.alphaF());
    renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    painter.end();
    picture.setDevicePixelRatio(deviceRatio);
    QPixmapCache::insert(key, picture);
    return picture;
}

void paintIcon(QPainter *painter, const QRectF &rect, const QString &name, const QColor &colour)
{
    const int side = static_cast<int>(std::lround(std::min(rect.width(), rect.height())));
    const QPixmap picture = iconPixmap(name, colour, side, painter->device()->devicePixelRatioF());
    painter->drawPixmap(QPointF(std::round(rect.center().x() - side / 2.0),
                                std::round(rect.center().y() - side / 2.0)),
                        picture);
}

QString iconOfKind(const QString &word)
{
    static const QHash<QString, QString> names = {
        {u"domain"_s, u"folder"_s}, {u"product"_s, u"product"_s}, {u"dataset"_s, u"table"_s},
        {u"table"_s, u"table"_s},   {u"view"_s, u"table"_s},      {u"column"_s, u"columns"_s},
        {u"term"_s, u"tag"_s},      {u"party"_s, u"user"_s},      {u"job"_s, u"play"_s},
        {u"stream"_s, u"stream"_s}, {u"file"_s, u"file"_s},       {u"api"_s, u"api"_s},
        {u"model"_s, u"model"_s},   {u"metric"_s, u"metric"_s},   {u"dashboard"_s, u"dashboard"_s},
        {u"node"_s, u"server"_s}};
    return names.value(word, word);
}

QStringList iconNames()
{
    QStringList names;
    for (const QString &file : QDir(u":/icons"_s).entryList({u"*.svg"_s}))
        names += file.chopped(4);
    return names;
}

} // namespace meshlens::ui
