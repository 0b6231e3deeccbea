// What is held on a person, told to that person: a document in their language, in sentences, with
// dates as the language writes them, on the clock of where they are. Made piece by piece, so that a
// long history takes no more memory than a short one: told_head() once, told_entry() for each entry
// of the log, told_end() once. The text can be read as it is, and is Markdown.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tact/entry.h"
#include "tact/identity.h"
#include "tact/time_zone.h"

#include "core/prose/language.h"

namespace tact::prose {

// How to tell, and what the entries leave out.
struct PersonView {
  const Language& language;
  const TimeZone& zone;
  // The address that a pseudonym stands for; "" where none of this person's does.
  std::function<std::string(const SubjectId&)> address_of;
  // When the contact of a decision was asked for; empty where that is not known.
  std::function<std::optional<Instant>(Seq)> asked_at;
  // What became of the contact that a decision allowed; empty where that is not known.
  std::function<std::optional<ContactStatus>(Seq)> became;
  // What an obligation of the policy says must be done; "" where that is not known.
  std::function<std::string(const std::string& rule)> obligation;
};

struct HeldConsent {
  const Entry* entry = nullptr;  // its body is a ConsentEntry
  std::string evidence;          // a JSON object; "" none
  std::string address;           // for which alone it is; "" any
};

struct HeldListing {
  Listing listing;
  std::string address;  // that is listed; "" the person
};

struct HeldObligation {
  std::string rule;
  Instant due{};
  bool is_overdue = false;
};

struct HeldRecord {
  std::string customer;  // the id
  CustomerIdentity identity;
  std::optional<Profile> profile;
  std::vector<HeldConsent> consents;  // the newest first
  std::vector<HeldListing> listings;
  std::vector<HeldObligation> obligations;
  Instant made_at{};
};

// "24 November 2026", "24 November 2026, 15:00".
std::string date_words(LocalDate date, const Language& language);
std::string moment_words(Instant instant, const PersonView& view);

// Why a rule refused: a sentence, and what the rule's author says.
std::string reason_words(const Reason& reason, const PersonView& view);

// The channel, purpose, brand, campaign and labels of a contact, and the address: "channel: SMS;
// purpose: marketing/promotion".
std::string contact_details(const ContactFields& fields, const std::string& address,
                            const Language& language);

std::string told_head(const HeldRecord& held, const PersonView& view);
// An item of the list that told_head() ends with; "" where the entry says nothing about a person.
std::string told_entry(const Entry& entry, const PersonView& view);
// `is_empty`: no entry was told of.
std::string told_end(bool is_empty, const Language& language);

// ---- for the files of this document ----

// An item of a list, `depth` levels down, broken into lines.
std::string list_item(std::string_view text, std::size_t depth);
// Without line ends and whatever else a terminal takes for a command.
std::string in_one_line(std::string_view text);
std::string in_quotes(std::string_view text, const Language& language);
// What a profile says, a field each: "country: Türkiye".
std::vector<std::string> profile_words(const Profile& profile, const Language& language);
// Each part of what proves a consent, as items of a list.
std::string evidence_items(const std::string& evidence, const PersonView& view);

}  // namespace tact::prose
