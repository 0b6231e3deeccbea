// The international example: law packs of several countries, beside each other in one policy.
#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "tact/decide.h"

#include "files/disk_files.h"
#include "unit/core/policy/support.h"
#include "zones/system_zones.h"

namespace tact {
namespace {

constexpr std::string_view known_countries[] = {"TR", "US", "FR", "GB", "BE", "DE"};
constexpr std::string_view regions_of_us[] = {"", "US-FL", "US-TX", "US-CT", "US-CO"};

using Ids = std::set<std::string>;

Compiled compile_international() {
  Result<ZoneBook> book = load_system_zones();
  REQUIRE(book.ok());
  DiskFiles files;
  return compile_policy(policy_file_at(source_path("policies/international")), files,
                        std::make_shared<const ZoneBook>(std::move(*book)), day(2026, 11, 24));
}

// What a policy makes of one message to somebody of whom nothing is known but where they live.
class Door {
 public:
  explicit Door(const Policy& policy) : policy_(policy) {
    facts_.customer = &customer_;
    facts_.registers = &registers_;
    facts_.volume = &nobody_;
  }

  Ids judged_by(const ContactFields& message, std::string_view country, std::string_view region) {
    customer_.profile.emplace();
    customer_.profile->country = country;
    customer_.profile->region = region;
    const Question question{&message, *parse_instant("2026-11-24T15:00:00Z"), std::nullopt};
    Ids ids;
    for (const Explained& one : explain(policy_, facts_, question)) ids.insert(one.reason.rule);
    return ids;
  }

 private:
  class NobodyElse final : public VolumeTimes {
    std::span<const Instant> times(std::size_t, const ContactFields&) const override { return {}; }
  };

  const Policy& policy_;
  SubjectState customer_;
  Registers registers_;
  NobodyElse nobody_;
  Facts facts_;
};

// The countries that the rule is for; none: for all.
std::vector<std::string> countries_of(const Rule& rule) {
  for (const Condition& condition : rule.when.all) {
    const auto* field = std::get_if<FieldCondition>(&condition);
    if (field != nullptr && field->field == Field::country) return field->values;
  }
  return {};
}

bool is_for(const Rule& rule, std::string_view country) {
  const std::vector<std::string> countries = countries_of(rule);
  return countries.empty() || std::ranges::count(countries, country) > 0;
}

// Each channel with each purpose, plain and with advertising in it, by a person and by a machine.
std::vector<ContactFields> messages_of(const Vocabulary& vocabulary) {
  std::vector<ContactFields> messages;
  for (const std::string& channel : vocabulary.channels) {
    for (const std::string& purpose : vocabulary.purposes) {
      ContactFields message;
      message.channel = channel;
      message.purpose = purpose;
      message.brand = "marlow";
      messages.push_back(message);
      message.labels = {{"mode", "live"}, {"promotional", "true"}};
      messages.push_back(message);
      message.labels = {{"event", "order-7"}, {"mode", "automated"}};
      messages.push_back(message);
    }
  }
  return messages;
}

std::string in_words(const ContactFields& message, std::string_view country) {
  return message.purpose + " by " + message.channel + ", of " + std::string(country) +
         (message.labels.empty() ? "" : ", " + message.labels.front().second);
}

}  // namespace

TEST_CASE("the international example compiles without a warning") {
  const Compiled compiled = compile_international();
  CHECK(render_diagnostics(compiled.diagnostics) == "");
  REQUIRE(compiled.policy);
  const Policy& policy = *compiled.policy;
  CHECK(policy.defaults.country.empty());
  CHECK(policy.rules.size() > 100);
  // A law that is not for one country would be for all of them.
  for (const Rule& rule : policy.rules) {
    const bool is_law = rule.place.file.find("packs/") != std::string::npos &&
                        rule.place.file.find("packs/industry") == std::string::npos;
    INFO(rule.id);
    CHECK((!is_law || !countries_of(rule).empty()));
  }
}

TEST_CASE("a customer is judged by the rules of their own country and by those of none") {
  const Compiled compiled = compile_international();
  REQUIRE(compiled.policy);
  const Policy& policy = *compiled.policy;
  Door door(policy);
  std::set<std::string_view> countries_judged;
  for (const ContactFields& message : messages_of(policy.vocabulary)) {
    for (const std::string_view country : known_countries) {
      for (const std::string_view region : regions_of_us) {
        if (!region.empty() && country != "US") continue;
        const Ids judged = door.judged_by(message, country, region);
        for (const Rule& rule : policy.rules) {
          if (!judged.contains(rule.id)) continue;
          if (!countries_of(rule).empty()) countries_judged.insert(country);
          if (!is_for(rule, country)) FAIL(rule.id << " judges " << in_words(message, country));
        }
      }
    }
  }
  // Else nothing was shown.
  CHECK(countries_judged.size() == std::size(known_countries));
}

TEST_CASE("a customer of unknown country is judged by the rules of all countries") {
  const Compiled compiled = compile_international();
  REQUIRE(compiled.policy);
  const Policy& policy = *compiled.policy;
  Door door(policy);
  std::set<std::string_view> everywhere(std::begin(known_countries), std::end(known_countries));
  for (const Rule& rule : policy.rules) {
    for (const Condition& condition : rule.when.all) {
      const auto* field = std::get_if<FieldCondition>(&condition);
      if (field == nullptr || field->field != Field::country) continue;
      everywhere.insert(field->values.begin(), field->values.end());
    }
  }
  for (const ContactFields& message : messages_of(policy.vocabulary)) {
    Ids of_all;
    for (const std::string_view country : everywhere) {
      of_all.merge(door.judged_by(message, country, ""));
    }
    of_all.merge(door.judged_by(message, "NZ", ""));  // Of none of them.
    if (door.judged_by(message, "", "") != of_all) FAIL(in_words(message, "unknown country"));
  }
}

TEST_CASE("the index of the international example changes nobody's rules") {
  const Compiled compiled = compile_international();
  REQUIRE(compiled.policy);
  REQUIRE(compiled.policy->index.get() != nullptr);
  const Policy without_index = *compiled.policy;
  REQUIRE(without_index.index.get() == nullptr);
  Door indexed(*compiled.policy);
  Door plain(without_index);
  for (const ContactFields& message : messages_of(compiled.policy->vocabulary)) {
    for (const std::string_view country : {"TR", "US", "FR", "GB", "DE", "NZ", ""}) {
      INFO(in_words(message, country));
      CHECK(indexed.judged_by(message, country, "") == plain.judged_by(message, country, ""));
    }
  }
}

}  // namespace tact
