// The short way to read a request's head: the few forms that nearly all clients send, in one pass.
#pragma once

#include <cstddef>
#include <string_view>

#include "http/request_parser.h"

namespace tact::http {

// Reads the head at the front of `bytes` and returns its length, the empty line included. 0 where
// it is not whole, or anything in it is unusual: RequestParser then asks Beast, and `head` is of no
// use. What is read here, Beast reads alike: HTTP/1.1 with one Host, a body only by Content-Length,
// ASCII throughout, and none of the fields that say how the connection goes on.
std::size_t read_plain_head(std::string_view bytes, RequestHead& head);

}  // namespace tact::http
