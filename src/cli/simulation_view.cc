#include "cli/simulation_view.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "tact/time.h"

#include "cli/answer_view.h"
#include "cli/json_view.h"
#include "cli/table.h"

namespace tact::cli {
namespace {

// Of each breakdown; --json has all.
constexpr std::size_t listed_max = 8;

std::uint64_t number_at(JsonValue object, std::string_view key) {
  const auto value = member(object, key);
  if (!value || !value->is(JsonKind::integer)) return 0;
  return static_cast<std::uint64_t>(value->integer());
}

std::string right(std::string text, std::size_t width) {
  const std::size_t has = width_of(text);
  return has < width ? std::string(width - has, ' ') + text : text;
}

std::string signed_change(std::uint64_t before, std::uint64_t after) {
  if (before == after) return "";
  return after > before ? "+" + grouped(after - before) : "-" + grouped(before - after);
}

std::string share_of(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "";
  const std::uint64_t tenths = (part * 1000 + whole / 2) / whole;
  return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " %";
}

// With two decimals.
std::string mean_of(std::uint64_t sum, std::uint64_t count) {
  const std::uint64_t hundredths = count == 0 ? 0 : (sum * 100 + count / 2) / count;
  const std::string rest = std::to_string(hundredths % 100);
  return grouped(hundredths / 100) + (rest.size() < 2 ? ".0" : ".") + rest;
}

std::string day_of(const std::string& instant) { return instant.substr(0, 10); }

std::string render_head(JsonValue report) {
  const std::uint64_t decisions = number_at(report, "decisions");
  std::string out = words_at(report, "policy") + " on " +
                    counted(decisions, "recorded decision", "recorded decisions");
  const std::string first = words_at(report, "first_at");
  if (!first.empty()) {
    out += ", " + day_of(first) + " to " + day_of(words_at(report, "last_at"));
  }
  return out + "\n\n";
}

std::string render_outcomes(JsonValue report, const Shell& shell) {
  const auto before = member(report, "before");
  const auto after = member(report, "after");
  if (!before || !after) return "";
  Table table(2);
  constexpr std::size_t width = 11;
  table.add({{""},
             {right("before", width), Ink::dim},
             {right("after", width), Ink::dim},
             {right("change", width), Ink::dim}});
  for (const std::string_view outcome : {"allow", "defer", "deny", "refused"}) {
    const std::uint64_t was = number_at(*before, outcome);
    const std::uint64_t is = number_at(*after, outcome);
    if (outcome == "refused" && is == 0) continue;
    table.add({{std::string(outcome), ink_of(outcome)},
               {right(grouped(was), width)},
               {right(grouped(is), width)},
               {right(signed_change(was, is), width)}});
  }
  return table.render(shell) + '\n';
}

struct FlipWords {
  std::string_view key;
  std::string_view title;
  Ink ink;
};

constexpr std::array<FlipWords, 6> flip_words = {{
    {"newly_blocked", "newly blocked (allow, now deny)", Ink::bad},
    {"newly_deferred", "newly deferred (allow, now defer)", Ink::wait},
    {"newly_allowed", "newly allowed (defer or deny, now allow)", Ink::good},
    {"defer_to_deny", "no longer only deferred (defer, now deny)", Ink::bad},
    {"deny_to_defer", "no longer final (deny, now defer)", Ink::wait},
    {"newly_refused", "refused as bad requests (the new vocabulary lacks their words)", Ink::bad},
}};

// "spring 1,204, winter 88, 3 more"; the largest first.
std::string breakdown(JsonValue flips, std::string_view key, std::string_view absent) {
  const auto tally = member(flips, key);
  if (!tally) return "";
  std::vector<std::pair<std::string, std::uint64_t>> counts;
  for (const JsonValue item : items_at(*tally, "counts")) {
    counts.emplace_back(words_at(item, "value"), number_at(item, "count"));
  }
  std::stable_sort(counts.begin(), counts.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string out;
  for (std::size_t i = 0; i < counts.size() && i < listed_max; ++i) {
    const auto& [value, count] = counts[i];
    out += (out.empty() ? "" : ", ") + (value.empty() ? std::string(absent) : value) + ' ' +
           grouped(count);
  }
  const std::uint64_t others = number_at(*tally, "others");
  if (counts.size() > listed_max) out += ", " + grouped(counts.size() - listed_max) + " more";
  if (others > 0) out += ", " + grouped(others) + " decisions of yet others";
  return out;
}

// "cap-week cap-reached" of each reason.
std::string in_short(const std::vector<JsonValue>& reasons) {
  std::string out;
  for (const JsonValue reason : reasons) {
    const std::string rule = words_at(reason, "rule");
    out += (out.empty() ? "" : ", ") + rule + (rule.empty() ? "" : " ") + words_at(reason, "code");
  }
  return out;
}

std::string change_in_short(JsonValue example) {
  std::string out;
  for (const JsonValue word : items_at(example, "unknown")) {
    out += (out.empty() ? "unknown " : ", ") + words_of(word);
  }
  const std::string before = in_short(items_at(example, "reasons_before"));
  const std::string after = in_short(items_at(example, "reasons_after"));
  if (!after.empty()) out += (out.empty() ? "" : "; ") + after;
  if (!before.empty()) out += std::string(out.empty() ? "" : "; ") + "was: " + before;
  return out;
}

std::string render_examples(JsonValue flips, const Shell& shell) {
  Table table(6);
  for (const JsonValue example : items_at(flips, "examples")) {
    table.add({{words_at(example, "decision")},
               {local_time(words_at(example, "at"))},
               {words_at(example, "channel")},
               {words_at(example, "purpose")},
               {words_at(example, "campaign")},
               {change_in_short(example), Ink::dim}});
  }
  return table.empty() ? "" : "    for example\n" + table.render(shell);
}

std::string render_flips(JsonValue report, const Shell& shell) {
  const std::uint64_t decisions = number_at(report, "decisions");
  const std::uint64_t in_all = number_at(report, "flips_in_all");
  if (decisions == 0) {
    return "there is no recorded decision in this span: nothing was compared; see --from and "
           "--to\n\n";
  }
  if (in_all == 0) return "nothing flips: every decision would have been the same\n\n";
  std::string out = counted(in_all, "decision flips", "decisions flip") + ", " +
                    share_of(in_all, decisions) + '\n';
  const auto flips = member(report, "flips");
  if (!flips) return out;
  const std::string days = "by day (" + words_at(report, "days_of") + ")";
  for (const FlipWords& words : flip_words) {
    const auto group = member(*flips, words.key);
    if (!group || number_at(*group, "count") == 0) continue;
    out += "  " +
           shell.paint(words.ink,
                       grouped(number_at(*group, "count")) + ' ' + std::string(words.title)) +
           '\n';
    Table table(4);
    table.add({{"by rule", Ink::dim}, {breakdown(*group, "by_rule", "-")}});
    table.add({{"by campaign", Ink::dim}, {breakdown(*group, "by_campaign", "(none)")}});
    table.add({{"by channel", Ink::dim}, {breakdown(*group, "by_channel", "-")}});
    table.add({{"by purpose", Ink::dim}, {breakdown(*group, "by_purpose", "-")}});
    table.add({{days, Ink::dim}, {breakdown(*group, "by_day", "-")}});
    out += table.render(shell) + render_examples(*group, shell);
  }
  return out + '\n';
}

std::string render_customers(JsonValue report, const Shell& shell) {
  const auto customers = member(report, "customers");
  if (!customers) return "";
  const auto before = member(*customers, "before");
  const auto after = member(*customers, "after");
  const std::uint64_t asked = number_at(*customers, "asked_for");
  if (!before || !after || asked == 0) return "";
  std::string out = "contacts to each of the " +
                    counted(asked, "customer who was asked for", "customers who were asked for") +
                    '\n';
  Table table(2);
  constexpr std::size_t width = 9;
  std::vector<Cell> title = {{"contacts", Ink::dim}};
  const auto row = [&](std::string_view name, JsonValue distribution) {
    std::vector<Cell> cells = {{std::string(name)}};
    if (const auto counts = member(distribution, "customers")) {
      for (const JsonValue count : *counts) {
        if (title.size() <= cells.size()) {
          title.push_back({right(std::string(count.key()), width), Ink::dim});
        }
        const auto number = static_cast<std::uint64_t>(count.integer());
        cells.push_back({right(grouped(number), width)});
      }
    }
    cells.push_back({right(mean_of(number_at(distribution, "contacts"), asked), width)});
    cells.push_back({right(grouped(number_at(distribution, "most")), width)});
    return cells;
  };
  auto first = row("before", *before);
  auto second = row("after", *after);
  title.push_back({right("mean", width), Ink::dim});
  title.push_back({right("most", width), Ink::dim});
  table.add(std::move(title));
  table.add(std::move(first));
  table.add(std::move(second));
  out += table.render(shell);
  out += "  " + grouped(number_at(*customers, "with_fewer_contacts")) + " get fewer, " +
         grouped(number_at(*customers, "with_more_contacts")) + " get more\n\n";
  return out;
}

std::string render_lost(JsonValue report) {
  const auto lost = member(report, "lost_contacts");
  if (!lost) return "";
  std::uint64_t reported = 0;
  std::string what;
  for (const std::string_view status :
       {"sent", "delivered", "conversation", "failed", "cancelled"}) {
    const std::uint64_t count = number_at(*lost, status);
    reported += count;
    if (count > 0) {
      what += (what.empty() ? "" : ", ") + grouped(count) + ' ' + std::string(status);
    }
  }
  if (reported == 0) return "";
  std::string examples;
  for (const JsonValue id : items_at(*lost, "reported_examples")) {
    examples += (examples.empty() ? "; decisions " : ", ") + words_of(id);
  }
  return "of the contacts that would not have been, " +
         counted(reported, "has a report", "have a report") + ": " + what + examples + "\n\n";
}

}  // namespace

std::string render_simulation(JsonValue report, const Shell& shell) {
  std::string out = render_head(report) + render_outcomes(report, shell) +
                    render_flips(report, shell) + render_customers(report, shell) +
                    render_lost(report);
  out += "what a simulation cannot know\n";
  for (const JsonValue sentence : items_at(report, "cannot_know")) {
    out += "  " + words_of(sentence) + '\n';
  }
  return out;
}

}  // namespace tact::cli
