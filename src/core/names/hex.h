// Bytes as lower-case hexadecimal digits, the form of pseudonyms and digests in text.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace tact {

// Writes two digits for each byte from `to` on; returns where they end.
char* write_hex(std::span<const std::uint8_t> bytes, char* to);
void append_hex(std::span<const std::uint8_t> bytes, std::string& out);

// Fills `bytes`. False, with `bytes` in any state, where `text` is not two lower-case digits each.
bool parse_hex(std::string_view text, std::span<std::uint8_t> bytes);

}  // namespace tact
