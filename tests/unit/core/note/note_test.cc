#include "core/note/note.h"

#include <string>

#include <catch2/catch.hpp>

using namespace tact;

namespace {

// C2SP signed-note's example of a note; its text has an empty line.
const std::string poem =
    "Ognuno sta solo sul cuor della terra\n"
    "trafitto da un raggio di sole:\n"
    "\n"
    "ed è subito sera.\n"
    "\n"
    "— quasimodo.example/salvatore "
    "NnugSzTjtVAewIS+Z/iJhUPeFDkO/"
    "5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";

std::string refusal(const std::string& bytes) {
  const auto note = parse_note(bytes);
  return note ? "" : note.error().message;
}

std::string signature_lines(std::size_t count) {
  std::string lines;
  for (std::size_t i = 0; i < count; ++i) lines += "— w AAAAAAA=\n";
  return lines;
}

}  // namespace

TEST_CASE("a text with empty lines is parted from its signatures by the last one", "[note]") {
  const auto note = parse_note(poem);
  REQUIRE(note.ok());
  CHECK(note->text.ends_with("\n\ned è subito sera.\n"));
  REQUIRE(note->signatures.size() == 1);
  CHECK(note->signatures[0].name == "quasimodo.example/salvatore");
  CHECK(note->signatures[0].key_id == 0x367ba04b);
  CHECK(note->signatures[0].bytes.size() == 64);
  CHECK(format_note(*note) == poem);
}

TEST_CASE("signatures keep their order, and kinds that are not known their bytes", "[note]") {
  const Note note{"text\n", {{"b", 7, "x"}, {"a", 0xffffffff, std::string(2420, '\0')}}};
  const auto again = parse_note(format_note(note));
  REQUIRE(again.ok());
  CHECK(*again == note);
}

TEST_CASE("what is not exactly a signed note is refused", "[note]") {
  const std::string whole = "text\n\n— w AAAAAAA=\n";
  CHECK(refusal(whole).empty());
  // Cut anywhere, it is none.
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CHECK_FALSE(refusal(whole.substr(0, size)).empty());
  }
  CHECK_THAT(refusal("text\n\n"), Catch::Contains("not signed"));
  CHECK_THAT(refusal("text\n— w AAAAAAA=\n"), Catch::Contains("empty line"));
  CHECK_THAT(refusal("text\n\n- w AAAAAAA=\n"), Catch::Contains("signature's line"));
  CHECK_THAT(refusal("text\n\n— w  AAAAAAA=\n"), Catch::Contains("signature's line"));
  CHECK_THAT(refusal("text\n\n— w+ AAAAAAA=\n"), Catch::Contains("signature's line"));
  CHECK_THAT(refusal("text\n\n— w AAAAAA==\n"),
             Catch::Contains("signature's line"));  // An id only.
  CHECK_THAT(refusal("text\n\n— w AAAAAAA=\ntext\n"), Catch::Contains("signature's line"));
  CHECK_THAT(refusal("te\txt\n\n— w AAAAAAA=\n"), Catch::Contains("control"));
  CHECK_THAT(refusal("te\r\n\n— w AAAAAAA=\n"), Catch::Contains("control"));
  CHECK_THAT(refusal("te\xff\n\n— w AAAAAAA=\n"), Catch::Contains("UTF-8"));
}

TEST_CASE("a note has a largest size", "[note]") {
  CHECK(refusal("t\n\n" + signature_lines(note_signatures_max)).empty());
  CHECK_THAT(refusal("t\n\n" + signature_lines(note_signatures_max + 1)), Catch::Contains("64"));
  CHECK_THAT(refusal(std::string(note_bytes_max, 't') + poem), Catch::Contains("64 KiB"));
}
