// What countries are called, by their ISO 3166-1 codes. "" for those that are not listed.
#pragma once

#include <string_view>

namespace tact::prose {

std::string_view english_country(std::string_view code);
std::string_view turkish_country(std::string_view code);

}  // namespace tact::prose
