// Reads HTTP/1.1 answers on one connection, in whatever pieces they arrive. Knows what tactd sends:
// a Content-Length, or chunks. No I/O.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tact/result.h"

namespace tact::bench {

class HttpReader {
 public:
  // Takes bytes until they, or one answer, end; returns how many. An Error where they are no such
  // answer. REQUIRES: not is_complete().
  Result<std::size_t> take(std::string_view bytes);

  // An answer is whole: its status and body stay until begin_next().
  bool is_complete() const { return part_ == Part::nothing; }
  void begin_next();

  int status() const { return status_; }
  // What arrived of the body. The caller may take lines away from it meanwhile.
  std::string& body() { return body_; }

 private:
  enum class Part : std::uint8_t { head, counted, chunk_size, chunk, chunk_end, trailer, nothing };

  // The first takes up to a line's end, the second up to left_ bytes of the body.
  std::size_t take_line(std::string_view bytes);
  std::size_t take_body(std::string_view bytes, Part after);
  Status end_line();
  Status end_head_line();
  void end_head();

  Part part_ = Part::head;
  std::string line_;  // begun, or just ended
  bool line_has_ended_ = false;
  bool is_chunked_ = false;
  int status_ = 0;
  std::size_t left_ = 0;
  std::string body_;
};

}  // namespace tact::bench
