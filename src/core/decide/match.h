// `when`, `unless` and `count`.
#pragma once

#include "core/decide/scene.h"

namespace tact {

// Does the matcher hold for the request at `at`?
Truth matches(const Matcher& matcher, const Scene& scene, Instant at);

// Does the condition hold where its field says `actual`? "" is what a contact leaves out, which
// matches nothing, or what nobody knows of the customer. REQUIRES: the field is neither segment nor
// on_list, of which a customer has several.
Truth value_truth(const FieldCondition& condition, std::string_view actual);

// The earliest instant after `at` at which the answer of matches() may be another one.
Instant next_match_change(const Matcher& matcher, const Scene& scene, Instant at);

// Does the matcher hold for a contact's own fields? REQUIRES: it looks at nothing else.
bool matches_contact(const Matcher& matcher, const ContactFields& contact);

// Whether the two contacts agree in every one of `same`; absent equals absent.
bool agree(const std::vector<SameField>& same, const ContactFields& a, const ContactFields& b);

// One field of the request or the customer as text; "" where it is absent or unknown, as the
// country and the region of one who counts as in several are. REQUIRES: as value_truth().
std::string_view field_text(Field field, std::string_view label, const Scene& scene);

// One field of a contact as text; "" where it is absent.
std::string_view contact_field(Field field, std::string_view label, const ContactFields& contact);

}  // namespace tact
