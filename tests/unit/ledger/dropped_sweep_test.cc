// The sweep over a ledger of which retention dropped entries: what was dropped and said is no
// damage, and whatever else is done to it is noticed, named, and where.
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "unit/ledger/swept_export.h"

namespace tact::test {
namespace {

// Two runs: one at entry 150 dropped before 64, one near the end before 128.
constexpr std::size_t first_cut = 64;
constexpr std::size_t first_mark = 150;
constexpr std::size_t second_cut = 128;
constexpr std::size_t second_mark = 220;

bool is_of_the_contact_log(const std::string& line) {
  for (const char* type : {"decision", "outcome", "contact", "access"}) {
    if (line.find("\"type\":\"" + std::string(type) + '"') != line.npos) return true;
  }
  return false;
}

std::string mark_line(const std::string& at, std::size_t seq, std::size_t first,
                      std::size_t dropped) {
  const std::string time = at.substr(at.find("\"at\":") + 5, 26);
  return R"({"at":)" + time + R"(,"before":)" + time + R"(,"by":"tactd","dropped":)" +
         std::to_string(dropped) + R"(,"first":)" + std::to_string(first) + R"(,"seq":)" +
         std::to_string(seq) + R"(,"type":"retention"})";
}

struct Kept {
  Lines before;  // as they were signed
  Lines after;   // as they are, empty where they were dropped
  Export files;  // the lines that are left, under the hashes and the root of all
  std::size_t dropped = 0;
};

// `excess`: so many more are stated than were dropped.
Kept dropped_ledger(std::ptrdiff_t excess = 0, std::size_t first_of_second = second_cut) {
  Kept made;
  made.before = made_by_the_engine();
  std::size_t counts[2] = {0, 0};
  for (std::size_t i = 0; i < second_cut; ++i) {
    if (is_of_the_contact_log(made.before[i])) ++counts[i < first_cut ? 0 : 1];
  }
  REQUIRE(counts[0] > 10);
  REQUIRE(counts[1] > 10);
  made.before.insert(made.before.begin() + first_mark,
                     mark_line(made.before[first_mark], first_mark, first_cut, counts[0]));
  made.before.insert(made.before.begin() + second_mark,
                     mark_line(made.before[second_mark], second_mark, first_of_second,
                               std::size_t(std::ptrdiff_t(counts[1]) + excess)));
  for (std::size_t i = 0; i < made.before.size(); ++i) {
    made.before[i] = with_number(made.before[i], i);
  }
  made.files = export_of(made.before);
  made.after = made.before;
  for (std::size_t i = 0; i < second_cut; ++i) {
    if (is_of_the_contact_log(made.after[i])) made.after[i].clear();
  }
  made.files.entries = joined(made.after);
  made.dropped = counts[0] + counts[1];
  return made;
}

const Kept& ledger() {
  static const Kept made = dropped_ledger();
  return made;
}
std::size_t size() { return ledger().after.size(); }
bool is_dropped(std::size_t entry) { return ledger().after[entry].empty(); }

std::string with_hashes(std::string_view entries) {
  return verdict(check_files(entries, ledger().files.hashes, ledger().files.checkpoint));
}
std::string without(std::string_view entries) {
  return verdict(check_files(entries, "", ledger().files.checkpoint));
}
std::string with_hashes(const Lines& lines) { return with_hashes(joined(lines)); }

std::string range(const std::string& kind, std::size_t first, std::size_t last) {
  std::string said = kind + ' ' + std::to_string(first);
  return first == last ? said : said + '-' + std::to_string(last);
}
std::string of_all(const std::string& kind) { return range(kind, 0, size() - 1); }
const std::string wrong_count = range("", 0, second_cut - 1);

// The first entry from `at` on whose line is not empty.
std::size_t next_kept(std::size_t at) {
  while (is_dropped(at)) ++at;
  return at;
}
// Where the dropped ones that stand directly before `at` begin; `at` itself where there are none.
std::size_t run_before(std::size_t at) {
  while (at > 0 && is_dropped(at - 1)) --at;
  return at;
}

TEST_CASE("what was dropped and said is no damage, and is told", "[ledger][sweep]") {
  CHECK(with_hashes(ledger().files.entries) == "intact");
  TextLines entries(ledger().files.entries);
  TextLines hashes(ledger().files.hashes);
  LogCopy copy;
  copy.entries = &entries;
  copy.hashes = &hashes;
  copy.checkpoint = ledger().files.checkpoint;
  const auto report = check_export(copy);
  REQUIRE(report.ok());
  CHECK_FALSE(report->damage.has_value());
  CHECK(report->dropped.count == ledger().dropped);
  CHECK(report->dropped.last == second_cut - 1 - [] {
    std::size_t kept = 0;
    while (!is_dropped(second_cut - 1 - kept)) ++kept;
    return kept;
  }());
  REQUIRE(report->dropped.marks.size() == 2);
  CHECK(report->dropped.marks[0].seq == first_mark);
  CHECK(report->dropped.marks[1].first == second_cut);
}

TEST_CASE("the dropped ones stand in the tree by their hashes alone", "[ledger][sweep]") {
  CHECK(without(ledger().files.entries) == of_all("hashes altered"));
  Tally tally;
  std::string text = ledger().files.hashes;
  for (std::size_t at = 0; at < text.size(); at += 3) {
    const char was = text[at];
    text[at] = static_cast<char>(was ^ (1 << at % 8));
    tally.expect(verdict(check_files(ledger().files.entries, text, ledger().files.checkpoint)),
                 of_all("hashes altered"), "byte " + std::to_string(at));
    text[at] = was;
  }
}

TEST_CASE("older checkpoints and later beginnings hold where entries were dropped",
          "[ledger][sweep]") {
  for (std::size_t from = 0; from <= size(); ++from) {
    const Export older = export_of({ledger().before.begin(), ledger().before.begin() + long(from)});
    const std::string rest = joined({ledger().after.begin() + long(from), ledger().after.end()});
    TextLines entries(from % 2 == 0 ? ledger().files.entries : rest);
    TextLines hashes(ledger().files.hashes);
    LogCopy copy;
    copy.entries = &entries;
    copy.hashes = &hashes;
    copy.checkpoint = ledger().files.checkpoint;
    if (from % 2 == 0) {
      copy.since = older.checkpoint;
    } else {
      copy.first = from;
    }
    const auto report = check_export(copy);
    REQUIRE(report.ok());
    INFO(from);
    REQUIRE(verdict(report->damage) == "intact");
  }
}

TEST_CASE("every flipped byte is found in its entry, dropped ones around or not",
          "[ledger][sweep]") {
  expect_flips_found(ledger().files);
}

TEST_CASE("a cut is found where it is, within dropped ones too", "[ledger][sweep]") {
  Tally tally;
  const std::string& text = ledger().files.entries;
  for (std::size_t length = 0; length < text.size(); ++length) {
    const auto lines = std::count(text.begin(), text.begin() + std::ptrdiff_t(length), '\n');
    const std::string wanted = kind_at("cut off", std::size_t(lines));
    const std::string_view cut = std::string_view(text).substr(0, length);
    tally.expect(with_hashes(cut), wanted, "cut at " + std::to_string(length));
  }
}

TEST_CASE("a line that is missing, doubled or put in is named next to dropped ones",
          "[ledger][sweep]") {
  Tally tally;
  std::mt19937_64 dice(6);
  for (std::size_t at = 0; at < size(); ++at) {
    const std::string what = "entry " + std::to_string(at);
    const auto expect = [&](const Lines& lines, const std::string& wanted, const char* done) {
      tally.expect(with_hashes(lines), wanted, what + done);
      tally.expect(without(joined(lines)), of_all("hashes altered"), what + ", without hashes");
    };
    const auto place = std::ptrdiff_t(at);
    Lines lines = ledger().after;
    lines.erase(lines.begin() + place);
    // Empty lines have no names: of them and what stood next to them any may be missing.
    expect(lines,
           at + 1 == size() ? kind_at("cut off", at)
                            : range("removed", run_before(at), next_kept(at + 1) - 1),
           " removed");
    const std::size_t elsewhere = dice() % size();
    for (const std::size_t to : {at, elsewhere}) {
      lines = ledger().after;
      lines.insert(lines.begin() + std::ptrdiff_t(to), ledger().after[at]);
      expect(lines, is_dropped(at) ? kind_at("added", next_kept(to)) : kind_at("duplicated", at),
             " doubled");
    }
    std::string forged = ledger().before[at];
    forged.replace(forged.find("\"at\":\"20"), 8, "\"at\":\"19");
    lines = ledger().after;
    lines.insert(lines.begin() + place, forged);
    expect(lines, kind_at("added", at), " forged");
    lines = ledger().after;
    lines[at] = forged;
    expect(lines, kind_at("altered", at), " replaced");
  }
}

TEST_CASE("what changed its place is named where dropped ones stand between", "[ledger][sweep]") {
  Tally tally;
  for (std::size_t i = 0; i < size(); ++i) {
    for (std::size_t j = i + 1; j < size(); j += 1 + (i + j) % 7) {
      if (is_dropped(i) && is_dropped(j)) continue;
      Lines lines = ledger().after;
      std::swap(lines[i], lines[j]);
      const std::string what = std::to_string(i) + " and " + std::to_string(j) + " swapped";
      tally.expect(with_hashes(lines), kind_at("reordered", i), what);
    }
    Lines lines = ledger().after;
    const std::size_t other = next_kept((i + 7) % size());
    if (other == i) continue;
    lines[i] = lines[other];
    tally.expect(with_hashes(lines), kind_at("altered", i), "overwritten by another");
  }
}

TEST_CASE("a line that was emptied is removed, not dropped", "[ledger][sweep]") {
  Tally tally;
  for (std::size_t at = 0; at < size(); ++at) {
    Lines lines = ledger().after;
    if (is_dropped(at)) {
      lines[at] = ledger().before[at];
      tally.expect(with_hashes(lines), "added" + wrong_count, "put back");
      continue;
    }
    lines[at].clear();
    std::string wanted = kind_at("removed", at);
    if (at < second_cut) wanted = "removed" + wrong_count;
    // With the mark all that it covers is not covered any more.
    if (at == second_mark) {
      std::size_t first = first_cut;
      while (!is_dropped(first)) ++first;
      wanted = range("removed", first, second_mark);
    }
    tally.expect(with_hashes(lines), wanted, "emptied");
  }
}

TEST_CASE("a retention entry is believed only as far as it can be true", "[ledger][sweep]") {
  const auto said = [](const Kept& made) {
    return verdict(check_files(made.files.entries, made.files.hashes, made.files.checkpoint));
  };
  CHECK(said(dropped_ledger()) == "intact");
  CHECK(said(dropped_ledger(1)) == "added" + wrong_count);
  CHECK(said(dropped_ledger(-1)) == "removed" + wrong_count);
  // It covers nothing behind itself.
  CHECK(said(dropped_ledger(0, second_mark)) == "intact");
  CHECK(said(dropped_ledger(0, second_mark + 1)).substr(0, 7) == "removed");
  CHECK(said(dropped_ledger(0, first_cut)).substr(0, 7) == "removed");
}

TEST_CASE("a store may be dropping, and a newer entry may have told it to", "[ledger][sweep]") {
  const auto said = [](const Lines& lines, std::size_t until, std::vector<RetentionMark> newer) {
    const Lines signed_lines(ledger().before.begin(), ledger().before.begin() + long(until));
    const Export files = export_of(signed_lines);
    const std::string text = joined({lines.begin(), lines.begin() + long(until)});
    TextLines entries(text);
    TextLines hashes(files.hashes);
    LogCopy copy;
    copy.entries = &entries;
    copy.hashes = &hashes;
    copy.checkpoint = files.checkpoint;
    copy.dropped = DroppedCount::at_most;
    copy.newer_marks = [&] { return Result<std::vector<RetentionMark>>(newer); };
    const auto report = check_export(copy);
    REQUIRE(report.ok());
    return verdict(report->damage);
  };
  CHECK(said(ledger().before, size(), {}) == "intact");
  CHECK(said(ledger().after, size(), {}) == "intact");
  CHECK(said(ledger().after, second_mark, {}).substr(0, 7) == "removed");
  const auto mark = read_retention_mark(ledger().before[second_mark]);
  REQUIRE(mark.has_value());
  CHECK(said(ledger().after, second_mark, {*mark}) == "intact");
  Lines one_more = ledger().after;
  one_more[next_kept(0)].clear();
  CHECK(said(one_more, size(), {}) == "removed" + wrong_count);
}

}  // namespace
}  // namespace tact::test
