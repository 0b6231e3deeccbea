// The people of a test suite as the states that decide() looks at, made without engine or ledger.
// For tests of policies inside the core; `tact policy test` goes the whole way.
#pragma once

#include <map>
#include <string>

#include "tact/decide.h"

#include "core/suite/suite.h"

namespace tact {

// Takes what example suites use: no addresses of their own, no volume rules that bind.
class Town {
 public:
  explicit Town(const TestSuite& suite);

  Decision judge(const Policy& policy, const TestCase& test) const;

 private:
  struct Resident {
    SubjectState state;
    std::optional<LocalDate> birth_date;
    std::string household;
  };

  void settle(const TestCustomer& customer);

  std::map<std::string, Resident> residents_;
  Registers registers_;
  std::vector<Contact> others_;  // of everyone else
};

// What is wrong with the decision, by what the case expects; "" where nothing is.
std::string wrong_with(const TestCase& test, const Decision& decision);

}  // namespace tact
