// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/context.h"

#include <QStringList>

namespace meshlens::lineage {
struct ImpactReport;
struct OwnContract;
} // namespace meshlens::lineage

/// The commands: each does its job with a Context and returns the exit code.
namespace meshlens::commands {

int catalogAdd(Context &context, const QString &kind, const QString &url, const QString &name,
               const QStringList &options);
int catalogList(Context &context);
int catalogTest(Context &context, const QString &name);
int catalogRemove(Context &context, const QString &name);
int catalogKinds(Context &context);

int sync(Context &context, const QStringList &names, bool full);

struct SearchOptions {
    QString query;
    int limit = 20;
    int offset = 0;
    bool facets = false;
};
int search(Context &context, const SearchOptions &options);

int show(Context &context, const QString &key);

struct LineageOptions {
    QString key;
    QString up = QStringLiteral("1");
    QString down = QStringLiteral("1");
    QString level = QStringLiteral("dataset");
    bool columns = false;
    QString to;
    QString at;
    QString diff;
    QString format;
    QString out;
};
int lineage(Context &context, const LineageOptions &options);
/// `by`: distance, domain, owner or people; empty: each thing on its own.
int impact(Context &context, const QString &key, const QString &column, const QString &by);
int impactBy(Context &context, const lineage::ImpactReport &report, const QString &by);
/// A sentence each.
[[nodiscard]] QStringList inWords(const QList<lineage::OwnContract> &own);

struct PathOptions {
    QString from;
    QString to;
    QString level;
    int limit = 100;
};
int paths(Context &context, const PathOptions &options);

struct SurveyOptions {
    QString what; // classified, unread, unsourced, disagreements
    QString key;
    QString level;
    QString atLeast;
    int limit = 1000;
};
int survey(Context &context, const SurveyOptions &options);

int identityList(Context &context);
int identitySuggest(Context &context, int limit);
/// `decision`: join, apart, ignore or forget.
int identityDecide(Context &context, const QString &left, const QString &right,
                   const QString &decision);

int layout(const QString &in, const QString &out);

struct RowsOptions {
    QString what; // key, or SQL
    int rows = 20;
    bool refresh = false;
    QString format = QStringLiteral("table"); // csv, json
};
int sample(Context &context, const RowsOptions &options);
int query(Context &context, const RowsOptions &options);

struct AccessOptions {
    QString key; // product, or request id
    QString purpose;
    QString purposeKind = QStringLiteral("other");
    QString port;
    QString until;
    QString columns; // A,B
    QString mask;
    QString note;
};
int accessRequest(Context &context, const AccessOptions &options);
enum class AccessList { Mine, Inbox, All };
int accessList(Context &context, AccessList which);
int accessShow(Context &context, const QString &id);
int accessAct(Context &context, mesh::AccessAction::Kind kind, const AccessOptions &options);
int accessRenew(Context &context, const AccessOptions &options);

int score(Context &context, const QString &key); // empty: all
int govern(Context &context, const QString &rule, const QString &failOn);
struct ExportOptions {
    QString what; // products, findings, access, lineage
    QString format;
    QString out;
    QString level; // of lineage: domain, product; else what catalogs say of datasets and columns
};
int exportTable(Context &context, const ExportOptions &options);

} // namespace meshlens::commands
