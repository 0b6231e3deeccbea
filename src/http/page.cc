#include "http/page.h"

#include <algorithm>

#include "http/decisions.h"
#include "http/problem.h"

namespace tact::http {

std::optional<ListForm> choose_form(std::string_view accept) {
  if (accept.empty()) return ListForm::json;
  while (!accept.empty()) {
    const std::string_view one = accept.substr(0, accept.find(','));
    accept.remove_prefix(std::min(accept.size(), one.size() + 1));
    const auto names = [&](std::string_view type) { return one.find(type) != one.npos; };
    if (names("application/x-ndjson") || names("application/ndjson")) return ListForm::ndjson;
    if (names("text/csv")) return ListForm::csv;
    if (names("application/json") || names("*/*") || names("application/*")) return ListForm::json;
  }
  return std::nullopt;
}

std::optional<Response> read_limit(const Call& call, std::size_t& limit) {
  const std::string* text = call.parameter("limit");
  if (text == nullptr) return std::nullopt;
  const auto number = parse_seq_text(*text);
  if (!number || number->value < 1 || number->value > 1'000) {
    return bad_parameter("limit", "must be a number from 1 to 1000");
  }
  limit = static_cast<std::size_t>(number->value);
  return std::nullopt;
}

Response bad_cursor() {
  return bad_parameter("after", "must be a cursor that an earlier page gave as `next`");
}

std::string next_link(const std::string& target) {
  const std::size_t mark = target.find('?');
  std::string link = target.substr(0, mark) + '?';
  std::string_view rest =
      mark == std::string::npos ? std::string_view{} : std::string_view(target).substr(mark + 1);
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    if (pair.starts_with("after=")) continue;
    link += pair;
    link += '&';
  }
  return link + "after=";
}

void add_next(const std::string& link, const std::string& cursor, Response& response) {
  response.headers.emplace_back("X-Next-Cursor", cursor);
  response.headers.emplace_back("Link", '<' + link + cursor + ">; rel=\"next\"");
}

}  // namespace tact::http
