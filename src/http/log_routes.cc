#include "http/log_routes.h"

#include "http/problem.h"
#include "http/resources.h"

namespace tact::http {
namespace {

constexpr std::string_view json = "application/json";
constexpr std::string_view bytes = "application/octet-stream";
constexpr std::string_view number = R"({"type":"string","pattern":"^(0|[1-9][0-9]*)$"})";

}  // namespace

std::vector<Route> log_proof_routes() {
  return {
      {Method::get,
       "/v1/log/proof/inclusion",
       "That an entry is in the log: the way from its hash to the Merkle root (RFC 6962).",
       BodyKind::none,
       "",
       {{"seq", "The entry.", number},
        {"size", "Of the log of this many entries; by default, of the newest checkpoint.", number}},
       {{200, json, "InclusionProof", "The proof; it never changes."}},
       get_inclusion_proof,
       {Role::auditor}},
      {Method::get,
       "/v1/log/proof/consistency",
       "That the log of `to` entries begins with that of `from` (RFC 6962).",
       BodyKind::none,
       "",
       {{"from", "The entries of the earlier checkpoint.", number},
        {"to", "Those of the later one; by default, of the newest checkpoint.", number}},
       {{200, json, "ConsistencyProof", "The proof; it never changes."}},
       get_consistency_proof,
       {Role::auditor}},
      {Method::get,
       "/v1/log/entries/{seq}",
       "An entry's exact bytes, as they were hashed.",
       BodyKind::none,
       "",
       {},
       {{200, json, "LogEntry", "The entry, without a line's end."},
        {410, problem_type, "Problem", "Retention dropped it; its place and its hash are kept."}},
       get_log_entry,
       {Role::auditor}},
      {Method::get,
       "/v1/log/tile/{tile}",
       "The Merkle tree and the entries in pieces that never change, for monitors and witnesses: "
       "`L/N` and `entries/N` of C2SP tlog-tiles, slashes and all, with `.p/W` for the first W.",
       BodyKind::none,
       "",
       {},
       {{200, bytes, "", "Hashes of 32 bytes, or entries with their lengths in front."}},
       get_log_tile,
       {Role::auditor},
       true},
      {Method::get,
       "/v1/log/retention",
       "How long the contact log is kept, what was dropped of it, and what dropping more would "
       "reach.",
       BodyKind::none,
       "",
       {{"before", "Adds `preview`: what a run with this time would look at.",
         R"({"type":"string","format":"date-time"})"}},
       {{200, json, "LogRetention", "The runs, newest first."}},
       get_log_retention,
       {Role::auditor, Role::officer}},
      {Method::post,
       "/v1/log/retention",
       "Drops entries of the contact log (decisions, outcomes, contacts, readings) from before a "
       "time, in rows of 4,096. Their places and hashes stay, so that what remains is proved as "
       "before; their bytes cannot be brought back.",
       BodyKind::json,
       "LogRetentionRun",
       {},
       {{202, json, "LogRetention", "It begins; `running` says when it is done."}},
       post_log_retention,
       {Role::officer}},
  };
}

}  // namespace tact::http
