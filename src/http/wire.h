// Responses as bytes of HTTP/1.1.
#pragma once

#include <string>
#include <string_view>

#include "http/call.h"

namespace tact::http {

// How an answer to one request must look, beyond what it says.
struct WireForm {
  bool keeps_alive = true;
  bool is_http_1_0 = false;
  bool head_only = false;
};

inline constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";

// Appends the whole response.
void write_response(const Response& response, const WireForm& form, std::string& out);

// Appends the head of a response that comes in chunks; a client of HTTP/1.0 gets it until the end
// of the connection instead.
void write_stream_head(const Response& response, const WireForm& form, std::string& out);
// Appends one chunk. REQUIRES: it is not empty.
void write_stream_chunk(std::string_view bytes, const WireForm& form, std::string& out);
void write_stream_end(const WireForm& form, std::string& out);

}  // namespace tact::http
