// What stands before the log's entries: what the document is, who the person is, consents, lists
// and what must be done.
#include <algorithm>

#include "core/json/reader.h"
#include "core/prose/person.h"
#include "core/prose/words.h"
#include "core/prose/wrap.h"

namespace tact::prose {
namespace {

constexpr std::size_t width = 92;

std::string heading(std::string_view text, char line) {
  return std::string(text) + '\n' + std::string(cells_of(text), line) + "\n\n";
}

std::string paragraph(std::string_view text) { return wrapped(text, width, 0, 0) + "\n\n"; }

std::string labelled(const Phrase& label, std::string_view value) {
  return std::string(label.text) + ": " + std::string(value);
}

// A value of the sender's own, in one line.
std::string json_words(JsonValue value, const PersonView& view) {
  switch (value.kind()) {
    case JsonKind::null: return std::string(view.language.change.none.text);
    case JsonKind::boolean:
      return std::string(
          (value.boolean() ? view.language.change.yes : view.language.change.no).text);
    case JsonKind::integer: return std::to_string(value.integer());
    case JsonKind::string: {
      const auto instant = parse_instant(value.string());
      return instant ? moment_words(*instant, view) : in_one_line(value.string());
    }
    case JsonKind::array:
    case JsonKind::object: {
      Texts parts;
      for (const JsonValue part : value) {
        const std::string key = part.key().empty() ? "" : in_one_line(part.key()) + ": ";
        parts.push_back(key + json_words(part, view));
      }
      return joined(parts, ", ");
    }
    case JsonKind::large_integer:
    case JsonKind::fraction: break;  // No evidence is kept that has one.
  }
  return {};
}

std::string step_items(JsonValue steps, const PersonView& view) {
  const DocumentPhrases& phrases = view.language.person().document;
  std::string out;
  for (const JsonValue step : steps) {
    std::string what;
    std::string when;
    for (const JsonValue part : step) (part.key() == "at" ? when : what) = json_words(part, view);
    out += list_item(fill(phrases.step, {what, when}), 3);
  }
  return out;
}

class HeadTeller {
 public:
  HeadTeller(const HeldRecord& held, const PersonView& view)
      : held_(held), view_(view), phrases_(view.language.person().document) {}

  std::string run() {
    add_introduction();
    add_identity();
    add_consents();
    add_listings();
    add_obligations();
    out_ += heading(phrases_.happened.text, '-');
    out_ += paragraph(phrases_.happened_intro.text);
    return std::move(out_);
  }

 private:
  void add_introduction() {
    out_ += heading(phrases_.title.text, '=');
    out_ += paragraph(fill(phrases_.intro, {moment(held_.made_at), view_.zone.name()}) + ' ' +
                      std::string(phrases_.quotes.text));
    out_ += heading(phrases_.not_in_it.text, '-');
    for (const Phrase& why : {phrases_.no_texts, phrases_.no_hashes, phrases_.no_pseudonyms,
                              phrases_.no_erased, phrases_.no_others}) {
      item(why.text, 0);
    }
    out_ += '\n';
  }

  void add_identity() {
    out_ += heading(phrases_.who.text, '-');
    item(labelled(phrases_.customer, held_.customer), 0);
    const CustomerIdentity& identity = held_.identity;
    if (identity.birth_date) {
      item(labelled(phrases_.birth_date, date_words(*identity.birth_date, language())), 0);
    }
    if (!identity.household.empty()) item(labelled(phrases_.household, identity.household), 0);
    for (const ChannelAddress& one : identity.addresses) {
      item(fill(phrases_.address, {channel_words(one.channel, language())}) + ": " + one.address,
           0);
    }
    if (held_.profile) {
      for (const std::string& words : profile_words(*held_.profile, language())) item(words, 0);
    }
    out_ += '\n';
  }

  void add_consents() {
    out_ += heading(phrases_.consents.text, '-');
    if (held_.consents.empty()) {
      out_ += paragraph(phrases_.no_consents.text);
      return;
    }
    out_ += paragraph(phrases_.consents_intro.text);
    for (const HeldConsent& consent : held_.consents) add_consent(consent);
    out_ += '\n';
  }

  void add_consent(const HeldConsent& held) {
    const auto& body = std::get<ConsentEntry>(held.entry->body);
    const Consent& consent = body.consent;
    const bool is_granted = consent.state == ConsentState::granted;
    item(fill(is_granted ? phrases_.given : phrases_.refused, {moment(consent.at)}), 0);
    item(language().capital(scope_of(consent)), 1);
    if (!held.address.empty()) item(labelled(phrases_.only_address, held.address), 1);
    if (is_granted) item(labelled(phrases_.level, level_words(consent.level, language())), 1);
    if (consent.expires_at) item(labelled(phrases_.valid_until, moment(*consent.expires_at)), 1);
    if (consent.registered_at) {
      item(labelled(phrases_.registered, moment(*consent.registered_at)), 1);
    }
    const std::string recorded = moment(held.entry->at);
    item(labelled(phrases_.recorded, held.entry->by.empty() ? recorded
                                                            : fill(phrases_.recorded_at_by,
                                                                   {recorded, held.entry->by})),
         1);
    if (!body.source.empty()) item(labelled(phrases_.source, in_one_line(body.source)), 1);
    const std::string evidence = evidence_items(held.evidence, view_);
    item(labelled(phrases_.evidence, evidence.empty() ? phrases_.no_evidence.text : ""), 1);
    out_ += evidence;
  }

  std::string scope_of(const Consent& consent) const {
    return joined({consent.purpose.empty() ? std::string(phrases_.any_purpose.text)
                                           : fill(phrases_.for_purpose, {consent.purpose}),
                   consent.channel.empty()
                       ? std::string(phrases_.any_channel.text)
                       : fill(phrases_.by_channel, {channel_words(consent.channel, language())}),
                   consent.brand.empty() ? std::string(phrases_.any_brand.text)
                                         : fill(phrases_.of_brand, {consent.brand})},
                  "; ");
  }

  void add_listings() {
    out_ += heading(phrases_.lists.text, '-');
    if (held_.listings.empty()) {
      out_ += paragraph(phrases_.no_lists.text);
      return;
    }
    for (const HeldListing& one : held_.listings) {
      const Listing& listing = one.listing;
      std::string words = listing.until
                              ? fill(phrases_.on_list_until,
                                     {listing.list, moment(listing.since), moment(*listing.until)})
                              : fill(phrases_.on_list, {listing.list, moment(listing.since)});
      if (!one.address.empty()) words += "; " + fill(phrases_.to_address, {one.address});
      item(words, 0);
    }
    out_ += '\n';
  }

  void add_obligations() {
    out_ += heading(phrases_.obligations.text, '-');
    if (held_.obligations.empty()) {
      out_ += paragraph(phrases_.no_obligations.text);
      return;
    }
    for (const HeldObligation& one : held_.obligations) {
      const std::string says = in_one_line(view_.obligation(one.rule));
      item(fill(one.is_overdue ? phrases_.overdue : phrases_.due,
                {moment(one.due), says.empty() ? std::string(phrases_.text_unknown.text)
                                               : in_quotes(says, language())}),
           0);
    }
    out_ += '\n';
  }

  const Language& language() const { return view_.language; }
  std::string moment(Instant instant) const { return moment_words(instant, view_); }
  void item(std::string_view text, std::size_t depth) { out_ += list_item(text, depth); }

  const HeldRecord& held_;
  const PersonView& view_;
  const DocumentPhrases& phrases_;
  std::string out_;
};

}  // namespace

std::string list_item(std::string_view text, std::size_t depth) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  const std::size_t indent = 2 * depth;
  return std::string(indent, ' ') + "- " + wrapped(text, width, indent + 2, indent + 2) + '\n';
}

std::string in_one_line(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  return line;
}

std::string in_quotes(std::string_view text, const Language& language) {
  return fill(language.change.quoted, {text});
}

Texts profile_words(const Profile& profile, const Language& language) {
  const DocumentPhrases& phrases = language.person().document;
  Texts words;
  const auto add = [&words](const Phrase& label, const std::string& value) {
    if (!value.empty()) words.push_back(labelled(label, value));
  };
  add(phrases.timezone, profile.timezone);
  add(phrases.country, country_words(profile.country, language));
  add(phrases.region, profile.region);
  add(phrases.language, profile.language);
  if (profile.kind) add(phrases.kind, kind_words(*profile.kind, language));
  add(phrases.stage, profile.stage);
  add(phrases.segments, joined(profile.segments, ", "));
  return words;
}

std::string evidence_items(const std::string& evidence, const PersonView& view) {
  if (evidence.empty()) return {};
  const DocumentPhrases& phrases = view.language.person().document;
  JsonParser parser;
  const auto object = parser.parse(evidence);
  if (!object || !object->is(JsonKind::object)) return {};
  std::string out;
  for (const JsonValue part : *object) {
    const std::string_view key = part.key();
    if (key == "double_opt_in" && part.is(JsonKind::array)) {
      out += list_item(labelled(phrases.steps, ""), 2) + step_items(part, view);
      continue;
    }
    const Phrase* const label = key == "document_sha256"   ? &phrases.document
                                : key == "wording_version" ? &phrases.wording
                                : key == "capture_channel" ? &phrases.captured_by
                                : key == "captured_at"     ? &phrases.captured_at
                                : key == "network_address" ? &phrases.network
                                                           : nullptr;
    const std::string words = json_words(part, view);
    out +=
        list_item(label != nullptr ? labelled(*label, words) : in_one_line(key) + ": " + words, 2);
  }
  return out;
}

std::string told_head(const HeldRecord& held, const PersonView& view) {
  return HeadTeller(held, view).run();
}

std::string told_end(bool is_empty, const Language& language) {
  const DocumentPhrases& phrases = language.person().document;
  std::string out;
  if (is_empty) out = paragraph(phrases.nothing_happened.text);
  return out + (is_empty ? "" : "\n") + std::string(phrases.end.text) + '\n';
}

}  // namespace tact::prose
