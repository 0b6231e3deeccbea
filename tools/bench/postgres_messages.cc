#include "bench/postgres_messages.h"

#include <algorithm>

namespace tact::bench {
namespace {

constexpr std::uint32_t protocol = 3 << 16;
constexpr std::size_t type_and_length = 5;

// Most significant byte first.
template <class Number>
void put(std::string& out, Number number) {
  for (int shift = 8 * (static_cast<int>(sizeof number) - 1); shift >= 0; shift -= 8) {
    out += static_cast<char>(static_cast<unsigned char>(number >> shift));
  }
}

void put_text(std::string& out, std::string_view text) {
  out += text;
  out += '\0';
}

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    number = number << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return number;
}

// The length counts itself, and not the type.
std::string message(char type, std::string_view body) {
  std::string made(1, type);
  put(made, static_cast<std::uint32_t>(body.size() + 4));
  return made += body;
}

std::string sync() { return message('S', ""); }

}  // namespace

std::string postgres_startup(std::string_view user, std::string_view database) {
  std::string body;
  put(body, protocol);
  put_text(body, "user");
  put_text(body, user);
  put_text(body, "database");
  put_text(body, database);
  body += '\0';
  // The first message has no type.
  return message(' ', body).substr(1);
}

std::string postgres_query(std::string_view sql) {
  std::string body;
  put_text(body, sql);
  return message('Q', body);
}

std::string postgres_prepare(std::string_view name, std::string_view sql) {
  std::string body;
  put_text(body, name);
  put_text(body, sql);
  put(body, std::uint16_t{0});  // the server finds the parameters' types
  return message('P', body) + sync();
}

std::string postgres_ask(std::string_view name, const std::vector<std::string>& parameters) {
  std::string bind;
  put_text(bind, "");  // the portal without a name
  put_text(bind, name);
  put(bind, std::uint16_t{0});  // all parameters are text
  put(bind, static_cast<std::uint16_t>(parameters.size()));
  for (const std::string& parameter : parameters) {
    put(bind, static_cast<std::uint32_t>(parameter.size()));
    bind += parameter;
  }
  put(bind, std::uint16_t{0});  // all results are text
  std::string execute;
  put_text(execute, "");
  put(execute, std::uint32_t{0});  // all rows
  return message('B', bind) + message('E', execute) + sync();
}

// Fields, each a letter and a text: M is what people read.
std::string postgres_error(const PostgresMessage& message) {
  std::string_view fields = message.body;
  while (!fields.empty() && fields.front() != '\0') {
    const std::string_view field = fields.substr(1, fields.find('\0') - 1);
    if (fields.front() == 'M') return std::string(field);
    fields.remove_prefix(std::min(fields.size(), field.size() + 2));
  }
  return "an error without a text";
}

std::string postgres_value(const PostgresMessage& message) {
  constexpr std::size_t value_at = 2 + 4;  // after the number of columns and the first's length
  if (message.body.size() < value_at) return "";
  const std::uint32_t length = number_at(message.body, 2);
  return length > message.body.size() ? "" : message.body.substr(value_at, length);
}

void PostgresReader::add(std::string_view bytes) {
  bytes_.erase(0, read_);
  read_ = 0;
  bytes_ += bytes;
}

bool PostgresReader::next(PostgresMessage& message) {
  const std::string_view rest = std::string_view(bytes_).substr(read_);
  if (rest.size() < type_and_length) return false;
  const std::size_t size = 1 + std::size_t{number_at(rest, 1)};
  if (rest.size() < size) return false;
  message.type = rest.front();
  message.body.assign(rest.substr(type_and_length, size - type_and_length));
  read_ += size;
  return true;
}

}  // namespace tact::bench
