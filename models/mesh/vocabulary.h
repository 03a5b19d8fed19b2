// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

/// The closed vocabularies of the mesh and their words in JSON, queries and facets.
namespace meshlens::mesh {

enum class Kind { Domain, Product, Dataset, Column, Term, Party, Job };
enum class DatasetType { Table, View, Stream, File, Api, Model, Metric, Dashboard };
enum class Status { Unknown, Proposed, Draft, Active, Deprecated, Retired };
enum class Classification { Unknown, Public, Internal, Confidential, Restricted };
enum class Archetype { Unknown, SourceAligned, Aggregate, ConsumerAligned };
enum class Severity { Info, Warning, Error };
enum class Dimension { Completeness, Validity, Consistency, Accuracy, Uniqueness, Timeliness };
enum class CheckStatus { Passed, Warning, Failed, Errored };
enum class FreshnessState { OnTime, Late, Stale, Unknown };
enum class Quality {
    Discoverable,
    Addressable,
    Trustworthy,
    SelfDescribing,
    Interoperable,
    Secure
};
enum class PurposeKind {
    Reporting,
    Forecasting,
    ProductAnalysis,
    ModelTraining,
    Regulatory,
    Other
};
enum class RequestState { Draft, Queued, Submitted, Pending, Asked, Approved, Denied, Cancelled };
enum class GrantState { None, Provisioning, Active, Failed, Expired, Returned, Revoked };
enum class ColumnMode { Give, Mask, Omit };
/// What a product says of itself. AtOnce: by request, and a policy would answer this person by
/// itself.
enum class AccessMode { Unknown, Open, Request, AtOnce };
enum class AccessWay { Open, Granted, Policy, Owner, None }; // how this person would get in
enum class PortDirection { Input, Output };
enum class Capability {
    Browse,
    Lineage,
    Checks,
    Samples,
    Request,
    Decide,
    Grant,
    Incremental,
    Search
};

/// The word of a value as the documents write it (`source-aligned`, `on_time`); empty for Unknown
/// of status, classification, archetype and access mode.
template<typename Enum>
[[nodiscard]] QString toText(Enum value);

/// The value of a word, upper or lower case, with `-`, `_` and space taken as one; nothing for a
/// word that is not in the vocabulary.
template<typename Enum>
[[nodiscard]] std::optional<Enum> fromText(QStringView text);

/// All words of a vocabulary in the order of its values, without the empty one.
template<typename Enum>
[[nodiscard]] QStringList allTexts();

} // namespace meshlens::mesh
