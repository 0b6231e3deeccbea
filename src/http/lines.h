// Bodies of one JSON document a line (NDJSON), and answers of one line each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tact/result.h"

#include "core/json/reader.h"
#include "core/records/parse.h"
#include "core/records/problem.h"
#include "engine/command.h"

namespace tact::http {

inline constexpr std::size_t line_bytes_max = 64 * 1024;

struct Line {
  std::uint64_t number = 0;  // from 1; blank ones count
  std::string_view text;     // without its end
};

// White space only: counted, not answered.
bool is_blank(std::string_view line);

// Walks over a text's lines; the last one needs no end.
class LineReader {
 public:
  explicit LineReader(std::string_view text) : rest_(text) {}
  std::optional<Line> next();

 private:
  std::string_view rest_;
  std::uint64_t number_ = 0;
};

// 413 where the line is too long, else what parse_record() says.
Result<Record, Problem> parse_line(JsonParser& json, const Line& line, RecordShape shape);

// Appends {"line":N,"seq":"…"}, or the line's problem. REQUIRES: the reply is to a Tell.
void write_line_reply(std::uint64_t line, const Reply& reply, std::string& out);

}  // namespace tact::http
