// The fields of a request as options: `tact ask` asks with them, `tact screen` fills in with them
// what a file's columns do not say.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "tact/result.h"

#include "cli/record_json.h"

namespace tact::cli {

struct RequestOptions {
  std::string customer;
  std::string address;
  std::string channel;
  std::string purpose;
  std::string brand;
  std::string campaign;
  std::string priority;
  std::vector<std::string> labels;  // k=v
  std::string at;
  std::string expires_at;
  std::string request_id;

  // An Error where a label is not k=v.
  Result<RecordFields> fields() const;
};

// Those that every request of a file may share: neither who nor request_id.
void add_request_options(CLI::App& verb, RequestOptions& options);

}  // namespace tact::cli
