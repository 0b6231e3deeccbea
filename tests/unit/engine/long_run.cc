#include "unit/engine/long_run.h"

#include <utility>

#include <catch2/catch.hpp>

#include "core/state/retention.h"
#include "engine/fold.h"
#include "engine/log_retention.h"
#include "ledger/rollup_base.h"
#include "store/mem_store.h"
#include "store/rocks_store.h"
#include "support/crash_fs.h"
#include "support/policies.h"
#include "support/temp_dir.h"

namespace tact::test {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

class MemoryHome final : public Home {
 public:
  Store& store() override { return store_; }
  void reopen() override {}
  void crash(std::uint64_t) override {}
  void fail_after(std::uint64_t) override {}
  bool steady_power() override { return true; }

 private:
  MemStore store_;
};

class DiskHome final : public Home {
 public:
  explicit DiskHome(std::uint64_t seed) {
    options_.path = directory_.path() + "/store";
    options_.cache_bytes = 8 << 20;
    options_.env = env_.get();
    options_.unsettled_time_max = hours(24);
    // Written at once, now and then, or not until asked; and settled likewise.
    options_.write_behind_bytes_max = seed % 3 == 0 ? 1 : seed % 3 == 1 ? 20'000 : 64 << 20;
    options_.unsettled_entries_max = seed % 2 == 0 ? 40 : 1'000'000;
    open();
  }
  ~DiskHome() override { store_.reset(); }

  Store& store() override { return *store_; }
  void reopen() override {
    store_.reset();
    open();
  }
  void crash(std::uint64_t seed) override {
    disk_->cut();
    store_.reset();
    disk_->restore(seed);
    open();
  }
  void fail_after(std::uint64_t writes) override { disk_->cut_after(writes); }
  bool steady_power() override {
    disk_->cut_after(~std::uint64_t{0});
    return !disk_->is_cut();
  }

 private:
  void open() {
    auto opened = RocksStore::open(options_);
    if (!opened) FAIL(opened.error().message);
    store_ = std::move(*opened);
  }

  TempDir directory_;
  RocksOptions options_;
  std::shared_ptr<CrashFs> disk_ = std::make_shared<CrashFs>();
  std::unique_ptr<rocksdb::Env> env_ = make_crash_env(disk_);
  std::unique_ptr<RocksStore> store_;
};

void check(const Status& status) {
  if (!status) FAIL(status.error().message);
}

Obligation obligation(std::string id, decltype(Obligation::opened_by) opened,
                      decltype(Obligation::closed_by) closed, Duration within) {
  Obligation made;
  made.id = std::move(id);
  made.opened_by = std::move(opened);
  made.closed_by = std::move(closed);
  made.due.span = {SpanUnit::exact, within, 0};
  return made;
}

}  // namespace

std::unique_ptr<Home> memory_home() { return std::make_unique<MemoryHome>(); }
std::unique_ptr<Home> disk_home(std::uint64_t seed) { return std::make_unique<DiskHome>(seed); }

LongRun::LongRun(std::unique_ptr<Home> home, std::uint64_t seed)
    : dice_(seed),
      randomness_(seed + 1),
      home_(std::move(home)),
      now_(parse_instant("2024-02-10T12:00:00Z").value()) {
  start();
  file_policy();
}

void LongRun::live(int steps) {
  for (int i = 0; i < steps; ++i) step();
  steady_commit();
}

std::map<std::string, int> LongRun::types() {
  std::map<std::string, int> types;
  const auto lines = store().entries(Seq{}, store().size().value, std::size_t{1} << 30);
  REQUIRE(lines.ok());
  for (const std::string& line : *lines) {
    if (is_dropped(line)) continue;
    const auto entry = parse_entry(line);
    REQUIRE(entry.ok());
    ++types[std::string(entry_type(*entry))];
  }
  return types;
}

void LongRun::step() {
  now_ += pick(3) == 0 ? Duration(hours(pick(90))) : Duration(minutes(pick(60)));
  switch (pick(60)) {
    case 0: return restart();
    case 1: return crash();
    case 2:
      if (commit() && !store().settle()) crash();
      return;
    case 3:
    case 4: return file_policy();
    case 5: return approve();
    case 6: return handle({Tick{}, "tactd"});
    case 7: return home_->fail_after(1 + pick(60));
    case 8:
    case 9: return close_obligation();
    default: tell_something();
  }
  // Groups of one and of several.
  if (pick(3) == 0) commit();
}

Person LongRun::person() {
  Person person{pick(4) == 0 ? "" : customer(), pick(2) == 0 ? address() : ""};
  if (person.customer.empty() && person.address.empty()) person.customer = customer();
  return person;
}

ContactFields LongRun::fields() {
  ContactFields fields;
  fields.channel = pick(2) ? "sms" : "email";
  fields.purpose = pick(4) ? "marketing/promotion" : "service/order";
  if (pick(3) == 0) fields.labels = {{"subject", pick(2) ? "car" : "home"}};
  return fields;
}

void LongRun::tell(decltype(Record::body) body, Instant when) {
  handle({Tell{{when, std::move(body)}}, "writer"});
}

void LongRun::tell_something() {
  switch (pick(14)) {
    case 0:
    case 1:
    case 2: return tell_person();
    case 3: {
      ActivityRecord activity;
      activity.customer = customer();
      activity.event = pick(2) ? "purchase" : "complaint";
      return tell(activity, before(800));
    }
    case 4: {
      ListingRecord listing;
      listing.list = pick(2) ? "bounced" : "dnc";
      listing.person = pick(2) ? Person{"", address()} : Person{customer(), ""};
      listing.state = pick(3) ? ListingState::added : ListingState::removed;
      if (pick(2)) listing.until = now_ + hours(pick(900));
      return tell(listing, before(60));
    }
    case 5: {
      ListRecord list{pick(2) ? "bounced" : "dnc", std::nullopt};
      if (pick(3) == 0) list.country = "TR";
      return tell(list, before(30));
    }
    case 6:
      return tell(HoldRecord{{"", "", "call", pick(2) ? "marketing" : ""}, pick(3) > 0}, now_);
    case 7:
    case 8: {
      if (store().size().value == 0) return;
      OutcomeRecord outcome;
      outcome.decision = Seq{pick(store().size().value)};
      outcome.status = static_cast<ContactStatus>(1 + pick(5));
      return tell(outcome, now_);
    }
    case 9: {
      ContactRecord contact;
      contact.person = person();
      contact.fields = fields();
      contact.status = static_cast<ContactStatus>(1 + pick(5));
      if (pick(2)) contact.request_id = "m-" + std::to_string(pick(60));
      return tell(contact, before(24 * 900));
    }
    default: {
      Request request;
      request.person = person();
      request.fields = fields();
      if (pick(3) > 0) request.request_id = "r-" + std::to_string(pick(90));
      if (pick(4) == 0) request.at = now_ + hours(pick(2'000));
      return handle({Ask{std::move(request)}, "sender"});
    }
  }
}

void LongRun::tell_person() {
  if (pick(2) == 0) {
    ConsentRecord consent;
    consent.person = person();
    consent.state = pick(2) ? ConsentState::granted : ConsentState::withdrawn;
    consent.channel = pick(2) ? "sms" : "";
    if (pick(3) == 0) consent.evidence = "{}";
    return tell(consent, before(100));
  }
  CustomerRecord profile;
  profile.customer = customer();
  if (pick(2)) profile.household = "h" + std::to_string(pick(2));
  if (pick(2)) profile.addresses.push_back({"email", address()});
  if (pick(4) == 0) profile.addresses.push_back({"email", address()});
  if (pick(2)) profile.birth_date = parse_date("1990-02-28");
  tell(profile, now_);
}

void LongRun::close_obligation() {
  for (const OpenObligation& open : decider_->open_obligations({customer(), ""})) {
    if (pick(2)) handle({Tell{{now_, ObligationRecord{open.id, "by hand"}}}, "writer"});
  }
}

// ---- policies ----

std::shared_ptr<const Policy> LongRun::make_policy() {
  Policy policy = open_policy("p" + std::to_string(policies_.size()));
  std::string number = std::to_string(policies_.size());
  policy.hash = std::string(12 - number.size(), '0') + number + std::string(52, 'e');
  constexpr std::array lengths{7, 30, 450, 700, 1'000};
  policy.rules.push_back(cap_rule("cap", 3, days(lengths[pick(lengths.size())])));
  if (pick(3) == 0) {
    Rule rule;
    rule.id = "capacity";
    VolumeCheck volume;
    volume.at_most = 6;
    volume.within.length = hours(48);
    rule.check = volume;
    policy.rules.push_back(rule);
  }
  if (pick(3) > 0) {
    const ConsentTrigger refusal{ConsentState::withdrawn, {}};
    const ConsentTrigger agreement{ConsentState::granted, {}};
    policy.obligations = {obligation("report", {refusal}, {agreement}, hours(24)),
                          obligation("file", {refusal}, {}, hours(24)),
                          obligation("thank", {agreement}, {refusal}, hours(72))};
    policy.obligations.resize(1 + pick(3));
  }
  policies_[policy.hash] = std::make_shared<const Policy>(policy);
  return policies_[policy.hash];
}

void LongRun::file_policy() {
  Activate filing;
  if (pick(3) == 0 && !policies_.empty()) {
    auto earlier = policies_.begin();
    std::advance(earlier, static_cast<std::ptrdiff_t>(pick(policies_.size())));
    filing.policy = earlier->second;
    filing.origin = PolicyOrigin::rollback;
  } else {
    filing.policy = make_policy();
    filing.origin = pick(2) ? PolicyOrigin::upload : PolicyOrigin::files;
  }
  if (decider_->policy() != nullptr && pick(3) == 0) filing.starts_at = now_ + hours(1 + pick(400));
  const Policy& policy = *filing.policy;
  // What it looks back to may be read beside the decider; more happens meanwhile.
  if (pick(2)) {
    if (!commit()) return;
    auto back = look_back(store(), {contacts_kept_for(policy), has_volume_rules(policy)});
    REQUIRE(back.ok());
    for (auto i = decider_->policy() == nullptr ? 0 : pick(4); i > 0; --i) tell_something();
    filing.back = *std::move(back);
  }
  // A crash between this and the policy's entry would leave states that hold more than the ledger
  // says, until the policy is filed again.
  if (!steady_commit()) return;
  if (decider_->needs_refold(filing, now_)) {
    check(decider_->refold(policy, filing.back));
  }
  handle({std::move(filing), "officer"});
  commit();
}

void LongRun::approve() {
  const std::vector<PolicyProposal> proposals = decider_->docket().proposals;
  if (proposals.empty()) return;
  const PolicyProposal& proposal = proposals[pick(proposals.size())];
  handle({Approve{proposal.id, pick(2) ? ApprovalState::approved : ApprovalState::withdrawn},
          "second"});
}

// ---- its life ----

std::uint64_t LongRun::retain() {
  if (!steady_commit()) return 0;
  const Duration kept = decider_->keeping().contacts + hours(1 + pick(500));
  std::atomic<bool> cancelled = false;
  const auto plan = plan_retention(store(), now_ - kept, cancelled);
  const auto last = last_retention(store());
  if (!plan || !last) FAIL("cannot plan");
  const Seq done = *last ? std::get<RetentionEntry>((*last)->body).first : Seq{};
  if (plan->dropped == 0 || plan->first <= done) return 0;
  auto base = rollup_base_at(store(), plan->first);
  if (!base) FAIL(base.error().message);
  const RetentionEntry entry{plan->before, plan->first, plan->dropped};
  const Reply reply = decider_->handle({Retain{entry, *std::move(base)}, "retention"}, now_);
  REQUIRE(std::holds_alternative<Recorded>(reply));
  if (!steady_commit()) return 0;
  switch (pick(3)) {
    case 0: restart(); break;  // and goes on after it
    case 1: crash(); break;
    default: finish_retained();
  }
  return plan->dropped;
}

// As the daemon does after a start.
void LongRun::finish_retained() {
  const auto last = last_retention(store());
  if (!last) FAIL(last.error().message);
  if (!is_unfinished(store(), *last)) return;
  std::atomic<bool> cancelled = false;
  const auto& entry = std::get<RetentionEntry>((*last)->body);
  // What could not be done is tried again.
  if (!finish_retention(store(), entry, cancelled)) {
    check(finish_retention(store(), entry, cancelled));
  }
}

void LongRun::start() {
  auto appender = Appender::open(store(), "test");
  if (!appender) FAIL(appender.error().message);
  appender_ = std::make_unique<Appender>(std::move(*appender));
  DeciderOptions options{ClockMode::live, 4, pick(2) == 0};
  options.entries_per_piece = 1 + pick(40);  // What is folded at a start crosses many borders.
  decider_ = std::make_unique<Decider>(home_->store(), randomness_, options);
  check(decider_->recover());
  if (const auto& recorded = decider_->recorded_policy()) {
    decider_->resume(policies_.at(recorded->hash));
  }
  const std::vector<PolicyProposal> proposals = decider_->docket().proposals;
  for (const PolicyProposal& proposal : proposals) decider_->await(policies_.at(proposal.hash));
  handle({Begin{"0"}, "tactd"});
  finish_retained();
}

void LongRun::restart() {
  if (!steady_commit()) return;
  decider_.reset();
  home_->reopen();
  start();
}

void LongRun::crash() {
  decider_.reset();
  home_->crash(pick(3));
  start();
}

bool LongRun::commit() {
  Group group = decider_->take_group();
  appender_->seal(group);
  if (!store().commit(std::move(group))) {
    crash();
    return false;
  }
  decider_->prepare(store().size(), {}, {});
  return true;
}

bool LongRun::steady_commit() {
  if (commit() && home_->steady_power()) return true;
  crash();
  return false;
}

void LongRun::handle(Command command) {
  // What is refused leaves no trace, and that is all that matters here.
  static_cast<void>(decider_->handle(command, now_));
}

}  // namespace tact::test
