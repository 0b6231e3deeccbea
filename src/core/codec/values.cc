#include "core/codec/values.h"

#include <type_traits>

#include "core/codec/byte_reader.h"
#include "core/codec/byte_writer.h"
#include "core/codec/identity_layout.h"
#include "core/codec/rollup_layout.h"
#include "core/codec/state_layout.h"

namespace tact {
namespace {

// The first byte of every value; a format that changes gets another one.
constexpr std::uint8_t format_version = 1;

// Registers that tell countries apart: the others stay as they were.
constexpr std::uint8_t country_lists_version = 2;

template <class Value>
constexpr std::uint8_t newest_version = format_version;
template <>
constexpr std::uint8_t newest_version<Registers> = country_lists_version;

template <class Value>
std::uint8_t version_of(const Value&) {
  return format_version;
}
std::uint8_t version_of(const Registers& registers) {
  return registers.country_lists_loaded_at.empty() ? format_version : country_lists_version;
}

template <class Io, class Value>
void lay_out_newer(Io& io, Value& value, std::uint8_t version) {
  if constexpr (newest_version<std::remove_const_t<Value>> == country_lists_version) {
    if (version == country_lists_version) lay_out_country_lists(io, value);
  }
}

template <class Value>
void write(const Value& value, std::string& out) {
  ByteWriter writer(out);
  std::uint8_t version = version_of(value);
  writer.byte(version);
  lay_out(writer, value);
  lay_out_newer(writer, value, version);
  writer.finish();
}

template <class Value>
Result<Value> read(std::string_view bytes) {
  ByteReader reader(bytes);
  std::uint8_t version = 0;
  reader.byte(version);
  constexpr std::uint8_t newest = newest_version<Value>;
  if (!reader.failed() && (version < format_version || version > newest)) {
    return Error{"the stored record is of format " + std::to_string(version) +
                 ", and this program reads up to format " + std::to_string(newest) +
                 "; use the version of Tact that wrote it, or rebuild the state from the ledger"};
  }
  Value value;
  lay_out(reader, value);
  lay_out_newer(reader, value, version);
  if (!reader.finished()) {
    return Error{
        "the stored record is damaged; rebuild a state from the ledger, restore an identity from a "
        "backup"};
  }
  return value;
}

}  // namespace

void encode_value(const SubjectState& state, std::string& out) { write(state, out); }
void encode_value(const HouseholdState& state, std::string& out) { write(state, out); }
void encode_value(const RequestState& state, std::string& out) { write(state, out); }
void encode_value(const VolumePart& part, std::string& out) { write(part, out); }
void encode_value(const Registers& registers, std::string& out) { write(registers, out); }
void encode_value(const PolicyDocket& docket, std::string& out) { write(docket, out); }
void encode_value(const ObligationState& state, std::string& out) { write(state, out); }
void encode_value(const ObligationHour& hour, std::string& out) { write(hour, out); }
void encode_value(const ObligationHours& hours, std::string& out) { write(hours, out); }
void encode_value(const Rollup& rollup, std::string& out) { write(rollup, out); }
void encode_value(const RollupHead& head, std::string& out) { write(head, out); }
void encode_value(const Keeping& keeping, std::string& out) { write(keeping, out); }
void encode_value(const CustomerIdentity& identity, std::string& out) { write(identity, out); }
void encode_value(const AddressIdentity& identity, std::string& out) { write(identity, out); }
void encode_value(const HouseholdIdentity& identity, std::string& out) { write(identity, out); }
void encode_value(const SubjectName& name, std::string& out) { write(name, out); }
void encode_value(const ErasureSecret& secret, std::string& out) { write(secret, out); }
void encode_value(const KeptRefusal& refusal, std::string& out) { write(refusal, out); }

template <>
Result<SubjectState> decode_value(std::string_view bytes) {
  return read<SubjectState>(bytes);
}
template <>
Result<HouseholdState> decode_value(std::string_view bytes) {
  return read<HouseholdState>(bytes);
}
template <>
Result<RequestState> decode_value(std::string_view bytes) {
  return read<RequestState>(bytes);
}
template <>
Result<VolumePart> decode_value(std::string_view bytes) {
  return read<VolumePart>(bytes);
}
template <>
Result<Registers> decode_value(std::string_view bytes) {
  return read<Registers>(bytes);
}
template <>
Result<PolicyDocket> decode_value(std::string_view bytes) {
  return read<PolicyDocket>(bytes);
}
template <>
Result<ObligationState> decode_value(std::string_view bytes) {
  return read<ObligationState>(bytes);
}
template <>
Result<ObligationHour> decode_value(std::string_view bytes) {
  return read<ObligationHour>(bytes);
}
template <>
Result<ObligationHours> decode_value(std::string_view bytes) {
  return read<ObligationHours>(bytes);
}
template <>
Result<Rollup> decode_value(std::string_view bytes) {
  return read<Rollup>(bytes);
}
template <>
Result<RollupHead> decode_value(std::string_view bytes) {
  return read<RollupHead>(bytes);
}
template <>
Result<Keeping> decode_value(std::string_view bytes) {
  return read<Keeping>(bytes);
}
template <>
Result<CustomerIdentity> decode_value(std::string_view bytes) {
  return read<CustomerIdentity>(bytes);
}
template <>
Result<AddressIdentity> decode_value(std::string_view bytes) {
  return read<AddressIdentity>(bytes);
}
template <>
Result<HouseholdIdentity> decode_value(std::string_view bytes) {
  return read<HouseholdIdentity>(bytes);
}
template <>
Result<SubjectName> decode_value(std::string_view bytes) {
  return read<SubjectName>(bytes);
}
template <>
Result<ErasureSecret> decode_value(std::string_view bytes) {
  return read<ErasureSecret>(bytes);
}
template <>
Result<KeptRefusal> decode_value(std::string_view bytes) {
  return read<KeptRefusal>(bytes);
}

}  // namespace tact
