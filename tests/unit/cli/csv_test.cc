#include "cli/csv.h"

#include <memory>
#include <sstream>

#include <catch2/catch.hpp>

namespace tact::cli {
namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

File file_of(std::string& text) {
  return {::fmemopen(text.data(), text.size(), "rb"), std::fclose};
}

// Rows in brackets, fields parted by bars; an error as `!message`.
std::string rows_of(std::string text) {
  const File file = file_of(text);
  CsvReader reader(file.get());
  std::string shown;
  CsvRow row;
  for (;;) {
    const auto more = reader.next(row);
    if (!more) return shown + '!' + more.error().message;
    if (!*more) return shown;
    shown += std::to_string(row.line) + '[';
    for (std::size_t i = 0; i < row.fields.size(); ++i) shown += (i > 0 ? "|" : "") + row.fields[i];
    shown += ']';
  }
}

}  // namespace

TEST_CASE("rows are read as RFC 4180 has them", "[csv]") {
  struct Row {
    const char* name;
    std::string text;
    std::string rows;
  };
  const auto row = GENERATE(values<Row>({
      {"plain", "a,b\nc,d\n", "1[a|b]2[c|d]"},
      {"the last line needs no end", "a,b\nc,d", "1[a|b]2[c|d]"},
      {"carriage returns", "a,b\r\nc,d\r\n", "1[a|b]2[c|d]"},
      {"empty fields", ",\na,\n", "1[|]2[a|]"},
      {"a comma in quotes", "\"a,b\",c\n", "1[a,b|c]"},
      {"a quote in quotes", "\"a \"\"b\"\"\",c\n", "1[a \"b\"|c]"},
      {"an empty field in quotes", "\"\",c\n", "1[|c]"},
      {"a line end in quotes counts as a line", "\"a\nb\",c\nd,e\n", "1[a\nb|c]3[d|e]"},
      {"blank lines are passed over", "a\n\n\nb\n", "1[a]4[b]"},
      {"a byte order mark is dropped",
       "\xEF\xBB\xBF"
       "a,b\n",
       "1[a|b]"},
      {"a lone carriage return is text", "a\rb,c\n", "1[a\rb|c]"},
  }));
  CAPTURE(row.name);
  CHECK(rows_of(row.text) == row.rows);
}

TEST_CASE("a table that is not CSV is refused at its line", "[csv]") {
  CHECK(rows_of("a\n\"b\n") == "1[a]!line 2: a quote is opened and never closed");
  CHECK(rows_of("a\nb\"c\n").starts_with("1[a]!line 2: a quote stands inside a field"));
  CHECK(rows_of("\"a\"b\n").starts_with("!line 1: a quote stands inside a field"));
}

TEST_CASE("what was written is read back", "[csv]") {
  for (const std::string field : {"", "a", "a,b", "\"", "a\r\nb", " a "}) {
    std::string line;
    write_csv_field(field, line);
    CHECK(rows_of("x," + line + "\n") == "1[x|" + field + "]");
  }
}

TEST_CASE("a header's columns must be known, each once", "[csv]") {
  const std::vector<std::string_view> known = {"customer", "at", "label.*"};
  const auto header = CsvHeader::read({1, {"at", "label.subject", "customer"}}, known);
  REQUIRE(header.ok());
  CHECK(header->value({2, {"now", "car", "c-1"}}, "customer") == "c-1");
  CHECK(header->value({2, {"now", "car", "c-1"}}, "brand").empty());

  const auto misspelt = CsvHeader::read({1, {"custumer"}}, known);
  REQUIRE_FALSE(misspelt.ok());
  CHECK(misspelt.error().message.find("did you mean `customer`?") != std::string::npos);
  CHECK_FALSE(CsvHeader::read({1, {"label."}}, known).ok());
  CHECK_FALSE(CsvHeader::read({1, {"at", "at"}}, known).ok());
}

}  // namespace tact::cli
