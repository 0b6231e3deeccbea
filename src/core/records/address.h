// Where a message can be sent: a telephone number or an e-mail address, in the one form in which
// it is looked up.
#pragma once

#include <string>
#include <string_view>

#include "tact/result.h"

namespace tact {

// "+90 (532) 123-45 67" is "+905321234567"; e-mail is lower-cased (ASCII only). The error goes on
// from the field's name and says what is accepted.
Result<std::string> normalise_address(std::string_view text);

}  // namespace tact
