// The records that the store holds, as bytes and back. The format is in FORMAT.md beside this file.
// Values in, values out; safe from any thread.
#pragma once

#include <string>
#include <string_view>

#include "tact/apply.h"
#include "tact/identity.h"
#include "tact/result.h"
#include "tact/state.h"

#include "core/state/rollup.h"

namespace tact {

// Appends the value's bytes: never none, so that an empty value can mean "delete" to a store.
void encode_value(const SubjectState& state, std::string& out);
void encode_value(const HouseholdState& state, std::string& out);
void encode_value(const RequestState& state, std::string& out);
void encode_value(const VolumePart& part, std::string& out);
void encode_value(const Registers& registers, std::string& out);
void encode_value(const PolicyDocket& docket, std::string& out);
void encode_value(const ObligationState& state, std::string& out);
void encode_value(const ObligationHour& hour, std::string& out);
void encode_value(const ObligationHours& hours, std::string& out);
void encode_value(const Rollup& rollup, std::string& out);
void encode_value(const RollupHead& head, std::string& out);
void encode_value(const Keeping& keeping, std::string& out);
void encode_value(const CustomerIdentity& identity, std::string& out);
void encode_value(const AddressIdentity& identity, std::string& out);
void encode_value(const HouseholdIdentity& identity, std::string& out);
void encode_value(const SubjectName& name, std::string& out);
void encode_value(const ErasureSecret& secret, std::string& out);
void encode_value(const KeptRefusal& refusal, std::string& out);

template <class Value>
std::string encode_value(const Value& value) {
  std::string out;
  encode_value(value, out);
  return out;
}

// REQUIRES nothing of `bytes`: what encode_value() could not have written is an Error. Defined for
// the types above.
template <class Value>
Result<Value> decode_value(std::string_view bytes);

}  // namespace tact
