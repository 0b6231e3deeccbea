#include "store/keys.h"

#include "tact/check.h"

namespace tact {

void append_seq(std::string& text, Seq seq) {
  char bytes[seq_bytes];
  for (std::size_t i = 0; i < seq_bytes; ++i) {
    bytes[i] = static_cast<char>(seq.value >> (8 * (seq_bytes - 1 - i)) & 0xff);
  }
  text.append(bytes, seq_bytes);
}

std::string seq_text(Seq seq) {
  std::string text;
  append_seq(text, seq);
  return text;
}

std::optional<Seq> parse_seq(std::string_view bytes) {
  if (bytes.size() != seq_bytes) return std::nullopt;
  Seq seq;
  for (const char byte : bytes) seq.value = seq.value << 8 | static_cast<unsigned char>(byte);
  return seq;
}

std::string record_key(const Key& key) {
  std::string text;
  text.reserve(1 + key.id.size());
  text.push_back(static_cast<char>(key.table));
  text.append(key.id);
  return text;
}

std::string posting_prefix(std::string_view term) {
  TACT_CHECK(term.size() <= term_bytes_max);
  std::string text;
  text.reserve(2 + term.size() + seq_bytes);
  text.push_back(static_cast<char>(term.size() >> 8));
  text.push_back(static_cast<char>(term.size() & 0xff));
  text.append(term);
  return text;
}

std::string posting_key(std::string_view term, Seq seq) {
  std::string key = posting_prefix(term);
  append_seq(key, seq);
  return key;
}

}  // namespace tact
