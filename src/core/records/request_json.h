// A request in the one form that two equal requests share.
#pragma once

#include <string>

#include "tact/entry.h"
#include "tact/records.h"

#include "core/hash/sha256.h"

namespace tact {

// Appends the request's canonical JSON (RFC 8785): what was given only, in normalised form, without
// `type`. Reading it back gives an equal request.
void write_request(const Request& request, std::string& out);

// Equal for a request and its retry, `at` included where it was given. `hasher` is left ready for
// its next use.
RequestDigest request_digest(Sha256& hasher, const Request& request);
// The same; `room` keeps the memory that it takes, for the next one.
RequestDigest request_digest(Sha256& hasher, const Request& request, std::string& room);

}  // namespace tact
