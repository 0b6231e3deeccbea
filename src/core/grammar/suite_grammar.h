// The mappings of a file of tests.
#pragma once

#include "core/grammar/grammar.h"

namespace tact::grammar {

extern const MapGrammar test_file;
extern const MapGrammar loaded_list;
extern const MapGrammar hold;
extern const MapGrammar customer;
extern const MapGrammar channel_address;
extern const MapGrammar test_consent;
extern const MapGrammar test_contact;
extern const MapGrammar other_contact;
extern const MapGrammar test_activity;
extern const MapGrammar listing;
extern const MapGrammar test_case;
extern const MapGrammar ask;
extern const MapGrammar expect;
extern const MapGrammar expected_obligation;

}  // namespace tact::grammar
