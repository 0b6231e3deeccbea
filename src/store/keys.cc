#include "store/keys.h"

#include "tact/check.h"

namespace tact {

std::string seq_text(Seq seq) {
  std::string text(seq_bytes, '\0');
  for (std::size_t i = 0; i < seq_bytes; ++i) {
    text[i] = static_cast<char>(seq.value >> (8 * (seq_bytes - 1 - i)) & 0xff);
  }
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
  return posting_prefix(term).append(seq_text(seq));
}

}  // namespace tact
