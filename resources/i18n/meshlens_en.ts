<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Access</name>
    <message numerus="yes">
        <source>Say what for, in at least %n characters.</source>
        <translation>
            <numerusform>Say what for, in at least %Ln character.</numerusform>
            <numerusform>Say what for, in at least %Ln characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Brief</name>
    <message numerus="yes">
        <source>State of the mesh, %1. Series over %n days.</source>
        <translation>
            <numerusform>State of the mesh, %1. Series over %Ln day.</numerusform>
            <numerusform>State of the mesh, %1. Series over %Ln days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n products are not scored and not part of the averages.</source>
        <translation>
            <numerusform>%Ln product is not scored and not part of the averages.</numerusform>
            <numerusform>%Ln products are not scored and not part of the averages.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>SLO breaches, %n open</source>
        <translation>
            <numerusform>SLO breaches, %Ln open</numerusform>
            <numerusform>SLO breaches, %Ln open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more are not listed.</source>
        <translation>
            <numerusform>%Ln more is not listed.</numerusform>
            <numerusform>%Ln more are not listed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation>
            <numerusform>%Ln result</numerusform>
            <numerusform>%Ln results</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Governance</name>
    <message numerus="yes">
        <source>%n meanings</source>
        <translation>
            <numerusform>%Ln meaning</numerusform>
            <numerusform>%Ln meanings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Home</name>
    <message numerus="yes">
        <source>average of %n products</source>
        <translation>
            <numerusform>average of %Ln product</numerusform>
            <numerusform>average of %Ln products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n products are not scored</source>
        <translation>
            <numerusform>%Ln product is not scored</numerusform>
            <numerusform>%Ln products are not scored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with a broken promise</source>
        <translation>
            <numerusform>%Ln with a broken promise</numerusform>
            <numerusform>%Ln with a broken promise</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n active grants</source>
        <translation>
            <numerusform>%Ln active grant</numerusform>
            <numerusform>%Ln active grants</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n findings</source>
        <translation>
            <numerusform>%Ln finding</numerusform>
            <numerusform>%Ln findings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No rule applies to %n products</source>
        <translation>
            <numerusform>No rule applies to %Ln product</numerusform>
            <numerusform>No rule applies to %Ln products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %n kept</source>
        <translation>
            <numerusform>the only one kept</numerusform>
            <numerusform>all %Ln kept</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Lineage</name>
    <message numerus="yes">
        <source>Only the nearest %n are shown.</source>
        <translation>
            <numerusform>Only the nearest one is shown.</numerusform>
            <numerusform>Only the nearest %Ln are shown.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only the %n most connected are shown.</source>
        <translation>
            <numerusform>Only the most connected one is shown.</numerusform>
            <numerusform>Only the %Ln most connected are shown.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LineageQuestions</name>
    <message numerus="yes">
        <source>From %1 to %2: %n steps on the shortest way.</source>
        <translation>
            <numerusform>From %1 to %2: %Ln step on the shortest way.</numerusform>
            <numerusform>From %1 to %2: %Ln steps on the shortest way.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing is known to be made from these %n things.</source>
        <translation>
            <numerusform>Nothing is known to be made from this one thing.</numerusform>
            <numerusform>Nothing is known to be made from these %Ln things.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No source is known of these %n things.</source>
        <translation>
            <numerusform>No source is known of this one thing.</numerusform>
            <numerusform>No source is known of these %Ln things.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n links that are told in both directions.</source>
        <translation>
            <numerusform>%Ln link that is told in both directions.</numerusform>
            <numerusform>%Ln links that are told in both directions.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Rules</name>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%Ln character</numerusform>
            <numerusform>%Ln characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n glossary term(s)</source>
        <translation>
            <numerusform>%Ln glossary term</numerusform>
            <numerusform>%Ln glossary terms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service level(s) in its contracts</source>
        <translation>
            <numerusform>%Ln service level in its contracts</numerusform>
            <numerusform>%Ln service levels in its contracts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n are met.</source>
        <translation>
            <numerusform>The only one is met.</numerusform>
            <numerusform>All %Ln are met.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n columns are described.</source>
        <translation>
            <numerusform>The only column is described.</numerusform>
            <numerusform>All %Ln columns are described.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation>
            <numerusform>%Ln column</numerusform>
            <numerusform>%Ln columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n column(s) with a glossary term</source>
        <translation>
            <numerusform>%Ln column with a glossary term</numerusform>
            <numerusform>%Ln columns with a glossary term</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n are tagged.</source>
        <translation>
            <numerusform>The only one is tagged.</numerusform>
            <numerusform>All %Ln are tagged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n breaking changes came with a new version.</source>
        <translation>
            <numerusform>The breaking change came with a new version.</numerusform>
            <numerusform>All %Ln breaking changes came with a new version.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::catalogs::Dbt</name>
    <message numerus="yes">
        <source>%n entries speak of nodes that %1 does not know: the file comes from another invocation.</source>
        <translation>
            <numerusform>%Ln entry speaks of a node that %1 does not know: the file comes from another invocation.</numerusform>
            <numerusform>%Ln entries speak of nodes that %1 does not know: the file comes from another invocation.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::catalogs::Field</name>
    <message numerus="yes">
        <source>%n more problems in this file.</source>
        <translation>
            <numerusform>%Ln more problem in this file.</numerusform>
            <numerusform>%Ln more problems in this file.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::catalogs::Folder</name>
    <message numerus="yes">
        <source>%n files that may hold descriptors</source>
        <translation>
            <numerusform>%Ln file that may hold descriptors</numerusform>
            <numerusform>%Ln files that may hold descriptors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::Access</name>
    <message numerus="yes">
        <source>%n columns</source>
        <translation>
            <numerusform>%Ln column</numerusform>
            <numerusform>%Ln columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n masked</source>
        <translation>
            <numerusform>%Ln masked</numerusform>
            <numerusform>%Ln masked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::AnswerPanel</name>
    <message numerus="yes">
        <source>All %n rules of the policy are met.</source>
        <translation>
            <numerusform>The one rule of the policy is met.</numerusform>
            <numerusform>All %Ln rules of the policy are met.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests for this product are known</source>
        <translation>
            <numerusform>%Ln request for this product is known</numerusform>
            <numerusform>%Ln requests for this product are known</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were answered at once</source>
        <translation>
            <numerusform>%Ln was answered at once</numerusform>
            <numerusform>%Ln were answered at once</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::AuditLine</name>
    <message numerus="yes">
        <source>Each of %n entries is chained to the one before; checked %1.</source>
        <translation>
            <numerusform>The one entry is the first of its chain; checked %1.</numerusform>
            <numerusform>Each of %Ln entries is chained to the one before; checked %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::ChangesSheet</name>
    <message numerus="yes">
        <source>%n changes</source>
        <translation>
            <numerusform>%Ln change</numerusform>
            <numerusform>%Ln changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::CheckModel</name>
    <message numerus="yes">
        <source>%n runs</source>
        <translation>
            <numerusform>%Ln run</numerusform>
            <numerusform>%Ln runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::ColumnModel</name>
    <message numerus="yes">
        <source>%n columns</source>
        <translation>
            <numerusform>%Ln column</numerusform>
            <numerusform>%Ln columns</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::DecisionBar</name>
    <message numerus="yes">
        <source>Approve with %n changes</source>
        <translation>
            <numerusform>Approve with %Ln change</numerusform>
            <numerusform>Approve with %Ln changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::DecisionColumns</name>
    <message numerus="yes">
        <source>%n more are given as asked.</source>
        <translation>
            <numerusform>%Ln more is given as asked.</numerusform>
            <numerusform>%Ln more are given as asked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::DecisionFacts</name>
    <message numerus="yes">
        <source>%n grants</source>
        <translation>
            <numerusform>%Ln grant</numerusform>
            <numerusform>%Ln grants</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::DecisionPane</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Approved with %n changes</source>
        <translation>
            <numerusform>Approved with %Ln change</numerusform>
            <numerusform>Approved with %Ln changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::ExecutiveView</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%Ln open</numerusform>
            <numerusform>%Ln open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n service levels are met.</source>
        <translation>
            <numerusform>The only service level is met.</numerusform>
            <numerusform>All %Ln service levels are met.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::FindingBar</name>
    <message numerus="yes">
        <source>Say why, in at least %n characters.</source>
        <translation>
            <numerusform>Say why, in at least %Ln character.</numerusform>
            <numerusform>Say why, in at least %Ln characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::GovernancePage</name>
    <message numerus="yes">
        <source>%n products</source>
        <translation>
            <numerusform>%Ln product</numerusform>
            <numerusform>%Ln products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n domains</source>
        <translation>
            <numerusform>%Ln domain</numerusform>
            <numerusform>%Ln domains</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::GovernanceView</name>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%Ln open</numerusform>
            <numerusform>%Ln open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::GraphPainter</name>
    <message numerus="yes">
        <source>%n products</source>
        <translation>
            <numerusform>%Ln product</numerusform>
            <numerusform>%Ln products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more, show</source>
        <translation>
            <numerusform>%Ln more, show</numerusform>
            <numerusform>%Ln more, show</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other columns</source>
        <translation>
            <numerusform>%Ln other column</numerusform>
            <numerusform>%Ln other columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n catalogs</source>
        <translation>
            <numerusform>%Ln catalog</numerusform>
            <numerusform>%Ln catalogs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more upstream</source>
        <translation>
            <numerusform>%Ln more upstream</numerusform>
            <numerusform>%Ln more upstream</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more downstream</source>
        <translation>
            <numerusform>%Ln more downstream</numerusform>
            <numerusform>%Ln more downstream</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n datasets</source>
        <translation>
            <numerusform>%Ln dataset</numerusform>
            <numerusform>%Ln datasets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n links of products are broken now: a contract is not kept</source>
        <translation>
            <numerusform>%Ln link of products is broken now: a contract is not kept</numerusform>
            <numerusform>%Ln links of products are broken now: a contract is not kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n links of products are late or have a check that does not pass</source>
        <translation>
            <numerusform>%Ln link of products is late or has a check that does not pass</numerusform>
            <numerusform>%Ln links of products are late or have a check that does not pass</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n links of products carry personal data without a contract</source>
        <translation>
            <numerusform>%Ln link of products carries personal data without a contract</numerusform>
            <numerusform>%Ln links of products carry personal data without a contract</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, through %n hidden things</source>
        <translation>
            <numerusform>%1, through %Ln hidden thing</numerusform>
            <numerusform>%1, through %Ln hidden things</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::GraphView</name>
    <message numerus="yes">
        <source>%n more feed it, show them</source>
        <translation>
            <numerusform>%Ln more feeds it, show it</numerusform>
            <numerusform>%Ln more feed it, show them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more read it, show them</source>
        <translation>
            <numerusform>%Ln more reads it, show it</numerusform>
            <numerusform>%Ln more read it, show them</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::HomePage</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n catalogs are connected. What they describe shows here as soon as it is read.</source>
        <translation>
            <numerusform>%Ln catalog is connected. What it describes shows here as soon as it is read.</numerusform>
            <numerusform>%Ln catalogs are connected. What they describe shows here as soon as it is read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changes since your visit %1</source>
        <translation>
            <numerusform>%Ln change since your visit %1</numerusform>
            <numerusform>%Ln changes since your visit %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The connected catalogs tell of %n datasets, and group none of them into a data product. Discover finds them, Lineage shows what feeds what.</source>
        <translation>
            <numerusform>The connected catalogs tell of %Ln dataset, and group it into no data product. Discover finds it, Lineage shows what feeds what.</numerusform>
            <numerusform>The connected catalogs tell of %Ln datasets, and group none of them into a data product. Discover finds them, Lineage shows what feeds what.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::ImpactModel</name>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%Ln step</numerusform>
            <numerusform>%Ln steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things</source>
        <translation>
            <numerusform>%Ln thing</numerusform>
            <numerusform>%Ln things</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::ImpactPanel</name>
    <message numerus="yes">
        <source>%n contracts would be broken:</source>
        <translation>
            <numerusform>%Ln contract would be broken:</numerusform>
            <numerusform>%Ln contracts would be broken:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things here</source>
        <translation>
            <numerusform>%Ln thing here</numerusform>
            <numerusform>%Ln things here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not drawn</source>
        <translation>
            <numerusform>%Ln not drawn</numerusform>
            <numerusform>%Ln not drawn</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n links of datasets</source>
        <translation>
            <numerusform>%Ln link of datasets</numerusform>
            <numerusform>%Ln links of datasets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things have no owner</source>
        <translation>
            <numerusform>%Ln thing has no owner</numerusform>
            <numerusform>%Ln things have no owner</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>datasets</source>
        <comment>below their number</comment>
        <translation>
            <numerusform>dataset</numerusform>
            <numerusform>datasets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>products</source>
        <comment>below their number</comment>
        <translation>
            <numerusform>product</numerusform>
            <numerusform>products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>domains</source>
        <comment>below their number</comment>
        <translation>
            <numerusform>domain</numerusform>
            <numerusform>domains</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>owners</source>
        <comment>below their number</comment>
        <translation>
            <numerusform>owner</numerusform>
            <numerusform>owners</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>contracts</source>
        <comment>below their number</comment>
        <translation>
            <numerusform>contract</numerusform>
            <numerusform>contracts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>- and %n more</source>
        <translation>
            <numerusform>- and %Ln more</numerusform>
            <numerusform>- and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n links of products</source>
        <translation>
            <numerusform>%Ln link of products</numerusform>
            <numerusform>%Ln links of products</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::LineagePage</name>
    <message numerus="yes">
        <source>%n domains</source>
        <translation>
            <numerusform>%Ln domain</numerusform>
            <numerusform>%Ln domains</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n products</source>
        <translation>
            <numerusform>%Ln product</numerusform>
            <numerusform>%Ln products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n datasets</source>
        <translation>
            <numerusform>%Ln dataset</numerusform>
            <numerusform>%Ln datasets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n catalogs</source>
        <translation>
            <numerusform>%Ln catalog</numerusform>
            <numerusform>%Ln catalogs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n links</source>
        <translation>
            <numerusform>%Ln link</numerusform>
            <numerusform>%Ln links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n between catalogs</source>
        <translation>
            <numerusform>%Ln between catalogs</numerusform>
            <numerusform>%Ln between catalogs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more; find them by name</source>
        <translation>
            <numerusform>%Ln more; find it by name</numerusform>
            <numerusform>%Ln more; find them by name</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things are hidden.</source>
        <translation>
            <numerusform>%Ln thing is hidden.</numerusform>
            <numerusform>%Ln things are hidden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things are hidden; broken lines lead through them.</source>
        <translation>
            <numerusform>%Ln thing is hidden; broken lines lead through it.</numerusform>
            <numerusform>%Ln things are hidden; broken lines lead through them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n filtered out</source>
        <translation>
            <numerusform>%Ln filtered out</numerusform>
            <numerusform>%Ln filtered out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things stand inside their domains, and each domain can be opened.</source>
        <translation>
            <numerusform>%n thing stands inside its domain, which can be opened.</numerusform>
            <numerusform>%n things stand inside their domains, and each domain can be opened.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things</source>
        <translation>
            <numerusform>%Ln thing</numerusform>
            <numerusform>%Ln things</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not drawn here: %n datasets with lineage belong to no domain.</source>
        <translation>
            <numerusform>Not drawn here: %Ln dataset with lineage belongs to no domain.</numerusform>
            <numerusform>Not drawn here: %Ln datasets with lineage belong to no domain.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out are %n links that only the picture has.</source>
        <translation>
            <numerusform>Left out is %Ln link that only the picture has.</numerusform>
            <numerusform>Left out are %Ln links that only the picture has.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things stand inside, and each box can be opened.</source>
        <translation>
            <numerusform>%Ln thing stands inside, and the box can be opened.</numerusform>
            <numerusform>%Ln things stand inside, and each box can be opened.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::LineageToolbar</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%Ln found</numerusform>
            <numerusform>%Ln found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in closed boxes</source>
        <translation>
            <numerusform>%Ln in a closed box</numerusform>
            <numerusform>%Ln in closed boxes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::LinkModel</name>
    <message numerus="yes">
        <source>%n links of datasets</source>
        <translation>
            <numerusform>%Ln link of datasets</numerusform>
            <numerusform>%Ln links of datasets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::LinkPanel</name>
    <message numerus="yes">
        <source>links</source>
        <comment>below their number</comment>
        <translation>
            <numerusform>link</numerusform>
            <numerusform>links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contracts met</source>
        <translation>
            <numerusform>%Ln contract met</numerusform>
            <numerusform>%Ln contracts met</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contracts, nothing is measured</source>
        <translation>
            <numerusform>%Ln contract, nothing is measured</numerusform>
            <numerusform>%Ln contracts, nothing is measured</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of these links carry personal columns that no contract in force covers.</source>
        <translation>
            <numerusform>%Ln of these links carries personal columns that no contract in force covers.</numerusform>
            <numerusform>%Ln of these links carry personal columns that no contract in force covers.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::OutboxStrip</name>
    <message numerus="yes">
        <source>%n more wait.</source>
        <translation>
            <numerusform>%Ln more waits.</numerusform>
            <numerusform>%Ln more wait.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::OverviewTab</name>
    <message numerus="yes">
        <source>%n products</source>
        <translation>
            <numerusform>%Ln product</numerusform>
            <numerusform>%Ln products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n rules met</source>
        <translation>
            <numerusform>The one rule met</numerusform>
            <numerusform>All %Ln rules met</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::OwnDetail</name>
    <message numerus="yes">
        <source>%n days left</source>
        <translation>
            <numerusform>%Ln day left</numerusform>
            <numerusform>%Ln days left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::Product</name>
    <message numerus="yes">
        <source>from %1 of %n checks</source>
        <translation>
            <numerusform>from %1 of %Ln check</numerusform>
            <numerusform>from %1 of %Ln checks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::QualityTab</name>
    <message numerus="yes">
        <source>%n loads, no objective</source>
        <translation>
            <numerusform>%Ln load, no objective</numerusform>
            <numerusform>%Ln loads, no objective</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::RequestFields</name>
    <message numerus="yes">
        <source>At least %n characters</source>
        <translation>
            <numerusform>At least %Ln character</numerusform>
            <numerusform>At least %Ln characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Say it in at most %n characters.</source>
        <translation>
            <numerusform>Say it in at most %Ln character.</numerusform>
            <numerusform>Say it in at most %Ln characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::RequestSheet</name>
    <message numerus="yes">
        <source>Send %n requests</source>
        <translation>
            <numerusform>Send %Ln request</numerusform>
            <numerusform>Send %Ln requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::ScorecardTab</name>
    <message numerus="yes">
        <source>No product matches. Clear the filter to see all %n.</source>
        <translation>
            <numerusform>No product matches. Clear the filter to see the only one.</numerusform>
            <numerusform>No product matches. Clear the filter to see all %Ln.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::SharingModel</name>
    <message numerus="yes">
        <source>%n products</source>
        <translation>
            <numerusform>%Ln product</numerusform>
            <numerusform>%Ln products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n people</source>
        <translation>
            <numerusform>, %Ln person</numerusform>
            <numerusform>, %Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n with personal data</source>
        <translation>
            <numerusform>, %Ln with personal data</numerusform>
            <numerusform>, %Ln with personal data</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::SharingPanel</name>
    <message numerus="yes">
        <source>%n products with personal data have a grant without an end.</source>
        <translation>
            <numerusform>%Ln product with personal data has a grant without an end.</numerusform>
            <numerusform>%Ln products with personal data have a grant without an end.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::Sparks</name>
    <message numerus="yes">
        <source>%n runs</source>
        <translation>
            <numerusform>%Ln run</numerusform>
            <numerusform>%Ln runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n failed</source>
        <translation>
            <numerusform>, %Ln failed</numerusform>
            <numerusform>, %Ln failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n with a warning</source>
        <translation>
            <numerusform>, %Ln with a warning</numerusform>
            <numerusform>, %Ln with a warning</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::StepGraph</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::TableTab</name>
    <message numerus="yes">
        <source>%n rows</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::UsageTab</name>
    <message numerus="yes">
        <source>%n by lineage</source>
        <translation>
            <numerusform>%Ln by lineage</numerusform>
            <numerusform>%Ln by lineage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n grants that you may see</source>
        <translation>
            <numerusform>%Ln grant that you may see</numerusform>
            <numerusform>%Ln grants that you may see</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>meshlens::ui::WaitingCard</name>
    <message numerus="yes">
        <source>%n requests</source>
        <translation>
            <numerusform>%Ln request</numerusform>
            <numerusform>%Ln requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more in the inbox</source>
        <translation>
            <numerusform>%Ln more in the inbox</numerusform>
            <numerusform>%Ln more in the inbox</numerusform>
        </translation>
    </message>
</context>
</TS>
