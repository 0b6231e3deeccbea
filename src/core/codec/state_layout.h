// What follows what in the bytes of each state: said once, for ByteWriter and ByteReader alike.
// FORMAT.md says the same in words.
#pragma once

#include <utility>
#include <vector>

#include "tact/apply.h"
#include "tact/check.h"
#include "tact/state.h"

#include "core/codec/pieces.h"

namespace tact {

namespace contact_flag {
inline constexpr unsigned status = 0x07;
inline constexpr unsigned brand = 0x08;
inline constexpr unsigned campaign = 0x10;
inline constexpr unsigned priority = 0x20;
inline constexpr unsigned labels = 0x40;
inline constexpr unsigned address = 0x80;
}  // namespace contact_flag

inline unsigned flags_of(const Contact& contact) {
  const ContactFields& fields = contact.fields;
  return static_cast<unsigned>(contact.status) | (fields.brand.empty() ? 0 : contact_flag::brand) |
         (fields.campaign.empty() ? 0 : contact_flag::campaign) |
         (fields.priority == ContactFields{}.priority ? 0 : contact_flag::priority) |
         (fields.labels.empty() ? 0 : contact_flag::labels) |
         (contact.address ? contact_flag::address : 0);
}

template <class Io, class Priority>
void lay_out_priority(Io& io, Priority& priority) {
  auto value = static_cast<std::uint8_t>(priority);
  if constexpr (!Io::reads) TACT_CHECK(priority >= 0 && priority <= 100);
  io.byte(value);
  if constexpr (Io::reads) {
    if (value > 100 || value == ContactFields{}.priority) return io.fail();
    priority = value;
  }
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Contact>& contact) {
  std::uint8_t flags = 0;
  if constexpr (!Io::reads) flags = static_cast<std::uint8_t>(flags_of(contact));
  io.byte(flags);
  if constexpr (Io::reads) {
    const unsigned status = flags & contact_flag::status;
    if (status > static_cast<unsigned>(ContactStatus::conversation)) return io.fail();
    contact.status = static_cast<ContactStatus>(status);
  }
  auto& fields = contact.fields;
  io.seq(contact.entry);
  io.instant(contact.at);
  io.text(fields.channel);
  io.text(fields.purpose);
  lay_out_flagged(io, (flags & contact_flag::brand) != 0, fields.brand);
  lay_out_flagged(io, (flags & contact_flag::campaign) != 0, fields.campaign);
  if (flags & contact_flag::priority) lay_out_priority(io, fields.priority);
  if (flags & contact_flag::labels) {
    lay_out(io, fields.labels);
    if constexpr (Io::reads) {
      if (fields.labels.empty()) return io.fail();
    }
  }
  if (flags & contact_flag::address) {
    if constexpr (Io::reads) contact.address.emplace();
    io.subject(*contact.address);
  }
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Profile>& profile) {
  io.text(profile.timezone);
  io.text(profile.country);
  io.text(profile.region);
  io.text(profile.language);
  lay_out_optional(io, profile.kind, [&io](auto& kind) {
    lay_out_enum(io, kind, CustomerKind::merchant);
    if constexpr (Io::reads) {
      if (kind < CustomerKind::individual) io.fail();
    }
  });
  io.text(profile.stage);
  lay_out_list(io, profile.segments, 1, [&io](auto& segment) { io.text(segment); });
  lay_out_optional(io, profile.household, [&io](auto& household) { io.subject(household); });
}

namespace consent_flag {
inline constexpr unsigned withdrawn = 0x01;
inline constexpr unsigned level = 0x06;  // the level's number, doubled
inline constexpr unsigned evidence = 0x08;
inline constexpr unsigned expires = 0x10;
inline constexpr unsigned registered = 0x20;
inline constexpr unsigned address = 0x40;
inline constexpr unsigned unused = 0x80;
}  // namespace consent_flag

inline unsigned flags_of(const Consent& consent) {
  return (consent.state == ConsentState::withdrawn ? consent_flag::withdrawn : 0) |
         static_cast<unsigned>(consent.level) * 2 |
         (consent.has_evidence ? consent_flag::evidence : 0) |
         (consent.expires_at ? consent_flag::expires : 0) |
         (consent.registered_at ? consent_flag::registered : 0) |
         (consent.address ? consent_flag::address : 0);
}

template <class Io>
void read_flags(Io& io, unsigned flags, Consent& consent) {
  const unsigned level = (flags & consent_flag::level) / 2;
  if (level == 0 || (flags & consent_flag::unused) != 0) return io.fail();
  consent.state = flags & consent_flag::withdrawn ? ConsentState::withdrawn : ConsentState::granted;
  consent.level = static_cast<ConsentLevel>(level);
  consent.has_evidence = (flags & consent_flag::evidence) != 0;
  if (flags & consent_flag::expires) consent.expires_at.emplace();
  if (flags & consent_flag::registered) consent.registered_at.emplace();
  if (flags & consent_flag::address) consent.address.emplace();
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Consent>& consent) {
  std::uint8_t flags = 0;
  if constexpr (!Io::reads) flags = static_cast<std::uint8_t>(flags_of(consent));
  io.byte(flags);
  if constexpr (Io::reads) read_flags(io, flags, consent);
  io.seq(consent.entry);
  io.instant(consent.at);
  io.text(consent.purpose);
  io.text(consent.channel);
  io.text(consent.brand);
  if (consent.expires_at) io.instant(*consent.expires_at);
  if (consent.registered_at) io.instant(*consent.registered_at);
  if (consent.address) io.subject(*consent.address);
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Listing>& listing) {
  io.text(listing.list);
  io.instant(listing.since);
  lay_out_optional(io, listing.until, [&io](auto& until) { io.instant(until); });
  io.instant(listing.recorded_at);
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Activity>& activity) {
  io.text(activity.event);
  io.instant(activity.at);
  io.text(activity.channel);
  io.text(activity.brand);
  lay_out(io, activity.labels);
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<SubjectState>& state) {
  io.seq(state.valid_before);
  lay_out_optional(io, state.profile, [&io](auto& profile) { lay_out(io, profile); });
  lay_out_list(io, state.consents, 6, [&io](auto& consent) { lay_out(io, consent); });
  lay_out_list(io, state.contacts, 5, [&io](auto& contact) { lay_out(io, contact); });
  lay_out_list(io, state.listings, 4, [&io](auto& listing) { lay_out(io, listing); });
  lay_out_list(io, state.activities, 5, [&io](auto& activity) { lay_out(io, activity); });
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<HouseholdState>& state) {
  io.seq(state.valid_before);
  lay_out_list(io, state.members, 1, [&io](auto& member) { io.subject(member); });
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<RequestState>& state) {
  io.seq(state.decision);
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<VolumePart>& part) {
  io.seq(part.valid_before);
  lay_out_list(io, part.contacts, 5, [&io](auto& contact) { lay_out(io, contact); });
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<HoldScope>& scope) {
  io.text(scope.brand);
  io.text(scope.campaign);
  io.text(scope.channel);
  io.text(scope.purpose);
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Registers>& registers) {
  io.seq(registers.valid_before);
  if constexpr (Io::reads) {
    std::vector<std::pair<std::string, Instant>> lists;
    lay_out_list(io, lists, 2, [&io](auto& list) {
      io.text(list.first);
      io.instant(list.second);
    });
    for (auto& [name, loaded_at] : lists) {
      auto& known = registers.lists_loaded_at;
      if (!known.empty() && known.rbegin()->first >= name) return io.fail();
      known.emplace_hint(known.end(), std::move(name), loaded_at);
    }
  } else {
    io.number(registers.lists_loaded_at.size());
    for (const auto& [name, loaded_at] : registers.lists_loaded_at) {
      io.text(name);
      io.instant(loaded_at);
    }
  }
  lay_out_list(io, registers.holds, 4, [&io](auto& scope) { lay_out(io, scope); });
}

// What version 2 has more.
template <class Io>
void lay_out_country_lists(Io& io, typename Io::template Of<Registers>& registers) {
  if constexpr (Io::reads) {
    std::vector<std::pair<std::pair<std::string, std::string>, Instant>> lists;
    lay_out_list(io, lists, 3, [&io](auto& list) {
      io.text(list.first.first);
      io.text(list.first.second);
      io.instant(list.second);
    });
    if (lists.empty()) return io.fail();
    for (auto& [name, loaded_at] : lists) {
      auto& known = registers.country_lists_loaded_at;
      if (!known.empty() && known.rbegin()->first >= name) return io.fail();
      known.emplace_hint(known.end(), std::move(name), loaded_at);
    }
  } else {
    io.number(registers.country_lists_loaded_at.size());
    for (const auto& [name, loaded_at] : registers.country_lists_loaded_at) {
      io.text(name.first);
      io.text(name.second);
      io.instant(loaded_at);
    }
  }
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<PolicyProposal>& proposal) {
  io.seq(proposal.id);
  io.text(proposal.policy);
  io.text(proposal.hash);
  io.text(proposal.by);
  io.text(proposal.author);
  io.text(proposal.note);
  lay_out_enum(io, proposal.origin, PolicyOrigin::rollback);
  if constexpr (Io::reads) {
    if (proposal.origin < PolicyOrigin::files) return io.fail();
  }
  io.instant(proposal.filed_at);
  lay_out_optional(io, proposal.starts_at, [&io](auto& starts_at) { io.instant(starts_at); });
  lay_out_truth(io, proposal.needs_approval);
  io.text(proposal.replaces);
  io.text(proposal.approved_by);
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<PolicyDocket>& docket) {
  io.seq(docket.valid_before);
  io.text(docket.files_hash);
  lay_out_list(io, docket.proposals, 12, [&io](auto& proposal) { lay_out(io, proposal); });
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<OpenObligation>& obligation) {
  io.seq(obligation.id);
  io.text(obligation.rule);
  io.instant(obligation.opened_at);
  io.instant(obligation.due);
  io.text(obligation.channel);
  io.text(obligation.brand);
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<ObligationState>& state) {
  io.seq(state.valid_before);
  lay_out_list(io, state.open, 6, [&io](auto& obligation) { lay_out(io, obligation); });
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<ObligationHour>& hour) {
  io.seq(hour.valid_before);
  lay_out_list(io, hour.open, 2, [&io](auto& rule) {
    io.text(rule.first);
    io.number(rule.second);
  });
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<ObligationHours>& hours) {
  io.seq(hours.valid_before);
  lay_out_list(io, hours.hours, 1, [&io](auto& hour) {
    if constexpr (Io::reads) {
      std::uint64_t number = 0;
      io.number(number);
      hour = static_cast<std::int64_t>(number);
    } else {
      io.number(static_cast<std::uint64_t>(hour));  // Never before 1970.
    }
  });
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Keeping>& keeping) {
  io.duration(keeping.contacts);
  lay_out_truth(io, keeping.volume);
}

}  // namespace tact
