// Who calls, and whether they may: said before anything of the body is taken.
#include <utility>

#include <boost/asio/post.hpp>

#include "http/permission.h"
#include "http/problem.h"
#include "http/session.h"

namespace tact::http {
namespace {

// Who calls where nobody is asked for a token.
constexpr const char* anonymous = "anonymous";

}  // namespace

// Ends in begin_call() or turn_away(), unless a slow hash is needed: then let_in() comes later.
void Session::find_caller() {
  if (shared_.guard == nullptr) {
    call_.by = anonymous;
    call_.roles = Role::admin;
    begin_call();
    return;
  }
  // What is open needs no caller, and what nobody has a route to is nobody's business.
  if (route_ != nullptr && route_->access.is_open()) {
    call_.by = anonymous;
    begin_call();
    return;
  }
  auto shown = read_authorization(parser_.head().authorization, worker_->sha256);
  if (const auto* refusal = std::get_if<Refusal>(&shown)) {
    let_in(*refusal);
    return;
  }
  auto& presented = std::get<PresentedToken>(shown);
  const Finding finding = shared_.guard->look(presented, shared_.clock->now());
  if (std::holds_alternative<Unproved>(finding)) {
    prove_caller(std::move(presented));
  } else {
    let_in(finding);
  }
}

void Session::prove_caller(PresentedToken presented) {
  is_proving_ = true;
  auto work = [presented = std::move(presented), self = shared_from_this()] {
    std::optional<Finding> finding;
    try {
      finding = self->shared_.guard->prove(presented, self->shared_.clock->now());
    } catch (const std::exception& error) {
      self->shared_.complain(error.what());
    }
    asio::post(self->worker_->context, [self, finding] {
      if (self->is_closed_) return;
      self->is_proving_ = false;
      if (finding) {
        self->let_in(*finding);
      } else {
        self->turn_away(problem(500, ""));
      }
      self->notify();
    });
  };
  if (shared_.provers.run(std::move(work))) return;
  is_proving_ = false;
  turn_away(over_capacity());
}

// REQUIRES: not Unproved.
void Session::let_in(const Finding& finding) {
  if (const auto* refusal = std::get_if<Refusal>(&finding)) {
    turn_away(unauthorized(*refusal));
    return;
  }
  const auto& caller = std::get<Caller>(finding);
  if (route_ != nullptr && !caller.roles.may(route_->access.roles())) {
    turn_away(forbidden(route_->access.roles(), caller.roles));
    return;
  }
  call_.by = caller.name;
  call_.roles = caller.roles;
  begin_call();
}

// What is refused without a look at its body ends the connection, unless there is none.
void Session::turn_away(const Response& response) {
  const bool has_body = parser_.state() != RequestParser::State::done;
  if (has_body) {
    refuse(response);
    return;
  }
  const Pending pending = open_slot(route_);
  route_ = nullptr;  // Nothing is left to do for it.
  answer(pending, response);
  if (!pending.form.keeps_alive) stops_reading_ = true;
}

}  // namespace tact::http
