// The mappings of a policy file.
#pragma once

#include "core/grammar/grammar.h"

namespace tact::grammar {

extern const MapGrammar policy_file;
extern const MapGrammar defaults;
extern const MapGrammar vocabulary;
extern const MapGrammar region;
extern const MapGrammar calendar;

extern const MapGrammar rule;
extern const MapGrammar effective;

extern const MapGrammar obligation;
extern const MapGrammar trigger;

// `when`, `unless`: of the contact and of the customer.
extern const MapGrammar matcher;
// `count`: of a contact's own fields only.
extern const MapGrammar counted;
extern const MapGrammar activity_condition;

extern const MapGrammar consent;
extern const MapGrammar absent_from;
extern const MapGrammar cap;
extern const MapGrammar gap;
extern const MapGrammar hours;
extern const MapGrammar cooldown;
extern const MapGrammar cooldown_after;
extern const MapGrammar volume;

}  // namespace tact::grammar
