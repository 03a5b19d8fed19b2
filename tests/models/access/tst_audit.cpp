// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/access/audit.h"
#include "models/access/foresee.h"

#include <QTest>

using namespace meshlens;
using namespace meshlens::access;
using namespace Qt::StringLiterals;

namespace {

/// A log of `count` entries as a catalog would write it.
QList<AuditEntry> chain(int count)
{
    QList<AuditEntry> entries;
    for (int i = 1; i <= count; ++i) {
        AuditEntry entry;
        entry.n = i;
        entry.atMs = 1'772'400'000'000 + i;
        entry.who = u"lucia.vega@cadenza.example"_s;
        entry.what = i % 2 == 0 ? u"approved"_s : u"requested"_s;
        entry.request = u"r-%1"_s.arg(i);
        entry.detail = u"für \"zwei\" Spalten"_s;
        entry.previous = entries.isEmpty() ? QString() : entries.last().hash;
        entry.hash = hashOf(entry);
        entries.append(entry);
    }
    return entries;
}

} // namespace

/// Following the chain of a log, and foreseeing what an action will do.
class TestAudit : public QObject
{
    Q_OBJECT

private slots:
    void theHashIsTheOneTheDocumentDescribes()
    {
        // b2sum -l 256 of: [1,5,"a","b","c","d","e",""]
        AuditEntry entry{1, 5, u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, {}, {}};
        QCOMPARE(hashOf(entry),
                 u"026053888325c0e9d72d01da8bf30e7db183e9ee32d504e57dfe97dc32eee417"_s);
    }

    void aWholeLogHasNoGapAndNoBreak()
    {
        const AuditCheck check = verify(chain(5));
        QCOMPARE(check.entries, 5);
        QCOMPARE(check.gaps, 0);
        QCOMPARE(check.brokenAt, 0);
    }

    void aChangedEntryIsFound()
    {
        QList<AuditEntry> entries = chain(5);
        entries[2].what = u"denied"_s;
        QCOMPARE(verify(entries).brokenAt, 3);
    }

    void anEntryWrittenAnewBreaksTheNext()
    {
        QList<AuditEntry> entries = chain(5);
        entries[2].what = u"denied"_s;
        entries[2].hash = hashOf(entries[2]);
        QCOMPARE(verify(entries).brokenAt, 4);
    }

    void whatOneMayNotSeeIsAGapAndNoBreak()
    {
        QList<AuditEntry> entries = chain(5);
        entries.removeAt(2);
        const AuditCheck check = verify(entries);
        QCOMPARE(check.gaps, 1);
        QCOMPARE(check.brokenAt, 0);
    }

    void anotherOrderIsABreak()
    {
        QList<AuditEntry> entries = chain(3);
        entries.swapItemsAt(0, 1);
        QVERIFY(verify(entries).brokenAt != 0);
    }

    void anApprovedRequestIsBeingSetUpUntilTheCatalogSaysMore()
    {
        mesh::AccessRequest request;
        request.state = mesh::RequestState::Pending;
        request.note = u"before"_s;
        mesh::AccessAction action;
        action.kind = mesh::AccessAction::Kind::Approve;

        const mesh::AccessRequest after = foreseen(request, action);

        QCOMPARE(after.state, mesh::RequestState::Approved);
        QCOMPARE(after.grant, mesh::GrantState::Provisioning);
        QCOMPARE(after.note, u"before"_s);
    }

    void aDraftIsARequestOfOnesOwn()
    {
        mesh::AccessDraft draft;
        draft.product = u"product://a/b"_s;
        draft.renews = u"r-1"_s;

        const mesh::AccessRequest request = requestOf(draft, 42);

        QVERIFY(request.mine);
        QCOMPARE(request.createdAtMs, 42);
        QCOMPARE(request.product, draft.product);
        QCOMPARE(request.renews, draft.renews);
    }
};

QTEST_GUILESS_MAIN(TestAudit)
#include "tst_audit.moc"
