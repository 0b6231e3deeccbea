// What is told of random policies, against decisions in random worlds; and that the golden policy
// leaves nothing of the language out.
#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "tact/decide.h"

#include "naive/dice.h"
#include "naive/random_world.h"
#include "unit/core/prose/telling.h"
#include "zones/system_zones.h"

namespace tact {
namespace {

bool tells_of(const std::vector<Sentence>& sentences, const std::string& rule,
              const ContactFields& fields) {
  const auto has = [](const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  return std::any_of(sentences.begin(), sentences.end(), [&](const Sentence& sentence) {
    return sentence.rule == rule && has(sentence.purposes, fields.purpose) &&
           has(sentence.channels, fields.channel);
  });
}

bool tells_of(const Explanation& told, const std::string& rule, const ContactFields& fields) {
  return std::any_of(
      told.sections.begin(), told.sections.end(),
      [&](const ExplanationSection& section) { return tells_of(section.sentences, rule, fields); });
}

bool mentions(const Explanation& told, const std::string& rule) {
  const auto is_it = [&](const Sentence& sentence) { return sentence.rule == rule; };
  return std::any_of(told.unmet.begin(), told.unmet.end(), is_it) ||
         std::any_of(
             told.sections.begin(), told.sections.end(), [&](const ExplanationSection& section) {
               return std::any_of(section.sentences.begin(), section.sentences.end(), is_it);
             });
}

// Collects what a policy uses of the language, each as one word.
class Uses {
 public:
  void add(const Rule& rule) {
    add("check", rule.check.index());
    add(rule.when);
    if (rule.unless) add(*rule.unless);
    if (const auto* cap = std::get_if<CapCheck>(&rule.check)) add(cap->within, cap->counting);
    if (const auto* gap = std::get_if<GapCheck>(&rule.check)) add("gap", gap->counting.per);
    if (const auto* volume = std::get_if<VolumeCheck>(&rule.check)) {
      add(volume->within, volume->counting);
    }
  }

  void add(const Obligation& obligation) {
    for (const auto* triggers : {&obligation.opened_by, &obligation.closed_by}) {
      for (const Trigger& trigger : *triggers) add(trigger);
    }
    add("closed", obligation.closed_by.empty() ? 0 : 1);
    add("exempt", obligation.unless ? 1 : 0);
    const Deadline& due = obligation.due;
    add("clock", due.clock == nullptr ? 0 : 1);
    if (due.business_days == 0) return add("due", due.span.unit);
    add("half_days", due.half_days);
    add("due", static_cast<std::size_t>(SpanUnit::calendar_days) + 1);
  }

  std::size_t count(const std::string& what) const {
    return static_cast<std::size_t>(std::count_if(
        used_.begin(), used_.end(), [&](const auto& one) { return one.first == what; }));
  }

 private:
  template <class Index>
  void add(const std::string& what, Index index) {
    used_.emplace(what, static_cast<std::size_t>(index));
  }

  void add(const Trigger& trigger) {
    const auto* consent = std::get_if<ConsentTrigger>(&trigger);
    if (consent == nullptr) {
      const bool is_one = std::get<ActivityTrigger>(trigger).events.size() == 1;
      return add("activity", is_one ? 0 : 1);
    }
    const int registered = consent->registered ? (*consent->registered ? 1 : 2) : 0;
    add("consent", static_cast<int>(consent->state) * 3 + registered);
  }

  void add(const Window& window, const Counting& counting) {
    add("window", window.kind);
    add("per", counting.per);
    add("basis", counting.basis);
    for (const SameField& same : counting.same) add("same", same.field);
  }

  void add(const Matcher& matcher) {
    for (const Condition& condition : matcher.all) add(condition);
  }

  void add(const Condition& condition) {
    add("condition", condition.index());
    if (const auto* field = std::get_if<FieldCondition>(&condition)) add("field", field->field);
    if (const auto* age = std::get_if<AgeCondition>(&condition)) add("age", age->comparison);
    if (const auto* priority = std::get_if<PriorityCondition>(&condition)) {
      add("priority", priority->comparison);
    }
    if (const auto* any = std::get_if<AnyCondition>(&condition)) {
      for (const Matcher& matcher : any->any) add(matcher);
    }
    if (const auto* negated = std::get_if<NotCondition>(&condition)) add(negated->negated.front());
  }

  std::set<std::pair<std::string, std::size_t>> used_;
};

}  // namespace

TEST_CASE("the golden policy uses everything that can be told") {
  Uses uses;
  const auto policy = policy_of_file("tests/golden/prose/every_key.yaml");
  for (const Rule& rule : policy->rules) uses.add(rule);
  CHECK(uses.count("check") == std::variant_size_v<Check>);
  CHECK(uses.count("condition") == std::variant_size_v<Condition>);
  CHECK(uses.count("field") == static_cast<std::size_t>(Field::on_list) + 1);
  CHECK(uses.count("same") == static_cast<std::size_t>(Field::label) + 1);
  CHECK(uses.count("age") == static_cast<std::size_t>(Comparison::more) + 1);
  CHECK(uses.count("priority") == static_cast<std::size_t>(Comparison::more) + 1);
  CHECK(uses.count("window") == static_cast<std::size_t>(WindowKind::consecutive_days) + 1);
  CHECK(uses.count("per") == static_cast<std::size_t>(Per::household) + 1);
  CHECK(uses.count("gap") == static_cast<std::size_t>(Per::household) + 1);
  CHECK(uses.count("basis") == static_cast<std::size_t>(Basis::conversation) + 1);
  for (const Obligation& obligation : policy->obligations) uses.add(obligation);
  CHECK(uses.count("consent") == 6);
  CHECK(uses.count("due") == static_cast<std::size_t>(SpanUnit::calendar_days) + 2);
  for (const auto* what : {"activity", "half_days", "clock", "closed", "exempt"}) {
    INFO(what);
    CHECK(uses.count(what) == 2);
  }
}

TEST_CASE("a rule that is asked in a decision is told of for its purpose and channel") {
  Result<ZoneBook> book = load_system_zones();
  REQUIRE(book.ok());
  const auto zones = std::make_shared<const ZoneBook>(std::move(*book));
  std::size_t asked_rules = 0;
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    naive::World world = naive::random_world(seed, zones);
    world.policy.vocabulary.purposes = naive::words().purposes;
    world.policy.vocabulary.channels = naive::words().channels;
    const naive::Asked asked(world);
    ExplanationScope narrow;
    narrow.purpose = world.fields.purpose;
    narrow.channel = world.fields.channel;
    narrow.brand = world.fields.brand;
    INFO(naive::describe(world));
    for (const prose::Language* language : prose::languages()) {
      const auto whole = explain_policy(world.policy, {}, *language);
      const auto part = explain_policy(world.policy, narrow, *language);
      REQUIRE(whole.ok());
      REQUIRE(part.ok());
      for (const Rule& rule : world.policy.rules) CHECK(mentions(*whole, rule.id));
      for (const Explained& one : explain(world.policy, asked.facts(), asked.question())) {
        ++asked_rules;
        CHECK(tells_of(*whole, one.reason.rule, world.fields));
        CHECK(tells_of(*part, one.reason.rule, world.fields));
      }
    }
  }
  CHECK(asked_rules > 3000);
}

}  // namespace tact
