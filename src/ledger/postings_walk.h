// Walks over the entries that all of several terms find, a stretch of postings at a time.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tact/result.h"

#include "store/store.h"

namespace tact {

// One term's postings in one direction. One thread.
class TermCursor {
 public:
  // `store` must outlive this. `looked_at` counts the postings read, and for
  // the beginning of a read as many as take that long.
  TermCursor(const Store& store, std::string term, Order order, std::size_t& looked_at)
      : store_(store), term_(std::move(term)), order_(order), looked_at_(looked_at) {}

  // The first posting at or beyond `from`; empty where there is none. REQUIRES: `from` never goes
  // back.
  Result<std::optional<Seq>> seek(Seq from);

 private:
  bool is_before(Seq a, Seq b) const { return order_ == Order::oldest_first ? a < b : b < a; }

  const Store& store_;
  const std::string term_;
  const Order order_;
  std::size_t& looked_at_;
  std::vector<Seq> read_;  // not yet passed, from next_ on
  std::size_t next_ = 0;
  std::size_t answers_ = 0;   // that read_ has given
  std::size_t stretch_ = 16;  // the first is twice as long
  bool is_at_end_ = false;    // nothing is beyond read_
};

// Where the cursors agree. REQUIRES: there is at least one.
class Intersection {
 public:
  Intersection(const Store& store, std::vector<std::string> terms, Order order);

  struct Step {
    std::optional<Seq> found;     // all terms find this one
    std::optional<Seq> given_up;  // the work was used up; everything before this was looked at
  };
  // The first entry at or beyond `from` that all terms find; neither is set where there is none.
  Result<Step> seek(Seq from, std::size_t work_max);

  std::size_t looked_at() const { return *looked_at_; }

 private:
  std::unique_ptr<std::size_t> looked_at_;
  std::vector<TermCursor> cursors_;
};

}  // namespace tact
