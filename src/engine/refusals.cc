#include "engine/refusals.h"

namespace tact {

Reply refused_invalid(std::vector<FieldError> errors) {
  return Refused{bad_record(std::move(errors))};
}

Reply refused_forbidden(std::string pointer, std::string message) {
  return Refused{{403, "Forbidden", message, {{std::move(pointer), message}}}};
}

Reply refused_not_found(std::string pointer, std::string message) {
  return Refused{{404, "Not Found", message, {{std::move(pointer), message}}}};
}

Reply refused_conflict(std::string pointer, std::string message) {
  return Refused{{409, "Conflict", message, {{std::move(pointer), message}}}};
}

Reply refused_too_long() {
  return refused_conflict("",
                          "so many rules refuse this request that the answer cannot be recorded; "
                          "ask with fewer labels, or have rules of the policy put together");
}

Reply refused_retention(Instant limit) {
  return refused_conflict(
      "/before", "must be " + format_instant(limit) + " or earlier: decisions look back that far");
}

Reply refused_unavailable(std::string detail) {
  return Refused{{503, "Service Unavailable", std::move(detail), {}}};
}

}  // namespace tact
