// The header `Tact-Policy` of answers to requests.
#pragma once

#include <string>
#include <string_view>

#include "tact/policy.h"

namespace tact::http {

inline constexpr const char* policy_header_name = "Tact-Policy";

// "acme-retail@3f9c2ab41d07; knowledge=2026-11-22; legal-review=pending": the version that decided,
// and how far its rules can be relied on, as far as its files say. Of `active` where that is
// `version`; of an older one (an answer that is given again) the version alone.
std::string policy_header(std::string_view version, const Policy* active);

}  // namespace tact::http
