#include "core/records/address.h"

#include <algorithm>

namespace tact {
namespace {

constexpr std::size_t phone_digits_min = 8;
constexpr std::size_t phone_digits_max = 15;
constexpr std::size_t email_bytes_min = 3;
constexpr std::size_t email_bytes_max = 254;
constexpr std::size_t email_local_bytes_max = 64;

constexpr std::string_view accepted =
    "must be a telephone number with its country's code, like +905321234567, or an e-mail address, "
    "like ayse@example.com";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What people put between digits.
bool separates_digits(char c) { return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')'; }

Result<std::string> normalise_phone(std::string_view text) {
  std::string number = "+";
  for (const char c : text.substr(1)) {
    if (is_digit(c)) {
      number += c;
    } else if (!separates_digits(c)) {
      return Error{"must have digits only after its +, spaces, dashes, dots and parentheses apart"};
    }
  }
  const std::size_t digits = number.size() - 1;
  if (digits < phone_digits_min || digits > phone_digits_max) {
    return Error{"must have 8 to 15 digits after its +, country's code included"};
  }
  if (number[1] == '0') {
    return Error{"must have its country's code after the +, and none begins with 0"};
  }
  return number;
}

// Each label of the domain says something, and there are two at least.
bool is_domain(std::string_view domain) {
  return domain.find('.') != std::string_view::npos && domain.front() != '.' &&
         domain.back() != '.' && domain.find("..") == std::string_view::npos;
}

Result<std::string> normalise_email(std::string_view text) {
  const std::size_t at = text.find('@');
  if (text.find('@', at + 1) != std::string_view::npos) {
    return Error{"must have one @ only"};
  }
  // These stand in addresses as mail headers write them ("Ayse <ayse@example.com>"), not in the
  // address itself.
  if (text.find_first_of(" <>()[],;:\\\"") != std::string_view::npos) {
    return Error{"must be the bare e-mail address, without spaces, quotes and brackets"};
  }
  if (text.size() < email_bytes_min || text.size() > email_bytes_max) {
    return Error{"must be an e-mail address of 3 to 254 bytes"};
  }
  if (at == 0 || at > email_local_bytes_max) {
    return Error{"must have 1 to 64 bytes before its @"};
  }
  const std::string_view domain = text.substr(at + 1);
  if (domain.empty() || !is_domain(domain)) {
    return Error{"must have a domain with a dot after its @, like example.com"};
  }
  std::string email(text);
  std::transform(email.begin(), email.end(), email.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return email;
}

}  // namespace

Result<std::string> normalise_address(std::string_view text) {
  if (text.find('@') != std::string_view::npos) return normalise_email(text);
  if (text.starts_with('+')) return normalise_phone(text);
  if (text.starts_with("00")) return Error{std::string(accepted) + "; write + in place of 00"};
  return Error{std::string(accepted)};
}

}  // namespace tact
