#include "http/wire.h"

#include <array>
#include <charconv>

#include "core/records/problem.h"

namespace tact::http {
namespace {

void write_field(std::string_view name, std::string_view value, std::string& out) {
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

void write_start(int status, std::string_view content_type, const WireForm& form,
                 std::string& out) {
  out += "HTTP/1.1 ";
  out += std::to_string(status);
  out += ' ';
  out += status == 200 ? std::string_view("OK") : status_phrase(status);
  out += "\r\n";
  write_field("Content-Type", content_type, out);
  if (!form.keeps_alive) write_field("Connection", "close", out);
  if (form.keeps_alive && form.is_http_1_0) write_field("Connection", "keep-alive", out);
}

}  // namespace

void write_response(const Response& response, const WireForm& form, std::string& out) {
  out.reserve(out.size() + response.body.size() + 256);
  write_start(response.status, response.content_type, form, out);
  for (const auto& [name, value] : response.headers) write_field(name, value, out);
  write_field("Content-Length", std::to_string(response.body.size()), out);
  out += "\r\n";
  if (!form.head_only) out += response.body;
}

void write_stream_head(const Response& response, const WireForm& form, std::string& out) {
  write_start(response.status, response.content_type, form, out);
  for (const auto& [name, value] : response.headers) write_field(name, value, out);
  if (!form.is_http_1_0) write_field("Transfer-Encoding", "chunked", out);
  out += "\r\n";
}

void write_stream_chunk(std::string_view bytes, const WireForm& form, std::string& out) {
  if (form.is_http_1_0) {
    out += bytes;
    return;
  }
  std::array<char, 17> size{};
  const auto end = std::to_chars(size.data(), size.data() + size.size(), bytes.size(), 16).ptr;
  out.append(size.data(), end);
  out += "\r\n";
  out += bytes;
  out += "\r\n";
}

void write_stream_end(const WireForm& form, std::string& out) {
  if (!form.is_http_1_0) out += "0\r\n\r\n";
}

}  // namespace tact::http
