// What a customer with ten contacts takes on disk, once all files were compacted: identities and
// states, table by table: of one with two addresses, and of one whom nothing but an id names. What
// belongs to decisions, the entries and what finds them, is not in it.
#pragma once

#include <memory>
#include <string>

#include "tact/policy.h"
#include "tact/result.h"

#include "bench/sheet.h"

namespace tact::bench {

struct CustomerSizeOptions {
  std::string directory;  // of the stores; what begins so is made
  std::size_t customers = 50'000;
  std::uint64_t seed = 1;
};

// Of one with two addresses.
std::string customer_bytes_name();

// Adds its figures.
Status measure_customer_size(const CustomerSizeOptions& options,
                             std::shared_ptr<const Policy> policy, Sheet& sheet);

}  // namespace tact::bench
