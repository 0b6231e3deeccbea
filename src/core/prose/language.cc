#include "core/prose/language.h"

#include <algorithm>

#include "tact/check.h"

namespace tact::prose {
namespace {

std::string filled(std::string_view text, std::span<const std::string_view> values) {
  std::string out;
  while (!text.empty()) {
    const std::size_t brace = text.find('{');
    out += text.substr(0, brace);
    if (brace == std::string_view::npos) break;
    TACT_CHECK(brace + 2 < text.size() && text[brace + 2] == '}');
    const auto index = static_cast<std::size_t>(text[brace + 1] - '1');
    TACT_CHECK(index < values.size());
    out += values[index];
    text.remove_prefix(brace + 3);
  }
  return out;
}

}  // namespace

std::string fill(const Phrase& phrase, std::initializer_list<std::string_view> values) {
  return filled(phrase.text, {values.begin(), values.size()});
}

std::string fill(const Counted& phrase, std::int64_t number,
                 std::initializer_list<std::string_view> more) {
  const std::string digits = std::to_string(number);
  std::array<std::string_view, 6> values{digits};
  TACT_CHECK(more.size() < values.size());
  std::copy(more.begin(), more.end(), values.begin() + 1);
  return filled((number == 1 ? phrase.one : phrase.many).text, {values.data(), more.size() + 1});
}

std::span<const Language* const> languages() {
  static const std::array<const Language*, 2> all = {&english(), &turkish()};
  return all;
}

const Language* language_of(std::string_view code) {
  const auto all = languages();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Language* one) { return one->code == code; });
  return found == all.end() ? nullptr : *found;
}

}  // namespace tact::prose
