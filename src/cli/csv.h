// CSV as RFC 4180 has it: fields in quotes may hold commas, line ends and doubled quotes.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "tact/result.h"

namespace tact::cli {

struct CsvRow {
  std::uint64_t line = 0;  // where it begins, from 1
  std::vector<std::string> fields;
};

// Reads rows one after another; memory is that of one row. One thread.
class CsvReader {
 public:
  // Does not own the file. `separator` is between fields.
  explicit CsvReader(std::FILE* file, char separator = ',');

  // Whether there was another row; blank lines are passed over. A byte order mark at the front is
  // dropped. After an Error reading does not go on.
  Result<bool> next(CsvRow& row);

  std::uint64_t bytes_read() const { return bytes_; }

 private:
  int take();
  int peek();
  Status read_quoted(std::string& field);

  std::FILE* const file_;
  const char separator_;
  std::uint64_t line_ = 1;
  std::uint64_t bytes_ = 0;
};

// Appends the field, in quotes where it needs them.
void write_csv_field(std::string_view field, std::string& out);

// The columns that a header names. Every column must be one of `known`, where "label.*" stands for
// every column that begins with "label.". No column twice.
class CsvHeader {
 public:
  static Result<CsvHeader> read(const CsvRow& row, const std::vector<std::string_view>& known);

  const std::vector<std::string>& names() const { return names_; }
  bool has(std::string_view name) const;
  // "" where there is no such column. REQUIRES: the row has as many fields as the header.
  std::string_view value(const CsvRow& row, std::string_view name) const;

 private:
  std::vector<std::string> names_;
};

}  // namespace tact::cli
