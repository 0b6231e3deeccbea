// tact customer show: profile, consents, contacts, listings, activities of one customer, and what
// must be done for them.
#include <initializer_list>
#include <memory>

#include "cli/json_view.h"
#include "cli/remote.h"
#include "cli/table.h"
#include "cli/verb.h"

namespace tact::cli {
namespace {

struct Options {
  std::string customer;
  std::string server;
  bool json = false;
};

bool is_time(std::string_view key) {
  return key == "at" || key == "since" || key == "until" || key == "due" || key.ends_with("_at");
}

std::string value_at(JsonValue object, std::string_view key) {
  const std::string text = words_at(object, key);
  return is_time(key) && !text.empty() ? local_time(text) : text;
}

// A list of objects as a table under its title; nothing where the list is empty.
std::string render_list(JsonValue customer, std::string_view list,
                        std::initializer_list<std::string_view> columns, const Shell& shell) {
  const auto items = items_at(customer, list);
  if (items.empty()) return {};
  Table table(2);
  std::vector<Cell> titles;
  for (const std::string_view column : columns) {
    // The title of a column that says nothing would keep it in the table.
    bool says_something = false;
    for (const JsonValue item : items) says_something |= !words_at(item, column).empty();
    titles.push_back({says_something ? std::string(column) : "", Ink::dim});
  }
  table.add(std::move(titles));
  for (const JsonValue item : items) {
    std::vector<Cell> row;
    for (const std::string_view column : columns) row.push_back({value_at(item, column)});
    table.add(std::move(row));
  }
  return std::string(list) + " (" + grouped(items.size()) + ")\n" + table.render(shell);
}

// Steps, and lists and objects of the sender's own, in one line.
std::string in_one_line(JsonValue value) {
  if (!value.is(JsonKind::object) && !value.is(JsonKind::array)) return words_of(value);
  std::string line;
  for (const JsonValue part : value) {
    if (!line.empty()) line += value.is(JsonKind::array) ? ", " : " ";
    const std::string words = in_one_line(part);
    line += part.key() == "at" ? local_time(words) : words;
  }
  return line;
}

// What proves each record of consent, a field a line.
std::string render_evidence(JsonValue customer, const Shell& shell) {
  Table table(2);
  table.add({{"seq", Ink::dim}, {"field", Ink::dim}, {"value", Ink::dim}});
  std::size_t records = 0;
  for (const JsonValue revision : items_at(customer, "consent_history")) {
    const auto evidence = member(revision, "evidence");
    if (!evidence || !evidence->is(JsonKind::object)) continue;
    ++records;
    for (const JsonValue field : *evidence) {
      const std::string key(field.key());
      const std::string words = in_one_line(field);
      table.add({{words_at(revision, "seq")}, {key}, {is_time(key) ? local_time(words) : words}});
    }
  }
  if (records == 0) return {};
  return "evidence (" + grouped(records) + ")\n" + table.render(shell);
}

std::string render(JsonValue customer, const Shell& shell) {
  std::string out = "customer " + words_at(customer, "customer") + '\n';
  Table facts(2);
  for (const std::string_view key : {"subject", "timezone", "country", "region", "language", "kind",
                                     "stage", "birth_date", "household"}) {
    const std::string value = value_at(customer, key);
    if (!value.empty()) facts.add({{std::string(key), Ink::dim}, {value}});
  }
  std::string segments;
  for (const JsonValue segment : items_at(customer, "segments")) {
    segments += (segments.empty() ? "" : ", ") + words_of(segment);
  }
  if (!segments.empty()) facts.add({{"segments", Ink::dim}, {segments}});
  out += facts.render(shell);
  out += render_list(customer, "addresses", {"channel", "address"}, shell);
  out += render_list(customer, "consents",
                     {"state", "at", "purpose", "channel", "brand", "address", "level",
                      "expires_at", "registered_at"},
                     shell);
  out += render_list(customer, "consent_history",
                     {"seq", "recorded_at", "by", "state", "at", "purpose", "channel", "brand",
                      "address", "level", "source"},
                     shell);
  out += render_evidence(customer, shell);
  out += render_list(
      customer, "contacts",
      {"decision", "at", "channel", "purpose", "brand", "campaign", "address", "status"}, shell);
  out += render_list(customer, "listings", {"list", "since", "until", "address"}, shell);
  out += render_list(customer, "activities", {"event", "at", "channel", "brand"}, shell);
  const std::string obligations =
      render_list(customer, "obligations",
                  {"obligation", "rule", "due", "overdue", "channel", "brand", "address"}, shell);
  if (!obligations.empty()) {
    out += obligations + "  what they ask for: tact obligations --customer " +
           words_at(customer, "customer") + '\n';
  }
  return out;
}

int run(const Options& options, const Shell& shell) {
  auto client = make_client(options.server, shell);
  if (!client) return exit_usage;
  const auto body = body_of(
      client->get("/v1/customers/" + url_encoded(options.customer), "application/json"), shell);
  const auto rendered = [&shell](JsonValue answer) { return render(answer, shell); };
  return show_answer(body, {options.json, "customer", "no customer", rendered}, shell);
}

}  // namespace

void add_customer_show(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb =
      add_verb(parent, "show",
               {"Show a customer's profile, consents, contacts, and what must be done.",
                "  tact customer show c-1", remote_exit_codes});
  verb->add_option("ID", options->customer, "The customer's id")->required();
  verb->add_flag("--json", options->json, "Write what the daemon gave");
  add_server_option(*verb, options->server, shell);
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
