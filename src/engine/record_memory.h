// How much memory the decider's records take beyond their own size: what their texts and lists hold
// on the heap. An estimate, within some tenths of what the allocator gives out.
#pragma once

#include <cstddef>
#include <string>

#include "tact/identity.h"
#include "tact/state.h"

namespace tact {

std::size_t heap_bytes(const std::string& text);
std::size_t heap_bytes(const CustomerIdentity& customer);
std::size_t heap_bytes(const AddressIdentity& address);
std::size_t heap_bytes(const SubjectState& state);
std::size_t heap_bytes(const HouseholdState& state);
std::size_t heap_bytes(const VolumePart& part);
std::size_t heap_bytes(const ObligationState& state);
std::size_t heap_bytes(const ObligationHour& hour);

// These hold nothing there.
inline std::size_t heap_bytes(const HouseholdIdentity&) { return 0; }
inline std::size_t heap_bytes(const ErasureSecret&) { return 0; }
inline std::size_t heap_bytes(const KeptRefusal&) { return 0; }
inline std::size_t heap_bytes(const RequestState&) { return 0; }
inline std::size_t heap_bytes(const SubjectId&) { return 0; }
inline std::size_t heap_bytes(const VolumePartId&) { return 0; }
inline std::size_t heap_bytes(std::int64_t) { return 0; }
// There is one of each for everyone, and it is never forgotten.
inline std::size_t heap_bytes(const Registers&) { return 0; }
inline std::size_t heap_bytes(const PolicyDocket&) { return 0; }
inline std::size_t heap_bytes(const ObligationHours&) { return 0; }

}  // namespace tact
