// A decider with everything around it, and the verbs that tests speak in. Each call that changes
// something is committed before it returns.
#pragma once

#include <map>
#include <memory>
#include <string>

#include <catch2/catch.hpp>

#include "engine/decider.h"
#include "store/mem_store.h"
#include "support/policies.h"
#include "support/seeded_randomness.h"

namespace tact::test {

inline Instant at(std::string_view text) {
  const auto instant = parse_instant(text);
  REQUIRE(instant.has_value());
  return *instant;
}

inline Request sms_to(std::string customer, std::string request_id = "") {
  Request request;
  request.request_id = std::move(request_id);
  request.person.customer = std::move(customer);
  request.fields.channel = "sms";
  request.fields.purpose = "marketing/promotion";
  return request;
}

class DeciderDesk {
 public:
  explicit DeciderDesk(std::shared_ptr<const Policy> policy, ClockMode mode = ClockMode::live,
                       bool second_approver = false)
      : mode_(mode), second_approver_(second_approver), decider_(make_decider()) {
    REQUIRE(decider_->recover().ok());
    activate(std::move(policy));
  }

  Instant now = test::at("2026-11-24T12:00:00Z");

  void activate(std::shared_ptr<const Policy> policy) {
    if (decider_->needs_refold(*policy)) REQUIRE(decider_->refold(*policy).ok());
    handle({Activate{std::move(policy)}, "officer"});
  }

  // Whatever it says; the policy must look no further back than the states do.
  Reply file(Activate filing, const std::string& by) { return handle({std::move(filing), by}); }
  Reply approve(Seq proposal, const std::string& by,
                ApprovalState state = ApprovalState::approved) {
    return handle({Approve{proposal, state}, by});
  }
  std::string version() const { return decider_->policy()->version(); }
  Decider& decider() { return *decider_; }

  Reply ask(Request request) { return handle({Ask{std::move(request)}, "sender"}); }
  Reply dry_run(Request request) { return handle({Ask{std::move(request), true}, "sender"}); }
  Outcome outcome(Request request) { return decided(ask(std::move(request))).decision.outcome; }

  Reply tell(decltype(Record::body) body, std::optional<Instant> when = std::nullopt) {
    return handle({Tell{{when, std::move(body)}}, "writer"});
  }
  Reply report(Seq decision, ContactStatus status) {
    return tell(OutcomeRecord{decision, "", status});
  }

  Reply erase(std::string customer) { return handle({Erase{std::move(customer)}, "officer"}); }

  // The decider is made anew on the same store, as after a restart.
  void restart() {
    decider_ = make_decider();
    REQUIRE(decider_->recover().ok());
    REQUIRE(decider_->recorded_policy().has_value());
    decider_->resume(filed_.at(decider_->recorded_policy()->hash));
  }

  static const Decided& decided(const Reply& reply) {
    REQUIRE(std::holds_alternative<Decided>(reply));
    return std::get<Decided>(reply);
  }
  static const Filed& filed(const Reply& reply) {
    REQUIRE(std::holds_alternative<Filed>(reply));
    return std::get<Filed>(reply);
  }
  static const Problem& problem(const Reply& reply) {
    REQUIRE(std::holds_alternative<Refused>(reply));
    return std::get<Refused>(reply).problem;
  }

  MemStore& store() { return store_; }
  std::uint64_t size() const { return store_.size().value; }

 private:
  std::unique_ptr<Decider> make_decider() {
    return std::make_unique<Decider>(store_, randomness_,
                                     DeciderOptions{mode_, 1'000, second_approver_});
  }

  Reply handle(const Command& command) {
    if (const auto* filing = std::get_if<Activate>(&command.what)) {
      filed_[filing->policy->hash] = filing->policy;
    }
    Reply reply = decider_->handle(command, now);
    Group group = decider_->take_group();
    if (std::holds_alternative<Refused>(reply)) {
      // What is refused leaves no trace.
      REQUIRE(group.entries.empty());
      REQUIRE(group.identities.empty());
      REQUIRE(group.states.empty());
    }
    if (!group.entries.empty()) group.frontier = "frontier";
    const Status status = store_.commit(std::move(group));
    REQUIRE(status.ok());
    return reply;
  }

  ClockMode mode_;
  bool second_approver_;
  MemStore store_;
  SeededRandomness randomness_;
  std::map<std::string, std::shared_ptr<const Policy>> filed_;  // by hash
  std::unique_ptr<Decider> decider_;
};

}  // namespace tact::test
