// Which region a telephone number belongs to: a prefix of it says so, as the policy has it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tact/policy.h"

namespace tact {

// Whether the channel's addresses are telephone numbers.
bool has_numbers(std::string_view channel);

// By the longest prefix that a region has; "" where none has one, and of an e-mail address.
std::string_view region_of_number(const Policy& policy, std::string_view number);

// Sorted, each once: what Facts hold of the numbers that a request may go to.
std::vector<std::string> regions_of_numbers(const Policy& policy,
                                            const std::vector<std::string>& numbers);

}  // namespace tact
