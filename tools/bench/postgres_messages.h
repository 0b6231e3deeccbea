// PostgreSQL's protocol (version 3), as far as asking one prepared statement needs it: no driver
// lies between the load generator and the server. No I/O.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tact/result.h"

namespace tact::bench {

// What opens a connection of a user who needs no password.
std::string postgres_startup(std::string_view user, std::string_view database);
// SQL without parameters.
std::string postgres_query(std::string_view sql);
// Prepares a statement under a name; asks it, with parameters as text. Both end by a Sync.
std::string postgres_prepare(std::string_view name, std::string_view sql);
std::string postgres_ask(std::string_view name, const std::vector<std::string>& parameters);

struct PostgresMessage {
  char type = 0;  // 'Z' ready for the next, 'D' a row, 'E' an error, …
  std::string body;
};

// What an 'E' says, and the first column of a 'D' ("" of a null).
std::string postgres_error(const PostgresMessage& message);
std::string postgres_value(const PostgresMessage& message);

class PostgresReader {
 public:
  void add(std::string_view bytes);
  // The next whole message; false where there is none yet.
  bool next(PostgresMessage& message);

 private:
  std::string bytes_;
  std::size_t read_ = 0;  // of `bytes_`
};

}  // namespace tact::bench
