// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mesh/contract_changes.h"

#include <QTest>

using namespace meshlens::mesh;
using namespace Qt::StringLiterals;

namespace {

QString partText(ContractChange::Part part)
{
    static const QStringList words{u"version"_s,       u"status"_s,  u"description"_s, u"usage"_s,
                                   u"limitations"_s,   u"purpose"_s, u"level"_s,       u"table"_s,
                                   u"column"_s,        u"type"_s,    u"required"_s,    u"unique"_s,
                                   u"classification"_s};
    return words[static_cast<int>(part)];
}

QString printed(const QList<ContractChange> &changes)
{
    QStringList lines;
    for (const ContractChange &change : changes) {
        const QString effect = change.effect == ContractChange::Effect::Breaking     ? u"breaks"_s
                               : change.effect == ContractChange::Effect::Compatible ? u"fits"_s
                                                                                     : u"-"_s;
        lines += u"%1 %2 [%3] [%4] %5"_s.arg(partText(change.part), change.name, change.before,
                                             change.after, effect);
    }
    return lines.join(u'\n');
}

/// ODCS with one table; `properties` is the JSON of its columns.
Contract odcs(const QByteArray &properties)
{
    Contract contract;
    contract.id = u"orders"_s;
    contract.version = u"1.0.0"_s;
    contract.status = Status::Active;
    contract.document =
        "{\"kind\":\"DataContract\",\"schema\":[{\"name\":\"orders\",\"properties\":[" +
        properties + "]}]}";
    return contract;
}

const QByteArray idColumn = "{\"name\":\"id\",\"logicalType\":\"string\",\"required\":true}";

} // namespace

class TestContractChanges : public QObject
{
    Q_OBJECT

private slots:
    void theSameContractHasNoChanges()
    {
        const Contract contract = odcs(idColumn);
        QCOMPARE(printed(contractChanges(contract, contract)), QString());
    }

    void columnsThatGoBreakAndColumnsThatComeFit()
    {
        const Contract before =
            odcs(idColumn + ",{\"name\":\"country\",\"logicalType\":\"string\"}");
        Contract after = odcs(idColumn + ",{\"name\":\"region\",\"logicalType\":\"string\"}");
        after.version = u"2.0.0"_s;
        QCOMPARE(printed(contractChanges(before, after)),
                 u"column orders.country [string] [] breaks\n"
                 "version  [1.0.0] [2.0.0] -\n"
                 "column orders.region [] [string] fits"_s);
    }

    void aColumnThatChangesSaysHow()
    {
        const Contract before = odcs("{\"name\":\"total\",\"physicalType\":\"decimal(8,2)\","
                                     "\"required\":\"true\",\"unique\":false}");
        const Contract after = odcs("{\"name\":\"total\",\"physicalType\":\"decimal(12,2)\","
                                    "\"required\":false,\"unique\":\"true\"}");
        QCOMPARE(printed(contractChanges(before, after)),
                 u"type orders.total [decimal(8,2)] [decimal(12,2)] breaks\n"
                 "required orders.total [yes] [no] breaks\n"
                 "unique orders.total [no] [yes] fits"_s);
    }

    void fieldsOfStructuresAreComparedByTheirPath()
    {
        const Contract before = odcs("{\"name\":\"address\",\"logicalType\":\"object\","
                                     "\"properties\":[{\"name\":\"city\"},{\"name\":\"zip\"}]}");
        const Contract after = odcs("{\"name\":\"address\",\"logicalType\":\"object\","
                                    "\"properties\":[{\"name\":\"city\"}]}");
        QCOMPARE(printed(contractChanges(before, after)),
                 u"column orders.address.zip [orders.address.zip] [] breaks"_s);
    }

    void modelsOfADataContractSpecificationAreReadAsWell()
    {
        Contract before;
        before.document = "{\"models\":{\"orders\":{\"fields\":{\"id\":{\"type\":\"string\"},"
                          "\"at\":{\"type\":\"timestamp\"}}},\"old\":{\"fields\":{\"x\":{}}}}}";
        Contract after;
        after.document = "{\"models\":{\"orders\":{\"fields\":{\"id\":{\"type\":\"long\"},"
                         "\"at\":{\"type\":\"timestamp\"}}},\"lines\":{\"fields\":{\"y\":{}}}}}";
        QCOMPARE(printed(contractChanges(before, after)), u"table old [old] [] breaks\n"
                                                          "type orders.id [string] [long] breaks\n"
                                                          "table lines [] [lines] fits"_s);
    }

    void serviceLevelsThatGetWorseBreak_data()
    {
        QTest::addColumn<QString>("property");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("effect");
        QTest::newRow("later data") << u"latency"_s << u"6"_s << u"24"_s << u"breaks"_s;
        QTest::newRow("earlier data") << u"latency"_s << u"24"_s << u"6"_s << u"fits"_s;
        QTest::newRow("less available") << u"availability"_s << u"99.9"_s << u"99"_s << u"breaks"_s;
        QTest::newRow("kept longer") << u"retention"_s << u"3"_s << u"7"_s << u"fits"_s;
        QTest::newRow("no figure") << u"retention"_s << u"long"_s << u"longer"_s << u"breaks"_s;
    }

    void serviceLevelsThatGetWorseBreak()
    {
        QFETCH(QString, property);
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QString, effect);
        Contract old;
        old.serviceLevels = {{property, before, u"h"_s, {}, {}}};
        Contract now;
        now.serviceLevels = {{property, after, u"h"_s, {}, {}}};
        QCOMPARE(printed(contractChanges(old, now)),
                 u"level %1 [%2 h] [%3 h] %4"_s.arg(property, before, after, effect));
    }

    void fewerPurposesAndTheEndOfAContractBreak()
    {
        Contract before;
        before.status = Status::Active;
        before.permittedPurposes = {u"reporting"_s, u"forecasting"_s};
        Contract after;
        after.status = Status::Deprecated;
        after.permittedPurposes = {u"reporting"_s, u"regulatory"_s};
        QCOMPARE(printed(contractChanges(before, after)), u"status  [active] [deprecated] breaks\n"
                                                          "purpose  [forecasting] [] breaks\n"
                                                          "purpose  [] [regulatory] fits"_s);
    }

    void aDocumentWithoutASchemaSaysNothingOfColumns()
    {
        Contract after = odcs(idColumn);
        after.document = "not JSON";
        QCOMPARE(printed(contractChanges(odcs(idColumn), after)), QString());
        QCOMPARE(promisedColumns("[1,2]").size(), 0);
    }
};

QTEST_APPLESS_MAIN(TestContractChanges)
#include "tst_contract_changes.moc"
