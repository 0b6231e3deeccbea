// What a token allows.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "tact/result.h"

namespace tact {

// Written by name everywhere.
enum class Role : std::uint8_t {
  sender,   // asks, and says what became of it
  writer,   // tells records
  officer,  // policies and holds
  auditor,  // the log, customers, proofs, exports; changes nothing
  admin,    // may all
};

std::string_view name_of(Role role);
// In the order of the enumerators.
std::span<const std::string_view> role_names();
// Empty where no role is called so.
std::optional<Role> parse_role(std::string_view name);

// A set of them; none unless said.
class Roles {
 public:
  constexpr Roles() = default;
  constexpr Roles(Role role)  // NOLINT: implicit, a role is a set of one
      : bits_(static_cast<std::uint8_t>(1U << static_cast<unsigned>(role))) {}

  constexpr Roles operator|(Roles other) const {
    Roles both;
    both.bits_ = static_cast<std::uint8_t>(bits_ | other.bits_);
    return both;
  }
  constexpr bool has(Role role) const { return (bits_ & Roles(role).bits_) != 0; }
  constexpr bool is_empty() const { return bits_ == 0; }
  // Whether who has these may do what takes one of `wanted`.
  constexpr bool may(Roles wanted) const { return has(Role::admin) || (bits_ & wanted.bits_) != 0; }

  constexpr bool operator==(const Roles&) const = default;

 private:
  std::uint8_t bits_ = 0;
};

// "officer,auditor"; in the order of the enumerators.
std::string format_roles(Roles roles);

// The other way round. The error goes on from the field's name and quotes nothing of `text`: a
// secret may have come into the wrong place.
Result<Roles> parse_roles(std::string_view text);

}  // namespace tact
