// Memory that is taken piece by piece and given back all at once.
//
// Threads: as a standard container.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace tact {

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // Aligned for any object; valid until the arena goes.
  char* take(std::size_t bytes) {
    bytes = (bytes + alignment - 1) / alignment * alignment;
    if (bytes > left_) grow(bytes);
    char* taken = next_;
    next_ += bytes;
    left_ -= bytes;
    return taken;
  }

  // What its pieces take, with what is not taken yet of the last one.
  std::size_t bytes() const { return bytes_; }

 private:
  static constexpr std::size_t alignment = alignof(std::max_align_t);
  // Small at first: there are many stores in tests, and a quiet one drains a few records.
  static constexpr std::size_t first_bytes = std::size_t{4} << 10;
  static constexpr std::size_t chunk_bytes = std::size_t{64} << 10;

  void grow(std::size_t bytes) {
    const std::size_t usual = chunks_.empty() ? first_bytes : chunk_bytes;
    left_ = bytes < usual ? usual : bytes;
    chunks_.emplace_back(new char[left_]);
    next_ = chunks_.back().get();
    bytes_ += left_;
  }

  std::vector<std::unique_ptr<char[]>> chunks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace tact
