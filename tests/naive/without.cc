#include "naive/random_world.h"

namespace tact::naive {
namespace {

// Takes the `step`-th thing away, counting over everything that is offered to it.
class Remover {
 public:
  explicit Remover(std::size_t step) : left_(step) {}

  bool done() const { return done_; }

  template <class T>
  void from(std::vector<T>& values) {
    if (done_) return;
    if (left_ < values.size()) {
      values.erase(values.begin() + static_cast<std::ptrdiff_t>(left_));
      done_ = true;
    } else {
      left_ -= values.size();
    }
  }

  template <class T>
  void from(std::optional<T>& value) {
    if (value) reset(value, {});
  }

  // A value that has a plainer form.
  template <class T>
  void reset(T& value, T plain) {
    if (done_ || value == plain) return;
    if (left_-- == 0) {
      value = std::move(plain);
      done_ = true;
    }
  }

  // A step of its own for what cannot be compared.
  template <class T>
  void clear(std::optional<T>& value) {
    if (done_ || !value) return;
    if (left_-- == 0) {
      value.reset();
      done_ = true;
    }
  }

  void from_rule(Rule& rule) {
    from(rule.when.all);
    if (rule.unless) from(rule.unless->all);
    clear(rule.unless);
    from(rule.effective_from);
    from(rule.effective_until);
    reset(rule.mode, RuleMode::enforce);
    if (auto* cap = std::get_if<CapCheck>(&rule.check)) from_counting(cap->counting);
    if (auto* gap = std::get_if<GapCheck>(&rule.check)) from_counting(gap->counting);
    if (auto* hours = std::get_if<HoursCheck>(&rule.check)) {
      from(hours->closed_on);
      from(hours->open);
    }
  }

  void from_counting(Counting& counting) {
    from(counting.count.all);
    from(counting.same);
  }

  void from_subject(SubjectState& state) {
    from(state.consents);
    from(state.contacts);
    from(state.listings);
    from(state.activities);
    from(state.profile);
    if (!state.profile) return;
    reset(state.profile->country, {});
    reset(state.profile->region, {});
    reset(state.profile->language, {});
    reset(state.profile->stage, {});
    from(state.profile->segments);
  }

 private:
  std::size_t left_;
  bool done_ = false;
};

}  // namespace

std::optional<World> without(const World& world, std::size_t step) {
  World less = world;
  Remover remover(step);
  // A volume rule is asked for by its place, which is found anew for the smaller world.
  remover.from(less.policy.rules);
  remover.from_subject(less.customer);
  remover.reset(less.address_named, World::Address::none);
  remover.from_subject(less.address);
  remover.reset(less.in_household, false);
  remover.from(less.housemates);
  remover.from(less.everyone);
  remover.from(less.registers.holds);
  remover.from(less.birth_date);
  remover.from(less.number_regions);
  remover.from(less.expires_at);
  remover.from(less.fields.labels);
  for (Rule& rule : less.policy.rules) remover.from_rule(rule);
  if (!remover.done()) return std::nullopt;
  return less;
}

}  // namespace tact::naive
