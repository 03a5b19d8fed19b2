// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/access/request_facts.h"
#include "ui/parts/badges.h"

#include <QFrame>

namespace meshlens::ui {

class BadgeWidget;
class FactList;
class Label;
class RuleList;

/// What the answer to a request will be, as far as it can be said before it is sent.
struct Forecast {
    /// Incomplete: nothing speaks against it but that the purpose is not written yet.
    enum class Kind { Asking, Incomplete, AtOnce, Owner, Impossible, Offline, NoRequests, Unknown };
    Kind kind = Kind::Asking;
    mesh::AccessPreview preview;
    QString reason; // of Unknown
};

/// What a catalog's answer to a draft with this purpose foretells.
[[nodiscard]] Forecast forecastOf(const mesh::AccessPreview &answer, const QString &purpose);

/// The right side of the request form: the predicted answer with its rules, and what one gets.
class AnswerPanel final : public QFrame
{
    Q_OBJECT

public:
    explicit AnswerPanel(QWidget *parent = nullptr);

    void setForecast(const Forecast &forecast, const QString &owner);
    void setGet(const RequestFacts &facts, const mesh::AccessDraft &draft);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    class Verdict;
    Verdict *m_verdict;
    RuleList *m_rules;
    FactList *m_get;
    Label *m_earlier;
};

/// The words of a forecast: one strong line, one sentence.
[[nodiscard]] std::pair<QString, QString> forecastWords(const Forecast &forecast,
                                                        const QString &owner);

} // namespace meshlens::ui
