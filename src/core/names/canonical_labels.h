// Labels as an object of canonical JSON.
#pragma once

#include "tact/records.h"

#include "core/json/canonical_writer.h"

namespace tact {

// Writes one object, empty or not, as the value that `json` waits for.
void write_labels(const Labels& labels, CanonicalWriter& json);

}  // namespace tact
