#include "guard/role.h"

#include <algorithm>
#include <array>

#include "core/suggest/suggest.h"

namespace tact {
namespace {

constexpr std::array<std::string_view, 5> names = {"sender", "writer", "officer", "auditor",
                                                   "admin"};

}  // namespace

std::string_view name_of(Role role) { return names[static_cast<std::size_t>(role)]; }

std::span<const std::string_view> role_names() { return names; }

std::optional<Role> parse_role(std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Role>(found - names.begin());
}

std::string format_roles(Roles roles) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!roles.has(static_cast<Role>(i))) continue;
    if (!text.empty()) text += ',';
    text += names[i];
  }
  return text;
}

Result<Roles> parse_roles(std::string_view text) {
  Roles roles;
  for (;;) {
    const std::size_t comma = text.find(',');
    const std::string_view name = text.substr(0, comma);
    const auto role = parse_role(name);
    if (!role) {
      return Error{"takes sender, writer, officer, auditor and admin, with commas between" +
                   did_you_mean(name, names)};
    }
    if (roles.has(*role)) return Error{"names a role twice"};
    roles = roles | *role;
    if (comma == std::string_view::npos) return roles;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace tact
