// Random pasts: records of every kind about a few people who share addresses and households, in the
// order of time, dense enough that caps bind and reports, claims and holds matter.
#pragma once

#include <vector>

#include "tact/policy.h"
#include "tact/records.h"

#include "naive/dice.h"

namespace tact::naive {

// Each record says its time; some requests are planned ahead. Begins at `begin`.
std::vector<Record> random_history(Dice& dice, Instant begin, int size);

// The vocabulary that these records keep to.
Vocabulary history_vocabulary();

}  // namespace tact::naive
