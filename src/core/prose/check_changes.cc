// What is different between two checks, and which of them is the stricter.
#include <algorithm>
#include <bitset>

#include "core/policy/compare.h"
#include "core/prose/change_collector.h"

namespace tact::prose {
namespace {

using std::chrono::minutes;

std::string optional_words(const std::optional<Duration>& length, const Language& language) {
  return length ? duration_words(*length, language) : std::string();
}

std::string optional_words(const std::optional<Span>& span, const Language& language) {
  return span ? span_words(*span, language) : std::string();
}

// As sets: "unclear" where each has something that the other has not.
Effect by_fields(const std::vector<SameField>& before, const std::vector<SameField>& after,
                 Effect fewer) {
  const bool has_fewer = covers(after, before);
  const bool has_more = covers(before, after);
  if (has_fewer && has_more) return Effect::none;
  return has_fewer ? fewer : has_more ? opposite(fewer) : Effect::unclear;
}

void add_same(const std::vector<SameField>& before, const std::vector<SameField>& after,
              const Phrase& label, ChangeCollector& changes) {
  const Effect effect = by_fields(before, after, Effect::stricter);
  if (effect == Effect::none) return;
  const auto words = [&](const std::vector<SameField>& same) {
    return and_list(same_words(same, changes.language()), changes.language());
  };
  changes.value("same", label.text, words(before), words(after), effect);
}

// Everyone in a household includes the customer; addresses are another matter.
Effect by_per(Per before, Per after) {
  if (before == Per::customer && after == Per::household) return Effect::stricter;
  if (before == Per::household && after == Per::customer) return Effect::softer;
  return Effect::unclear;
}

// How many kinds of contacts count.
int breadth(Basis basis) {
  switch (basis) {
    case Basis::conversation: return 0;
    case Basis::delivered: return 1;
    case Basis::contact: return 2;
    case Basis::attempt: return 3;
  }
  return 0;
}

void add_counting(const Counting& before, const Counting& after, bool has_per,
                  ChangeCollector& changes) {
  const ChangePhrases& phrases = changes.language().change;
  changes.matcher("count", phrases.counted, &before.count, &after.count, Effect::stricter);
  add_same(before.same, after.same, phrases.same, changes);
  if (has_per && before.per != after.per) {
    const auto word = [&](Per per) {
      return std::string(phrases.per.at(static_cast<std::size_t>(per)).text);
    };
    changes.value("per", phrases.per_label.text, word(before.per), word(after.per),
                  by_per(before.per, after.per));
  }
  if (before.basis != after.basis) {
    const auto word = [&](Basis basis) {
      return std::string(phrases.basis.at(static_cast<std::size_t>(basis)).text);
    };
    changes.value("basis", phrases.basis_label.text, word(before.basis), word(after.basis),
                  by_size(breadth(before.basis), breadth(after.basis), Effect::stricter));
  }
}

// One calendar day is any one date.
bool is_same_window(const Window& a, const Window& b) { return covers(a, b) && covers(b, a); }

// Of cap and volume.
void add_limit(int before, int after, const Window& old_window, const Window& new_window,
               ChangeCollector& changes) {
  const Language& language = changes.language();
  const bool same_window = is_same_window(old_window, new_window);
  if (before != after) {
    const std::string old_words = std::to_string(before);
    const std::string new_words = std::to_string(after);
    std::string words = same_window
                            ? fill(language.change.limit,
                                   {old_words, new_words, window_words(new_window, language)})
                            : fill(language.change.at_most, {old_words}) + " → " +
                                  fill(language.change.at_most, {new_words});
    changes.add({"at_most", old_words, new_words, std::move(words),
                 by_size(before, after, Effect::softer)});
  }
  if (same_window) return;
  const Effect effect = covers(new_window, old_window)   ? Effect::stricter
                        : covers(old_window, new_window) ? Effect::softer
                                                         : Effect::unclear;
  changes.value("within", language.change.within.text, window_words(old_window, language),
                window_words(new_window, language), effect);
}

// Which minutes of a week are open.
using Week = std::bitset<7 * 24 * 60>;

Week week_of(const HoursCheck& check) {
  constexpr minutes day = std::chrono::hours(24);
  Week week;
  for (const OpenInterval& interval : check.open) {
    const minutes midnight = day * interval.weekday.c_encoding();
    for (minutes at = interval.start; at < interval.end; ++at) {
      week.set(static_cast<std::size_t>((midnight + at).count()) % week.size());
    }
  }
  return week;
}

Effect by_hours(const Week& before, const Week& after) {
  if ((before & after) == before) return Effect::softer;
  return (before & after) == after ? Effect::stricter : Effect::unclear;
}

// Whether there are two of the same kind; then their difference was added.
struct CheckChanges {
  const Check& other;
  ChangeCollector& changes;
  const ChangePhrases& phrases = changes.language().change;

  bool operator()(const ConsentCheck& before) const {
    const auto* after = std::get_if<ConsentCheck>(&other);
    if (after == nullptr) return false;
    const Language& language = changes.language();
    if (before.model != after->model) {
      const auto word = [&](ConsentModel model) {
        return std::string((model == ConsentModel::opt_in ? phrases.opt_in : phrases.opt_out).text);
      };
      changes.value("model", phrases.model.text, word(before.model), word(after->model),
                    after->model == ConsentModel::opt_out ? Effect::softer : Effect::stricter);
    }
    // A consent that does not say is implied: no level is weaker.
    const auto old_level = before.level.value_or(ConsentLevel::implied);
    const auto new_level = after->level.value_or(ConsentLevel::implied);
    if (old_level != new_level) {
      changes.value("level", phrases.level.text, level_words(old_level, language),
                    level_words(new_level, language),
                    by_size(old_level, new_level, Effect::stricter));
    }
    if (before.max_age != after->max_age) {
      const Effect effect = !before.max_age ? Effect::stricter
                            : !after->max_age
                                ? Effect::softer
                                : by_length(*before.max_age, *after->max_age, Effect::softer);
      changes.value("max_age", phrases.max_age.text, optional_words(before.max_age, language),
                    optional_words(after->max_age, language), effect);
    }
    add_text("purpose", phrases.purpose, before.purpose, after->purpose, Effect::unclear);
    add_text("channel", phrases.channel, before.channel, after->channel, Effect::unclear);
    changes.flag("registered", phrases.registered, before.registered, after->registered,
                 Effect::stricter, Effect::softer);
    changes.flag("evidence", phrases.evidence, before.evidence, after->evidence, Effect::stricter,
                 Effect::softer);
    return true;
  }

  bool operator()(const ListCheck& before) const {
    const auto* after = std::get_if<ListCheck>(&other);
    if (after == nullptr) return false;
    const Language& language = changes.language();
    // Who is listed until some day is put off, even where a list is stale, which alone is refused:
    // to be listed may then be the better answer.
    const Effect more = before.fresh_within ? Effect::unclear : Effect::stricter;
    const Effect fewer = after->fresh_within ? Effect::unclear : Effect::softer;
    changes.names("lists", phrases.lists.text, before.lists, after->lists, more, fewer);
    if (before.fresh_within != after->fresh_within) {
      const Effect effect = !before.fresh_within   ? Effect::stricter
                            : !after->fresh_within ? Effect::softer
                                                   : by_size(*before.fresh_within,
                                                             *after->fresh_within, Effect::softer);
      changes.value("fresh_within", phrases.fresh_within.text,
                    optional_words(before.fresh_within, language),
                    optional_words(after->fresh_within, language), effect);
    }
    if (before.grace != after->grace) {
      const auto words = [&](Duration grace) {
        return grace == Duration{} ? std::string() : duration_words(grace, language);
      };
      changes.value("grace", phrases.grace.text, words(before.grace), words(after->grace),
                    after->grace > before.grace ? fewer : more);
    }
    changes.flag("lifted_by_later_consent", phrases.lifted, before.lifted_by_later_consent,
                 after->lifted_by_later_consent, fewer, more);
    return true;
  }

  bool operator()(const CapCheck& before) const {
    const auto* after = std::get_if<CapCheck>(&other);
    if (after == nullptr) return false;
    add_limit(before.at_most, after->at_most, before.within, after->within, changes);
    add_counting(before.counting, after->counting, true, changes);
    return true;
  }

  bool operator()(const GapCheck& before) const {
    const auto* after = std::get_if<GapCheck>(&other);
    if (after == nullptr) return false;
    if (before.at_least != after->at_least) {
      changes.value("at_least", phrases.at_least.text,
                    duration_words(before.at_least, changes.language()),
                    duration_words(after->at_least, changes.language()),
                    by_size(before.at_least, after->at_least, Effect::stricter));
    }
    add_counting(before.counting, after->counting, true, changes);
    return true;
  }

  bool operator()(const VolumeCheck& before) const {
    const auto* after = std::get_if<VolumeCheck>(&other);
    if (after == nullptr) return false;
    add_limit(before.at_most, after->at_most, before.within, after->within, changes);
    add_counting(before.counting, after->counting, false, changes);
    return true;
  }

  bool operator()(const HoursCheck& before) const {
    const auto* after = std::get_if<HoursCheck>(&other);
    if (after == nullptr) return false;
    const Language& language = changes.language();
    const Week old_week = week_of(before);
    const Week new_week = week_of(*after);
    if (old_week != new_week) {
      changes.value("open", phrases.open.text, open_words(before.open, language),
                    open_words(after->open, language), by_hours(old_week, new_week));
    }
    changes.names("closed_on", phrases.closed_on.text, before.closed_on, after->closed_on,
                  Effect::stricter, Effect::softer);
    const auto clock = [&](const HoursCheck& check) {
      return check.clock == nullptr ? std::string(phrases.customer_clock.text)
                                    : check.clock->name();
    };
    if (clock(before) != clock(*after)) {
      changes.value("clock", phrases.clock.text, clock(before), clock(*after), Effect::unclear);
    }
    return true;
  }

  bool operator()(const CooldownCheck& before) const {
    const auto* after = std::get_if<CooldownCheck>(&other);
    if (after == nullptr) return false;
    const Language& language = changes.language();
    changes.names("event", phrases.events.text, before.events, after->events, Effect::stricter,
                  Effect::softer);
    add_filter("channel", phrases.channel, channel_words(before.channel, language),
               channel_words(after->channel, language));
    add_filter("brand", phrases.brand, before.brand, after->brand);
    changes.names("label", phrases.labels.text, label_words(before.labels, language),
                  label_words(after->labels, language), Effect::softer, Effect::stricter);
    add_same(before.same, after->same, phrases.same, changes);
    if (before.length != after->length) {
      changes.value("for", phrases.length.text, span_words(before.length, language),
                    span_words(after->length, language),
                    by_length(before.length, after->length, Effect::stricter));
    }
    if (before.event_day_counts != after->event_day_counts) {
      const auto word = [&](bool event_day) {
        return std::string((event_day ? phrases.event_day : phrases.next_day).text);
      };
      changes.value("first_day", phrases.first_day.text, word(before.event_day_counts),
                    word(after->event_day_counts),
                    after->event_day_counts ? Effect::softer : Effect::stricter);
    }
    return true;
  }

  bool operator()(const DenyCheck&) const { return std::holds_alternative<DenyCheck>(other); }

  void add_text(std::string_view part, const Phrase& label, const std::string& before,
                const std::string& after, Effect effect) const {
    if (before != after) changes.value(part, label.text, before, after, effect);
  }

  // "" lets everything through.
  void add_filter(std::string_view part, const Phrase& label, const std::string& before,
                  const std::string& after) const {
    add_text(part, label, before, after,
             after.empty()    ? Effect::stricter
             : before.empty() ? Effect::softer
                              : Effect::unclear);
  }
};

}  // namespace

void add_check_changes(const Check& before, const Check& after, ChangeCollector& changes) {
  if (std::visit(CheckChanges{after, changes}, before)) return;
  // What always fails, and for good, is the strictest of all.
  const Effect effect = std::holds_alternative<DenyCheck>(after)    ? Effect::stricter
                        : std::holds_alternative<DenyCheck>(before) ? Effect::softer
                                                                    : Effect::unclear;
  const Language& language = changes.language();
  changes.value("check", language.change.check.text, check_words(before, language),
                check_words(after, language), effect);
}

}  // namespace tact::prose
