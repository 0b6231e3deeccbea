#include "cli/csv.h"

#include <algorithm>

#include "core/suggest/suggest.h"
#include "core/yaml/source.h"

namespace tact::cli {
namespace {

// Far above any record; a quote that is never closed must not take all memory.
constexpr std::size_t field_bytes_max = 64 * 1024;
constexpr std::size_t fields_max = 256;

// Whether a known column, or a family of them, is what `name` says.
bool fits(std::string_view known, std::string_view name) {
  if (!known.ends_with(".*")) return known == name;
  known.remove_suffix(1);
  return name.starts_with(known) && name.size() > known.size();
}

std::string at_line(std::uint64_t line) { return "line " + std::to_string(line) + ": "; }

}  // namespace

CsvReader::CsvReader(std::FILE* file, char separator) : file_(file), separator_(separator) {}

int CsvReader::take() {
  const int c = std::getc(file_);
  if (c != EOF) ++bytes_;
  if (c == '\n') ++line_;
  return c;
}

int CsvReader::peek() {
  const int c = std::getc(file_);
  if (c != EOF) std::ungetc(c, file_);
  return c;
}

// After the opening quote, up to and with the closing one.
Status CsvReader::read_quoted(std::string& field) {
  const std::uint64_t begun = line_;
  for (;;) {
    const int c = take();
    if (c == EOF) return Error{at_line(begun) + "a quote is opened and never closed"};
    if (c == '"') {
      if (peek() != '"') return Done{};
      take();
    }
    field += static_cast<char>(c);
    if (field.size() > field_bytes_max) {
      return Error{at_line(begun) + "a field is over 64 KiB; is a quote not closed?"};
    }
  }
}

Result<bool> CsvReader::next(CsvRow& row) {
  row.fields.clear();
  while (peek() == '\n' || peek() == '\r') take();
  row.line = line_;
  if (bytes_ == 0 && peek() == 0xEF) {
    take();
    if (take() != 0xBB || take() != 0xBF) return Error{"line 1: the text is not UTF-8"};
  }
  if (peek() == EOF) {
    if (std::ferror(file_) != 0) return Error{at_line(line_) + "the file cannot be read"};
    return false;
  }
  std::string field;
  bool was_quoted = false;
  for (;;) {
    const int c = take();
    const bool ends_row = c == EOF || c == '\n' || (c == '\r' && (peek() == '\n' || peek() == EOF));
    if (ends_row || c == separator_) {
      row.fields.push_back(std::move(field));
      field.clear();
      was_quoted = false;
      if (c == '\r' && peek() == '\n') take();
      if (ends_row) return true;
      if (row.fields.size() > fields_max) return Error{at_line(row.line) + "over 256 fields"};
    } else if (c == '"' && field.empty() && !was_quoted) {
      was_quoted = true;
      if (auto status = read_quoted(field); !status) return std::move(status).error();
    } else if (c == '"' || was_quoted) {
      return Error{at_line(line_) +
                   "a quote stands inside a field; put the field in quotes and "
                   "double those inside it"};
    } else {
      field += static_cast<char>(c);
      if (field.size() > field_bytes_max) return Error{at_line(line_) + "a field is over 64 KiB"};
    }
  }
}

void write_csv_field(std::string_view field, std::string& out) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += field;
    return;
  }
  out += '"';
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

Result<CsvHeader> CsvHeader::read(const CsvRow& row, const std::vector<std::string_view>& known) {
  CsvHeader header;
  for (const std::string& name : row.fields) {
    const auto fits_name = [&](std::string_view word) { return fits(word, name); };
    if (std::none_of(known.begin(), known.end(), fits_name)) {
      std::string choices;
      for (const std::string_view word : known) {
        choices += (choices.empty() ? "" : ", ") + std::string(word);
      }
      return Error{"the header has an unknown column " + quoted_input(name) +
                   did_you_mean(name, known) + "; columns are " + choices};
    }
    if (header.has(name))
      return Error{"the header has the column " + quoted_input(name) + " twice"};
    header.names_.push_back(name);
  }
  return header;
}

bool CsvHeader::has(std::string_view name) const {
  return std::find(names_.begin(), names_.end(), name) != names_.end();
}

std::string_view CsvHeader::value(const CsvRow& row, std::string_view name) const {
  const auto found = std::find(names_.begin(), names_.end(), name);
  if (found == names_.end()) return {};
  return row.fields[static_cast<std::size_t>(found - names_.begin())];
}

}  // namespace tact::cli
