// The ids of the decider's records as the bytes of their keys, and back. In the order of their
// bytes hours follow each other, and so do the parts of each. src/store/FORMAT.md
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "tact/ids.h"
#include "tact/state.h"

namespace tact {

inline std::string store_id(const std::string& id) { return id; }
inline std::string store_id(const SubjectId& id) {
  return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}
// Big-endian with the sign flipped.
inline std::string store_id(std::int64_t hour) {
  const auto sortable = static_cast<std::uint64_t>(hour) ^ (std::uint64_t{1} << 63);
  std::string id;
  for (int shift = 56; shift >= 0; shift -= 8) id += static_cast<char>(sortable >> shift);
  return id;
}
inline std::string store_id(const VolumePartId& id) {
  return store_id(id.hour) + store_id(static_cast<std::int64_t>(id.run));
}
// Of a consent's evidence: whose it is, and the entry that recorded it.
inline std::string evidence_id(const SubjectId& subject, Seq entry) {
  return store_id(subject) + store_id(static_cast<std::int64_t>(entry.value));
}

// Each is empty where the bytes are no such id.
inline std::optional<SubjectId> subject_in(std::string_view id) {
  SubjectId subject;
  if (id.size() != subject.bytes.size()) return std::nullopt;
  std::memcpy(subject.bytes.data(), id.data(), id.size());
  return subject;
}
inline std::optional<std::int64_t> hour_in(std::string_view id) {
  if (id.size() != sizeof(std::int64_t)) return std::nullopt;
  std::uint64_t sortable = 0;
  for (const char byte : id) sortable = sortable << 8 | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(sortable ^ (std::uint64_t{1} << 63));
}
inline std::optional<VolumePartId> volume_part_in(std::string_view id) {
  if (id.size() != 2 * sizeof(std::int64_t)) return std::nullopt;
  return VolumePartId{*hour_in(id.substr(0, sizeof(std::int64_t))),
                      static_cast<std::uint64_t>(*hour_in(id.substr(sizeof(std::int64_t))))};
}

struct VolumePartIdHash {
  std::size_t operator()(const VolumePartId& id) const {
    return static_cast<std::size_t>(id.hour) * 31 + static_cast<std::size_t>(id.run);
  }
};

}  // namespace tact
