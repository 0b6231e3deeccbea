#include "http/lines.h"

#include "core/json/writer.h"

namespace tact::http {

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

std::optional<Line> LineReader::next() {
  if (rest_.empty()) return std::nullopt;
  const std::size_t end = rest_.find('\n');
  const Line line{++number_, rest_.substr(0, end)};
  rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
  return line;
}

Result<Record, Problem> parse_line(JsonParser& json, const Line& line, RecordShape shape) {
  if (line.text.size() > line_bytes_max) {
    return make_problem(413, "a line may have at most 64 KiB");
  }
  auto record = parse_record(json, line.text, shape);
  if (!record) return bad_record(std::move(record).error());
  return *std::move(record);
}

void write_line_reply(std::uint64_t line, const Reply& reply, std::string& out) {
  if (const auto* refused = std::get_if<Refused>(&reply)) {
    write_line_problem(line, refused->problem, out);
    return;
  }
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.integer("line", static_cast<std::int64_t>(line));
  json.string("seq", std::to_string(std::get<Recorded>(reply).seq.value));
  json.end_object();
}

}  // namespace tact::http
