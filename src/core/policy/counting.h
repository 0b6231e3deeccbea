// Which contacts a limit counts where its rule does not say: "those whose own fields `when` would
// match".
#pragma once

#include "tact/policy.h"

namespace tact {

// Whether the condition looks at the contact alone; of any/not: whether all inside them do.
bool looks_at_contact_only(const Condition& condition);
bool looks_at_contact_only(const Matcher& matcher);

// `when` with everything said of the customer left out, so that no contact is missed that `when`
// could match for some customer: what is said of the customer counts as matching, and under `not`
// as not matching. Holds of a contact wherever `when` holds of it.
Matcher contacts_matched_by(const Matcher& when);

}  // namespace tact
