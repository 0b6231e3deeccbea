#include "rehearsal/rehearsal.h"

#include <limits>
#include <utility>

#include "tact/check.h"

#include "core/records/answer_json.h"
#include "core/records/parse.h"
#include "core/records/problem.h"

namespace tact {
namespace {

constexpr std::uint64_t seed = 0x7461637472656831;
constexpr std::size_t group_commands = 1'000;

// Nothing is ever evicted: the store that it would be read from is in the same memory.
constexpr std::size_t cached_max = std::numeric_limits<std::size_t>::max();

bool is_request(const Record& record) { return std::holds_alternative<Request>(record.body); }

// A registry's own time stands for that of the line.
void take_loading_time(Record& record) {
  if (record.at) return;
  if (const auto* list = std::get_if<ListRecord>(&record.body)) record.at = list->loaded_at;
}

}  // namespace

void SeededRandomness::fill(std::span<std::uint8_t> bytes) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i % 8 == 0) {
      state_ += 0x9e3779b97f4a7c15;
      word = state_;
      word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9;
      word = (word ^ (word >> 27)) * 0x94d049bb133111eb;
      word ^= word >> 31;
    }
    bytes[i] = static_cast<std::uint8_t>(word >> (i % 8 * 8));
  }
}

Rehearsal::Rehearsal(std::shared_ptr<const Policy> policy, ClockMode clock, Instant now)
    : randomness_(seed), decider_(store_, randomness_, {clock, cached_max}) {
  const Status recovered = decider_.recover();
  TACT_CHECK(recovered.ok());
  activate(std::move(policy), now);
}

void Rehearsal::activate(std::shared_ptr<const Policy> policy, Instant now) {
  commit();
  TACT_CHECK(!decider_.needs_refold(*policy));
  decider_.handle({Activate{std::move(policy)}, "rehearsal"}, now);
}

Reply Rehearsal::handle(const Command& command, Instant now) {
  Reply reply = decider_.handle(command, now);
  if (const auto* decided = std::get_if<Decided>(&reply)) {
    if (decided->replayed) {
      ++counts_.replayed;
    } else {
      ++counts_.decisions[static_cast<std::size_t>(decided->decision.outcome)];
    }
  } else if (std::holds_alternative<Recorded>(reply)) {
    ++counts_.records;
  } else {
    ++counts_.refused;
  }
  if (++open_commands_ >= group_commands) commit();
  return reply;
}

void Rehearsal::handle_line(std::uint64_t number, std::string_view line, bool explain,
                            std::string& out) {
  auto record = parse_record(parser_, line, RecordShape::any);
  if (!record) {
    ++counts_.refused;
    return refuse(number, bad_record(std::move(record).error()), out);
  }
  take_loading_time(*record);
  if (!record->at) {
    ++counts_.refused;
    return refuse(number, bad_record({{"/at", "is required: in a replay each line says its time"}}),
                  out);
  }
  Command command{Tell{}, "replay"};
  if (is_request(*record)) {
    command.what = Ask{std::get<Request>(std::move(record->body)), false, explain};
  } else {
    command.what = Tell{*std::move(record)};
  }
  const Reply reply = handle(command);
  if (const auto* refused = std::get_if<Refused>(&reply)) {
    return refuse(number, refused->problem, out);
  }
  const auto* decided = std::get_if<Decided>(&reply);
  if (decided == nullptr) return;
  write_answer({decided->id, &decided->decision, decided->policy, decided->request_id,
                decided->replayed, explain, explain ? &decided->rules : nullptr},
               out);
  out += '\n';
}

void Rehearsal::refuse_long_line(std::uint64_t number, std::string& out) {
  ++counts_.refused;
  refuse(number, make_problem(413, "the line is over 64 KiB; say less in it"), out);
}

void Rehearsal::refuse(std::uint64_t number, const Problem& problem, std::string& out) {
  write_line_problem(number, problem, out);
  out += '\n';
}

void Rehearsal::commit() {
  open_commands_ = 0;
  if (!decider_.has_open_entries()) return;
  Group group = decider_.take_group();
  // Nobody searches a rehearsal's log, and the decider forgets no record that it would have to load
  // again; only entries are read back, for outcomes and for retries.
  group.postings.clear();
  group.identities.clear();
  group.states.clear();
  committed_ += group.entries.size();
  if (keep_) {
    for (const std::string& entry : group.entries) keep_(entry);
  }
  const Status committed = store_.commit(std::move(group));
  TACT_CHECK(committed.ok());
  decider_.prepare(Seq{committed_}, {}, {});
}

}  // namespace tact
