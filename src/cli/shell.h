// What a verb knows of the process that it runs in. Made once, by main().
#pragma once

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "tact/time.h"

namespace tact::cli {

enum class Ink : std::uint8_t { plain, good, wait, bad, dim };

struct Shell {
  std::FILE* in = nullptr;  // never null, like the other two
  std::FILE* out = nullptr;
  std::FILE* err = nullptr;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool colour = false;        // of what goes to `out`
  std::size_t columns = 100;  // of lines for people on `out`
  LocalDate today{};
  std::string language = "en";  // of what is told to people: "en", "tr" …
  std::string server;           // TACT_SERVER
  std::string token;            // TACT_TOKEN

  // `text` in colour where that is wanted.
  std::string paint(Ink ink, std::string_view text) const;
  void print(std::string_view text) const;
  // On standard error: "tact: " and the message, which says what to do next.
  void complain(std::string_view message) const;
};

// 1234567 → "1,234,567".
std::string grouped(std::uint64_t number);

// "1 rule", "1,204 rules".
std::string counted(std::uint64_t number, std::string_view one, std::string_view many);

}  // namespace tact::cli
