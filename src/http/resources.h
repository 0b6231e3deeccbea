// The handlers that routes.cc names, each in the file of its resource.
#pragma once

#include "http/api.h"
#include "http/call.h"

namespace tact::http {

// decisions.cc
Action post_decision(Api& api, Desk& desk, Call call);
Action get_decision(Api& api, Desk& desk, Call call);
Action post_outcome(Api& api, Desk& desk, Call call);
// records.cc
Action post_records(Api& api, Desk& desk, Call call);
// customers.cc
Action get_customer(Api& api, Desk& desk, Call call);
Action put_customer(Api& api, Desk& desk, Call call);
// customer_export.cc
Action get_customer_export(Api& api, Desk& desk, Call call);
// customer_erase.cc
Action delete_customer(Api& api, Desk& desk, Call call);
// log.cc
Action get_log(Api& api, Desk& desk, Call call);
// log_stats.cc
Action get_log_stats(Api& api, Desk& desk, Call call);
// log.cc
Action post_replay(Api& api, Desk& desk, Call call);
// log_checkpoint.cc
Action get_checkpoint(Api& api, Desk& desk, Call call);
Action get_log_key(Api& api, Desk& desk, Call call);
// log_cosignatures.cc
Action post_cosignatures(Api& api, Desk& desk, Call call);
// decision_proof.cc
Action get_decision_proof(Api& api, Desk& desk, Call call);
// log_retention.cc
Action get_log_retention(Api& api, Desk& desk, Call call);
Action post_log_retention(Api& api, Desk& desk, Call call);
// log_proofs.cc
Action get_inclusion_proof(Api& api, Desk& desk, Call call);
Action get_consistency_proof(Api& api, Desk& desk, Call call);
// log_tiles.cc
Action get_log_entry(Api& api, Desk& desk, Call call);
Action get_log_tile(Api& api, Desk& desk, Call call);
// obligations.cc
Action get_obligations(Api& api, Desk& desk, Call call);
// policy.cc
Action get_policy(Api& api, Desk& desk, Call call);
// simulate.cc
Action post_simulation(Api& api, Desk& desk, Call call);
Action get_simulation(Api& api, Desk& desk, Call call);
// policy_history.cc
Action get_policies(Api& api, Desk& desk, Call call);
Action get_policy_files(Api& api, Desk& desk, Call call);
// policies.cc
Action post_policies(Api& api, Desk& desk, Call call);
Action post_policy_check(Api& api, Desk& desk, Call call);
Action post_policy_approval(Api& api, Desk& desk, Call call);
// health.cc
Action get_health(Api& api, Desk& desk, Call call);
Action get_ready(Api& api, Desk& desk, Call call);
// metrics.cc
Action get_metrics(Api& api, Desk& desk, Call call);
// openapi.cc
Action get_openapi(Api& api, Desk& desk, Call call);

}  // namespace tact::http
