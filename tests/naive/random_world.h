// Random policies, people and requests, all from one seed: small enough to be judged by brute force
// and to be read by a person, and full of edges. Two worlds of the same seed are the same.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tact/decide.h"
#include "tact/policy.h"
#include "tact/state.h"
#include "tact/time_zone.h"

namespace tact::naive {

struct World {
  std::uint64_t seed = 0;
  Policy policy;
  SubjectState customer;
  // The address that the request names: of its own record, or (a customer of its own) the
  // customer's.
  enum class Address : std::uint8_t { none, is_customer, other } address_named = Address::none;
  SubjectState address;
  std::optional<LocalDate> birth_date;
  std::vector<std::string> number_regions;
  bool in_household = false;
  std::vector<SubjectState> housemates;
  std::vector<Contact> everyone;  // all customers' contacts, as volume counts them
  Registers registers;
  ContactFields fields;
  Instant at{};
  std::optional<Instant> expires_at;
};

// The one address that worlds speak of besides others.
SubjectId address_of_request();

World random_world(std::uint64_t seed, const std::shared_ptr<const ZoneBook>& zones);

// A world as decide() takes it. The world must outlive it and not change.
class Asked {
 public:
  explicit Asked(const World& world);
  Asked(const Asked&) = delete;
  Asked& operator=(const Asked&) = delete;
  ~Asked();

  const Facts& facts() const { return facts_; }
  const Question& question() const { return question_; }

 private:
  class Volume;
  std::vector<const SubjectState*> household_;
  std::unique_ptr<Volume> volume_;
  Facts facts_;
  Question question_;
};

// Policy, state and question in words, for whoever reads a failure.
std::string describe(const World& world);

// The world without one thing that it can do without: a rule, a contact, a consent, … Empty where
// `step` is beyond the last. To find the smallest world that still fails.
std::optional<World> without(const World& world, std::size_t step);

}  // namespace tact::naive
