// One mistake in a JSON document, said at the field where it is.
#pragma once

#include <string>

namespace tact {

// `pointer` is an RFC 6901 JSON pointer ("/addresses/0/channel"; empty: the whole document).
// `message` goes on from the field's name: lower case, no full stop ("must be a string").
struct FieldError {
  std::string pointer;
  std::string message;

  bool operator==(const FieldError&) const = default;
};

}  // namespace tact
