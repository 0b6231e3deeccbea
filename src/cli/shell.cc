#include "cli/shell.h"

namespace tact::cli {
namespace {

std::string_view code_of(Ink ink) {
  switch (ink) {
    case Ink::plain: return "";
    case Ink::good: return "\x1b[32m";
    case Ink::wait: return "\x1b[33m";
    case Ink::bad: return "\x1b[31m";
    case Ink::dim: return "\x1b[2m";
  }
  return "";
}

}  // namespace

std::string Shell::paint(Ink ink, std::string_view text) const {
  const std::string_view code = code_of(ink);
  if (!colour || code.empty() || text.empty()) return std::string(text);
  return std::string(code) + std::string(text) + "\x1b[0m";
}

void Shell::print(std::string_view text) const { std::fwrite(text.data(), 1, text.size(), out); }

void Shell::complain(std::string_view message) const {
  const std::string line = "tact: " + std::string(message) + '\n';
  std::fwrite(line.data(), 1, line.size(), err);
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  return grouped(number) + ' ' + std::string(number == 1 ? one : many);
}

}  // namespace tact::cli
