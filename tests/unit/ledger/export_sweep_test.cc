// Whatever is done to an export of a ledger that the engine made, it is noticed, named, and where.
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "support/log_keys.h"
#include "unit/ledger/swept_export.h"

namespace tact::test {
namespace {

const Lines& ledger() {
  static const Lines lines = made_by_the_engine();
  return lines;
}
const Export& whole() {
  static const Export files = export_of(ledger());
  return files;
}

std::optional<Damage> check(std::string_view entries, std::string_view hashes,
                            const Checkpoint& checkpoint = whole().checkpoint) {
  return check_files(entries, hashes, checkpoint);
}
std::string with_hashes(std::string_view entries) {
  return verdict(check(entries, whole().hashes));
}
std::string without(std::string_view entries) { return verdict(check(entries, "")); }

TEST_CASE("an untouched export is intact", "[ledger][sweep]") {
  CHECK(with_hashes(whole().entries) == "intact");
  CHECK(without(whole().entries) == "intact");
  for (std::size_t size = 0; size <= ledger().size(); ++size) {
    const Export files = export_of({ledger().begin(), ledger().begin() + std::ptrdiff_t(size)});
    REQUIRE(verdict(check(files.entries, files.hashes, files.checkpoint)) == "intact");
    REQUIRE(verdict(check(files.entries, "", files.checkpoint)) == "intact");
  }
}

TEST_CASE("every byte of the entries that is flipped is found in its entry", "[ledger][sweep]") {
  expect_flips_found(whole());
}

TEST_CASE("an export cut at any length is cut off there", "[ledger][sweep]") {
  Tally tally;
  const std::string& text = whole().entries;
  for (std::size_t size = 0; size < text.size(); ++size) {
    const auto lines = std::count(text.begin(), text.begin() + std::ptrdiff_t(size), '\n');
    const std::string wanted = kind_at("cut off", std::size_t(lines));
    const std::string_view cut = std::string_view(text).substr(0, size);
    tally.expect(with_hashes(cut), wanted, "cut at " + std::to_string(size));
    if (size % 3 == 0) tally.expect(without(cut), wanted, "cut at " + std::to_string(size));
  }
}

TEST_CASE("every entry that is dropped, doubled, swapped or put in is named", "[ledger][sweep]") {
  Tally tally;
  std::mt19937_64 dice(5);
  for (std::size_t at = 0; at < ledger().size(); ++at) {
    const auto place = std::ptrdiff_t(at);
    const auto both = [&](const Lines& lines, const std::string& wanted) {
      const std::string text = joined(lines);
      tally.expect(with_hashes(text), wanted, "with hashes");
      tally.expect(without(text), wanted, "without");
    };
    Lines lines = ledger();
    lines.erase(lines.begin() + place);
    both(lines, kind_at(at + 1 == ledger().size() ? "cut off" : "removed", at));

    lines = ledger();
    lines.insert(lines.begin() + place, ledger()[at]);
    both(lines, kind_at("duplicated", at));

    lines = ledger();
    const std::size_t elsewhere = dice() % lines.size();
    lines.insert(lines.begin() + std::ptrdiff_t(elsewhere), ledger()[at]);
    both(lines, kind_at("duplicated", at));

    for (const std::size_t other : {at + 1, dice() % ledger().size()}) {
      if (other == at || other >= ledger().size()) continue;
      lines = ledger();
      std::swap(lines[at], lines[other]);
      both(lines, kind_at("reordered", std::min(at, other)));
    }

    std::string forged = ledger()[at];
    forged.replace(forged.find("\"at\":\"20"), 8, "\"at\":\"19");
    lines = ledger();
    lines.insert(lines.begin() + place, forged);
    both(lines, kind_at("added", at));
    lines = ledger();
    lines[at] = forged;
    tally.expect(with_hashes(joined(lines)), kind_at("altered", at), "replaced");
    tally.expect(without(joined(lines)), "altered 0-" + std::to_string(lines.size() - 1), "");

    lines = ledger();
    lines[at] = ledger()[(at + 7) % lines.size()];
    tally.expect(with_hashes(joined(lines)), kind_at("altered", at), "overwritten by another");
  }
}

TEST_CASE("changed numbers do not hide what was done", "[ledger][sweep]") {
  Tally tally;
  for (std::size_t at = 0; at < ledger().size(); ++at) {
    // The number alone: one entry altered, not one removed and one added.
    Lines lines = ledger();
    lines[at] = with_number(lines[at], at + 5);
    tally.expect(with_hashes(joined(lines)), kind_at("altered", at), "number alone");
    tally.expect(without(joined(lines)), kind_at("altered", at), "number alone, no hashes");
    // Dropped, and all after it numbered anew.
    lines = ledger();
    lines.erase(lines.begin() + std::ptrdiff_t(at));
    for (std::size_t i = at; i < lines.size(); ++i) lines[i] = with_number(lines[i], i);
    const bool is_last = at + 1 == ledger().size();
    tally.expect(with_hashes(joined(lines)), kind_at(is_last ? "cut off" : "removed", at), "");
    // Put in, and all after it numbered anew.
    lines = ledger();
    lines.insert(lines.begin() + std::ptrdiff_t(at), ledger()[0]);
    for (std::size_t i = at; i < lines.size(); ++i) lines[i] = with_number(lines[i], i);
    lines[at].replace(lines[at].find("\"at\":\"20"), 8, "\"at\":\"19");
    tally.expect(with_hashes(joined(lines)), kind_at("added", at), "put in and renumbered");
  }
}

TEST_CASE("an older export does not pass for a newer one, nor the other way", "[ledger][sweep]") {
  Tally tally;
  for (std::size_t size = 0; size < ledger().size(); ++size) {
    const Export older = export_of({ledger().begin(), ledger().begin() + std::ptrdiff_t(size)});
    const std::string what = "size " + std::to_string(size);
    tally.expect(verdict(check(older.entries, older.hashes)), kind_at("cut off", size), what);
    tally.expect(verdict(check(older.entries, whole().hashes)), kind_at("cut off", size), what);
    tally.expect(verdict(check(whole().entries, whole().hashes, older.checkpoint)),
                 kind_at("added", size), what);
    tally.expect(verdict(check(whole().entries, older.hashes, older.checkpoint)).substr(0, 5),
                 "added", what);
  }
}

TEST_CASE("damaged hashes are named, and the entries cleared", "[ledger][sweep]") {
  Tally tally;
  std::string text = whole().hashes;
  const auto said = [&](std::string_view hashes) {
    return verdict(check(whole().entries, hashes));
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char was = text[at];
    text[at] = static_cast<char>(was ^ (1 << at % 8));
    tally.expect(said(text), kind_at("hashes altered", at / 65), "byte " + std::to_string(at));
    text[at] = was;
    // Cut to nothing there are none, which is no damage.
    if (at > 0) {
      tally.expect(said(std::string_view(text).substr(0, at)), kind_at("hashes cut off", at / 65),
                   "cut at " + std::to_string(at));
    }
  }
  for (std::size_t at = 0; at < ledger().size(); ++at) {
    std::string hashes = text;
    hashes.erase(at * 65, 65);
    const bool is_last = at + 1 == ledger().size();
    tally.expect(said(hashes), kind_at(is_last ? "hashes cut off" : "hashes removed", at), "");
    hashes = text;
    hashes.insert(at * 65, text.substr(at * 65, 65));
    tally.expect(said(hashes), kind_at("hashes duplicated", at), "doubled");
    if (is_last) continue;
    hashes = text.substr(0, at * 65) + text.substr((at + 1) * 65, 65) + text.substr(at * 65, 65) +
             text.substr((at + 2) * 65);
    tally.expect(said(hashes), kind_at("hashes reordered", at), "swapped");
  }
}

TEST_CASE("no byte of the checkpoint can be changed or cut off", "[ledger][sweep]") {
  const NoteSigner signer = key_of(1);
  const std::vector<VerifierKey> keys = {signer.verifier()};
  const std::string text = format_checkpoint(whole().checkpoint);
  const std::string note = format_note({text, {signer.sign(text)}});
  REQUIRE(read_signed_checkpoint(note, keys).ok());
  CHECK(*read_signed_checkpoint(note, keys) == whole().checkpoint);
  for (std::size_t at = 0; at < note.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = note;
      changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
      const auto read = read_signed_checkpoint(changed, keys);
      INFO(changed);
      REQUIRE_FALSE(read.ok());
      REQUIRE(read.error().part == EvidencePart::checkpoint);
    }
    REQUIRE_FALSE(read_signed_checkpoint(std::string_view(note).substr(0, at), keys).ok());
  }
  CHECK_FALSE(read_signed_checkpoint(note, std::vector{key_of(2).verifier()}).ok());
}

}  // namespace
}  // namespace tact::test
