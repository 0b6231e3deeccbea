#include "core/analysis/canonical.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace tact {
namespace {

// Each word with its length before it, so that no two lists of words look alike.
class Text {
 public:
  explicit Text(std::string_view kind) { add(kind); }

  Text& add(std::string_view word) {
    text_ += std::to_string(word.size());
    text_ += ':';
    text_ += word;
    return *this;
  }
  Text& add(std::int64_t number) { return add(std::to_string(number)); }
  template <class Enum>
  Text& add_enum(Enum value) {
    return add(static_cast<std::int64_t>(value));
  }

  Text& add_set(std::vector<std::string> words) {
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    add(static_cast<std::int64_t>(words.size()));
    for (const std::string& word : words) add(word);
    return *this;
  }

  Text& add(const Labels& labels) {
    std::vector<std::string> words;
    for (const auto& [key, value] : labels) words.push_back(Text(key).add(value).take());
    return add_set(std::move(words));
  }

  Text& add(const std::optional<Span>& span) {
    if (!span) return add("any");
    return add_enum(span->unit).add(span->length.count()).add(span->count);
  }

  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string of_any(const std::vector<Matcher>& matchers) {
  std::vector<std::string> words;
  for (const Matcher& matcher : matchers) words.push_back(canonical(matcher));
  return Text("any").add_set(std::move(words)).take();
}

struct OfCondition {
  std::string operator()(const FieldCondition& c) const {
    return Text("field").add_enum(c.field).add(c.label).add_set(c.values).take();
  }
  std::string operator()(const PriorityCondition& c) const {
    return Text("priority").add_enum(c.comparison).add(c.value).take();
  }
  std::string operator()(const AgeCondition& c) const {
    return Text("age").add_enum(c.comparison).add(c.years).take();
  }
  std::string operator()(const ActivityCondition& c) const { return canonical(c); }
  std::string operator()(const ConsentCheck& c) const { return canonical(c); }
  std::string operator()(const AnyCondition& c) const { return of_any(c.any); }
  std::string operator()(const NotCondition& c) const {
    return Text("not").add(canonical(c.negated.front())).take();
  }
};

std::string of_same(const std::vector<SameField>& same) {
  std::vector<std::string> words;
  for (const SameField& field : same) {
    words.push_back(Text("same").add_enum(field.field).add(field.label).take());
  }
  return Text("").add_set(std::move(words)).take();
}

std::string of_counting(const Counting& counting) {
  return Text("counting")
      .add(canonical(counting.count))
      .add(of_same(counting.same))
      .add_enum(counting.per)
      .add_enum(counting.basis)
      .take();
}

std::string of_window(const Window& window) {
  return Text("window").add_enum(window.kind).add(window.length.count()).add(window.days).take();
}

struct OfCheck {
  std::string operator()(const ConsentCheck& c) const { return canonical(c); }
  std::string operator()(const ListCheck& c) const {
    return Text("lists")
        .add_set(c.lists)
        .add(c.fresh_within ? c.fresh_within->count() : 0)
        .add(c.grace.count())
        .add(c.lifted_by_later_consent ? 1 : 0)
        .take();
  }
  std::string operator()(const CapCheck& c) const {
    return Text("cap").add(c.at_most).add(of_window(c.within)).add(of_counting(c.counting)).take();
  }
  std::string operator()(const GapCheck& c) const {
    return Text("gap").add(c.at_least.count()).add(of_counting(c.counting)).take();
  }
  std::string operator()(const VolumeCheck& c) const {
    return Text("volume")
        .add(c.at_most)
        .add(of_window(c.within))
        .add(of_counting(c.counting))
        .take();
  }
  std::string operator()(const HoursCheck& c) const {
    std::vector<std::string> open;
    for (const OpenInterval& interval : c.open) {
      open.push_back(Text("open")
                         .add(interval.weekday.c_encoding())
                         .add(interval.start.count())
                         .add(interval.end.count())
                         .take());
    }
    return Text("hours")
        .add_set(std::move(open))
        .add_set(c.closed_on)
        .add(c.clock == nullptr ? std::string() : c.clock->name())
        .take();
  }
  std::string operator()(const CooldownCheck& c) const {
    return Text("cooldown")
        .add_set(c.events)
        .add(c.channel)
        .add(c.brand)
        .add(c.labels)
        .add(of_same(c.same))
        .add(std::optional<Span>(c.length))
        .add(c.event_day_counts ? 1 : 0)
        .take();
  }
  std::string operator()(const DenyCheck&) const { return "deny"; }
};

std::int64_t number_of(const std::optional<LocalTime>& time) {
  return time ? time->time_since_epoch().count() : -1;
}

}  // namespace

std::string canonical(const Matcher& matcher) {
  std::vector<std::string> words;
  for (const Condition& condition : matcher.all) {
    words.push_back(std::visit(OfCondition{}, condition));
  }
  return Text("all").add_set(std::move(words)).take();
}

std::string canonical(const ActivityCondition& condition) {
  return Text("activity")
      .add_set(condition.events)
      .add(condition.within)
      .add(condition.channel)
      .add(condition.brand)
      .add(condition.labels)
      .take();
}

std::string canonical(const ConsentCheck& check) {
  return Text("consent")
      .add_enum(check.model)
      .add(check.level ? static_cast<std::int64_t>(*check.level) : 0)
      .add(check.max_age)
      .add(check.purpose)
      .add(check.channel)
      .add(check.registered ? 1 : 0)
      .add(check.evidence ? 1 : 0)
      .take();
}

std::string canonical(const Rule& rule) {
  return Text("rule")
      .add(canonical(rule.when))
      .add(rule.unless ? canonical(*rule.unless) : std::string())
      .add_enum(rule.mode)
      .add(number_of(rule.effective_from))
      .add(number_of(rule.effective_until))
      .add_enum(rule.on_fail)
      .add(std::visit(OfCheck{}, rule.check))
      .take();
}

}  // namespace tact
