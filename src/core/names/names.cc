#include "core/names/names.h"

#include <array>

#include "tact/check.h"
#include "tact/decision.h"

namespace tact {
namespace {

// The enumerators are consecutive from `first` on, in the order of the names.
template <class Enum, std::size_t count>
struct Table {
  Enum first;
  std::array<std::string_view, count> names;

  std::string_view name(Enum value) const {
    const auto index = static_cast<std::size_t>(value) - static_cast<std::size_t>(first);
    TACT_CHECK(index < count);
    return names[index];
  }

  std::optional<Enum> parse(std::string_view name) const {
    for (std::size_t i = 0; i < count; ++i) {
      if (names[i] == name) return static_cast<Enum>(static_cast<std::size_t>(first) + i);
    }
    return std::nullopt;
  }
};

constexpr Table<ContactStatus, 6> statuses{
    ContactStatus::reserved,
    {"reserved", "sent", "failed", "cancelled", "delivered", "conversation"}};
constexpr Table<ConsentState, 2> consent_states{ConsentState::granted, {"granted", "withdrawn"}};
constexpr Table<ConsentLevel, 3> levels{ConsentLevel::implied, {"implied", "express", "written"}};
constexpr Table<CustomerKind, 2> kinds{CustomerKind::individual, {"individual", "merchant"}};
constexpr Table<ListingState, 2> listing_states{ListingState::added, {"added", "removed"}};
constexpr Table<RuleMode, 2> modes{RuleMode::enforce, {"enforce", "shadow"}};
constexpr Table<PolicyOrigin, 3> origins{PolicyOrigin::files, {"files", "upload", "rollback"}};
constexpr Table<ApprovalState, 2> approval_states{ApprovalState::approved,
                                                  {"approved", "withdrawn"}};
constexpr Table<Field, 12> fields{Field::channel,
                                  {"channel", "purpose", "brand", "campaign", "label", "country",
                                   "region", "language", "kind", "stage", "segment", "on_list"}};
constexpr Table<OnFail, 2> fails{OnFail::defer, {"defer", "deny"}};
constexpr Table<ConsentModel, 2> models{ConsentModel::opt_in, {"opt-in", "opt-out"}};
constexpr Table<Per, 3> pers{Per::customer, {"customer", "address", "household"}};
constexpr Table<Basis, 4> bases{Basis::contact,
                                {"contact", "attempt", "delivered", "conversation"}};
constexpr Table<ObligationStatus, 2> obligation_states{ObligationStatus::open, {"open", "closed"}};
constexpr Table<HalfDays, 2> half_day_kinds{HalfDays::counted, {"counted", "free"}};
constexpr Table<ConsentVerdict, 7> verdicts{
    ConsentVerdict::covers,
    {"covers", "expired", "too-weak", "unregistered", "age-unknown", "withdrawal", "lifted"}};
constexpr Table<Outcome, 3> outcomes{Outcome::allow, {"allow", "defer", "deny"}};
// From no_consent on: a passing rule has no code to show.
constexpr Table<Code, 17> codes{
    Code::no_consent,
    {"no-consent", "withdrawn", "consent-expired", "consent-too-weak", "consent-unregistered",
     "listed", "list-stale", "cap-reached", "gap-too-short", "outside-hours", "cooling-down",
     "volume-exceeded", "denied", "would-expire", "on-hold", "timezone-unknown",
     "calendar-missing"}};

}  // namespace

std::string_view name_of(ContactStatus status) { return statuses.name(status); }
std::string_view name_of(ConsentState state) { return consent_states.name(state); }
std::string_view name_of(ConsentLevel level) { return levels.name(level); }
std::string_view name_of(CustomerKind kind) { return kinds.name(kind); }
std::string_view name_of(ListingState state) { return listing_states.name(state); }
std::string_view name_of(RuleMode mode) { return modes.name(mode); }
std::string_view name_of(Field field) { return fields.name(field); }
std::string field_key(Field field, const std::string& label) {
  const std::string key(name_of(field));
  return field == Field::label ? key + '.' + label : key;
}
std::string_view name_of(PolicyOrigin origin) { return origins.name(origin); }
std::string_view name_of(ApprovalState state) { return approval_states.name(state); }
std::string_view name_of(OnFail on_fail) { return fails.name(on_fail); }
std::string_view name_of(ConsentModel model) { return models.name(model); }
std::string_view name_of(Per per) { return pers.name(per); }
std::string_view name_of(Basis basis) { return bases.name(basis); }
std::string_view name_of(ObligationStatus state) { return obligation_states.name(state); }
std::string_view name_of(HalfDays half_days) { return half_day_kinds.name(half_days); }
std::string_view name_of(ConsentVerdict verdict) { return verdicts.name(verdict); }

template <>
std::optional<ContactStatus> parse_name(std::string_view name) {
  return statuses.parse(name);
}
template <>
std::optional<ConsentState> parse_name(std::string_view name) {
  return consent_states.parse(name);
}
template <>
std::optional<ConsentLevel> parse_name(std::string_view name) {
  return levels.parse(name);
}
template <>
std::optional<CustomerKind> parse_name(std::string_view name) {
  return kinds.parse(name);
}
template <>
std::optional<ListingState> parse_name(std::string_view name) {
  return listing_states.parse(name);
}
template <>
std::optional<RuleMode> parse_name(std::string_view name) {
  return modes.parse(name);
}
template <>
std::optional<PolicyOrigin> parse_name(std::string_view name) {
  return origins.parse(name);
}
template <>
std::optional<ApprovalState> parse_name(std::string_view name) {
  return approval_states.parse(name);
}
template <>
std::optional<OnFail> parse_name(std::string_view name) {
  return fails.parse(name);
}
template <>
std::optional<ConsentModel> parse_name(std::string_view name) {
  return models.parse(name);
}
template <>
std::optional<Per> parse_name(std::string_view name) {
  return pers.parse(name);
}
template <>
std::optional<ObligationStatus> parse_name(std::string_view name) {
  return obligation_states.parse(name);
}
template <>
std::optional<HalfDays> parse_name(std::string_view name) {
  return half_day_kinds.parse(name);
}
template <>
std::optional<Basis> parse_name(std::string_view name) {
  return bases.parse(name);
}

template <>
std::span<const std::string_view> names_of<ContactStatus>() {
  return statuses.names;
}
template <>
std::span<const std::string_view> names_of<ConsentState>() {
  return consent_states.names;
}
template <>
std::span<const std::string_view> names_of<ConsentLevel>() {
  return levels.names;
}
template <>
std::span<const std::string_view> names_of<CustomerKind>() {
  return kinds.names;
}
template <>
std::span<const std::string_view> names_of<ListingState>() {
  return listing_states.names;
}
template <>
std::span<const std::string_view> names_of<RuleMode>() {
  return modes.names;
}
template <>
std::span<const std::string_view> names_of<PolicyOrigin>() {
  return origins.names;
}
template <>
std::span<const std::string_view> names_of<ApprovalState>() {
  return approval_states.names;
}
template <>
std::span<const std::string_view> names_of<OnFail>() {
  return fails.names;
}
template <>
std::span<const std::string_view> names_of<ConsentModel>() {
  return models.names;
}
template <>
std::span<const std::string_view> names_of<Per>() {
  return pers.names;
}
template <>
std::span<const std::string_view> names_of<ObligationStatus>() {
  return obligation_states.names;
}
template <>
std::span<const std::string_view> names_of<HalfDays>() {
  return half_day_kinds.names;
}
template <>
std::span<const std::string_view> names_of<Basis>() {
  return bases.names;
}
template <>
std::span<const std::string_view> names_of<Outcome>() {
  return outcomes.names;
}
template <>
std::span<const std::string_view> names_of<Code>() {
  return codes.names;
}

std::string list_choices(std::span<const std::string_view> names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += '`';
    text += names[i];
    text += '`';
  }
  return text;
}

std::string_view outcome_name(Outcome outcome) { return outcomes.name(outcome); }
std::optional<Outcome> parse_outcome(std::string_view name) { return outcomes.parse(name); }

std::string_view code_name(Code code) { return code == Code::none ? "" : codes.name(code); }

std::optional<Code> parse_code(std::string_view name) {
  if (name.empty()) return Code::none;
  return codes.parse(name);
}

}  // namespace tact
