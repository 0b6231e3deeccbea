// What the analysis holds for certain, against decisions: on random policies, every message of a
// small world is tried. TACT_SEEDS says how many policies.
#include "core/analysis/rule_space.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "tact/decide.h"

#include "core/analysis/stricter.h"
#include "naive/dice.h"
#include "naive/random_world.h"
#include "zones/system_zones.h"

namespace tact::naive {
namespace {

using std::chrono::days;

std::shared_ptr<const ZoneBook> zones() {
  static const auto book = std::make_shared<const ZoneBook>(*load_system_zones());
  return book;
}

std::uint64_t seeds() {
  const char* text = std::getenv("TACT_SEEDS");
  return text == nullptr ? 400 : std::strtoull(text, nullptr, 10);
}

Vocabulary vocabulary() {
  Vocabulary vocabulary;
  vocabulary.channels = words().channels;
  vocabulary.purposes = words().purposes;
  return vocabulary;
}

// A random policy whose rules are in force at all times, so that only matching is looked at.
World timeless_world(std::uint64_t seed) {
  World world = random_world(seed, zones());
  world.policy.vocabulary = vocabulary();
  for (Rule& rule : world.policy.rules) {
    rule.effective_from.reset();
    rule.effective_until.reset();
  }
  return world;
}

// Random people, whose numbers have regions where the policy knows any.
World people_under(const Policy& policy, std::uint64_t seed) {
  World people = random_world(seed, zones());
  people.policy = policy;
  if (policy.number_regions.empty()) people.number_regions.clear();
  return people;
}

std::vector<const Rule*> rules_of(const Policy& policy) {
  std::vector<const Rule*> rules;
  for (const Rule& rule : policy.rules) rules.push_back(&rule);
  return rules;
}

// The rules that apply to the world's message; those of them that fail.
struct Applied {
  std::set<std::string> all;
  std::set<std::string> failing;
};

Applied applied(const World& world) {
  const Asked asked(world);
  Applied rules;
  for (const Explained& one : explain(world.policy, asked.facts(), asked.question())) {
    rules.all.insert(one.reason.rule);
    if (one.reason.code != Code::none) rules.failing.insert(one.reason.rule);
  }
  return rules;
}

// Calls `visit` with the world's people and every message that there can be.
template <class Visit>
void for_each_message(World world, Visit visit) {
  const auto with_absent = [](std::vector<std::string> texts) {
    texts.emplace_back();
    return texts;
  };
  for (const std::string& channel : words().channels) {
    for (const std::string& purpose : words().purposes) {
      for (const std::string& brand : with_absent(words().brands)) {
        for (const std::string& campaign : with_absent(words().campaigns)) {
          for (const std::string& subject : with_absent(words().subjects)) {
            for (const int priority : {48, 49, 50, 51, 52}) {
              Labels labels;
              if (!subject.empty()) labels.emplace_back("subject", subject);
              world.fields = {channel, purpose, brand, campaign, priority, labels};
              visit(world);
            }
          }
        }
      }
    }
  }
}

// The message and the customer that a witness is, as far as this test can make them.
class Made {
 public:
  Made(const World& world, const Universe& universe, const Witness& witness)
      : universe_(universe), witness_(witness), world_(world) {
    World& made = world_;
    made.fields = {words().channels.front(), words().purposes.front(), "", "", 50, {}};
    made.customer = {};
    made.address_named = World::Address::none;
    made.in_household = false;
    made.birth_date.reset();
    made.number_regions.clear();
    made.registers = {};
    made.expires_at.reset();
    for (const auto& [id, value] : witness) set(universe.variable(id), value);
    fit_patterns();
    if (profile_) made.customer.profile = profile_;
    is_possible_ = is_possible_ && !(has_no_profile_ && profile_);
  }

  // Empty where the witness asks for what this cannot make.
  const World* world() const { return is_possible_ ? &world_ : nullptr; }

 private:
  static std::string text_of(const Variable& variable, int value) {
    if (value == absent_value || value == unknown_value) return "";
    if (value == another_value) return variable.label == "country" ? "ZZ" : "something-else";
    return variable.names->at(static_cast<std::size_t>(value));
  }

  Profile& profile() {
    if (!profile_) profile_.emplace();
    return *profile_;
  }

  void set(const Variable& variable, int value) {
    const std::string& label = variable.label;
    if (variable.names != nullptr) {
      set_name(label, text_of(variable, value));
    } else if (label == "priority") {
      world_.fields.priority = value;
    } else if (label == "age") {
      if (value == unknown_value) return;
      const LocalDate today{std::chrono::floor<days>(world_.at).time_since_epoch()};
      const std::chrono::year_month_day then{today - days{20}};
      const auto year = then.year() - std::chrono::years{value};
      world_.birth_date = LocalDate{year / then.month() / std::chrono::day{1}};
      if (then.month() == std::chrono::February) world_.birth_date.reset();
      is_possible_ = is_possible_ && world_.birth_date;
    } else if (label == "segment") {
      set_segment(value);
    } else if (label == "region") {
      is_possible_ = is_possible_ && value == 0;  // In several places: by which numbers?
    } else if (label == "activity" || label == "consent") {
      // Without any record activities are none, and consents are what they are.
      is_possible_ = is_possible_ && label == "activity" && value == 0;
    } else if (label == "on_list") {
      is_possible_ = is_possible_ && value == 0;
    }
  }

  void set_name(const std::string& label, const std::string& text) {
    if (label == "channel") world_.fields.channel = text;
    if (label == "purpose") world_.fields.purpose = text;
    if (label == "brand") world_.fields.brand = text;
    if (label == "campaign") world_.fields.campaign = text;
    if (label == "label.subject" && !text.empty()) world_.fields.labels = {{"subject", text}};
    if (text.empty()) return;
    if (label == "country") profile().country = text;
    if (label == "region") profile().region = text == "something-else" ? "ZZ-XX" : text;
    if (label == "language") profile().language = text;
    if (label == "stage") profile().stage = text;
    if (label == "kind") {
      profile().kind = text == "merchant" ? CustomerKind::merchant : CustomerKind::individual;
    }
  }

  // The first fact of the segments says whether they are known; which of them they are is theirs.
  void set_segment(int value) {
    if (value == unknown_value) {
      has_no_profile_ = true;
    } else if (value == 1) {
      is_possible_ = false;  // Which segment it is, the variable does not say.
    } else {
      profile();
    }
  }

  // What no rule names has to fit just the patterns that the witness says.
  void fit_patterns() {
    const std::string* subject = find_label(world_.fields.labels, "subject");
    for (const auto& [id, value] : witness_) {
      const Variable& variable = universe_.variable(id);
      if (variable.names != nullptr) continue;
      if (variable.label == "campaign" && world_.fields.campaign == "something-else") {
        is_possible_ = false;
      }
      if (variable.label == "label.subject" && subject && *subject == "something-else") {
        is_possible_ = false;
      }
    }
  }

  const Universe& universe_;
  const Witness& witness_;
  World world_;
  std::optional<Profile> profile_;
  bool has_no_profile_ = false;
  bool is_possible_ = true;
};

}  // namespace

TEST_CASE("a rule that is said never to apply applies to nothing") {
  std::uint64_t certain = 0;
  for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
    const World world = timeless_world(seed);
    RuleSpace space(world.policy, rules_of(world.policy));
    std::set<std::string> dead;
    for (std::size_t i = 0; i < space.size(); ++i) {
      if (space.can_apply(i) == Answer::impossible) dead.insert(space.rule(i).id);
    }
    if (dead.empty()) continue;
    certain += dead.size();
    for (std::uint64_t other = 0; other < 4; ++other) {
      World people = people_under(world.policy, seed * 7 + other);
      for_each_message(people, [&](const World& asked) {
        for (const std::string& rule : applied(asked).all) {
          if (dead.contains(rule)) FAIL(rule << " applies\n" << describe(asked));
        }
      });
    }
  }
  CHECK(certain * 100 >= seeds());  // Otherwise nothing was tried.
}

TEST_CASE("a rule with a witness applies to it") {
  std::uint64_t made = 0;
  for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
    const World world = timeless_world(seed);
    RuleSpace space(world.policy, rules_of(world.policy));
    for (std::size_t i = 0; i < space.size(); ++i) {
      if (space.can_apply(i) != Answer::possible) continue;
      const Made example(world, space.universe(), space.witness());
      if (example.world() == nullptr) continue;
      ++made;
      if (!applied(*example.world()).all.contains(space.rule(i).id)) {
        FAIL(space.rule(i).id << " does not apply\n" << describe(*example.world()));
      }
    }
  }
  CHECK(made > seeds());
}

TEST_CASE("a rule that lies within another applies nowhere else") {
  std::uint64_t certain = 0;
  for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
    const World world = timeless_world(seed);
    RuleSpace space(world.policy, rules_of(world.policy));
    for (std::size_t i = 0; i < space.size(); ++i) {
      for (std::size_t j = 0; j < space.size(); ++j) {
        if (i == j || !space.is_within(i, j)) continue;
        ++certain;
        for (std::uint64_t other = 0; other < 100; ++other) {
          World people = people_under(world.policy, seed * 131 + other);
          const Applied rules = applied(people);
          if (rules.all.contains(space.rule(i).id) && !rules.all.contains(space.rule(j).id)) {
            FAIL(space.rule(i).id << " is not within " << space.rule(j).id << '\n'
                                  << describe(people));
          }
        }
      }
    }
  }
  CHECK(certain * 4 > seeds());
}

// Random rules are seldom each other's betters, so each gets a twin with other figures.
TEST_CASE("a rule that another is said to refuse all of never fails alone") {
  std::uint64_t certain = 0;
  for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
    World world = timeless_world(seed);
    Policy& policy = world.policy;
    World twins = timeless_world(seed + 100'000);
    const std::size_t count = policy.rules.size();
    for (std::size_t i = 0; i < count; ++i) {
      Rule twin = policy.rules[i];
      twin.id += "-twin";
      const Rule& other = twins.policy.rules[i % twins.policy.rules.size()];
      if (other.check.index() == twin.check.index() || seed % 3 == 0) {
        twin.check = other.check;
      } else if (auto* cap = std::get_if<CapCheck>(&twin.check)) {
        cap->within = {WindowKind::rolling, days{static_cast<int>(seed % 9)}, 0, ""};
      }
      policy.rules.push_back(std::move(twin));
    }
    RuleSpace space(policy, rules_of(policy));
    const Strictness strictness(rules_of(policy), policy.defaults);
    for (std::size_t i = 0; i < space.size(); ++i) {
      for (std::size_t j = 0; j < space.size(); ++j) {
        if (i == j || !refuses_all_of(j, i, space, strictness)) continue;
        ++certain;
        for (std::uint64_t other = 0; other < 60; ++other) {
          World people = people_under(policy, seed * 257 + other);
          const std::set<std::string> failing = applied(people).failing;
          if (failing.contains(space.rule(i).id) && !failing.contains(space.rule(j).id)) {
            FAIL(space.rule(i).id << " fails without " << space.rule(j).id << '\n'
                                  << describe(people));
          }
        }
      }
    }
  }
  CHECK(certain * 4 > seeds());
}

}  // namespace tact::naive
