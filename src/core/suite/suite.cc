#include "core/suite/suite.h"

#include <algorithm>
#include <utility>

#include "core/grammar/suite_grammar.h"
#include "core/policy/scope.h"
#include "core/suite/customers.h"
#include "core/suite/fields.h"

namespace tact {
namespace {

class SuiteReader {
 public:
  SuiteReader(const YamlNode& root, Diagnostics& diagnostics)
      : path_(root.spot.source->path()),
        map_(root, grammar::test_file, diagnostics),
        diagnostics_(diagnostics) {}

  TestSuite read() {
    read_head();
    for_each_map(map_, "lists", diagnostics_, [this](SuiteFields& fields) {
      ListRecord list;
      list.list = fields.required_text("list");
      if (const YamlNode* node = fields.map().take("country")) {
        // Whether there is such a country the zones would know; here its form is looked at.
        const auto code = read_text(*node, "country", diagnostics_);
        if (code) check_country({*code, node->spot}, {}, diagnostics_);
        list.country = code.value_or("");
      }
      list.loaded_at = fields.time("loaded_at");
      const std::optional<Instant> at = list.loaded_at;
      suite_.records.push_back({at, std::move(list)});
    });
    for_each_map(map_, "holds", diagnostics_, [this](SuiteFields& fields) {
      HoldScope scope;
      scope.brand = fields.text("brand");
      scope.campaign = fields.text("campaign");
      scope.channel = fields.text("channel");
      scope.purpose = fields.text("purpose");
      suite_.records.push_back({std::nullopt, HoldRecord{std::move(scope), true}});
    });
    for_each_map(map_, "contacts", diagnostics_, [this](SuiteFields& fields) {
      std::optional<Instant> at;
      if (const YamlNode* node = fields.map().require("at")) {
        at = read_instant(*node, "at", diagnostics_);
      }
      ContactRecord contact;
      contact.person.customer = everyone_else;
      contact.fields = fields.contact_fields();
      contact.status = fields.name<ContactStatus>("status").value_or(contact.status);
      for (int more = fields.times(); more > 0; --more) suite_.records.push_back({at, contact});
    });
    if (const YamlNode* customers = map_.take("customers")) read_customers(*customers);
    if (map_.require("cases") != nullptr) {
      for_each_map(map_, "cases", diagnostics_, [this](SuiteFields& fields) { read_case(fields); });
    }
    map_.finish();
    return std::move(suite_);
  }

 private:
  void read_head() {
    if (const YamlNode* name = map_.require("tests")) {
      suite_.name = read_text(*name, "tests", diagnostics_).value_or("");
    }
    if (const YamlNode* policy = map_.require("policy")) {
      const std::string path = read_text(*policy, "policy", diagnostics_).value_or("");
      suite_.policy = path.starts_with('/') ? path : resolve_path(path_, path);
      suite_.policy_place = place_of(policy->spot);
    }
    if (const YamlNode* now = map_.take("now")) {
      suite_.now = read_instant(*now, "now", diagnostics_);
    }
  }

  void read_customers(const YamlNode& node) {
    if (!expect_map(node, map_.declared("customers"), diagnostics_)) return;
    for (const YamlEntry& entry : node.entries) {
      names_.push_back(entry.key);
      if (!expect_map(entry.value, "a customer", diagnostics_,
                      "write `{}` for one of whom nothing is known")) {
        continue;
      }
      suite_.customers.push_back(read_test_customer(entry, diagnostics_));
    }
  }

  void read_case(SuiteFields& fields) {
    TestCase test;
    test.place = place_of(fields.map().spot());
    test.name = fields.required_text("name");
    test.ask.person.customer = read_customer_name(fields);
    const YamlNode* ask = fields.map().require("ask");
    if (ask != nullptr && expect_map(*ask, fields.map().declared("ask"), diagnostics_))
      read_ask(*ask, test.ask);
    const YamlNode* expect = fields.map().require("expect");
    if (expect != nullptr && expect_map(*expect, fields.map().declared("expect"), diagnostics_)) {
      test.expect = read_expectation(*expect);
    }
    suite_.cases.push_back(std::move(test));
  }

  std::string read_customer_name(SuiteFields& fields) {
    const YamlNode* node = fields.map().take("customer");
    if (node == nullptr) return {};
    std::string name = read_text(*node, "customer", diagnostics_).value_or("");
    if (name.empty() || std::find(names_.begin(), names_.end(), name) != names_.end()) return name;
    std::string hint = suggest(name, names_);
    if (hint.empty()) hint = "add it to `customers`; `{}` is one of whom nothing is known";
    diagnostics_.error(node->spot, "unknown customer " + quoted_input(name), std::move(hint));
    return name;
  }

  void read_ask(const YamlNode& node, Request& request) {
    SuiteFields fields(node, grammar::ask, diagnostics_);
    request.request_id = fields.text("request_id");
    request.person.address = fields.address();
    request.fields = fields.contact_fields();
    request.at = fields.time("at");
    request.expires_at = fields.time("expires_at");
    fields.finish();
    if (!request.at) request.at = suite_.now;
    if (!request.at && !fields.map().has("at") && !map_.has("now")) {
      diagnostics_.error(node.spot, "this has no time to be judged at",
                         "give the file `now`, or this `at`");
    }
    if (request.person.customer.empty() && !fields.map().has("address")) {
      diagnostics_.error(node.spot, "nobody is asked for",
                         "give the case `customer`, or `ask` an `address`");
    }
  }

  Expectation read_expectation(const YamlNode& node) {
    SuiteFields fields(node, grammar::expect, diagnostics_);
    Expectation expect;
    expect.place = place_of(node.spot);
    if (const YamlNode* outcome = fields.map().require("outcome")) {
      const auto name = read_choice(*outcome, "outcome", names_of<Outcome>(), diagnostics_);
      if (name) expect.outcome = parse_outcome(*name).value_or(expect.outcome);
    }
    std::vector<std::string> rules = fields.text_set("rules");
    if (fields.map().has("rules")) expect.rules = std::move(rules);
    std::vector<std::string> shadow = fields.text_set("shadow");
    if (fields.map().has("shadow")) expect.shadow = std::move(shadow);
    if (const YamlNode* codes = fields.map().take("codes")) expect.codes = read_codes(*codes);
    for_each_map(fields.map(), "obligations", diagnostics_, [&](SuiteFields& inner) {
      if (!expect.obligations) expect.obligations.emplace();
      ExpectedObligation open;
      open.id = inner.required_text("id");
      open.due = inner.time("due");
      expect.obligations->push_back(std::move(open));
    });
    if (fields.map().has("obligations") && !expect.obligations) expect.obligations.emplace();
    if (const YamlNode* retry_at = fields.map().take_nullable("retry_at")) {
      expect.has_retry_at = true;
      if (retry_at->kind != YamlNode::Kind::null) {
        expect.retry_at = read_instant(*retry_at, "retry_at", diagnostics_);
      }
    }
    fields.finish();
    return expect;
  }

  std::vector<Code> read_codes(const YamlNode& node) {
    std::vector<Code> codes;
    for (const YamlNode* item : items_of(node)) {
      const std::optional<std::string> text = read_text(*item, "codes", diagnostics_);
      if (!text) continue;
      const std::optional<Code> code = parse_code(*text);
      if (!code) report_unknown(item->spot, "code", *text, names_of<Code>(), diagnostics_);
      if (code) codes.push_back(*code);
    }
    std::sort(codes.begin(), codes.end());
    return codes;
  }

  const std::string path_;
  MapReader map_;
  Diagnostics& diagnostics_;
  TestSuite suite_;
  std::vector<std::string> names_;
};

}  // namespace

SuiteReading read_suite(const std::string& path, PolicyFiles& files) {
  SuiteReading reading;
  Diagnostics diagnostics;
  Result<std::string> text = files.read(path);
  const SourceText source(path, text.ok() ? std::move(*text) : std::string(), 0);
  if (!text.ok()) {
    diagnostics.error(source.whole(),
                      "cannot read " + quoted_input(path) + ": " + text.error().message);
  } else {
    const std::optional<YamlNode> root = parse_yaml(source, diagnostics);
    if (root && expect_map(*root, "a file of tests", diagnostics,
                           "begin it with `tests: NAME`, without a dash before it")) {
      reading.suite = SuiteReader(*root, diagnostics).read();
    }
  }
  if (diagnostics.errors() > 0) reading.suite.reset();
  reading.diagnostics = diagnostics.take_sorted();
  return reading;
}

}  // namespace tact
