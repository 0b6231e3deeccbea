// What can be said of two parts of policies without trying contacts on them. Everything here errs
// towards "no".
#pragma once

#include "tact/policy.h"

namespace tact {

// Whether both say the same, whatever the order of conditions and values.
bool is_same(const Condition& a, const Condition& b);
bool is_same(const Matcher& a, const Matcher& b);

// Whether `wide` holds wherever `narrow` does.
bool covers(const Matcher& wide, const Matcher& narrow);

// How many local dates a calendar window may have; 0 for what is none.
int days_most(WindowKind kind);

// Whether every span of time that fits into `narrow` fits into `wide`.
bool covers(const Window& wide, const Window& narrow);

// Whether a request and a contact that share all of `narrow` share all of `wide`.
bool covers(const std::vector<SameField>& wide, const std::vector<SameField>& narrow);

}  // namespace tact
