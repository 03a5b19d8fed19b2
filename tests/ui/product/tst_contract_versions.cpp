// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_session.h"
#include "ui/parts/cell_grid.h"
#include "ui/parts/labels.h"
#include "ui/parts/theme.h"
#include "ui/product/contract_versions.h"

#include <QApplication>
#include <QComboBox>
#include <QTest>

using namespace meshlens;
using namespace meshlens::ui;
using namespace Qt::StringLiterals;

namespace {

mesh::Contract contractOf(const QString &version, const QByteArray &columns)
{
    mesh::Contract contract;
    contract.id = u"orders"_s;
    contract.name = u"Orders"_s;
    contract.version = version;
    contract.status = mesh::Status::Active;
    contract.document =
        "{\"kind\":\"DataContract\",\"schema\":[{\"name\":\"orders\",\"properties\":[" + columns +
        "]}]}";
    return contract;
}

const QByteArray id = "{\"name\":\"id\",\"logicalType\":\"string\"}";
const QByteArray country = "{\"name\":\"country\",\"logicalType\":\"string\"}";

/// A card on a store that has seen these versions, oldest first.
struct Shown {
    test::FakeSession session;
    std::unique_ptr<ContractVersionsCard> card;

    explicit Shown(const QList<mesh::Contract> &versions)
    {
        for (const mesh::Contract &version : versions) {
            Batch batch;
            batch.contracts = {version};
            session.pull(u"Core"_s, batch);
        }
        card = std::make_unique<ContractVersionsCard>(session, nullptr);
        card->resize(900, 400);
        card->show();
        card->setContract(versions.isEmpty() ? contractOf(u"1"_s, id) : versions.last(), {});
    }

    [[nodiscard]] QString words() const
    {
        QStringList all;
        for (const Label *label : card->findChildren<Label *>()) {
            if (label->isVisible())
                all += label->text();
        }
        return all.join(u'\n');
    }
    [[nodiscard]] CellGrid &grid() const { return *card->findChild<CellGrid *>(); }
    [[nodiscard]] QComboBox &box(const QString &name) const
    {
        for (QComboBox *box : card->findChildren<QComboBox *>()) {
            if (box->accessibleName() == name)
                return *box;
        }
        qFatal("no such choice");
    }
    [[nodiscard]] QString changes() const
    {
        QStringList rows;
        for (int row = 0; grid().isVisible() && row < grid().rowCount(); ++row)
            rows += grid().cellWords(row, 0) + u" | "_s + grid().cellWords(row, 1) + u" | "_s +
                    grid().cellWords(row, 2);
        return rows.join(u'\n');
    }
};

} // namespace

class TestContractVersions : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::instance().install(*qApp); }

    void oneVersionIsSaidToBeTheOnlyOne()
    {
        const Shown shown({contractOf(u"1.0.0"_s, id)});
        QTRY_VERIFY(shown.words().contains(u"Only one version is known: 1.0.0, since"));
        QVERIFY(!shown.grid().isVisible());
        QVERIFY(!shown.box(u"Older version"_s).isVisible());
    }

    void theNewestTwoAreComparedAtFirst()
    {
        const Shown shown({contractOf(u"1.0.0"_s, id), contractOf(u"1.1.0"_s, id + ',' + country),
                           contractOf(u"2.0.0"_s, country)});

        QTRY_VERIFY(shown.grid().isVisible());

        const QString changes = shown.changes();
        QVERIFY2(changes.contains(u"orders.id"), qPrintable(changes));
        QVERIFY2(changes.startsWith(u"Missed Breaks consumers") ||
                     changes.contains(u"Breaks consumers | Column orders.id | removed"),
                 qPrintable(changes));
        QVERIFY2(changes.contains(u"1.1.0 → 2.0.0"), qPrintable(changes));
        QVERIFY2(shown.words().contains(u"1 breaks consumers"), qPrintable(shown.words()));
    }

    void anyTwoCanBeChosen()
    {
        const Shown shown({contractOf(u"1.0.0"_s, id), contractOf(u"1.1.0"_s, id + ',' + country),
                           contractOf(u"2.0.0"_s, country)});
        QTRY_VERIFY(shown.grid().isVisible());

        shown.box(u"Older version"_s).setCurrentIndex(2);
        shown.box(u"Newer version"_s).setCurrentIndex(1);

        QVERIFY2(shown.changes().contains(u"1.0.0 → 1.1.0"), qPrintable(shown.changes()));
        QVERIFY2(shown.words().contains(u"none breaks consumers"), qPrintable(shown.words()));

        shown.box(u"Newer version"_s).setCurrentIndex(2);
        QVERIFY(shown.words().contains(u"Choose two different versions."));
        QVERIFY(!shown.grid().isVisible());
    }

    void aContractThatNobodyKnowsIsSaidSo()
    {
        const Shown shown({});
        QTRY_VERIFY(shown.words().contains(u"No version has been read yet."));
    }
};

QTEST_MAIN(TestContractVersions)
#include "tst_contract_versions.moc"
