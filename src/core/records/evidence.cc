#include "core/records/evidence.h"

#include <algorithm>
#include <string>

#include <arpa/inet.h>

namespace tact {
namespace {

constexpr std::size_t sha256_digits = 64;

bool is_sha256(std::string_view text) {
  return text.size() == sha256_digits && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

bool is_network_address(std::string_view text) {
  in6_addr parsed{};  // Has room for both.
  const std::string address(text);
  return inet_pton(AF_INET, address.c_str(), &parsed) == 1 ||
         inet_pton(AF_INET6, address.c_str(), &parsed) == 1;
}

void check_steps(FieldReader& evidence) {
  const auto steps = evidence.object().optional_array("double_opt_in");
  if (!steps) return;
  std::optional<Instant> before;
  std::size_t index = 0;
  for (const JsonValue value : *steps) {
    FieldReader step = evidence.inside(value, "double_opt_in", index++);
    const std::size_t errors_before = step.error_count();
    step.text("step", Need::required);
    const auto at = step.time("at");
    if (step.finish() && !at) step.fail("at", "is required: when the step was taken");
    if (step.error_count() > errors_before) continue;
    if (before && *at < *before) {
      step.fail("at", "is before the step above it; list the steps as they were taken");
    }
    before = at;
  }
}

}  // namespace

void check_evidence(FieldReader& evidence) {
  evidence.text_like("document_sha256", is_sha256,
                     "the document's SHA-256, 64 hexadecimal digits as sha256sum prints them");
  evidence.text("wording_version", Need::optional);
  evidence.text("capture_channel", Need::optional);
  evidence.time("captured_at");
  evidence.text_like("network_address", is_network_address,
                     "an IPv4 or IPv6 address, like 203.0.113.7 or 2001:db8::7");
  check_steps(evidence);
}

}  // namespace tact
