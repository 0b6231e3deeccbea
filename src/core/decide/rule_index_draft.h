// Makes the sets of a RuleIndex.
#pragma once

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/decide/rule_index.h"

namespace tact {

// Lives while an index is made. `rules` must outlive it.
class IndexDraft {
 public:
  using Set = std::vector<Candidates::Word>;

  explicit IndexDraft(std::span<const Rule> rules);

  std::size_t set_words() const { return set_words_; }
  std::vector<IndexedField> take_fields() { return std::move(fields_); }
  std::vector<Candidates::Word> take_words() { return std::move(words_); }

 private:
  using Key = std::pair<Field, std::string>;
  // The rules that name a value of the field, ascending.
  using Naming = std::map<std::string, std::vector<std::size_t>, std::less<>>;

  void note_names(const Matcher& matcher, std::size_t rule);
  void note_name(const FieldCondition& condition, std::size_t rule);
  std::vector<Key> worthwhile() const;
  void add_field(const Key& key, const Naming& naming);
  std::uint32_t keep(const Set& set);

  const std::span<const Rule> rules_;
  const std::size_t set_words_;
  std::map<Key, Naming> named_;
  std::map<Set, std::uint32_t> numbers_;  // of the sets kept
  std::vector<Candidates::Word> words_;
  std::vector<IndexedField> fields_;
};

}  // namespace tact
