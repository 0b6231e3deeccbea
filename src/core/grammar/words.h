// Words and bounds of the language that readers parse and the schema shows.
#pragma once

#include <array>
#include <limits>
#include <span>
#include <string_view>

namespace tact {

inline constexpr std::string_view label_prefix = "label.";

// From Sunday, as std::chrono::weekday counts.
inline constexpr std::array<std::string_view, 7> weekday_names = {"sun", "mon", "tue", "wed",
                                                                  "thu", "fri", "sat"};
inline constexpr std::string_view every_day = "daily";

// In the order of WindowKind, from calendar_day on.
inline constexpr std::array<std::string_view, 5> calendar_window_names = {
    "calendar day", "calendar week", "calendar month", "calendar quarter", "calendar year"};

// What a counted contact, and what an activity, can share with the request, besides labels.
inline constexpr std::array<std::string_view, 4> contact_field_names = {"channel", "purpose",
                                                                        "brand", "campaign"};
inline constexpr std::array<std::string_view, 2> activity_field_names = {"channel", "brand"};

inline constexpr std::array<std::string_view, 2> first_day_names = {"next", "event"};

// In the order of Check.
inline constexpr std::array<std::string_view, 8> check_names = {
    "consent", "absent_from", "cap", "gap", "hours", "cooldown", "volume", "deny"};
// Those that no waiting cures.
inline constexpr std::array<std::string_view, 2> final_check_names = {"consent", "deny"};

// How many business days a deadline may have.
inline constexpr int business_days_max = 999;

inline constexpr int language_version = 1;
inline constexpr int priority_max = 100;
// How many contacts one entry of a file of tests may stand for.
inline constexpr int contact_times_max = 10'000;
inline constexpr int age_max = 150;
inline constexpr int covered_year_min = 1970;
inline constexpr int covered_year_max = 9999;
inline constexpr int at_most_min = 1;
inline constexpr int at_most_max = std::numeric_limits<int>::max();

inline std::span<const std::string_view> contact_fields_shared() { return contact_field_names; }
inline std::span<const std::string_view> activity_fields_shared() { return activity_field_names; }
inline std::span<const std::string_view> first_days() { return first_day_names; }

}  // namespace tact
