#include "support/allocations.h"

#include <cstdlib>
#include <new>

#include <malloc.h>

namespace {

thread_local std::uint64_t made = 0;
thread_local std::int64_t held = 0;

std::int64_t size_of(void* memory) { return static_cast<std::int64_t>(malloc_usable_size(memory)); }

void* counted(void* memory) {
  if (memory == nullptr) throw std::bad_alloc();
  ++made;
  held += size_of(memory);
  return memory;
}

void give_back(void* memory) {
  held -= size_of(memory);
  std::free(memory);
}

}  // namespace

namespace tact::test {

std::uint64_t allocations() { return made; }
std::int64_t allocated_bytes() { return held; }

}  // namespace tact::test

// The other forms, for arrays and for those that do not throw, call these.
void* operator new(std::size_t size) { return counted(std::malloc(size == 0 ? 1 : size)); }

void* operator new(std::size_t size, std::align_val_t alignment) {
  const auto align = static_cast<std::size_t>(alignment);
  return counted(std::aligned_alloc(align, (size + align - 1) / align * align));
}

void operator delete(void* memory) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { give_back(memory); }
