// What is different around the rules: names, defaults, vocabulary, regions, calendars.
#include <algorithm>
#include <array>
#include <map>

#include "core/policy/compare.h"
#include "core/prose/change_collector.h"

namespace tact::prose {
namespace {

using std::chrono::minutes;

// Whether a rule that binds is closed on the days of the calendar.
bool closes_rules(const Policy& policy, const std::string& calendar) {
  return std::any_of(policy.rules.begin(), policy.rules.end(), [&](const Rule& rule) {
    const auto* hours = std::get_if<HoursCheck>(&rule.check);
    return hours != nullptr && rule.mode == RuleMode::enforce &&
           std::find(hours->closed_on.begin(), hours->closed_on.end(), calendar) !=
               hours->closed_on.end();
  });
}

// Whether business days of an obligation are counted by it.
bool counts_days(const Policy& policy, const std::string& calendar) {
  return std::any_of(policy.obligations.begin(), policy.obligations.end(),
                     [&](const Obligation& one) { return one.due.calendar == calendar; });
}

// From when on a date is closed; after its end where it is not.
minutes closed_from(const Calendar& calendar, LocalDate date) {
  const auto found = calendar.closed.find(date);
  return found == calendar.closed.end() ? minutes::max() : found->second;
}

bool is_covered(const Calendar& calendar, LocalDate date) {
  const int year = static_cast<int>(std::chrono::year_month_day(date).year());
  return std::binary_search(calendar.covered_years.begin(), calendar.covered_years.end(), year);
}

// The days of `calendar` that `other` has not, or not so.
std::map<LocalDate, minutes> own_days(const Calendar& calendar, const Calendar& other) {
  std::map<LocalDate, minutes> days;
  for (const auto& [date, from] : calendar.closed) {
    if (closed_from(other, date) != from) days.emplace(date, from);
  }
  return days;
}

Texts years_words(const Calendar& calendar) {
  Texts texts;
  for (const int year : calendar.covered_years) texts.push_back(std::to_string(year));
  return texts;
}

Effect effect_of_days(const Calendar& before, const Calendar& after,
                      const std::map<LocalDate, minutes>& days) {
  Effect effect = Effect::none;
  for (const auto& [date, from] : days) {
    // Where a year is not covered everything fails, whatever its days: what counts then is the
    // year.
    if (!is_covered(before, date) || !is_covered(after, date)) continue;
    effect = combined(effect,
                      by_size(closed_from(before, date), closed_from(after, date), Effect::softer));
  }
  return effect;
}

class AroundChanges {
 public:
  AroundChanges(const Policy& before, const Policy& after, const Language& language)
      : before_(before), after_(after), phrases_(language.change), changes_(language) {}

  std::vector<ChangedPart> run() {
    add_text("policy", phrases_.name, before_.name, after_.name, Effect::none);
    changes_.prose("title", phrases_.title, before_.title, after_.title);
    add_provenance();
    add_defaults();
    add_vocabulary();
    add_regions();
    add_number_regions();
    add_calendars();
    return changes_.take();
  }

 private:
  void add_text(std::string_view part, const Phrase& label, const std::string& before,
                const std::string& after, Effect effect) {
    if (before != after) changes_.value(part, label.text, before, after, effect);
  }

  // What a file says of itself changes no answer.
  void add_provenance() {
    std::map<std::string, std::array<const Provenance*, 2>> files;
    for (const Provenance& file : before_.provenance) files[file.name][0] = &file;
    for (const Provenance& file : after_.provenance) files[file.name][1] = &file;
    const auto known = [](const Provenance* file) {
      return file != nullptr && file->knowledge ? format_date(*file->knowledge) : std::string();
    };
    const auto review = [](const Provenance* file) {
      return file != nullptr ? file->legal_review : std::string();
    };
    for (const auto& [name, file] : files) {
      add_named("knowledge", phrases_.knowledge, name, known(file[0]), known(file[1]));
      add_named("legal_review", phrases_.legal_review, name, review(file[0]), review(file[1]));
    }
  }

  void add_named(std::string_view part, const Phrase& label, const std::string& name,
                 const std::string& before, const std::string& after) {
    if (before == after) return;
    changes_.value(part, fill(label, {name}), before, after, Effect::none);
  }

  void add_defaults() {
    const Language& language = changes_.language();
    const auto zone = [](const Policy& policy) {
      return policy.defaults.timezone == nullptr ? std::string() : policy.defaults.timezone->name();
    };
    add_text("defaults.timezone", phrases_.timezone, zone(before_), zone(after_), Effect::unclear);
    const auto country = [&](const Policy& policy) {
      return country_words(policy.defaults.country, language);
    };
    add_text("defaults.country", phrases_.country, country(before_), country(after_),
             Effect::unclear);
    const auto kind = [&](const Policy& policy) {
      return policy.defaults.kind ? kind_words(*policy.defaults.kind, language) : std::string();
    };
    add_text("defaults.kind", phrases_.kind, kind(before_), kind(after_), Effect::unclear);
  }

  // What the vocabulary does not know is refused, and so never sent.
  void add_vocabulary() {
    const Vocabulary& before = before_.vocabulary;
    const Vocabulary& after = after_.vocabulary;
    changes_.names("vocabulary.channels", phrases_.channels.text, before.channels, after.channels,
                   Effect::softer, Effect::stricter);
    changes_.names("vocabulary.purposes", phrases_.purposes.text, before.purposes, after.purposes,
                   Effect::softer, Effect::stricter);
    changes_.names("vocabulary.labels", phrases_.labels.text, before.labels, after.labels,
                   Effect::softer, Effect::stricter);
    // Only rules make something of an activity, and rules name what the vocabulary has.
    changes_.names("vocabulary.activities", phrases_.activities.text, before.activities,
                   after.activities, Effect::none, Effect::none);
    // No brands: any brand.
    const Effect named = before.brands.empty() ? Effect::stricter : Effect::softer;
    const Effect unnamed = after.brands.empty() ? Effect::softer : Effect::stricter;
    changes_.names("vocabulary.brands", phrases_.brands.text, before.brands, after.brands, named,
                   unnamed);
  }

  void add_regions() {
    const auto zones = [](const Policy& policy, const std::string& region) {
      Texts names;
      const auto found = policy.regions.find(region);
      if (found == policy.regions.end()) return names;
      for (const TimeZone* zone : found->second) names.push_back(zone->name());
      std::sort(names.begin(), names.end());
      return names;
    };
    for (const std::string& region : keys_of_both(before_.regions, after_.regions)) {
      const Texts old_zones = zones(before_, region);
      const Texts new_zones = zones(after_, region);
      if (old_zones == new_zones) continue;
      const Language& language = changes_.language();
      changes_.value("regions." + region, fill(phrases_.region, {region}),
                     and_list(old_zones, language), and_list(new_zones, language), Effect::unclear);
    }
  }

  // That they count as in the region can be stricter or, where only a country was known, softer.
  void add_number_regions() {
    std::map<std::string, std::pair<Texts, Texts>> regions;
    for (const auto& [prefix, region] : before_.number_regions) {
      regions[region].first.push_back(prefix);
    }
    for (const auto& [prefix, region] : after_.number_regions) {
      regions[region].second.push_back(prefix);
    }
    for (const auto& [region, numbers] : regions) {
      changes_.names("regions." + region + ".numbers", fill(phrases_.region_numbers, {region}),
                     numbers.first, numbers.second, Effect::unclear, Effect::unclear);
    }
  }

  void add_calendars() {
    for (const std::string& name : keys_of_both(before_.calendars, after_.calendars)) {
      const auto before = before_.calendars.find(name);
      const auto after = after_.calendars.find(name);
      // Rules that use it say so themselves.
      if (before == before_.calendars.end()) {
        add_whole("calendars." + name, phrases_.calendar_added, name, true);
      } else if (after == after_.calendars.end()) {
        add_whole("calendars." + name, phrases_.calendar_removed, name, false);
      } else {
        add_calendar(name, before->second, after->second);
      }
    }
  }

  void add_whole(std::string part, const Phrase& phrase, const std::string& name, bool is_new) {
    changes_.add({std::move(part), is_new ? "" : name, is_new ? name : "", fill(phrase, {name}),
                  Effect::none});
  }

  void add_calendar(const std::string& name, const Calendar& before, const Calendar& after) {
    const Language& language = changes_.language();
    const bool closes = closes_rules(before_, name) || closes_rules(after_, name);
    const bool counts = counts_days(before_, name) || counts_days(after_, name);
    // Days of a year that is not covered are all counted as business days.
    const bool matters = closes || counts;
    changes_.names("calendars." + name + ".covers", fill(phrases_.calendar_years, {name}),
                   years_words(before), years_words(after), matters ? Effect::softer : Effect::none,
                   matters ? Effect::stricter : Effect::none);
    const auto went = own_days(before, after);
    const auto came = own_days(after, before);
    if (went.empty() && came.empty()) return;
    const std::string label = fill(phrases_.calendar_days, {name});
    Texts words;
    if (!came.empty()) {
      words.push_back(fill(phrases_.gains, {label, days_words(came, language)}));
    }
    if (!went.empty()) {
      words.push_back(fill(phrases_.loses, {label, days_words(went, language)}));
    }
    const Effect days =
        combined(effect_of_days(before, after, came), effect_of_days(before, after, went));
    // What is put off by more days without messages need not be done as soon, either.
    const Effect effect =
        combined(closes ? days : Effect::none, counts ? opposite(days) : Effect::none);
    changes_.add({"calendars." + name + ".days", days_words(went, language),
                  days_words(came, language), joined(words, "; "), effect});
  }

  template <class Map>
  static Texts keys_of_both(const Map& a, const Map& b) {
    Texts keys;
    for (const auto& one : a) keys.push_back(one.first);
    for (const auto& one : b) {
      if (!a.contains(one.first)) keys.push_back(one.first);
    }
    std::sort(keys.begin(), keys.end());
    return keys;
  }

  const Policy& before_;
  const Policy& after_;
  const ChangePhrases& phrases_;
  ChangeCollector changes_;
};

}  // namespace

std::vector<ChangedPart> changes_around(const Policy& before, const Policy& after,
                                        const Language& language) {
  return AroundChanges(before, after, language).run();
}

}  // namespace tact::prose
