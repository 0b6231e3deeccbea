#include "bench/workload.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "tact/check.h"

#include "core/records/parse.h"

namespace tact::bench {
namespace {

struct Share {
  unsigned percent;
  std::string_view word;
};

constexpr std::array<Share, 8> purposes = {{
    {45, "marketing/promotion"},
    {15, "marketing/newsletter"},
    {18, "service/order"},
    {5, "service/change"},
    {3, "service/security"},
    {4, "service/otp"},
    {5, "survey/satisfaction"},
    {5, "celebration"},
}};
constexpr std::array<Share, 7> channels = {{
    {40, "email"},
    {28, "sms"},
    {17, "push"},
    {6, "whatsapp"},
    {4, "call"},
    {3, "inapp"},
    {2, "post"},
}};

template <std::size_t count>
std::string_view roll(const std::array<Share, count>& shares, Dice& dice) {
  std::uint64_t left = dice.below(100);
  for (const Share& share : shares) {
    if (left < share.percent) return share.word;
    left -= share.percent;
  }
  return shares.back().word;
}

// Numbers of fixed width read like real ids, and keep all entries of much the same size.
std::string padded(std::uint64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return std::string(width > digits.size() ? width - digits.size() : 0, '0') + digits;
}

// No value in a workload needs escaping.
void member(std::string& out, std::string_view key, std::string_view value) {
  out += out.size() == 1 ? "\"" : ",\"";
  out += key;
  out += "\":\"";
  out += value;
  out += '"';
}

void raw_member(std::string& out, std::string_view key, std::string_view json) {
  out += ",\"";
  out += key;
  out += "\":";
  out += json;
}

std::string email_of(std::size_t customer) { return "c" + padded(customer, 8) + "@example.com"; }

constexpr std::chrono::hours a_day{24};
constexpr std::chrono::hours working_day{10};

}  // namespace

std::string customer_id(std::size_t customer) { return "c-" + padded(customer, 8); }

Workload::Workload(const WorkloadOptions& options)
    : options_(options), dice_(options.seed), asked_(options.customers) {
  TACT_CHECK(options.customers > 0);
  if (options.skew == 0) return;
  shares_.reserve(options.customers);
  double sum = 0;
  for (std::size_t rank = 1; rank <= options.customers; ++rank) {
    sum += std::pow(static_cast<double>(rank), -options.skew);
    shares_.push_back(sum);
  }
}

std::string Workload::phone(std::size_t customer) const {
  return std::string(home(customer).prefix) + padded(customer, 8);
}

std::string Workload::brand(std::string_view suffix) const {
  return (is_example() ? "acme" : "marlow") + std::string(suffix);
}

std::vector<std::string> Workload::register_lines() const {
  std::vector<std::string> lists = {"bounced", "internal-dnc"};
  if (!is_example()) {
    lists.insert(lists.end(), {"national-dnc", "reassigned", "us-tx-no-call", "us-ny-emergency"});
  }
  for (std::string& list : lists) list = R"({"type":"list","list":")" + list + "\"}";
  return lists;
}

// Half of the customers of a company in many countries bought something in the last months.
void Workload::append_purchase(std::size_t customer, std::vector<std::string>& lines) const {
  if (is_example() || customer % 2 == 0) return;
  const Instant at = options_.begin - std::chrono::hours(24) * (1 + customer % 120);
  std::string purchase = "{";
  member(purchase, "type", "activity");
  member(purchase, "customer", customer_id(customer));
  member(purchase, "event", "purchase");
  member(purchase, "brand", brand());
  member(purchase, "at", format_instant(at));
  lines.push_back(purchase + '}');
}

void Workload::append_customer(std::size_t customer, std::vector<std::string>& lines) const {
  Dice dice(options_.seed ^ (customer * 0x9e3779b97f4a7c15U));
  const std::string id = customer_id(customer);
  std::string profile = "{";
  member(profile, "type", "customer");
  member(profile, "customer", id);
  const Home lives = home(customer);
  if (!lives.country.empty()) member(profile, "country", lives.country);
  if (!lives.region.empty()) member(profile, "region", lives.region);
  member(profile, "language", dice.chance(90) ? lives.language : "en");
  member(profile, "kind", dice.chance(92) ? "individual" : "merchant");
  member(profile, "stage", dice.chance(80) ? "active" : "lapsing");
  const std::uint64_t year = dice.chance(98) ? 1945 + dice.below(60) : 2012;
  member(profile, "birth_date",
         std::to_string(year) + "-0" + std::to_string(1 + dice.below(9)) + "-15");
  if (dice.chance(12)) member(profile, "household", "h-" + padded(customer / 3, 8));
  raw_member(profile, "segments", dice.chance(30) ? R"(["loyalty","newsletter"])" : "[]");
  if (options_.has_addresses) {
    raw_member(profile, "addresses",
               R"([{"channel":"email","address":")" + email_of(customer) +
                   R"("},{"channel":"sms","address":")" + phone(customer) + R"("}])");
  }
  lines.push_back(profile + '}');
  append_purchase(customer, lines);

  const std::uint64_t kind = dice.below(100);
  if (kind < 12) return;  // Never asked: service messages only.
  std::string consent = "{";
  member(consent, "type", "consent");
  member(consent, "customer", id);
  member(consent, "purpose", "marketing");
  if (kind < 30) member(consent, "channel", "email");
  if (kind < 45) member(consent, "brand", brand());
  member(consent, "state", kind < 97 ? "granted" : "withdrawn");
  member(consent, "at", "2025-03-01T10:00:00Z");
  if (kind < 97) member(consent, "level", lives.level);
  if (kind < 92 && lives.is_registered) member(consent, "registered_at", "2025-03-02T08:00:00Z");
  member(consent, "source", "web");
  lines.push_back(consent + '}');
  if (dice.chance(1)) {
    lines.push_back(R"({"type":"listing","list":"internal-dnc","state":"added","customer":")" + id +
                    "\"}");
  }
}

void Workload::ask_among(std::size_t first, std::size_t count) {
  TACT_CHECK(shares_.empty() && count > 0 && first + count <= options_.customers);
  first_asked_ = first;
  asked_ = count;
}

void Workload::append_visit(std::size_t customer, std::vector<std::string>& lines) const {
  for (const std::string_view channel : {"email", "sms"}) {
    std::string line = "{";
    member(line, "customer", customer_id(customer));
    member(line, "address", channel == "email" ? email_of(customer) : phone(customer));
    member(line, "channel", channel);
    member(line, "purpose", "service/order");
    member(line, "brand", brand());
    member(line, "at", format_instant(options_.begin));
    lines.push_back(line + '}');
  }
}

std::size_t Workload::pick_customer() {
  if (shares_.empty()) return first_asked_ + dice_.below(asked_);
  const double point = dice_.fraction() * shares_.back();
  const auto rank = std::upper_bound(shares_.begin(), shares_.end() - 1, point) - shares_.begin();
  // Those who are asked for often are not neighbours.
  return static_cast<std::size_t>(rank) * 2'654'435'761U % options_.customers;
}

// Ascending through the day; a third of all customers are asked for on each day.
Instant Workload::next_time() {
  const std::uint64_t per_day = options_.customers / 3 + 1;
  const auto day = static_cast<std::int64_t>(requests_ / per_day % workload_days);
  const auto within = static_cast<std::int64_t>(requests_ % per_day);
  const Duration step = Duration(working_day) / static_cast<std::int64_t>(per_day);
  return options_.begin + day * a_day + within * step;
}

Pick Workload::next_pick() {
  const std::size_t customer = pick_customer();
  const Instant at = next_time() + std::chrono::hours(home(customer).hours_later);
  return {requests_++, customer, at};
}

std::string Workload::next_request() { return request_of(next_pick()); }

std::string Workload::request_of(const Pick& pick) {
  const auto& [number, customer, at] = pick;
  const std::string_view purpose = roll(purposes, dice_);
  const std::string_view channel = roll(channels, dice_);
  std::string line = "{";
  member(line, "request_id", "r-" + padded(options_.seed, 3) + '-' + padded(number, 9));
  member(line, "customer", customer_id(customer));
  if (dice_.chance(30) && options_.has_addresses) {
    if (channel == "email") member(line, "address", email_of(customer));
    if (channel == "sms" || channel == "call") member(line, "address", phone(customer));
  }
  member(line, "channel", channel);
  member(line, "purpose", purpose);
  member(line, "brand", dice_.chance(80) ? brand() : brand("-outlet"));
  if (purpose.starts_with("marketing")) {
    member(line, "campaign", "autumn-" + padded(dice_.below(200), 3));
    member(line, "expires_at", format_instant(at + 3 * a_day));
  }
  if (dice_.chance(20)) raw_member(line, "priority", std::to_string(10 * (1 + dice_.below(9))));
  if (dice_.chance(15)) raw_member(line, "labels", R"({"subject":"order-4711"})");
  member(line, "at", format_instant(at));
  return line + '}';
}

std::vector<Command> parse_commands(const std::vector<std::string>& lines) {
  JsonParser parser;
  std::vector<Command> commands;
  commands.reserve(lines.size());
  for (const std::string& line : lines) {
    const bool typed = line.starts_with(R"({"type")");
    auto record = parse_record(parser, line, typed ? RecordShape::any : RecordShape::request);
    TACT_CHECK(record.ok());
    if (auto* request = std::get_if<Request>(&record->body)) {
      commands.push_back({Ask{std::move(*request)}, "bench"});
    } else {
      commands.push_back({Tell{*std::move(record)}, "bench"});
    }
  }
  return commands;
}

}  // namespace tact::bench
