#include "core/note/note.h"

#include <algorithm>
#include <optional>

#include "tact/check.h"

#include "core/hash/encoding.h"
#include "core/note/verifier_key.h"
#include "core/yaml/source.h"

namespace tact {
namespace {

constexpr std::string_view dash = "\u2014 ";
constexpr std::size_t id_bytes = 4;

// `line` is without its line feed.
std::optional<NoteSignature> parse_signature(std::string_view line) {
  if (!line.starts_with(dash)) return std::nullopt;
  line.remove_prefix(dash.size());
  const std::size_t space = line.find(' ');
  if (space == line.npos) return std::nullopt;
  NoteSignature signature;
  signature.name = line.substr(0, space);
  const auto bytes = from_base64(line.substr(space + 1));
  if (!is_valid_key_name(signature.name) || !bytes || bytes->size() <= id_bytes) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < id_bytes; ++i) {
    signature.key_id = signature.key_id << 8 | static_cast<unsigned char>((*bytes)[i]);
  }
  signature.bytes = bytes->substr(id_bytes);
  return signature;
}

bool is_control(char letter) { return static_cast<unsigned char>(letter) < ' ' && letter != '\n'; }

}  // namespace

std::string format_signature(const NoteSignature& signature) {
  TACT_CHECK(is_valid_key_name(signature.name) && !signature.bytes.empty());
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes += static_cast<char>(signature.key_id >> shift & 0xff);
  }
  bytes += signature.bytes;
  std::string line(dash);
  line += signature.name;
  line += ' ';
  line += to_base64(bytes);
  line += '\n';
  return line;
}

std::string format_note(const Note& note) {
  TACT_CHECK(note.text.ends_with('\n') && !note.signatures.empty());
  std::string bytes = note.text + '\n';
  for (const NoteSignature& signature : note.signatures) bytes += format_signature(signature);
  return bytes;
}

Result<Note> parse_note(std::string_view bytes) {
  if (bytes.size() > note_bytes_max) return Error{"a note must not be longer than 64 KiB"};
  if (find_invalid_utf8(bytes) != std::string_view::npos ||
      std::any_of(bytes.begin(), bytes.end(), is_control)) {
    return Error{"a note must be UTF-8 without control characters but line feeds"};
  }
  // The text may hold empty lines itself: the last one counts.
  const std::size_t gap = bytes.rfind("\n\n");
  if (gap == bytes.npos || !bytes.ends_with('\n')) {
    return Error{"a signed note must be a text, an empty line, and lines of signatures"};
  }
  Note note{std::string(bytes.substr(0, gap + 1)), {}};
  std::string_view lines = bytes.substr(gap + 2);
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    auto signature = parse_signature(lines.substr(0, end));
    if (!signature) {
      return Error{
          "a signature's line must be `\u2014`, the key's name and base64, with one space "
          "between them"};
    }
    if (note.signatures.size() == note_signatures_max) {
      return Error{"a note must not have more than 64 signatures"};
    }
    note.signatures.push_back(*std::move(signature));
    lines.remove_prefix(end + 1);
  }
  if (note.signatures.empty()) return Error{"the note is not signed"};
  return note;
}

}  // namespace tact
