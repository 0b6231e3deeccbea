// Random histories under random policies, through the engine's own decider: what explanations of
// the past are tested on. All from one seed.
#pragma once

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "support/decider_desk.h"
#include "unit/rehearsal/small_policy.h"

namespace tact::test {

inline const std::vector<std::string>& rule_texts() {
  // NOLINTBEGIN(bugprone-suspicious-missing-comma): most rules are texts of two lines.
  static const std::vector<std::string> rules{
      "  - id: consent\n    text: Consent.\n    when: { purpose: marketing }\n"
      "    consent: { max_age: 18 months }\n",
      "  - id: written\n    text: Written.\n    mode: shadow\n"
      "    consent: { level: express, registered: true, evidence: true }\n",
      "  - id: objection\n    text: Objection.\n    consent: { model: opt-out }\n",
      "  - id: bounced\n    text: Bounced.\n"
      "    absent_from: { lists: [bounced], fresh_within: 31d, grace: 2d }\n",
      "  - id: listed\n    text: Listed.\n"
      "    absent_from: { lists: [dnc], lifted_by_later_consent: true }\n",
      "  - id: cap\n    text: Cap.\n    cap: { at_most: 2, within: 7d }\n",
      "  - id: home\n    text: Home.\n    cap: { at_most: 3, within: 30d, per: household }\n",
      "  - id: box\n    text: Box.\n"
      "    cap: { at_most: 2, within: 30 calendar days, per: address, basis: attempt }\n",
      "  - id: month\n    text: Month.\n"
      "    cap: { at_most: 2, within: calendar month, same: [label.subject], basis: delivered }\n",
      "  - id: gap\n    text: Gap.\n    gap: { at_least: 20h }\n",
      "  - id: hours\n    text: Hours.\n    mode: shadow\n"
      "    hours: { open: [\"mon-fri 09:00-18:00\"], closed_on: [days] }\n",
      "  - id: calm\n    text: Calm.\n    unless: { channel: call }\n"
      "    cooldown: { after: { event: complaint, same: [channel] }, for: 10 calendar days }\n",
      "  - id: capacity\n    text: Capacity.\n"
      "    volume: { at_most: 2, within: 7d, same: [channel] }\n",
      "  - id: adults\n    text: Adults.\n    when: { age: \"< 18\" }\n    deny: true\n",
      "  - id: vip\n    text: Vip.\n    when: { segment: vip, stage: new }\n    deny: true\n",
      "  - id: city\n    text: In the city by day only.\n    when: { region: TR-34 }\n"
      "    hours: { open: [\"daily 10:00-17:00\"] }\n",
      "  - id: elsewhere\n    text: Nothing elsewhere.\n    when: { channel: call, country: AQ }\n"
      "    unless: { region: [AQ-1, AQ-2] }\n    deny: true\n",
      "  - id: buyers\n    text: Buyers.\n"
      "    unless: { activity: { event: purchase, within: 2 months }, language: tr }\n"
      "    cap: { at_most: 1, within: calendar week }\n",
  };
  // NOLINTEND(bugprone-suspicious-missing-comma)
  return rules;
}

inline std::string policy_text(const std::string& name, const std::string& rules) {
  return "tact: 1\npolicy: " + name +
         "\ndefaults: { timezone: UTC }\nvocabulary:\n"
         "  channels: [sms, call, email]\n  purposes: [marketing/promotion, service/order]\n"
         "  activities: [purchase, complaint]\n  labels: [subject, note]\n"
         "regions:\n  TR-34: { zones: Europe/Istanbul, numbers: [\"+90212\", \"+90216\"] }\n"
         "  AQ-1: { zones: UTC, numbers: [\"+90\", \"+902125\"] }\n"
         "calendars: { days: { covers: [2026], days: [2026-12-25] } }\nrules:\n" +
         rules;
}

inline std::shared_ptr<const Policy> compiled(const std::string& text) {
  TextFiles files({{"p.yaml", text}});
  const Compiled result = compile_policy("p.yaml", files, istanbul_zones(), std::nullopt);
  INFO(render_diagnostics(result.diagnostics));
  REQUIRE(result.policy != nullptr);
  return result.policy;
}

// Some of the rules, at least one.
inline std::string random_policy_text(std::mt19937_64& dice, const std::string& name) {
  std::string rules;
  while (rules.empty()) {
    for (const std::string& rule : rule_texts()) {
      if (dice() % 3 == 0) rules += rule;
    }
  }
  return policy_text(name, rules);
}

// One random word from the outside world at a time.
class RandomHistory {
 public:
  RandomHistory(DeciderDesk& desk, std::mt19937_64& dice) : desk_(desk), dice_(dice) {}

  void step() {
    desk_.now += std::chrono::minutes(pick(1'200));
    switch (pick(12)) {
      case 0:
      case 1: return consent();
      case 2: return profile();
      case 3: return activity();
      case 4: return listing();
      case 5: return void(desk_.tell(ListRecord{pick(2) ? "bounced" : "dnc", std::nullopt}));
      case 6:
        return void(desk_.tell(HoldRecord{{"", "", "call", pick(2) ? "marketing" : ""}, !pick(3)}));
      case 7: return report();
      case 8: return contact();
      default: return ask();
    }
  }

 private:
  std::uint64_t pick(std::uint64_t choices) { return dice_() % choices; }
  Instant before(std::uint64_t hours_max) {
    return desk_.now - std::chrono::hours(pick(hours_max));
  }
  std::string customer() { return "kim" + std::to_string(pick(4)); }
  std::string address() {
    const std::string which = std::to_string(pick(3));
    if (pick(2) == 0) return "a" + which + "@example.org";
    return (pick(2) ? "+90212" : "+90312") + which + "000000";
  }

  Person person() {
    Person person{pick(4) == 0 ? "" : customer(), pick(2) == 0 ? address() : ""};
    if (person.customer.empty() && person.address.empty()) person.customer = customer();
    return person;
  }

  ContactFields fields() {
    ContactFields fields;
    fields.channel = pick(3) == 0 ? "call" : "sms";
    fields.purpose = pick(4) == 0 ? "service/order" : "marketing/promotion";
    if (pick(4) == 0) fields.brand = "acme";
    if (pick(2) == 0) fields.labels = {{"note", "for Ayse"}, {"subject", pick(2) ? "x" : "y"}};
    return fields;
  }

  void consent() {
    ConsentRecord consent;
    consent.person = person();
    consent.state = pick(3) ? ConsentState::granted : ConsentState::withdrawn;
    consent.channel = pick(2) ? "sms" : "";
    consent.purpose = pick(2) ? "marketing" : "";
    consent.level = static_cast<ConsentLevel>(1 + pick(3));
    const bool is_grant = consent.state == ConsentState::granted;
    if (is_grant && pick(4) == 0) consent.expires_at = desk_.now + std::chrono::hours(pick(900));
    if (pick(2) == 0) consent.registered_at = before(20);
    if (pick(3) == 0) consent.evidence = R"({"form":"7"})";
    desk_.tell(consent, before(1'000));
  }

  void profile() {
    CustomerRecord profile;
    profile.customer = customer();
    if (pick(2)) profile.household = "h" + std::to_string(pick(2));
    if (pick(2)) profile.addresses.push_back({"email", address()});
    if (pick(2)) profile.addresses.push_back({pick(2) ? "sms" : "call", address()});
    if (pick(2)) profile.addresses.push_back({"sms", address()});
    if (pick(4) == 0) profile.region = "TR-34";
    if (pick(2)) profile.timezone = "Europe/Istanbul";
    if (pick(3)) profile.language = "tr";
    if (pick(2)) profile.segments = {"vip"};
    if (pick(2)) profile.stage = "new";
    if (pick(2)) profile.birth_date = parse_date(pick(2) ? "2008-12-20" : "1980-02-29");
    desk_.tell(profile);
  }

  void activity() {
    ActivityRecord activity;
    activity.customer = customer();
    activity.event = pick(2) ? "purchase" : "complaint";
    if (pick(2)) activity.channel = "sms";
    desk_.tell(activity, before(900));
  }

  void listing() {
    ListingRecord listing;
    listing.list = pick(2) ? "bounced" : "dnc";
    listing.person = pick(2) ? Person{"", address()} : Person{customer(), ""};
    listing.state = pick(3) ? ListingState::added : ListingState::removed;
    if (pick(2)) listing.since = before(200);
    if (pick(2)) listing.until = desk_.now + std::chrono::hours(pick(300));
    desk_.tell(listing);
  }

  void report() {
    if (desk_.size() < 2) return;
    const std::uint64_t back =
        1 + pick(pick(2) ? std::min<std::uint64_t>(desk_.size(), 8) : desk_.size());
    desk_.report(Seq{desk_.size() - back}, static_cast<ContactStatus>(pick(6)));
  }

  void contact() {
    ContactRecord contact;
    contact.person = person();
    contact.fields = fields();
    contact.status = static_cast<ContactStatus>(1 + pick(5));
    desk_.tell(contact, before(300));
  }

  void ask() {
    Request request;
    request.request_id = "r-" + std::to_string(pick(2'000));
    request.person = person();
    request.fields = fields();
    if (pick(4) == 0) request.at = desk_.now + std::chrono::hours(pick(2'000));
    if (pick(8) == 0) {
      request.expires_at = request.at.value_or(desk_.now) + std::chrono::hours(1 + pick(72));
    }
    desk_.ask(request);
  }

  DeciderDesk& desk_;
  std::mt19937_64& dice_;
};

// The decisions of a ledger, oldest first.
inline std::vector<Entry> decisions_of(const Store& store) {
  std::vector<Entry> decisions;
  const auto lines = store.entries(Seq{}, store.size().value, std::size_t{1} << 30);
  REQUIRE(lines.ok());
  for (const std::string& line : *lines) {
    auto entry = parse_entry(line);
    REQUIRE(entry.ok());
    if (std::holds_alternative<DecisionEntry>(entry->body)) decisions.push_back(*std::move(entry));
  }
  return decisions;
}

}  // namespace tact::test
