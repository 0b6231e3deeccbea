#include "bench/http_reader.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "tact/check.h"

namespace tact::bench {
namespace {

bool number(std::string_view text, int base, std::size_t& value) {
  return std::from_chars(text.data(), text.data() + text.size(), value, base).ec == std::errc{};
}

// The value of a head's line of that name, lower case; "" where it is another.
std::string value_of(std::string_view line, std::string_view name) {
  if (line.size() <= name.size() || line[name.size()] != ':') return "";
  const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
  if (!std::equal(name.begin(), name.end(), line.begin(),
                  [&](char b, char a) { return same(a, b); })) {
    return "";
  }
  line.remove_prefix(name.size() + 1);
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  std::string value(line);
  std::transform(value.begin(), value.end(), value.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return value;
}

}  // namespace

void HttpReader::begin_next() {
  part_ = Part::head;
  is_chunked_ = false;
  status_ = 0;
  left_ = 0;
  body_.clear();
}

Result<std::size_t> HttpReader::take(std::string_view bytes) {
  TACT_CHECK(!is_complete());
  std::size_t taken = 0;
  while (taken < bytes.size() && !is_complete()) {
    const std::string_view rest = bytes.substr(taken);
    if (part_ == Part::counted) {
      taken += take_body(rest, Part::nothing);
    } else if (part_ == Part::chunk) {
      taken += take_body(rest, Part::chunk_end);
    } else {
      taken += take_line(rest);
      if (!line_has_ended_) break;
      if (auto status = end_line(); !status) return std::move(status).error();
      line_.clear();
      line_has_ended_ = false;
    }
  }
  return taken;
}

std::size_t HttpReader::take_body(std::string_view bytes, Part after) {
  const std::size_t taken = std::min(left_, bytes.size());
  body_ += bytes.substr(0, taken);
  left_ -= taken;
  if (left_ == 0) part_ = after;
  return taken;
}

std::size_t HttpReader::take_line(std::string_view bytes) {
  const std::size_t end = bytes.find('\n');
  line_has_ended_ = end != std::string_view::npos;
  line_ += bytes.substr(0, end);
  if (!line_has_ended_) return bytes.size();
  if (line_.ends_with('\r')) line_.pop_back();
  return end + 1;
}

Status HttpReader::end_line() {
  switch (part_) {
    case Part::head: return end_head_line();
    case Part::chunk_size:
      if (!number(line_, 16, left_)) return Error{"no size of a chunk: " + line_};
      part_ = left_ == 0 ? Part::trailer : Part::chunk;
      return Done{};
    case Part::chunk_end: part_ = Part::chunk_size; return Done{};
    case Part::trailer:
      if (line_.empty()) part_ = Part::nothing;
      return Done{};
    case Part::counted:
    case Part::chunk:
    case Part::nothing: break;
  }
  return Error{"a line where there is none"};
}

Status HttpReader::end_head_line() {
  if (status_ == 0) {
    std::size_t status = 0;
    if (!line_.starts_with("HTTP/1.1 ") || !number(std::string_view(line_).substr(9), 10, status)) {
      return Error{"no answer of HTTP/1.1: " + line_};
    }
    status_ = static_cast<int>(status);
    return Done{};
  }
  if (line_.empty()) {
    end_head();
    return Done{};
  }
  const std::string length = value_of(line_, "content-length");
  if (!length.empty() && !number(length, 10, left_)) return Error{"no length: " + line_};
  if (value_of(line_, "transfer-encoding") == "chunked") is_chunked_ = true;
  return Done{};
}

void HttpReader::end_head() {
  part_ = is_chunked_ ? Part::chunk_size : left_ > 0 ? Part::counted : Part::nothing;
}

}  // namespace tact::bench
