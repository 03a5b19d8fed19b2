// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/hashing.h"

#include <sodium.h>

#include <array>

namespace meshlens::node {
namespace {

const unsigned char *bytes(std::string_view text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

template<std::size_t size>
std::string hex(const std::array<unsigned char, size> &hash)
{
    std::array<char, 2 * size + 1> text{};
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    return text.data();
}

} // namespace

std::string hexHash(std::string_view text)
{
    std::array<unsigned char, 32> hash{};
    crypto_generichash(hash.data(), hash.size(), bytes(text), text.size(), nullptr, 0);
    return hex(hash);
}

std::string hexSha256(std::string_view text)
{
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), bytes(text), text.size());
    return hex(hash);
}

bool sameSecret(const std::string &one, const std::string &other)
{
    return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

std::string randomId(const std::string &prefix)
{
    std::array<unsigned char, 8> random{};
    randombytes_buf(random.data(), random.size());
    return prefix + hex(random);
}

std::string maskToken(const std::string &key, const std::string &scope, const std::string &value)
{
    std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, bytes(key), key.size(), hash.size());
    const std::uint64_t length = scope.size(); // so that no scope runs into its value
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char *>(&length),
                              sizeof length);
    crypto_generichash_update(&state, bytes(scope), scope.size());
    crypto_generichash_update(&state, bytes(value), value.size());
    crypto_generichash_final(&state, hash.data(), hash.size());
    return "tok_" + hex(hash).substr(0, 20);
}

std::string base64Url(std::string_view text)
{
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string encoded(sodium_base64_encoded_len(text.size(), variant), '\0');
    sodium_bin2base64(encoded.data(), encoded.size(), bytes(text), text.size(), variant);
    encoded.pop_back(); // the terminating zero
    return encoded;
}

std::string fromBase64Url(const std::string &text)
{
    std::string decoded(text.size(), '\0');
    std::size_t size = 0;
    const char *end = nullptr;
    if (sodium_base642bin(reinterpret_cast<unsigned char *>(decoded.data()), decoded.size(),
                          text.data(), text.size(), nullptr, &size, &end,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        end != text.data() + text.size())
        return {};
    decoded.resize(size);
    return decoded;
}

} // namespace meshlens::node
