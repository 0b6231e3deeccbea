#include "http/policy_header.h"

#include <algorithm>

namespace tact::http {

std::string policy_header(std::string_view version, const Policy* active) {
  std::string value(version);
  if (active == nullptr || active->version() != version) return value;
  if (const auto knowledge = active->oldest_knowledge()) {
    value += "; knowledge=" + format_date(*knowledge);
  }
  const bool is_reviewed =
      std::any_of(active->provenance.begin(), active->provenance.end(),
                  [](const Provenance& file) { return !file.legal_review.empty(); });
  if (active->awaits_legal_review()) {
    value += "; legal-review=pending";
  } else if (is_reviewed) {
    value += "; legal-review=done";
  }
  return value;
}

}  // namespace tact::http
