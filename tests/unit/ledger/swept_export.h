// What the sweeps over exports share: a ledger that the engine made, an export of it, a verdict.
#pragma once

#include <algorithm>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "core/hash/encoding.h"
#include "core/merkle/frontier.h"
#include "core/merkle/tree_hash.h"
#include "ledger/export_check.h"
#include "support/decider_desk.h"

namespace tact::test {

inline constexpr std::size_t entries_wanted = 240;
inline constexpr std::string_view origin = "localhost/tact";

// One word from the outside world, of every type in turn.
inline void step(DeciderDesk& desk, std::mt19937_64& dice) {
  const auto pick = [&](std::uint64_t choices) { return dice() % choices; };
  const std::string customer = "c" + std::to_string(pick(5));
  desk.now += std::chrono::minutes(pick(600));
  switch (pick(8)) {
    case 0: {
      ConsentRecord consent;
      consent.person.customer = customer;
      consent.state = pick(2) ? ConsentState::granted : ConsentState::withdrawn;
      desk.tell(consent);
      return;
    }
    case 1: {
      CustomerRecord profile;
      profile.customer = customer;
      if (pick(2)) profile.addresses = {{"email", customer + "@example.org"}};
      desk.tell(profile);
      return;
    }
    case 2: {
      ActivityRecord activity;
      activity.customer = customer;
      activity.event = pick(2) ? "purchase" : "complaint";
      desk.tell(activity);
      return;
    }
    case 3: {
      ListingRecord listing;
      listing.list = "bounced";
      listing.person = {"", customer + "@example.org"};
      desk.tell(listing);
      return;
    }
    case 4: desk.tell(ListRecord{"bounced", std::nullopt}); return;
    case 5: desk.tell(HoldRecord{{"", "", "call", ""}, pick(2) == 0}); return;
    case 6: {
      ContactRecord contact;
      contact.person.customer = customer;
      contact.fields.channel = "sms";
      contact.fields.purpose = "marketing/promotion";
      desk.tell(contact);
      return;
    }
    default: desk.ask(sms_to(customer, pick(2) ? "r-" + std::to_string(pick(200)) : ""));
  }
}

inline std::vector<std::string> made_by_the_engine() {
  std::mt19937_64 dice(11);
  DeciderDesk desk(capped_policy(2));
  while (desk.size() < entries_wanted) step(desk, dice);
  auto entries = desk.store().entries(Seq{0}, entries_wanted);
  REQUIRE(entries.ok());
  REQUIRE(entries->size() == entries_wanted);
  return *std::move(entries);
}

using Lines = std::vector<std::string>;

inline std::string joined(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

// The three files.
struct Export {
  std::string entries;
  std::string hashes;
  Checkpoint checkpoint;
};

inline Export export_of(const Lines& lines) {
  Sha256 hasher;
  Frontier tree;
  Export files;
  for (const std::string& line : lines) {
    const Hash256 leaf = leaf_hash(hasher, line);
    tree.append(hasher, leaf);
    files.hashes += to_hex(bytes_of(leaf)) + '\n';
  }
  files.entries = joined(lines);
  files.checkpoint = {std::string(origin), tree.size(), tree.root(hasher)};
  return files;
}

inline std::optional<Damage> check_files(std::string_view entries, std::string_view hashes,
                                         const Checkpoint& checkpoint) {
  TextLines lines(entries);
  TextLines hash_lines(hashes);
  LogCopy copy;
  copy.entries = &lines;
  copy.hashes = hashes.empty() ? nullptr : &hash_lines;
  copy.checkpoint = checkpoint;
  const auto found = check_export(copy);
  if (!found) throw std::runtime_error(found.error().message);
  return found->damage;
}

// "removed 17", "entries altered 0-239", "hashes cut off 3", "intact".
inline std::string verdict(const std::optional<Damage>& damage) {
  if (!damage) return "intact";
  std::string said(damage->part == EvidencePart::entries ? "" : "hashes ");
  said += std::string(name_of(damage->kind)) + ' ' + std::to_string(damage->first.value_or(999));
  if (damage->last != damage->first) said += '-' + std::to_string(damage->last);
  return said;
}

// Catch's CHECK is too slow for a hundred thousand of them.
class Tally {
 public:
  void expect(const std::string& said, const std::string& wanted, const std::string& what) {
    ++checked_;
    if (said == wanted) return;
    if (++wrong_ <= 5) FAIL_CHECK(what << ": `" << said << "` instead of `" << wanted << '`');
  }
  ~Tally() {
    CHECK(checked_ > 0);
    CHECK(wrong_ == 0);
  }

 private:
  std::size_t checked_ = 0;
  std::size_t wrong_ = 0;
};

inline std::string kind_at(const char* kind, std::size_t at) {
  return std::string(kind) + ' ' + std::to_string(at);
}

// Of the entries, one byte at a time.
inline void expect_flips_found(const Export& files) {
  Tally tally;
  std::string text = files.entries;
  std::size_t entry = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string what = "byte " + std::to_string(at);
    const char was = text[at];
    text[at] = static_cast<char>(was ^ (1 << at % 8));
    tally.expect(verdict(check_files(text, files.hashes, files.checkpoint)),
                 kind_at("altered", entry), what);
    // Which one it was is not known without hashes; that it was, is.
    if (at % 5 == 0) {
      const bool is_missed = !check_files(text, "", files.checkpoint);
      tally.expect(is_missed ? "intact" : "", "", what);
    }
    text[at] = was;
    if (was == '\n') ++entry;
  }
}

inline std::string with_number(std::string line, std::size_t number) {
  const std::size_t at = line.find("\"seq\":") + 6;
  return line.replace(at, line.find_first_of(",}", at) - at, std::to_string(number));
}

}  // namespace tact::test
