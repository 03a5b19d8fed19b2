// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogs/registry_catalog.h"

#include "app/catalogs/schema_texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace meshlens::catalogs {
namespace {

using net::Fields;
using nlohmann::json;

constexpr int pageSize = 200;
constexpr int mostSubjects = 1'000'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("Catalogs", text);
}

/// The latest version of a subject.
struct Subject {
    QString name;
    qint64 version = 0;
    QString type;
    QString schema;
    QStringList references; // subjects
    QString owner;
    QMap<QString, QStringList> tags; // by column path, of the registry's metadata
    QList<mesh::Check> rules;
};

Result<Subject> subjectOf(const json &node, const QString &pointer)
{
    Fields fields(node, pointer);
    Subject subject;
    subject.name = fields.needText("subject");
    subject.version = fields.integer("version").value_or(0);
    subject.type = fields.text("schemaType");
    subject.schema = fields.needText("schema");
    if (const json *references = fields.array("references")) {
        for (const json &reference : *references)
            subject.references.append(net::optionalString(reference, "subject").valueOr({}));
    }
    if (const json *metadata = fields.object("metadata")) {
        const auto properties = net::optionalObject(*metadata, "properties");
        if (properties && *properties)
            subject.owner = net::optionalString(**properties, "owner").valueOr({});
        const auto tags = net::optionalObject(*metadata, "tags");
        if (tags && *tags) {
            for (const auto &[path, list] : (*tags)->items())
                subject.tags.insert(QString::fromStdString(path),
                                    net::optionalStrings(**tags, path.c_str()).valueOr({}));
        }
    }
    if (const json *rules = fields.object("ruleSet")) {
        const auto list = net::optionalArray(*rules, "domainRules");
        for (std::size_t i = 0; list && *list && i < (*list)->size(); ++i) {
            Fields rule((**list)[i], fields.at("ruleSet"));
            mesh::Check check;
            check.title = rule.text("name");
            check.id = subject.name + u'/' + check.title;
            check.description = rule.text("expr");
            if (rule.text("kind") == "CONDITION"_L1 && !check.title.isEmpty())
                subject.rules.append(check);
        }
    }
    if (fields.error())
        return *fields.error();
    return subject;
}

/// A topic and what its subjects say of it.
struct Topic {
    mesh::Dataset dataset;
    QByteArray fingerprint;
    QList<mesh::Check> checks;
};

class RegistryPull
{
public:
    RegistryPull(RestClient &client, RestPull &pull)
        : m_client(client), m_pull(pull), m_scope(pull.connection()),
          m_isByTopic(pull.connection().options.value(u"naming"_s) != "record"_L1)
    {
        m_broker = pull.connection().options.value(u"bootstrap"_s).trimmed().toLower();
        if (m_broker.isEmpty())
            m_broker = u'_' + pull.connection().name.toLower();
    }

    Result<void> run()
    {
        auto read = readAllAtOnce();
        if (!read && read.error().kind != Error::Kind::Cancelled &&
            read.error().kind != Error::Kind::Network &&
            read.error().kind != Error::Kind::NotPermitted)
            read = readOneByOne(); // older registries have no list of schemas
        if (!read)
            return read;
        for (Topic &topic : m_topics) {
            const QString &name = topic.dataset.nativeId;
            if (m_unread.contains(name) && m_pull.isSeen(mesh::Kind::Dataset, name))
                continue; // what was known of it is more
            // What is as it was keeps the level that was read with it.
            if (m_pull.isKnown(mesh::Kind::Dataset, topic.dataset.nativeId, topic.fingerprint)) {
                m_pull.keep(mesh::Kind::Dataset, topic.dataset.nativeId);
            } else {
                const auto level = readLevel(topic);
                if (!level)
                    return level.error();
                if (!*level)
                    m_pull.keep(mesh::Kind::Dataset, name);
                if (*level || !m_pull.isSeen(mesh::Kind::Dataset, name))
                    m_pull.put(topic.dataset, topic.fingerprint);
            }
            for (const mesh::Check &check : std::as_const(topic.checks))
                m_pull.put(check);
            if (const auto handed = m_pull.flush(tr("subjects"), ++m_done, m_topics.size());
                !handed)
                return handed;
        }
        return {};
    }

private:
    Result<void> readAllAtOnce()
    {
        for (qint64 offset = 0; offset < mostSubjects; offset += pageSize) {
            const auto page = m_client.get("schemas",
                                           {{u"latestOnly"_s, u"true"_s},
                                            {u"offset"_s, QString::number(offset)},
                                            {u"limit"_s, QString::number(pageSize)}},
                                           m_pull.stop());
            if (!page)
                return page.error();
            if (!page->document.is_array())
                return net::wrongType({}, u"a list of schemas"_s);
            qsizetype before = m_subjects.size();
            for (std::size_t i = 0; i < page->document.size(); ++i)
                take(page->document[i], u'/' + QString::number(i), page->url);
            // A server that knows no offset sends the same page again.
            if (page->document.size() < pageSize || m_subjects.size() == before)
                break;
        }
        return {};
    }

    Result<void> readOneByOne()
    {
        const auto answer = m_client.get("subjects", {}, m_pull.stop());
        if (!answer)
            return answer.error();
        if (!answer->document.is_array())
            return net::wrongType({}, u"a list of subjects"_s);
        QStringList names;
        for (const json &name : answer->document) {
            if (name.is_string() && names.size() < mostSubjects)
                names.append(QString::fromStdString(name.get_ref<const std::string &>()));
            else
                m_pull.problem(answer->url, net::wrongType({}, u"the name of a subject"_s));
        }
        return eachAtOnce<RestAnswer>(
            std::size_t(names.size()), m_pull.stop(),
            [&](std::size_t i, std::stop_token stop) {
                return m_client.get("subjects/" + pathPart(names[qsizetype(i)]) +
                                        "/versions/latest",
                                    {}, std::move(stop));
            },
            [&](std::size_t i, Result<RestAnswer> latest) -> Result<void> {
                const QString &name = names[qsizetype(i)];
                if (latest) {
                    take(latest->document, {}, latest->url);
                    return m_pull.flush(tr("subjects"), qint64(i), names.size());
                }
                if (latest.error().kind == Error::Kind::Cancelled ||
                    latest.error().kind == Error::Kind::Network)
                    return latest.error();
                m_pull.problem(name, latest.error());
                leaveAsItWas(topicOf(name));
                return {};
            });
    }

    /// `orders` of `orders-value`; a subject of another kind is its own name.
    [[nodiscard]] QString topicOf(const QString &subject) const
    {
        for (const QString &suffix : {u"-value"_s, u"-key"_s}) {
            if (m_isByTopic && subject.endsWith(suffix) && subject.size() > suffix.size())
                return subject.chopped(suffix.size());
        }
        return subject;
    }

    /// A subject of it cannot be read, so the rest says too little.
    void leaveAsItWas(const QString &topic)
    {
        m_unread.insert(topic);
        m_pull.keep(mesh::Kind::Dataset, topic);
        m_pull.keepEdgesInto(mesh::datasetKey(u"kafka"_s, m_broker, {topic}).key);
    }

    void take(const json &node, const QString &pointer, const QString &url)
    {
        const auto subject = subjectOf(node, pointer);
        if (!subject)
            return m_pull.problem(url, subject.error());
        const QString name = topicOf(subject->name);
        if (!m_scope.includes(name) || m_subjects.contains(subject->name))
            return;
        m_subjects.insert(subject->name);
        auto columns = subject->type == "PROTOBUF"_L1 ? columnsOfProtobuf(subject->schema)
                       : subject->type == "JSON"_L1   ? columnsOfJsonSchema(subject->schema)
                                                      : columnsOfAvro(subject->schema);
        if (!columns)
            m_pull.problem(subject->name, columns.error());
        Topic &topic = m_topics[name];
        if (topic.dataset.key.isEmpty()) {
            setKey(topic.dataset, mesh::datasetKey(u"kafka"_s, m_broker, {name}));
            topic.dataset.nativeId = name;
            topic.dataset.type = mesh::DatasetType::Stream;
        }
        topic.fingerprint += textual(node);
        const bool isKey = m_isByTopic && subject->name.endsWith(u"-key"_s);
        for (mesh::Column &column : columns ? *columns : Columns()) {
            for (const QString &tag : subject->tags.value(column.name)) {
                column.tags.append(tag);
                column.personal = column.personal || tag == "PII"_L1;
            }
            if (isKey) {
                column.name = u"key."_s + column.name;
                column.primaryKey = true;
            }
            topic.dataset.columns.append(column);
        }
        if (!subject->owner.isEmpty())
            topic.dataset.owners = m_pull.owners(subject->owner);
        for (mesh::Check check : subject->rules) {
            check.dataset = topic.dataset.key;
            topic.checks.append(check);
        }
        for (const QString &reference : subject->references) {
            const QString from = mesh::datasetKey(u"kafka"_s, m_broker, {topicOf(reference)}).key;
            if (!from.isEmpty() && from != topic.dataset.key)
                m_pull.put(mesh::LineageEdge{from, {}, topic.dataset.key, {}, {}, true, {}});
        }
    }

    /// `compatibility: BACKWARD` as a tag. False: it is not ours to read.
    Result<bool> readLevel(Topic &topic)
    {
        const QString value = topic.dataset.nativeId + u"-value"_s;
        const QString subject = m_subjects.contains(value) ? value : topic.dataset.nativeId;
        const auto answer = m_client.get("config/" + pathPart(subject),
                                         {{u"defaultToGlobal"_s, u"true"_s}}, m_pull.stop());
        if (!answer && !RestPull::isPassable(answer.error()))
            return answer.error();
        if (!answer && answer.error().kind == Error::Kind::NotPermitted) {
            m_pull.problem(subject, answer.error());
            return false;
        }
        if (!answer)
            return true; // a server that has no such route
        const QString level =
            net::optionalString(answer->document, "compatibilityLevel").valueOr({});
        if (!level.isEmpty())
            topic.dataset.tags.append(u"compatibility: "_s + level);
        return true;
    }

    RestClient &m_client;
    RestPull &m_pull;
    const Scope m_scope;
    const bool m_isByTopic;
    QString m_broker;
    QMap<QString, Topic> m_topics;
    QSet<QString> m_subjects;
    QSet<QString> m_unread; // topics
    qint64 m_done = 0;
};

} // namespace

CatalogKind RegistryCatalog::kind()
{
    CatalogKind kind;
    kind.kind = u"schema-registry"_s;
    kind.title = tr("Schema registry");
    kind.description =
        tr("Topics and their schemas from Confluent, Apicurio, Karapace or Redpanda");
    kind.icon = u"stream"_s;
    kind.capabilities = {mesh::Capability::Browse, mesh::Capability::Lineage,
                         mesh::Capability::Incremental};
    kind.options = {{u"bootstrap"_s, tr("Kafka broker"), false, false,
                     tr("host and port of the brokers: topics are then the same things as in other "
                        "catalogs")},
                    {u"naming"_s, tr("Subjects named by"), false, false,
                     tr("topic or record; topic without it (orders-value is the topic orders)")},
                    scopeOption()};
    kind.options += restOptions();
    return kind;
}

Result<QString> RegistryCatalog::look(std::stop_token stop)
{
    const auto answer = client().get("subjects", {}, std::move(stop));
    if (!answer)
        return answer.error();
    if (!answer->document.is_array())
        return net::wrongType({}, u"a list of subjects"_s);
    return tr("Subjects: %1").arg(answer->document.size());
}

Result<void> RegistryCatalog::read(RestPull &pull)
{
    return RegistryPull(client(), pull).run();
}

} // namespace meshlens::catalogs
