#include "core/grammar/grammar.h"

#include <algorithm>

namespace tact {

std::string_view KeyGrammar::prefix() const {
  constexpr std::string_view any = "KEY";
  if (!name.ends_with(".KEY")) return {};
  return name.substr(0, name.size() - any.size());
}

bool KeyGrammar::matches(std::string_view key) const {
  return prefix().empty() ? key == name : key.starts_with(prefix());
}

const KeyGrammar* MapGrammar::find(std::string_view key) const {
  const auto found = std::find_if(keys.begin(), keys.end(),
                                  [&](const KeyGrammar& known) { return known.matches(key); });
  return found == keys.end() ? nullptr : &*found;
}

}  // namespace tact
