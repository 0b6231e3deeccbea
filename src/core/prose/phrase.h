// One text of a language, with places for what is put in.
#pragma once

#include <string_view>

namespace tact::prose {

// `{1}`, `{2}` … stand for what is put in.
struct Phrase {
  constexpr Phrase(const char* words) : text(words) {}  // Not explicit: tables read as text.
  std::string_view text;
};

}  // namespace tact::prose
