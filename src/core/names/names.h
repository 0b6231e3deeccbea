// The one spelling of each enumerator, in JSON, entries, policies, messages and tests. The codes
// and outcomes of decisions have theirs in tact/decision.h, from the same tables.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "tact/entry.h"
#include "tact/insight.h"
#include "tact/policy.h"
#include "tact/records.h"

namespace tact {

std::string_view name_of(ContactStatus status);
std::string_view name_of(ConsentState state);
std::string_view name_of(ConsentLevel level);
std::string_view name_of(CustomerKind kind);
std::string_view name_of(ListingState state);
std::string_view name_of(RuleMode mode);
// Of a label, "label".
std::string_view name_of(Field field);
// As `when` writes it: "channel", "label.subject".
std::string field_key(Field field, const std::string& label);
std::string_view name_of(PolicyOrigin origin);
std::string_view name_of(ApprovalState state);
std::string_view name_of(ObligationStatus state);
std::string_view name_of(OnFail on_fail);
std::string_view name_of(ConsentModel model);
std::string_view name_of(Per per);
std::string_view name_of(Basis basis);
std::string_view name_of(HalfDays half_days);
std::string_view name_of(ConsentVerdict verdict);  // never parsed

// Empty where no enumerator is called so. Defined for the enums above.
template <class Enum>
std::optional<Enum> parse_name(std::string_view name);

// All names, in the order of the enumerators. Defined for the enums above, Outcome, and Code
// without its `none`.
template <class Enum>
std::span<const std::string_view> names_of();

// "`a`, `b` or `c`": for messages that say what may be written.
std::string list_choices(std::span<const std::string_view> names);

}  // namespace tact
