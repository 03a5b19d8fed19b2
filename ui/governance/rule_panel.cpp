// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/governance/rule_panel.h"

#include "ui/governance/governance_rows.h"
#include "ui/parts/badge_widget.h"
#include "ui/parts/button.h"
#include "ui/parts/fact_table.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QScrollArea>
#include <QUrlQuery>

#include <memory>

namespace meshlens::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostFindings = 4;
constexpr int panelWidth = 346;

/// Subject and body as a mail program expects them; what stands in them is text, never an address.
QUrl letterTo(const QStringList &emails, const store::ProductRow &product, mesh::Quality quality,
              const QStringList &broken)
{
    QStringList good;
    for (const QString &email : emails) {
        if (email.count(u'@') == 1 && !email.contains(u' ') && !email.contains(u',') &&
            !email.contains(u'?') && !email.contains(u'&'))
            good += email;
    }
    if (good.isEmpty())
        return {};
    const QString subject =
        RulePanel::tr("%1: %2").arg(product.name, qualityName(quality).toLower());
    QString body = RulePanel::tr("Hello,\n\nthese rules are not kept by %1 (%2):\n\n")
                       .arg(product.name, product.key) +
                   broken.join(u"\n\n"_s) + u'\n';
    const auto encoded = [](const QString &text) {
        return QString::fromLatin1(QUrl::toPercentEncoding(text));
    };
    return QUrl(u"mailto:"_s +
                    encoded(good.join(u',')).replace(u"%40"_s, u"@"_s).replace(u"%2C"_s, u","_s) +
                    u"?subject="_s + encoded(subject) + u"&body="_s + encoded(body),
                QUrl::StrictMode);
}

} // namespace

RulePanel::RulePanel(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Rules behind the chosen cell"));
    setMinimumWidth(px(300));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(1, 0, 0, 0);
    all->setSpacing(0);

    auto *head = new QVBoxLayout;
    head->setContentsMargins(px(16), px(12), px(12), px(8));
    head->setSpacing(px(4));
    auto *titleRow = new QHBoxLayout;
    m_title = new ElidedLabel({}, TextRole::CardTitle, Token::Text, this);
    auto *close = new IconButton(u"close"_s, tr("Close the panel"), this);
    close->setSmall(true);
    connect(close, &QAbstractButton::clicked, this, &RulePanel::closed);
    titleRow->addWidget(m_title, 1);
    titleRow->addWidget(close);
    auto *second = new QHBoxLayout;
    second->setSpacing(px(8));
    m_domain = new BadgeWidget(this);
    m_product = new ElidedLabel({}, TextRole::Table, Token::Text2, this);
    second->addWidget(m_domain);
    second->addWidget(m_product, 1);
    m_hint = new Label(TextRole::Table, Token::Text2, this);
    m_hint->setWordWrap(true);
    head->addLayout(titleRow);
    head->addLayout(second);
    head->addWidget(m_hint);
    all->addLayout(head);

    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::StrongFocus);
    scroll->setAccessibleName(tr("Rules"));
    scroll->viewport()->setAutoFillBackground(false);
    m_rules = new QWidget(scroll);
    m_rules->setAutoFillBackground(false);
    m_rows = new QVBoxLayout(m_rules);
    m_rows->setContentsMargins(px(16), px(2), px(16), px(8));
    m_rows->setSpacing(px(8));
    scroll->setWidget(m_rules);
    m_rules->setAutoFillBackground(false);
    all->addWidget(scroll, 1);

    m_acts = new QWidget(this);
    auto *acts = new QHBoxLayout(m_acts);
    acts->setContentsMargins(px(16), px(6), px(16), px(12));
    acts->setSpacing(px(8));
    m_tell = new Button(tr("Tell the owner"), ButtonKind::Primary, m_acts);
    m_tell->setIconName(u"mail"_s);
    m_tell->setSmall(true);
    m_open = new Button(tr("Open product"), m_acts);
    m_open->setSmall(true);
    acts->addWidget(m_tell);
    acts->addWidget(m_open);
    acts->addStretch();
    all->addWidget(m_acts);
    connect(m_tell, &QAbstractButton::clicked, this, [this] {
        if (m_letter.isValid())
            QDesktopServices::openUrl(m_letter);
    });
    connect(m_open, &QAbstractButton::clicked, this, [this] { emit productOpened(m_key); });

    all->addWidget(new Line(Qt::Horizontal, this));
    auto *findingsHead = new QHBoxLayout;
    findingsHead->setContentsMargins(px(16), px(10), px(16), px(4));
    findingsHead->setSpacing(px(8));
    findingsHead->addWidget(new Label(tr("Policy findings"), TextRole::Section, Token::Text, this));
    m_count = new Label(TextRole::Table, Token::Text3, this);
    findingsHead->addWidget(m_count);
    findingsHead->addStretch();
    auto *more = new LinkLabel(tr("All"), this);
    more->setAccessibleName(tr("All findings"));
    connect(more, &QAbstractButton::clicked, this, &RulePanel::findingsWanted);
    findingsHead->addWidget(more);
    all->addLayout(findingsHead);
    m_findings = new FactTable(tr("Worst findings"), {{{}, 0}}, 44, this);
    m_findings->horizontalHeader()->hide();
    m_findings->setFittingHeight(true);
    connect(m_findings, &FactTable::rowOpened, this, [this](const FactRow &row) {
        if (const scores::Rule *rule = scores::rule(row.id.section(u'\n', 0, 0)))
            emit findingChosen(row.data.toString(), rule->quality);
    });
    all->addWidget(m_findings);
    clear();
}

QSize RulePanel::sizeHint() const
{
    return {px(panelWidth), px(400)};
}

void RulePanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(Token::Surface));
    painter.fillRect(0, 0, 1, height(), colour(Token::Border));
}

void RulePanel::clear()
{
    m_key.clear();
    m_titles.clear();
    m_letter.clear();
    m_title->setText(tr("Rules"));
    m_domain->hide();
    m_product->setText({});
    m_hint->setText(tr("Choose a cell to see the rules behind it."));
    m_hint->show();
    m_acts->hide();
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        const std::unique_ptr<QLayoutItem> taken(item);
        if (QWidget *widget = taken->widget()) {
            widget->hide();
            widget->deleteLater();
        }
    }
}

void RulePanel::showRules(const store::ProductRow &product, mesh::Quality quality,
                          const scores::QualityMark &mark, const QStringList &emails)
{
    clear();
    m_key = product.key;
    m_title->setText(mark.value ? tr("%1, %2").arg(qualityName(quality)).arg(qRound(*mark.value))
                                : tr("%1, no rule applies").arg(qualityName(quality)));
    m_domain->setVisible(!product.domain.isEmpty());
    m_domain->setDomain(product.domain, product.domainName, false);
    m_product->setText(product.name);
    m_hint->setVisible(mark.results.isEmpty());
    m_hint->setText(tr("None of the rules of this quality can be judged for this product."));
    m_acts->show();

    QStringList broken;
    for (const bool passed : {false, true}) { // what is not kept comes first
        for (const scores::RuleResult &result : mark.results) {
            if (result.passed != passed)
                continue;
            addRule(result);
            if (const scores::Rule *rule = passed ? nullptr : scores::rule(result.rule))
                broken += rule->title + u": "_s + result.evidence + u'\n' + rule->fix;
        }
    }
    m_rows->addStretch();
    m_letter = broken.isEmpty() ? QUrl() : letterTo(emails, product, quality, broken);
    m_tell->setVisible(!broken.isEmpty());
    m_tell->setEnabled(m_letter.isValid());
    m_tell->setToolTip(m_letter.isValid() ? QString()
                                          : tr("No e-mail address of an owner is known."));
}

void RulePanel::addRule(const scores::RuleResult &result)
{
    const scores::Rule *rule = scores::rule(result.rule);
    const QString title = rule ? rule->title : result.rule;
    m_titles += title;
    auto *line = new QWidget(m_rules);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(px(8));
    auto *mark = new BadgeWidget(line);
    mark->setMark(result.passed                                       ? Mark::Met
                  : rule && rule->severity == mesh::Severity::Info    ? Mark::Note
                  : rule && rule->severity == mesh::Severity::Warning ? Mark::Warning
                                                                      : Mark::Missed,
                  {});
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    auto *name = new Label(title, TextRole::TableStrong, Token::Text, line);
    name->setWordWrap(true);
    words->addWidget(name);
    const auto quiet = [&](const QString &text, Token ink) {
        auto *label = new Label(text, TextRole::Table, ink, line);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        words->addWidget(label);
    };
    if (!result.evidence.isEmpty())
        quiet(result.evidence, Token::Text3);
    if (!result.passed && rule && !rule->fix.isEmpty())
        quiet(rule->fix, Token::Text2);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    line->setAccessibleName(
        (result.passed ? tr("Kept: %1. %2") : tr("Not kept: %1. %2")).arg(title, result.evidence));
    m_rows->addWidget(line);
}

void RulePanel::showFindings(const GovernanceData &known)
{
    QList<FactRow> rows;
    for (const scores::Finding &finding : known.governance.findings) {
        if (rows.size() >= mostFindings)
            break;
        FactRow row;
        row.id = finding.rule + u'\n' + finding.key;
        row.data = finding.key;
        row.cells += FactCell{.text = finding.title,
                              .second = tr("%1: %2").arg(finding.name, finding.evidence),
                              .role = TextRole::TableStrong,
                              .mark = severityMark(finding.severity),
                              .tip = finding.evidence};
        rows += row;
    }
    m_count->setText(
        known.governance.findings.isEmpty()
            ? tr("none")
            : tr("%1 open, %2 shown").arg(known.governance.findings.size()).arg(rows.size()));
    m_findings->setRows(rows);
}

} // namespace meshlens::ui
