// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lineage/graph_accessible.h"

#include "ui/lineage/graph_view.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>

namespace meshlens::ui {

namespace {

/// One node. It knows its number only: after a new drawing it speaks of whatever has that number.
class NodeInterface final : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    NodeInterface(GraphView *view, int number) : m_view(view), m_number(number) {}

    [[nodiscard]] bool isValid() const override { return m_view && m_number < m_view->nodeItems(); }
    [[nodiscard]] QObject *object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *parent() const override
    {
        return QAccessible::queryAccessibleInterface(m_view);
    }
    [[nodiscard]] QAccessibleInterface *child(int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        if (!isValid() || kind != QAccessible::Name)
            return {};
        return wordsFor(m_view->drawing()->nodes[m_number], m_view->look().nowMs);
    }
    void setText(QAccessible::Text, const QString &) override {}
    [[nodiscard]] QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect inside = m_view->mapFromScene(m_view->nodeRect(m_number)).toRect();
        return {m_view->mapToGlobal(inside.topLeft()), inside.size()};
    }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::ListItem; }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        state.focusable = state.selectable = true;
        state.focused = state.selected = isValid() && m_view->place().node == m_number;
        state.invalid = !isValid();
        state.offscreen =
            isValid() &&
            !m_view->rect().intersects(m_view->mapFromScene(m_view->nodeRect(m_number)).toRect());
        return state;
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface
                   ? static_cast<QAccessibleActionInterface *>(this)
                   : nullptr;
    }
    [[nodiscard]] QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString &name) override
    {
        if (isValid() && name == pressAction()) {
            m_view->setPlace({m_number, -1});
            m_view->centreOn(m_number);
        }
    }
    [[nodiscard]] QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    QPointer<GraphView> m_view;
    int m_number;
};

/// The canvas with its buttons and labels first, then the nodes.
class GraphInterface final : public QAccessibleWidget
{
public:
    explicit GraphInterface(GraphView *view) : QAccessibleWidget(view, QAccessible::List) {}
    ~GraphInterface() override
    {
        for (const QAccessible::Id id : std::as_const(m_made))
            QAccessible::deleteAccessibleInterface(id);
    }
    GraphInterface(const GraphInterface &) = delete;
    GraphInterface &operator=(const GraphInterface &) = delete;

    [[nodiscard]] int childCount() const override
    {
        return QAccessibleWidget::childCount() + view().nodeItems();
    }
    [[nodiscard]] QAccessibleInterface *child(int index) const override
    {
        const int widgets = QAccessibleWidget::childCount();
        if (index < widgets)
            return QAccessibleWidget::child(index);
        return index - widgets < view().nodeItems() ? node(index - widgets) : nullptr;
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override
    {
        for (auto it = m_made.cbegin(); it != m_made.cend(); ++it) {
            if (QAccessible::accessibleInterface(*it) == child)
                return QAccessibleWidget::childCount() + it.key();
        }
        return QAccessibleWidget::indexOfChild(child);
    }
    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override
    {
        const GraphScene *scene = view().scene();
        const QPoint inside = view().mapFromGlobal(QPoint(x, y));
        const int number = scene ? scene->nodeAt(view().mapToScene(QPointF(inside))) : -1;
        return number >= 0 ? node(number) : QAccessibleWidget::childAt(x, y);
    }
    [[nodiscard]] QAccessibleInterface *focusChild() const override
    {
        return view().place().isValid() ? node(view().place().node)
                                        : QAccessibleWidget::focusChild();
    }
    [[nodiscard]] QAccessibleInterface *node(int number) const
    {
        auto id = m_made.constFind(number);
        if (id == m_made.constEnd())
            id = m_made.insert(number, QAccessible::registerAccessibleInterface(
                                           new NodeInterface(&view(), number))); // Qt owns it
        return QAccessible::accessibleInterface(*id);
    }

private:
    [[nodiscard]] GraphView &view() const { return *static_cast<GraphView *>(widget()); }

    mutable QHash<int, QAccessible::Id> m_made; // by number of the node
};

QAccessibleInterface *make(const QString &, QObject *object)
{
    auto *view = qobject_cast<GraphView *>(object);
    return view ? new GraphInterface(view) : nullptr; // Qt owns it
}

} // namespace

void makeGraphsAccessible()
{
    static const bool once = [] {
        QAccessible::installFactory(make);
        return true;
    }();
    Q_UNUSED(once)
}

void tellGraphFocus(GraphView &view, int node)
{
    if (!QAccessible::isActive())
        return;
    auto *graph = dynamic_cast<GraphInterface *>(QAccessible::queryAccessibleInterface(&view));
    if (!graph)
        return;
    QAccessibleEvent event(graph->node(node), QAccessible::Focus);
    QAccessible::updateAccessibility(&event);
}

} // namespace meshlens::ui
