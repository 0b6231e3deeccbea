// The log's entries about a person, as items of a list.
#include <array>
#include <utility>

#include "core/prose/person.h"
#include "core/prose/words.h"

namespace tact::prose {
namespace {

std::size_t index_of(ContactStatus status) { return static_cast<std::size_t>(status); }

// What an entry says: its sentences, and what stands in a list below them.
struct Told {
  Texts sentences;
  Texts below;
};

class EntryTeller {
 public:
  EntryTeller(const Entry& entry, const PersonView& view)
      : entry_(entry), view_(view), phrases_(view.language.person().happening) {}

  Told operator()(const DecisionEntry& body) const {
    const std::string details = contact_details(body.fields, address(body.address), view_.language);
    Told told;
    const bool is_later = body.planned_at != entry_.at;
    told.sentences.push_back(
        is_later ? fill(phrases_.asked_for_later, {details, moment(body.planned_at)})
                 : fill(phrases_.asked, {details}));
    add_verdict(body.decision, told);
    return told;
  }
  Told operator()(const OutcomeEntry& body) const {
    const std::string_view status = phrases_.status.at(index_of(body.status)).text;
    const auto asked = view_.asked_at(body.decision);
    return one(asked ? fill(phrases_.reported_of, {status, moment(*asked)})
                     : fill(phrases_.reported, {status}));
  }
  Told operator()(const ConsentEntry& body) const {
    const Consent& consent = body.consent;
    const auto& document = view_.language.person().document;
    Texts details;
    details.push_back(consent.purpose.empty() ? std::string(document.any_purpose.text)
                                              : fill(document.for_purpose, {consent.purpose}));
    details.push_back(consent.channel.empty() ? std::string(document.any_channel.text)
                                              : fill(document.by_channel,
                                                     {channel_words(consent.channel, language())}));
    if (!consent.brand.empty()) details.push_back(fill(document.of_brand, {consent.brand}));
    const bool is_granted = consent.state == ConsentState::granted;
    return one(fill(is_granted ? phrases_.granted : phrases_.withdrawn, {joined(details, "; ")}));
  }
  Told operator()(const ListingEntry& body) const {
    const bool is_added = body.state == ListingState::added;
    Told told = one(fill(is_added ? phrases_.listed : phrases_.unlisted, {body.list}));
    if (is_added && body.since != entry_.at) {
      told.sentences.push_back(fill(phrases_.listed_since, {moment(body.since)}));
    }
    if (body.until) told.sentences.push_back(fill(phrases_.listed_until, {moment(*body.until)}));
    return told;
  }
  Told operator()(const CustomerEntry& body) const {
    const auto& document = view_.language.person().document;
    Texts words = profile_words(body.profile, language());
    for (const auto& [channel, pseudonym] : body.addresses) {
      const std::string said = address(pseudonym);
      if (said.empty()) continue;
      words.push_back(fill(document.address, {channel_words(channel, language())}) + ": " + said);
    }
    return one(words.empty() ? std::string(phrases_.profile_empty.text)
                             : fill(phrases_.profile, {joined(words, "; ")}));
  }
  Told operator()(const ActivityEntry& body) const {
    const Activity& activity = body.activity;
    const auto& document = view_.language.person().document;
    Texts details;
    if (!activity.channel.empty()) {
      details.push_back(fill(document.by_channel, {channel_words(activity.channel, language())}));
    }
    if (!activity.brand.empty()) details.push_back(fill(document.of_brand, {activity.brand}));
    for (const auto& [key, value] : activity.labels) {
      details.push_back(fill(document.with_label, {key, in_one_line(value)}));
    }
    if (activity.at != entry_.at) details.push_back(moment(activity.at));
    return one(
        fill(phrases_.activity, {in_quotes(activity.event, language()) + in_brackets(details)}));
  }
  Told operator()(const ContactEntry& body) const {
    Told told = one(fill(phrases_.made_elsewhere,
                         {contact_details(body.fields, address(body.address), language()),
                          moment(body.contacted_at)}));
    told.sentences.emplace_back(phrases_.became.at(index_of(body.status)).text);
    return told;
  }
  Told operator()(const ObligationEntry& body) const {
    if (body.state == ObligationStatus::closed) {
      return one(body.note.empty() ? std::string(phrases_.closed.text)
                                   : fill(phrases_.closed_note, {in_one_line(body.note)}));
    }
    const std::string says = in_one_line(view_.obligation(body.rule));
    return one(says.empty() ? fill(phrases_.opened, {moment(body.due)})
                            : fill(phrases_.opened_says, {moment(body.due), says}));
  }
  Told operator()(const AccessEntry& body) const {
    return one(fill(phrases_.read, {resource_words(body.resource), entry_.by}));
  }
  Told operator()(const ErasureEntry&) const { return one(std::string(phrases_.erased.text)); }
  // All others are about nobody.
  template <class Other>
  Told operator()(const Other&) const {
    return {};
  }

 private:
  const Language& language() const { return view_.language; }
  std::string moment(Instant instant) const { return moment_words(instant, view_); }
  std::string address(const std::optional<SubjectId>& id) const {
    return id ? view_.address_of(*id) : std::string{};
  }
  static Told one(std::string sentence) { return {{std::move(sentence)}, {}}; }

  void add_verdict(const Decision& decision, Told& told) const {
    switch (decision.outcome) {
      case Outcome::allow: {
        told.sentences.emplace_back(phrases_.allowed.text);
        const auto status = view_.became(entry_.seq);
        if (status) told.sentences.emplace_back(phrases_.became.at(index_of(*status)).text);
        return;
      }
      case Outcome::defer:
        told.sentences.push_back(decision.retry_at
                                     ? fill(phrases_.put_off_until, {moment(*decision.retry_at)})
                                     : std::string(phrases_.put_off.text));
        break;
      case Outcome::deny: told.sentences.emplace_back(phrases_.refused.text); break;
    }
    if (!decision.reasons.empty()) told.sentences.emplace_back(phrases_.because.text);
    for (const Reason& reason : decision.reasons) told.below.push_back(reason_words(reason, view_));
  }

  std::string resource_words(const std::string& resource) const {
    const std::array<std::pair<std::string_view, const Phrase*>, 11> known = {
        {{"customer", &phrases_.read_record},
         {"export", &phrases_.read_export},
         {"decision", &phrases_.read_decision},
         {"receipt", &phrases_.read_decision},
         {"log", &phrases_.read_entries},
         {"entry", &phrases_.read_entries},
         {"bundles", &phrases_.read_entries},
         {"stats", &phrases_.read_entries},
         {"obligations", &phrases_.read_obligations},
         {"replay", &phrases_.read_replay},
         {"simulation", &phrases_.read_replay}}};
    for (const auto& [name, phrase] : known) {
      if (name == resource) return std::string(phrase->text);
    }
    return resource;
  }

  const Entry& entry_;
  const PersonView& view_;
  const HappeningPhrases& phrases_;
};

}  // namespace

std::string contact_details(const ContactFields& fields, const std::string& address,
                            const Language& language) {
  const DocumentPhrases& phrases = language.person().document;
  Texts details = {fill(phrases.by_channel, {channel_words(fields.channel, language)}),
                   fill(phrases.for_purpose, {fields.purpose})};
  if (!fields.brand.empty()) details.push_back(fill(phrases.of_brand, {fields.brand}));
  if (!fields.campaign.empty()) details.push_back(fill(phrases.of_campaign, {fields.campaign}));
  for (const auto& [key, value] : fields.labels) {
    details.push_back(fill(phrases.with_label, {key, in_one_line(value)}));
  }
  if (!address.empty()) details.push_back(fill(phrases.to_address, {address}));
  return joined(details, "; ");
}

std::string told_entry(const Entry& entry, const PersonView& view) {
  const Told told = std::visit(EntryTeller(entry, view), entry.body);
  if (told.sentences.empty()) return {};
  std::string out = list_item(moment_words(entry.at, view) + ": " + joined(told.sentences, " "), 0);
  for (const std::string& text : told.below) out += list_item(text, 1);
  return out;
}

}  // namespace tact::prose
