// The times that volume rules count, over all customers. Kept beside the records, which hold the
// same contacts by the hour: made from them when a policy becomes active, and changed with them.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tact/decide.h"

namespace tact {

// Owned by the decider's thread. Refers to nothing but the policy, which it keeps alive.
class VolumeBook final : public VolumeTimes {
 public:
  explicit VolumeBook(std::shared_ptr<const Policy> policy);

  std::span<const Instant> times(std::size_t rule, const ContactFields& request) const override;

  // A contact was added (no `before`), or its status changed to the present one.
  void change(const Contact& contact, std::optional<ContactStatus> before);

  // For a book that is made of many contacts, in whatever order: then sort(), before any other use.
  void add_unsorted(const Contact& contact);
  void sort();

 private:
  struct Scope {
    // Ascending.
    std::vector<Instant> times;
  };
  struct Rule {
    const Counting* counting = nullptr;
    std::map<std::string, Scope> scopes;
  };

  static std::vector<Instant>& times_of(Rule& rule, const Contact& contact);
  static void remove(std::vector<Instant>& times, Instant at);

  std::shared_ptr<const Policy> policy_;
  std::map<std::size_t, Rule> rules_;  // by the rule's index in the policy
};

}  // namespace tact
