// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <utility>
#include <variant>

namespace meshlens {

/// What went wrong, for code, for the person and for the log. No secret ever enters one.
struct Error {
    enum class Kind {
        Cancelled,
        Network,
        HttpStatus,
        Decode,
        Storage,
        NotFound,
        Ambiguous,
        NotPermitted,
        Conflict,
        TooLarge,
        Usage,
    };
    Kind kind = Kind::Storage; // for code: retry, sign in again, give up
    QString message;           // for the person: one translated sentence
    QString detail; // for the log: the JSON pointer, the statement, the URL without its query
};

/// A value or an Error: our small stand-in for std::expected, which C++20 lacks.
template<typename T>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] explicit operator bool() const { return m_state.index() == 0; }
    [[nodiscard]] bool hasValue() const { return m_state.index() == 0; }

    [[nodiscard]] const T &value() const & { return std::get<0>(m_state); }
    [[nodiscard]] T &value() & { return std::get<0>(m_state); }
    [[nodiscard]] T &&value() && { return std::get<0>(std::move(m_state)); }
    [[nodiscard]] T valueOr(T other) const { return hasValue() ? value() : std::move(other); }

    [[nodiscard]] const T &operator*() const & { return value(); }
    [[nodiscard]] T &operator*() & { return value(); }
    [[nodiscard]] T &&operator*() && { return std::get<0>(std::move(m_state)); }
    [[nodiscard]] const T *operator->() const { return &value(); }
    [[nodiscard]] T *operator->() { return &value(); }

    [[nodiscard]] const Error &error() const & { return std::get<1>(m_state); }
    [[nodiscard]] Error &&error() && { return std::get<1>(std::move(m_state)); }

private:
    std::variant<T, Error> m_state;
};

template<>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}

    [[nodiscard]] explicit operator bool() const { return !m_error; }
    [[nodiscard]] bool hasValue() const { return !m_error; }
    [[nodiscard]] const Error &error() const & { return *m_error; }
    [[nodiscard]] Error &&error() && { return *std::move(m_error); }

private:
    std::optional<Error> m_error;
};

} // namespace meshlens
