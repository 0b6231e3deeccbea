// Dates, and why a message was not allowed.
#include "tact/check.h"

#include "core/names/names.h"
#include "core/policy/reader_window.h"
#include "core/prose/person.h"
#include "core/prose/words.h"

namespace tact::prose {
namespace {

using std::chrono::minutes;

std::string two_digits(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string text_of(const Evidence& evidence) {
  if (const auto* number = std::get_if<std::int64_t>(&evidence)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&evidence)) return in_one_line(*text);
  return {};
}

// "7d", "18 months" in words; what is neither stays as it is.
std::string length_text(const std::string& text, const Language& language) {
  if (text == "0m") return fill(language.time.minutes, 0);
  const auto span = parse_span(text);
  return span ? span_words(*span, language) : text;
}

std::string window_text(const std::string& text, const Language& language) {
  const auto window = parse_window(text);
  return window ? window_words(*window, language) : text;
}

std::string level_text(const std::string& text, const Language& language) {
  const auto level = parse_name<ConsentLevel>(text);
  return level ? level_words(*level, language) : text;
}

// What stands before the last blank, and the time after it.
struct Dated {
  std::string what;
  std::optional<Instant> at;
};

Dated dated(const std::string& text) {
  const std::size_t blank = text.rfind(' ');
  if (blank == std::string::npos) return {text, std::nullopt};
  return {text.substr(0, blank), parse_instant(std::string_view(text).substr(blank + 1))};
}

// The sentence with the time that was seen, or the one without.
std::string with_time(const Phrase& told, const Phrase& bare, const Reason& reason,
                      const PersonView& view) {
  const auto at = dated(text_of(reason.observed)).at;
  return at ? fill(told, {moment_words(*at, view)}) : std::string(bare.text);
}

std::string weak_words(const Reason& reason, const PersonView& view) {
  const ReasonPhrases& phrases = view.language.person().reason;
  const std::string seen = text_of(reason.observed);
  if (seen == "no evidence") return std::string(phrases.no_evidence.text);
  const std::string asked = text_of(reason.limit);
  if (seen.empty() || asked.empty()) return std::string(phrases.too_weak.text);
  return fill(phrases.weaker, {level_text(asked, view.language), level_text(seen, view.language)});
}

std::string cap_words(const Reason& reason, const PersonView& view) {
  const ReasonPhrases& phrases = view.language.person().reason;
  const std::string limit = text_of(reason.limit);
  const std::string seen = text_of(reason.observed);
  if (limit.empty() || seen.empty()) return std::string(phrases.cap_bare.text);
  return fill(phrases.cap, {limit, window_text(reason.window, view.language), seen});
}

std::string gap_words(const Reason& reason, const PersonView& view) {
  const ReasonPhrases& phrases = view.language.person().reason;
  const std::string limit = text_of(reason.limit);
  const std::string seen = text_of(reason.observed);
  if (limit.empty() || seen.empty()) return std::string(phrases.gap_bare.text);
  return fill(phrases.gap, {length_text(limit, view.language), length_text(seen, view.language)});
}

std::string cooling_words(const Reason& reason, const PersonView& view) {
  const ReasonPhrases& phrases = view.language.person().reason;
  const Dated seen = dated(text_of(reason.observed));
  if (!seen.at) return std::string(phrases.cooling_bare.text);
  return fill(phrases.cooling,
              {seen.what, moment_words(*seen.at, view), length_text(reason.window, view.language)});
}

std::string code_words(const Reason& reason, const PersonView& view) {
  const ReasonPhrases& phrases = view.language.person().reason;
  const auto plain = [](const Phrase& phrase) { return std::string(phrase.text); };
  switch (reason.code) {
    case Code::none: return {};
    case Code::no_consent: return plain(phrases.no_consent);
    case Code::withdrawn: return with_time(phrases.withdrawn_then, phrases.withdrawn, reason, view);
    case Code::consent_expired:
      return with_time(phrases.expired_given, phrases.expired, reason, view);
    case Code::consent_too_weak: return weak_words(reason, view);
    case Code::consent_unregistered: return plain(phrases.unregistered);
    case Code::listed: return fill(phrases.listed, {text_of(reason.observed)});
    case Code::list_stale: return fill(phrases.list_stale, {text_of(reason.observed)});
    case Code::cap_reached: return cap_words(reason, view);
    case Code::gap_too_short: return gap_words(reason, view);
    case Code::outside_hours: return plain(phrases.hours);
    case Code::cooling_down: return cooling_words(reason, view);
    case Code::volume_exceeded: return plain(phrases.volume);
    case Code::denied: return plain(phrases.denied);
    case Code::would_expire: return plain(phrases.would_expire);
    case Code::on_hold: return plain(phrases.on_hold);
    case Code::timezone_unknown: return plain(phrases.timezone_unknown);
    case Code::calendar_missing: return plain(phrases.calendar_missing);
  }
  TACT_CHECK(false);
  return {};
}

}  // namespace

std::string date_words(LocalDate date, const Language& language) {
  const std::chrono::year_month_day parts(date);
  const DatePhrases& phrases = language.person().date;
  return fill(phrases.date, {std::to_string(static_cast<unsigned>(parts.day())),
                             phrases.months.at(static_cast<unsigned>(parts.month()) - 1).text,
                             std::to_string(static_cast<int>(parts.year()))});
}

std::string moment_words(Instant instant, const PersonView& view) {
  const LocalTime local = view.zone.to_local(instant);
  const LocalDate date = std::chrono::floor<std::chrono::days>(local);
  const auto of_day = std::chrono::floor<minutes>(local - date);
  return fill(view.language.person().date.date_time,
              {date_words(date, view.language), two_digits(of_day / std::chrono::hours(1)),
               two_digits(of_day % std::chrono::hours(1) / minutes(1))});
}

std::string reason_words(const Reason& reason, const PersonView& view) {
  std::string words = code_words(reason, view);
  // What holds without a rule has a text of this program's own, which says no more.
  if (reason.rule.empty() || reason.text.empty()) return words;
  return words + ' ' + fill(view.language.person().reason.says, {in_one_line(reason.text)});
}

}  // namespace tact::prose
