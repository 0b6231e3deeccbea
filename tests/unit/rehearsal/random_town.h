// A few people, their households and addresses, and a long random history of what is told and asked
// of them, under policies that change: through the real decider, from a seed.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "naive/dice.h"
#include "support/decider_desk.h"

namespace tact::test {

class RandomTown {
 public:
  RandomTown(std::uint64_t seed, std::shared_ptr<const ZoneBook> zones);

  // Things happen, minutes to days apart.
  void live(int steps);

  const Store& store() { return desk_.store(); }
  // Each decision that was made, oldest first.
  std::vector<Entry> decisions();
  // By version.
  const std::map<std::string, std::shared_ptr<const Policy>>& policies() const { return policies_; }

 private:
  void step();
  void ask();
  void change_policy();
  void tell_profile();
  void tell_consent();
  void tell_listing();
  void tell_activity();
  void tell_contact();
  void tell_outcome();
  void tell_hold();

  std::string customer() { return "c-" + std::to_string(dice_.below(4)); }
  // Two of them of regions that random policies know.
  std::string address() {
    static const std::vector<std::string> all = {"+905320000000", "+905320000001", "+13055550002",
                                                 "+351295550003"};
    return dice_.one_of(all);
  }
  Person person();
  ContactFields fields();
  Labels labels();
  Instant lately();
  std::shared_ptr<const Policy> make_policy();

  naive::Dice dice_;
  std::shared_ptr<const ZoneBook> zones_;
  std::map<std::string, std::shared_ptr<const Policy>> policies_;
  DeciderDesk desk_;
  std::vector<Seq> allowed_;
};

}  // namespace tact::test
