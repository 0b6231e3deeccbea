// One record told to the engine, and its answer: {"seq":"123"}.
#pragma once

#include <string>

#include "tact/records.h"

#include "http/call.h"

namespace tact::http {

EngineCall tell_one(Record record, std::string by);

// REQUIRES: the reply is to a Tell.
Response recorded_response(const Reply& reply);

}  // namespace tact::http
