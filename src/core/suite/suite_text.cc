#include "core/suite/suite_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "tact/check.h"

#include "core/json/writer.h"
#include "core/names/names.h"

namespace tact {
namespace {

using std::chrono::minutes;

// Readers of YAML 1.1 take these for something else than text.
constexpr std::array<std::string_view, 10> no_text = {"true", "false", "null", "yes", "no",
                                                      "on",   "off",   "y",    "n",   "tact"};

bool is_plain(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto fits = [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '/' || c == '.' ||
           c == ' ';
  };
  if (text.empty() || !is_letter(text.front()) || text.back() == ' ') return false;
  if (!std::all_of(text.begin(), text.end(), fits)) return false;
  std::string small(text);
  std::transform(small.begin(), small.end(), small.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return std::find(no_text.begin(), no_text.end(), small) == no_text.end();
}

// Anything that might be read as something else stands in quotes.
std::string scalar(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  std::string quoted;
  JsonWriter json(quoted, KeyOrder::as_written);
  json.string(text);
  return quoted;
}

std::string two_digits(long value) { return (value < 10 ? "0" : "") + std::to_string(value); }

// "2026-11-24T14:00:00+03:00"; in UTC where the zone's offset is no whole minute.
std::string local_instant(const TimeZone& zone, Instant at) {
  const std::chrono::seconds offset = zone.offset_at(at);
  if (offset % minutes(1) != std::chrono::seconds(0)) return format_instant(at);
  std::string text = format_instant(at + offset);  // ends with "Z"
  text.pop_back();
  if (text.ends_with(".000")) text.resize(text.size() - 4);
  const auto size = std::chrono::abs(std::chrono::duration_cast<minutes>(offset));
  if (size == minutes(0)) return text + 'Z';
  return text + (offset < std::chrono::seconds(0) ? '-' : '+') + two_digits(size.count() / 60) +
         ':' + two_digits(size.count() % 60);
}

// One mapping in one line: `{ list: dnc, since: … }`.
class Flow {
 public:
  explicit Flow(const TimeZone& zone) : zone_(zone) {}

  Flow& raw(std::string_view key, const std::string& value) {
    text_ += (text_.empty() ? "" : ", ") + std::string(key) + ": " + value;
    return *this;
  }
  Flow& text(std::string_view key, std::string_view value) {
    return value.empty() ? *this : raw(key, scalar(value));
  }
  Flow& time(std::string_view key, const std::optional<Instant>& at) {
    return at ? raw(key, local_instant(zone_, *at)) : *this;
  }
  Flow& labels(const Labels& labels) {
    if (labels.empty()) return *this;
    Flow inner(zone_);
    for (const auto& [key, value] : labels) inner.raw(key, scalar(value));
    return raw("labels", inner.str());
  }
  Flow& contact(const ContactFields& fields) {
    text("channel", fields.channel).text("purpose", fields.purpose).text("brand", fields.brand);
    text("campaign", fields.campaign);
    if (fields.priority != ContactFields{}.priority)
      raw("priority", std::to_string(fields.priority));
    return labels(fields.labels);
  }

  std::string str() const { return text_.empty() ? "{}" : "{ " + text_ + " }"; }

 private:
  const TimeZone& zone_;
  std::string text_;
};

std::string flow_list(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : ", ") + scalar(value);
  return '[' + text + ']';
}

class SuiteWriter {
 public:
  SuiteWriter(const TestSuite& suite, const TimeZone& zone) : suite_(suite), zone_(zone) {}

  std::string write(const std::string& note) {
    write_note(note);
    line(0, "tests: " + scalar(suite_.name));
    line(0, "policy: " + scalar(suite_.policy));
    line(0, "now: " + local_instant(zone_, *suite_.now));
    write_registers();
    if (!suite_.customers.empty()) line(0, "customers:");
    for (const TestCustomer& customer : suite_.customers) write_customer(customer);
    line(0, "cases:");
    for (const TestCase& test : suite_.cases) write_case(test);
    return std::move(out_);
  }

 private:
  void line(std::size_t indent, const std::string& text) {
    out_.append(indent, ' ');
    out_ += text + '\n';
  }

  void write_note(const std::string& note) {
    for (std::size_t begin = 0; begin < note.size();) {
      const std::size_t end = std::min(note.find('\n', begin), note.size());
      line(0, "# " + note.substr(begin, end - begin));
      begin = end + 1;
    }
  }

  void write_registers() {
    bool has_lists = false;
    bool has_holds = false;
    bool has_contacts = false;
    for (const Record& record : suite_.records) {
      if (const auto* list = std::get_if<ListRecord>(&record.body)) {
        if (!std::exchange(has_lists, true)) line(0, "lists:");
        Flow flow(zone_);
        flow.text("list", list->list).text("country", list->country);
        line(2, "- " + flow.time("loaded_at", list->loaded_at).str());
      }
    }
    for (const Record& record : suite_.records) {
      if (const auto* hold = std::get_if<HoldRecord>(&record.body)) {
        if (!std::exchange(has_holds, true)) line(0, "holds:");
        const HoldScope& scope = hold->scope;
        Flow flow(zone_);
        flow.text("brand", scope.brand).text("campaign", scope.campaign);
        line(2, "- " + flow.text("channel", scope.channel).text("purpose", scope.purpose).str());
      }
    }
    for (const Record& record : suite_.records) {
      if (const auto* contact = std::get_if<ContactRecord>(&record.body)) {
        if (!std::exchange(has_contacts, true)) line(0, "contacts:  # of everyone else");
        write_contact(2, record, *contact);
      }
    }
  }

  void write_contact(std::size_t indent, const Record& record, const ContactRecord& contact) {
    Flow flow(zone_);
    flow.time("at", record.at).contact(contact.fields).text("address", contact.person.address);
    if (contact.status != ContactRecord{}.status) flow.text("status", name_of(contact.status));
    line(indent, "- " + flow.str());
  }

  void write_customer(const TestCustomer& customer) {
    if (customer.records.empty()) return line(2, scalar(customer.name) + ": {}");
    line(2, scalar(customer.name) + ':');
    each<CustomerRecord>(customer, "", [&](const Record&, const CustomerRecord& profile) {
      write_profile(profile);
    });
    each<ConsentRecord>(customer, "consents", [&](const Record& record, const ConsentRecord& one) {
      Flow flow(zone_);
      flow.text("purpose", one.purpose).text("channel", one.channel).text("brand", one.brand);
      flow.text("address", one.person.address).text("state", name_of(one.state));
      flow.time("at", record.at).time("expires_at", one.expires_at);
      if (one.level != ConsentRecord{}.level) flow.text("level", name_of(one.level));
      flow.time("registered_at", one.registered_at);
      flow.text("source", one.source);
      if (!one.evidence.empty()) flow.raw("evidence", one.evidence);  // JSON is YAML
      item(flow);
    });
    each<ContactRecord>(customer, "contacts", [&](const Record& record, const ContactRecord& one) {
      write_contact(6, record, one);
    });
    each<ActivityRecord>(customer, "activities",
                         [&](const Record& record, const ActivityRecord& one) {
                           Flow flow(zone_);
                           flow.text("event", one.event).time("at", record.at);
                           flow.text("channel", one.channel).text("brand", one.brand);
                           item(flow.labels(one.labels));
                         });
    each<ListingRecord>(customer, "lists", [&](const Record&, const ListingRecord& one) {
      Flow flow(zone_);
      flow.text("list", one.list).text("address", one.person.address);
      if (one.state != ListingState::added) flow.text("state", name_of(one.state));
      item(flow.time("since", one.since).time("until", one.until));
    });
  }

  template <class Body, class Write>
  void each(const TestCustomer& customer, const std::string& title, Write write) {
    bool has_title = title.empty();
    for (const Record& record : customer.records) {
      const auto* body = std::get_if<Body>(&record.body);
      if (body == nullptr) continue;
      if (!std::exchange(has_title, true)) line(4, title + ':');
      write(record, *body);
    }
  }

  void item(const Flow& flow) { line(6, "- " + flow.str()); }

  void write_profile(const CustomerRecord& profile) {
    const auto text = [&](const std::string& key, std::string_view value) {
      if (!value.empty()) line(4, key + ": " + scalar(value));
    };
    text("timezone", profile.timezone);
    text("country", profile.country);
    text("region", profile.region);
    text("language", profile.language);
    if (profile.kind) text("kind", name_of(*profile.kind));
    text("stage", profile.stage);
    // Even an empty list says that there is a profile.
    line(4, "segments: " + flow_list(profile.segments));
    if (profile.birth_date) line(4, "birth_date: " + format_date(*profile.birth_date));
    text("household", profile.household);
    if (!profile.addresses.empty()) line(4, "addresses:");
    for (const ChannelAddress& address : profile.addresses) {
      Flow flow(zone_);
      item(flow.text("channel", address.channel).text("address", address.address));
    }
  }

  void write_case(const TestCase& test) {
    line(2, "- name: " + scalar(test.name));
    if (!test.ask.person.customer.empty()) {
      line(4, "customer: " + scalar(test.ask.person.customer));
    }
    Flow ask(zone_);
    ask.text("request_id", test.ask.request_id);
    if (test.ask.at != suite_.now) ask.time("at", test.ask.at);
    ask.contact(test.ask.fields).text("address", test.ask.person.address);
    line(4, "ask: " + ask.time("expires_at", test.ask.expires_at).str());
    Flow expect(zone_);
    expect.text("outcome", outcome_name(test.expect.outcome));
    if (test.expect.rules) expect.raw("rules", flow_list(*test.expect.rules));
    if (test.expect.shadow) expect.raw("shadow", flow_list(*test.expect.shadow));
    if (test.expect.codes) {
      std::vector<std::string> codes;
      for (const Code code : *test.expect.codes) codes.emplace_back(code_name(code));
      expect.raw("codes", flow_list(codes));
    }
    if (test.expect.obligations) expect.raw("obligations", obligations(*test.expect.obligations));
    if (test.expect.has_retry_at && !test.expect.retry_at) expect.raw("retry_at", "null");
    if (test.expect.has_retry_at) expect.time("retry_at", test.expect.retry_at);
    line(4, "expect: " + expect.str());
  }

  std::string obligations(const std::vector<ExpectedObligation>& expected) const {
    std::string list;
    for (const ExpectedObligation& one : expected) {
      Flow flow(zone_);
      list += (list.empty() ? "" : ", ") + flow.text("id", one.id).time("due", one.due).str();
    }
    return '[' + list + ']';
  }

  const TestSuite& suite_;
  const TimeZone& zone_;
  std::string out_;
};

}  // namespace

std::string write_suite(const TestSuite& suite, const TimeZone& zone, const std::string& note) {
  TACT_CHECK(suite.now.has_value());
  return SuiteWriter(suite, zone).write(note);
}

}  // namespace tact
