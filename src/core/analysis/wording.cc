#include "core/analysis/wording.h"

#include "core/yaml/source.h"

namespace tact {

std::string in_words(std::span<const std::string> words, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 < words.size() ? ", " : ' ' + std::string(last) + ' ';
    text += words[i];
  }
  return text;
}

std::string quoted_in_words(std::span<const std::string> words, std::string_view last) {
  std::vector<std::string> quoted;
  for (const std::string& word : words) quoted.push_back(quoted_input(word));
  return in_words(quoted, last);
}

}  // namespace tact
