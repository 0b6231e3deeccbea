// How tests of records read them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <catch2/catch.hpp>

#include "core/records/parse.h"

namespace tact::reading {

inline Result<Record, std::vector<FieldError>> parse(const std::string& text, RecordShape shape) {
  JsonParser parser;
  return parse_record(parser, text, shape);
}

inline Record read(const std::string& text, RecordShape shape = RecordShape::any) {
  auto record = parse(text, shape);
  INFO(text);
  if (!record) FAIL(record.error().front().pointer + ' ' + record.error().front().message);
  return *std::move(record);
}

template <class Body>
Body body(const std::string& text, RecordShape shape = RecordShape::any) {
  return std::get<Body>(read(text, shape).body);
}

// "/pointer message" of each mistake, one a line.
inline std::string mistakes(const std::string& text, RecordShape shape = RecordShape::any) {
  const auto record = parse(text, shape);
  std::string lines;
  if (record) return lines;
  for (const FieldError& error : record.error()) {
    if (!lines.empty()) lines += '\n';
    lines += error.pointer + ' ' + error.message;
  }
  return lines;
}

inline Instant instant(std::string_view text) { return parse_instant(text).value(); }

}  // namespace tact::reading
