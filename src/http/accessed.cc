#include "http/accessed.h"

#include <algorithm>
#include <array>

namespace tact::http {
namespace {

constexpr std::array<std::string_view, 12> forms = {"after",   "as_test", "by",    "examples",
                                                    "explain", "form",    "group", "language",
                                                    "limit",   "name",    "order", "witnessed"};

}  // namespace

Accessed reading_of(std::string_view resource, const Call& call) {
  Accessed reading;
  reading.entry.resource = resource;
  std::vector<std::string>& filters = reading.entry.filters;
  for (const Parameter& parameter : call.query) {
    if (std::find(forms.begin(), forms.end(), parameter.name) == forms.end()) {
      filters.push_back(parameter.name);
    }
  }
  std::sort(filters.begin(), filters.end());
  filters.erase(std::unique(filters.begin(), filters.end()), filters.end());
  return reading;
}

}  // namespace tact::http
