#include "cli/client.h"
#include "cli/json_view.h"

namespace tact::cli {

std::string problem_words(JsonValue problem, std::string_view separator) {
  std::string text;
  // The fields' own mistakes say more than the whole's.
  for (const JsonValue error : items_at(problem, "errors")) {
    const std::string pointer = words_at(error, "pointer");
    text += text.empty() ? "" : separator;
    text += pointer + (pointer.empty() ? "" : " ") + words_at(error, "message");
  }
  if (text.empty()) text = words_at(problem, "detail");
  return text.empty() ? words_at(problem, "title") : text;
}

std::string problem_text(const HttpAnswer& answer) {
  std::string text;
  JsonParser parser;
  if (const auto problem = parser.parse(answer.body)) text = problem_words(*problem, "\n  ");
  if (text.empty()) text = "the daemon answered " + std::to_string(answer.status);
  if (answer.status == 401) text += "; give a token in TACT_TOKEN";
  const bool says_token = text.find("token") != std::string::npos;
  if (answer.status == 403 && !says_token) text += "; use a token whose role allows it";
  if (answer.status == 503) text += "; the daemon is over capacity, try again later";
  return text;
}

}  // namespace tact::cli
