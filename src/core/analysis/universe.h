// All that the rules of one policy can tell apart: a variable for each thing that a matcher looks
// at, with the values that matter. Wide where it must choose: it may hold messages and customers
// that cannot be, but leaves out none that can.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tact/policy.h"

#include "core/analysis/expression.h"

namespace tact {

// Whose fields a matcher looks at: the message's that is asked for (and its customer's), or those
// of an earlier contact that a limit may count. A contact may come from the time of an earlier
// vocabulary.
enum class Speaker : std::uint8_t { request, contact };

struct Variable {
  std::string label;  // as the policy writes it: "channel", "age"; for messages
  Speaker speaker = Speaker::request;
  int first = 0;  // numbers, or names by their number: from here …
  int last = 0;   // … to here, where can_be_another does not leave it to `names`
  bool can_be_absent = false;
  bool can_be_another = false;
  bool can_be_unknown = false;
  bool is_rare = false;  // anything but `first` only where all customers are looked at
  const std::vector<std::string>* names = nullptr;  // null: no names

  int last_value() const { return can_be_another ? static_cast<int>(names->size()) - 1 : last; }
};

// Made in two steps: everything that will be translated is noted first. One thread.
class Universe {
 public:
  // `policy` gives vocabulary and defaults; its rules are not looked at. It must outlive this.
  explicit Universe(const Policy& policy);
  Universe(const Universe&) = delete;
  Universe& operator=(const Universe&) = delete;

  void note(const Rule& rule);

  // REQUIRES: all that the matcher says was noted.
  Expression translate(const Matcher& matcher) const;
  // Of a contact that shares the fields `same` with the message that is asked for.
  Expression translate(const Matcher& count, const std::vector<SameField>& same) const;

  std::size_t size() const { return variables_.size(); }
  const Variable& variable(VariableId id) const { return variables_[id]; }

  VariableId channel() const { return channel_; }
  VariableId purpose() const { return purpose_; }

  // The customer's; empty where no rule looks at it.
  std::optional<VariableId> country() const { return find("country"); }
  std::optional<VariableId> region() const { return find("region"); }
  // The country that a region lies in. REQUIRES: a name of the variable `region`.
  int country_of_region(int region) const { return region_countries_[std::size_t(region)]; }

 private:
  struct Names {
    std::vector<std::string> texts;
    std::map<std::string, int, std::less<>> numbers;

    int add(const std::string& text);
    int at(const std::string& text) const { return numbers.at(text); }
  };

  // What a translation needs besides the matcher.
  struct Use {
    Speaker speaker = Speaker::request;
    const std::vector<SameField>* same = nullptr;
  };

  void note(const Matcher& matcher, Speaker speaker);
  void note(const Condition& condition, Speaker speaker);
  void note(const FieldCondition& field, Speaker speaker);
  void note_words(const FieldCondition& field, Speaker speaker);
  void note_same(const std::vector<SameField>& same);
  void note_patterns(const FieldCondition& field, Speaker speaker);
  void note_region(const std::string& region);
  void note_place(const FieldCondition& field);

  Expression translate(const Matcher& matcher, const Use& use) const;
  Expression translate(const Condition& condition, const Use& use) const;
  Expression translate(const FieldCondition& field, const Use& use) const;
  Expression translate_words(const FieldCondition& field, const Use& use) const;
  Expression translate_place(const FieldCondition& field) const;
  Expression translate_patterns(const FieldCondition& field, const Use& use) const;
  Expression translate_segments(const FieldCondition& field) const;

  VariableId add(const std::string& key, Variable variable);
  // A thing that holds or not.
  VariableId add_fact(const std::string& key, std::string label, bool can_be_unknown);
  Variable& contact_field(Field field, const std::string& label, Speaker speaker);
  std::optional<VariableId> find(const std::string& key) const;
  VariableId at(const std::string& key) const { return keys_.at(key); }
  Names& names_of(Field field, const std::string& label);

  const Policy& policy_;
  std::vector<Variable> variables_;
  std::map<std::string, VariableId, std::less<>> keys_;
  std::map<std::string, Names, std::less<>> names_;  // by field; addresses stay as they are
  std::vector<int> region_countries_;                // by the region's number
  VariableId channel_ = 0;
  VariableId purpose_ = 0;
};

}  // namespace tact
