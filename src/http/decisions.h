// What single decisions and batches of them share.
#pragma once

#include <optional>
#include <string>

#include "tact/ids.h"
#include "tact/result.h"

#include "core/json/writer.h"
#include "http/api.h"
#include "http/call.h"

namespace tact::http {

struct AskOptions {
  bool dry_run = false;
  bool explain = false;
};

// Absent is false.
Result<bool, Response> read_flag(const Call& call, const std::string& name);

// `dry_run` and `explain`; the error is the answer.
Result<AskOptions, Response> read_ask_options(const Call& call);

// Appends the answer's JSON, without a line's end.
void write_decided(const Decided& decided, const AskOptions& options, std::string& out);

// "182736"; empty where it is no decision's id.
std::optional<Seq> parse_seq_text(std::string_view text);

}  // namespace tact::http
