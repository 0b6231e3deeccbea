// Signed notes (C2SP signed-note): a text and who signed it. Here they are only taken apart and put
// together; signing.h makes and checks signatures.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tact/result.h"

namespace tact {

// One line: "— NAME BASE64", which are 4 bytes of the key's id and the signature's own.
struct NoteSignature {
  std::string name;
  std::uint32_t key_id = 0;
  std::string bytes;

  bool operator==(const NoteSignature&) const = default;
};

// The text with its last line feed, without the empty line in front of the signatures.
struct Note {
  std::string text;
  std::vector<NoteSignature> signatures;  // not verified

  bool operator==(const Note&) const = default;
};

// Beyond these a note is refused unread.
inline constexpr std::size_t note_bytes_max = 64 * 1024;
inline constexpr std::size_t note_signatures_max = 64;

// With its line feed.
std::string format_signature(const NoteSignature& signature);
// REQUIRES: the text ends with a line feed, and there is a signature.
std::string format_note(const Note& note);

// Refuses what format_note could not have written. Signatures of unknown kinds are fine.
Result<Note> parse_note(std::string_view bytes);

}  // namespace tact
