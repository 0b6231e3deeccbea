// What follows what in the bytes of each identity, as state_layout.h says it of states.
#pragma once

#include "tact/identity.h"

#include "core/codec/pieces.h"

namespace tact {

template <class Io>
void lay_out(Io& io, typename Io::template Of<CustomerIdentity>& identity) {
  io.bytes(identity.subject.bytes);
  io.bytes(identity.key);
  lay_out_optional(io, identity.birth_date, [&io](auto& date) { io.date(date); });
  io.text(identity.household);
  lay_out_list(io, identity.addresses, 2, [&io](auto& address) {
    io.text(address.channel);
    io.text(address.address);
  });
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<AddressIdentity>& identity) {
  io.bytes(identity.subject.bytes);
  io.bytes(identity.key);
  io.text(identity.customer);
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<HouseholdIdentity>& identity) {
  io.bytes(identity.subject.bytes);
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<SubjectName>& name) {
  io.text(name.customer);
  io.text(name.address);
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<ErasureSecret>& secret) {
  io.bytes(secret.key);
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<KeptRefusal>& refusal) {
  io.bytes(refusal.subject.bytes);
}

}  // namespace tact
