#include "cli/rules_view.h"

#include "cli/json_view.h"
#include "cli/table.h"

namespace tact::cli {
namespace {

std::string time_at(JsonValue object, std::string_view key) {
  const std::string text = words_at(object, key);
  return text.empty() ? text : local_time(text);
}

std::string any_unless(std::string value, std::string_view what) {
  return value.empty() ? "any " + std::string(what) : value;
}

// What stands under a rule: a name once, then its lines.
class Details {
 public:
  void add(std::string_view name, std::string value, Cell more = {}) {
    if (value.empty()) return;
    const bool is_new = name != last_;
    last_ = name;
    table_.add({{is_new ? std::string(name) : "", Ink::dim}, {std::move(value)}, std::move(more)});
  }
  std::string render(const Shell& shell) const { return table_.render(shell); }

 private:
  Table table_{8};
  std::string last_;
};

void add_figures(JsonValue rule, Details& details) {
  details.add("observed", words_at(rule, "observed"));
  details.add("limit", words_at(rule, "limit"));
  const std::string within = words_at(rule, "window");
  const auto seen = member(rule, "seen");
  const auto window = seen ? member(*seen, "window") : std::nullopt;
  if (!window) {
    details.add("window", within);
    return;
  }
  // On the customer's own clock, where there is one.
  const bool is_local = !words_at(*window, "from_local").empty();
  const std::string from = is_local ? words_at(*window, "from_local") : time_at(*window, "from");
  const std::string until = is_local ? words_at(*window, "until_local") : time_at(*window, "until");
  const std::string zone = words_at(*window, "zone");
  // A gap has no window of its own: it looks to both sides.
  const std::string bounds = within.empty() ? "between " + from + " and " + until
                             : zone.empty() ? "after " + from + ", up to " + until
                                            : from + " until before " + until;
  details.add("window", bounds, {zone.empty() ? within : within + " in " + zone, Ink::dim});
}

void add_contacts(JsonValue seen, Details& details) {
  const auto contacts = items_at(seen, "contacts");
  const std::string counted = words_at(seen, "counted");
  if (!contacts.empty() && counted != std::to_string(contacts.size())) {
    details.add("contacts",
                counted + " counted, the latest " + std::to_string(contacts.size()) + ":");
  }
  for (const JsonValue contact : contacts) {
    details.add("contacts", time_at(contact, "at") + "  " + words_at(contact, "status"),
                {"decision " + words_at(contact, "decision"), Ink::dim});
  }
}

Ink ink_of_verdict(std::string_view verdict) {
  return verdict == "covers" || verdict == "lifted" ? Ink::good : Ink::bad;
}

void add_consents(JsonValue seen, Details& details) {
  for (const JsonValue consent : items_at(seen, "consents")) {
    std::string what = words_at(consent, "state");
    if (const std::string level = words_at(consent, "level"); !level.empty()) what += ' ' + level;
    what += " " + time_at(consent, "at") + " for " +
            any_unless(words_at(consent, "purpose"), "purpose") + ", " +
            any_unless(words_at(consent, "channel"), "channel") + ", " +
            any_unless(words_at(consent, "brand"), "brand");
    if (words_at(consent, "of_address") == "true") what += ", this address only";
    if (const std::string end = time_at(consent, "expires_at"); !end.empty()) {
      what += ", until " + end;
    }
    const std::string verdict = words_at(consent, "verdict");
    details.add("consent", words_at(consent, "seq") + "  " + what,
                {verdict, ink_of_verdict(verdict)});
  }
}

void add_lists(JsonValue seen, Details& details) {
  for (const JsonValue list : items_at(seen, "lists")) {
    std::string what = words_at(list, "list");
    const std::string since = time_at(list, "since");
    what += since.empty() ? ": not on it" : ": on it since " + since;
    if (const std::string until = time_at(list, "until"); !until.empty()) {
      what += " until " + until;
    }
    const std::string loaded = time_at(list, "loaded_at");
    const bool counts = words_at(list, "counts") == "true";
    const bool is_stale = words_at(list, "stale") == "true";
    const std::string country(words_at(list, "country"));
    what += country.empty() ? "; " : "; that of " + country + " ";
    details.add("list", what + (loaded.empty() ? "never loaded" : "loaded " + loaded),
                counts     ? Cell{"counts", Ink::bad}
                : is_stale ? Cell{"stale", Ink::bad}
                           : Cell{});
  }
}

void add_hours(JsonValue seen, Details& details) {
  const auto hours = member(seen, "hours");
  if (!hours) return;
  const std::string open_from = time_at(*hours, "open_from");
  if (open_from.empty()) {
    details.add("open", "not at that time");
  } else {
    details.add("open", open_from + " until before " + time_at(*hours, "open_until"));
  }
  const std::string closed_on = words_at(*hours, "closed_on");
  if (!closed_on.empty()) details.add("closed", "the date is in the calendar " + closed_on);
  const std::string uncovered = words_at(*hours, "not_covered_by");
  if (!uncovered.empty()) details.add("unknown", "the calendar " + uncovered + " lacks the year");
}

void add_activity(JsonValue seen, Details& details) {
  const auto activity = member(seen, "activity");
  if (!activity) return;
  details.add("activity", words_at(*activity, "event") + ' ' + time_at(*activity, "at") +
                              ", cools down until " + time_at(*activity, "until"));
}

}  // namespace

std::string render_rules(const std::vector<JsonValue>& rules, const Shell& shell) {
  std::string out;
  for (const JsonValue rule : rules) {
    const bool passes = words_at(rule, "passes") == "true";
    const std::string code = words_at(rule, "code");
    out += "  " + shell.paint(passes ? Ink::good : Ink::bad, passes ? "pass" : "fail") + "  " +
           words_at(rule, "rule");
    if (words_at(rule, "mode") == "shadow") out += shell.paint(Ink::dim, " (shadow)");
    if (!passes) out += "  " + shell.paint(Ink::bad, code);
    if (const std::string text = words_at(rule, "text"); !text.empty()) {
      out += "  " + shell.paint(Ink::dim, text);
    }
    out += '\n';
    Details details;
    add_figures(rule, details);
    if (const auto seen = member(rule, "seen")) {
      add_contacts(*seen, details);
      add_consents(*seen, details);
      add_lists(*seen, details);
      add_hours(*seen, details);
      add_activity(*seen, details);
    }
    details.add("retry", time_at(rule, "retry_at"));
    out += details.render(shell);
  }
  return out;
}

}  // namespace tact::cli
