#include "engine/decider.h"

#include <algorithm>
#include <set>

#include "tact/check.h"

#include "core/decide/numbers.h"
#include "core/records/request_json.h"
#include "core/state/retention.h"
#include "engine/entry_length.h"
#include "engine/fold.h"
#include "engine/log_retention.h"
#include "engine/refusals.h"
#include "engine/vocabulary.h"
#include "ledger/terms.h"

namespace tact {

namespace {

// A decision with a few reasons; growing to it step by step cost 12 % of the deciding thread.
constexpr std::size_t entry_bytes_common = 768;

const std::optional<Instant>& said_by(const Command& command) {
  static const std::optional<Instant> nothing;
  if (const auto* ask = std::get_if<Ask>(&command.what)) return ask->request.at;
  if (const auto* tell = std::get_if<Tell>(&command.what)) {
    // Of a registry, when it was loaded is when it happened.
    const auto* list = std::get_if<ListRecord>(&tell->record.body);
    return list != nullptr && !tell->record.at ? list->loaded_at : tell->record.at;
  }
  return nothing;
}

Decided decided_from(const Entry& entry, bool replayed) {
  const auto& decision = std::get<DecisionEntry>(entry.body);
  return {entry.seq, decision.decision, decision.policy, decision.request_id, replayed, {}};
}

// Facts, and what they point to.
struct Gathered {
  std::vector<const SubjectState*> household;
  Facts facts;
};

Gathered gather(RecordCache& records, const Identified& who) {
  static const SubjectState nobody;
  Gathered gathered;
  Facts& facts = gathered.facts;
  const SubjectState* customer = who.customer ? records.find_subject(*who.customer) : nullptr;
  facts.customer = customer != nullptr ? customer : &nobody;
  facts.address_id = who.address;
  if (who.names_address) {
    // An address that nobody knows is not the customer: nothing was sent to it.
    static const SubjectState untouched;
    const bool same = who.address && who.address == who.customer;
    const SubjectState* address = same          ? facts.customer
                                  : who.address ? records.find_subject(*who.address)
                                                : nullptr;
    facts.address = address != nullptr ? address : &untouched;
  }
  facts.birth_date = who.birth_date;
  if (facts.customer->profile && facts.customer->profile->household) {
    const HouseholdState* home = records.find_household(*facts.customer->profile->household);
    TACT_CHECK(home != nullptr);
    for (const SubjectId& member : home->members) {
      const SubjectState* state = records.find_subject(member);
      TACT_CHECK(state != nullptr);
      gathered.household.push_back(state);
    }
    facts.household = gathered.household;  // Stays good when `gathered` is moved.
  }
  facts.registers = &records.registers_now();
  facts.volume = records.volume();
  return gathered;
}

}  // namespace

Decider::Decider(Store& store, Randomness& randomness, DeciderOptions options)
    : store_(store), options_(options), records_(store), people_(records_, randomness) {}

Instant Decider::effective_now(const std::optional<Instant>& at, Instant now) const {
  if (options_.clock == ClockMode::trial) return std::max(last_at_, at.value_or(last_at_));
  return std::max(last_at_, now);
}

Reply Decider::handle(const Command& command, Instant now) {
  const std::optional<Instant>& said = said_by(command);
  const Scope scope{command.by, effective_now(said, now), said};
  if (next_due_ && *next_due_ <= scope.now) activate_due(scope.now);
  if (const auto* filing = std::get_if<Activate>(&command.what)) return file(*filing, scope);
  if (const auto* approval = std::get_if<Approve>(&command.what)) return approve(*approval, scope);
  if (std::holds_alternative<Tick>(command.what)) return Recorded{next_};
  if (const auto* begin = std::get_if<Begin>(&command.what)) {
    return Recorded{append(scope, {}, StartEntry{begin->version, next_.value})};
  }
  if (const auto* record = std::get_if<RecordKey>(&command.what)) {
    return Recorded{append(scope, {}, KeyEntry{record->key, record->previous})};
  }
  if (const auto* keep = std::get_if<KeepCosigned>(&command.what)) return this->keep(*keep);
  if (const auto* accessed = std::get_if<Accessed>(&command.what)) {
    return Recorded{append(scope, accessed->subject, accessed->entry)};
  }
  if (const auto* erasure = std::get_if<Erase>(&command.what)) return erase(*erasure, scope);
  if (const auto* retain = std::get_if<Retain>(&command.what)) return this->retain(*retain, scope);
  if (policy_ == nullptr) return refused_unavailable("no policy is active yet");
  if (const auto* question = std::get_if<Ask>(&command.what)) return ask(*question, scope);
  const Record& record = std::get<Tell>(command.what).record;
  return std::visit([&](const auto& body) { return tell(body, scope); }, record.body);
}

// ---- asking ----

Reply Decider::ask(const Ask& ask, const Scope& scope) {
  const Request& request = ask.request;
  if (!ask.dry_run) {
    // A known request is answered before its time is looked at: a retry may come late.
    if (auto answer = first_reply(request, scope)) return *std::move(answer);
  }
  if (auto refusal = refuse_time(request.at, scope)) return *std::move(refusal);
  const Instant at = scope.happened_at();
  std::vector<FieldError> errors = check_vocabulary(*policy_, request.fields);
  if (at < scope.now - past_allowed) {
    errors.push_back({"/at",
                      "is more than 5 minutes in the past; send a `contact` record for what "
                      "already happened"});
  }
  if (at > scope.now + planning_ahead) {
    errors.push_back({"/at", "is more than 366 days ahead; ask again nearer to the time"});
  }
  if (request.expires_at && *request.expires_at <= at) {
    errors.push_back({"/expires_at", "must be after `at`, the planned time of sending"});
  }
  if (!errors.empty()) return refused_invalid(std::move(errors));
  return decide_and_record(ask, scope, at);
}

std::optional<Reply> Decider::first_reply(const Request& request, const Scope& scope) {
  if (request.request_id.empty()) return std::nullopt;
  const std::optional<Entry> entry = remembered(request.request_id, scope);
  if (!entry) return std::nullopt;
  const auto* decision = std::get_if<DecisionEntry>(&entry->body);
  if (decision == nullptr || decision->digest != request_digest(hasher_, request, digest_room_)) {
    return refused_conflict("/request_id", "`" + request.request_id +
                                               "` was used within the last 72 hours for another "
                                               "request; give this one an id of its own");
  }
  return decided_from(*entry, true);
}

std::optional<Entry> Decider::remembered(const std::string& request_id, const Scope& scope) {
  const RequestState* known = records_.find_request(request_id);
  if (known == nullptr) return std::nullopt;
  std::optional<Entry> entry = entry_at(known->decision);
  // What was dropped from the ledger was older.
  const bool is_old = !entry || scope.now - entry->at >= idempotent_for;
  return is_old ? std::nullopt : std::move(entry);
}

Reply Decider::decide_and_record(const Ask& ask, const Scope& scope, Instant at) {
  const Request& request = ask.request;
  const Identified who =
      ask.dry_run ? people_.find(request.person) : people_.find_or_make(request.person);
  Gathered gathered = gather(records_, who);
  const std::vector<std::string> regions = number_regions(request);
  gathered.facts.number_regions = regions;
  const Question question{&request.fields, at, request.expires_at};
  Decision decision = decide(*policy_, gathered.facts, question);
  std::vector<Explained> rules;
  if (ask.explain) rules = explain(*policy_, gathered.facts, question);
  if (ask.dry_run) {
    return Decided{{},    std::move(decision), policy_version_, request.request_id,
                   false, std::move(rules)};
  }

  auto& body = std::get<DecisionEntry>(decided_.body);
  body.fields = request.fields;
  body.planned_at = at;
  body.expires_at = request.expires_at;
  body.address = who.address;
  body.request_id = request.request_id;
  body.digest = request_digest(hasher_, request, digest_room_);
  body.decision = std::move(decision);
  body.policy = policy_version_;
  if (fit(body) == Fit::too_long) return refused_too_long();
  decided_.seq = next_;
  decided_.at = scope.now;
  decided_.by = scope.by;
  decided_.subject = who.customer;
  append(decided_);
  return Decided{decided_.seq, std::move(body.decision), policy_version_, request.request_id,
                 false,        std::move(rules)};
}

// Where no number is named it may go to any of the customer's.
std::vector<std::string> Decider::number_regions(const Request& request) {
  if (policy_->number_regions.empty() || !has_numbers(request.fields.channel)) return {};
  const Person& person = request.person;
  if (!person.address.empty()) return regions_of_numbers(*policy_, {person.address});
  return regions_of_numbers(*policy_,
                            people_.addresses_of(person.customer, request.fields.channel));
}

// ---- the ledger's end ----

// In a trial nobody but the records knows the time.
std::optional<Reply> Decider::refuse_time(const std::optional<Instant>& at,
                                          const Scope& scope) const {
  if (options_.clock == ClockMode::live || at || scope.now > Instant{}) return std::nullopt;
  return refused_invalid({{"/at", "is required: in a trial the records' own times are the clock"}});
}

std::optional<Entry> Decider::entry_at(Seq seq) const {
  if (seq >= next_) return std::nullopt;
  if (const auto line = recent_.find(seq)) {
    auto entry = parse_entry(*line);
    TACT_CHECK(entry.ok());
    return *std::move(entry);
  }
  const auto lines = store_.entries(seq, 1);
  if (!lines) throw StoreLost{lines.error().message};
  TACT_CHECK(lines->size() == 1);
  if (is_dropped(lines->front())) return std::nullopt;
  auto entry = parse_entry(lines->front());
  if (!entry) throw StoreLost{entry.error().message};
  return *std::move(entry);
}

Seq Decider::append(const Scope& scope, std::optional<SubjectId> subject,
                    decltype(Entry::body) body) {
  append(Entry{next_, scope.now, scope.by, subject, std::move(body)});
  return Seq{next_.value - 1};
}

void Decider::append(const Entry& entry) {
  TACT_CHECK(entry.seq == next_ && entry.at >= last_at_);
  apply(entry, keeping_, records_);
  if (group_.entries.empty()) group_.first = next_;
  std::string& line = group_.entries.emplace_back();
  line.reserve(entry_bytes_common);
  encode_entry(entry, line);
  TACT_CHECK(line.size() <= entry_bytes_max);
  append_postings(entry, group_.postings);
  rollups_.add(entry, group_.states);
  last_at_ = entry.at;
  ++next_.value;
  recent_.add(entry.seq, line);
}

// The largest size that a key has signed never goes down, whatever order its notes come in.
Reply Decider::keep(const KeepCosigned& keep) {
  const auto& [size, key, note] = keep.cosigned;
  const Key largest_key = largest_cosigned_key(key);
  const auto [known, is_new] = cosigned_sizes_.try_emplace(key, 0);
  if (is_new) {
    const auto stored = store_.load({&largest_key, 1});
    if (!stored) throw StoreLost{stored.error().message};
    if (stored->front()) known->second = decode_cosigned_size(*stored->front()).value_or(0);
  }
  records_.keep_beside({cosigned_key(size, key), note});
  if (is_new || size > known->second) {
    known->second = std::max(known->second, size);
    records_.keep_beside({largest_key, encode_cosigned_size(known->second)});
  }
  return Recorded{next_};
}

// What a decision can still look back to, or a retry, must stay, for states may have to be folded
// again.
Reply Decider::retain(const Retain& retain, const Scope& scope) {
  const RetentionEntry& entry = retain.entry;
  TACT_CHECK(entry.first < next_ && entry.dropped > 0);
  const Instant limit = retention_limit(keeping_, scope.now);
  if (entry.before > limit) return refused_retention(limit);
  for (const Change& change : retain.rollup_base) records_.keep_beside(change);
  return Recorded{append(scope, {}, entry)};
}

Group Decider::take_group() {
  if (group_.entries.empty()) group_.first = next_;
  records_.take_changes(next_, group_.identities, group_.states);
  Group closed = std::move(group_);
  group_ = Group{};
  return closed;
}

void Decider::prepare(Seq stored, std::span<const Key> keys,
                      std::span<const std::optional<std::string>> values) {
  TACT_CHECK(keys.size() == values.size());
  recent_.forget_before(stored);
  if (group_.entries.empty()) records_.evict(options_.record_bytes_max, stored);
  // The policy's entry follows the refold, so a later read sees more than was stored at it.
  if (refolded_at_.value > 0 && stored <= refolded_at_) return;
  for (std::size_t i = 0; i < keys.size(); ++i) records_.offer(keys[i], values[i]);
}

}  // namespace tact
