// What is answered instead of an answer: RFC 9457's problem details.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tact/field_error.h"

namespace tact {

struct Problem {
  int status = 500;    // the HTTP status
  std::string title;   // the same for every problem of a kind
  std::string detail;  // of this one; "" leaves it out
  std::vector<FieldError> errors;

  bool operator==(const Problem&) const = default;
};

// With the status's own phrase as its title.
Problem make_problem(int status, std::string detail);

// 400. REQUIRES: there is an error; the first ones become the detail.
Problem bad_record(std::vector<FieldError> errors);

// The phrase of RFC 9110: "Bad Request"; "Error" for a status that this program never answers.
std::string_view status_phrase(int status);

// Appends
// {"type":"about:blank","title":…,"status":…,"detail":…,"errors":[{"pointer":…,"message":…}]}.
void write_problem(const Problem& problem, std::string& out);

// Appends {"line":N,"error":{…}}: what stands in a batch's answer in place of a bad line's.
// `line` counts from 1.
void write_line_problem(std::uint64_t line, const Problem& problem, std::string& out);

}  // namespace tact
