// A value or the reason why there is none. Expected failures are values; an exception means a bug
// or a lost environment.
#pragma once

#include <string>
#include <utility>
#include <variant>

#include "tact/check.h"

namespace tact {

// Why something could not be done, in words for a person: lower case, no full stop, what to do
// next.
struct Error {
  std::string message;
};

// REQUIRES: value() and error() are called only when ok() says so; a breach is a bug and aborts.
template <class T, class E = Error>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: implicit
  Result(E error) : content_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit

  bool ok() const { return content_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & {
    TACT_CHECK(ok());
    return *std::get_if<0>(&content_);
  }
  const T& value() const& {
    TACT_CHECK(ok());
    return *std::get_if<0>(&content_);
  }
  T&& value() && {
    TACT_CHECK(ok());
    return std::move(*std::get_if<0>(&content_));
  }
  const E& error() const& {
    TACT_CHECK(!ok());
    return *std::get_if<1>(&content_);
  }
  E&& error() && {
    TACT_CHECK(!ok());
    return std::move(*std::get_if<1>(&content_));
  }

  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

 private:
  std::variant<T, E> content_;
};

// What a Result holds when success carries no value.
struct Done {};

using Status = Result<Done>;

}  // namespace tact
