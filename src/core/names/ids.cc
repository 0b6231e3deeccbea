#include "tact/ids.h"

#include "core/names/hex.h"

namespace tact {

std::string format_subject(const SubjectId& id) {
  std::string text;
  append_hex(id.bytes, text);
  return text;
}

std::optional<SubjectId> parse_subject(std::string_view text) {
  SubjectId id;
  if (!parse_hex(text, id.bytes)) return std::nullopt;
  return id;
}

}  // namespace tact
