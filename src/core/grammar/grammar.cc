#include "core/grammar/grammar.h"

#include <algorithm>

#include "tact/check.h"

namespace tact {

std::string_view KeyGrammar::prefix() const {
  constexpr std::string_view any = "KEY";
  if (!name.ends_with(".KEY")) return {};
  return name.substr(0, name.size() - any.size());
}

bool KeyGrammar::matches(std::string_view key) const {
  return prefix().empty() ? key == name : key.starts_with(prefix());
}

std::string KeyGrammar::shown() const {
  std::string text = "`";
  text += name;
  text += ": ";
  text += example;
  return text + '`';
}

const KeyGrammar* MapGrammar::find(std::string_view key) const {
  const auto found = std::find_if(keys.begin(), keys.end(),
                                  [&](const KeyGrammar& known) { return known.matches(key); });
  return found == keys.end() ? nullptr : &*found;
}

const KeyGrammar& MapGrammar::at(std::string_view key) const {
  const KeyGrammar* found = find(key);
  TACT_CHECK(found != nullptr);
  return *found;
}

}  // namespace tact
