// Which rules a request can concern, by what `when` and `unless` say of single fields: so that a
// decision costs what the rules that may apply cost, and not what the policy has.
//
// For each field that enough rules name, and each value that they name, the set of the rules that
// may apply to a request with that value, whatever else it says and whoever it is for. A request's
// candidates are in the sets of all its values. A set may hold a rule too many and never one too
// few, so a decision that looks at the candidates alone is the same; and what is said of a field
// does not change with time, so they are also all that a retry_at depends on.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/decide/scene.h"

namespace tact {

// The places of some of a policy's rules, ascending. Refers to the index that made it.
class Candidates {
 public:
  using Word = std::uint64_t;
  static constexpr std::size_t word_bits = 64;
  static constexpr std::size_t sets_max = 8;

  // All of the first `rules`.
  explicit Candidates(std::size_t rules) : rules_(rules) {}

  // Keeps those that are in the set. REQUIRES: called at most sets_max times; a set has as many
  // bits as there are rules.
  void keep(const Word* set) { sets_[count_++] = set; }

  class Iterator {
   public:
    using value_type = std::size_t;
    using difference_type = std::ptrdiff_t;

    Iterator(const Candidates& of, std::size_t word) : of_(of), word_(word) { find(); }
    std::size_t operator*() const {
      return word_ * word_bits + static_cast<std::size_t>(std::countr_zero(left_));
    }
    Iterator& operator++() {
      left_ &= left_ - 1;
      if (left_ == 0) {
        ++word_;
        find();
      }
      return *this;
    }
    bool operator==(std::default_sentinel_t) const { return left_ == 0; }

   private:
    // Goes to the first word from here on that has a candidate.
    void find() {
      for (const std::size_t end = of_.words(); word_ < end; ++word_) {
        left_ = of_.word(word_);
        if (left_ != 0) return;
      }
    }

    const Candidates& of_;
    std::size_t word_;
    Word left_ = 0;  // of this word: the candidates not yet passed
  };

  Iterator begin() const { return {*this, 0}; }
  std::default_sentinel_t end() const { return {}; }

 private:
  std::size_t words() const { return (rules_ + word_bits - 1) / word_bits; }
  Word word(std::size_t at) const {
    const std::size_t left = rules_ - at * word_bits;
    Word held = left < word_bits ? (Word{1} << left) - 1 : ~Word{0};
    for (std::size_t set = 0; set < count_; ++set) held &= sets_[set][at];
    return held;
  }

  std::size_t rules_;
  std::size_t count_ = 0;
  std::array<const Word*, sets_max> sets_;  // the first count_
};

// An order in which most texts are told apart by their length alone.
inline bool is_before(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

// A field that the index knows the values of.
struct IndexedField {
  struct Value {
    std::string text;
    std::uint32_t set;
  };

  Field field{};
  std::string label;          // the KEY of label.KEY
  std::vector<Value> values;  // that rules name, shorter ones first, then by text
  std::uint32_t absent = 0;   // the set where the contact leaves the field out, or nobody knows it
  std::uint32_t other = 0;    // the set of a value that no rule names
};

// Immutable, shared by all threads. Owns all that it needs; knows rules by their place alone.
class RuleIndex {
 public:
  explicit RuleIndex(const Policy& policy);

  // REQUIRES: the scene's policy has the rules that the index was made for.
  Candidates candidates(const Scene& scene) const;

  // Whether any rule of the policy asks for the customer's age.
  bool asks_age() const { return asks_age_; }

  // What it takes, for tests: it must not grow without bound with what a policy names.
  std::size_t bytes() const;
  std::span<const IndexedField> fields() const { return fields_; }

 private:
  const Candidates::Word* set(std::uint32_t number) const { return &words_[number * set_words_]; }

  std::size_t rules_;
  std::size_t set_words_;  // of one set
  bool asks_age_;
  std::vector<IndexedField> fields_;
  std::vector<Candidates::Word> words_;  // of all sets, one after the other; equal sets once
};

// Gives the policy the index of its own rules. To be called once the rules are complete.
void index_rules(Policy& policy);

// The rules that the scene's request can concern: all of them where the policy has no index.
Candidates candidates_for(const Scene& scene);

}  // namespace tact
