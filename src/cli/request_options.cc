#include "cli/request_options.h"

namespace tact::cli {

Result<RecordFields> RequestOptions::fields() const {
  RecordFields fields{{"request_id", request_id}, {"customer", customer}, {"address", address},
                      {"channel", channel},       {"purpose", purpose},   {"brand", brand},
                      {"campaign", campaign},     {"priority", priority}, {"at", at},
                      {"expires_at", expires_at}};
  for (const std::string& label : labels) {
    const std::size_t equals = label.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == label.size()) {
      return Error{"the label `" + label + "` is not of the form key=value"};
    }
    fields.emplace_back("label." + label.substr(0, equals), label.substr(equals + 1));
  }
  return fields;
}

void add_request_options(CLI::App& verb, RequestOptions& options) {
  verb.add_option("--channel", options.channel, "email, sms, call, push, ...");
  verb.add_option("--purpose", options.purpose, "For example marketing/promotion");
  verb.add_option("--brand", options.brand, "In whose name");
  verb.add_option("--campaign", options.campaign, "As part of which campaign");
  verb.add_option("--priority", options.priority, "0 to 100; 50 by default");
  verb.add_option("--label", options.labels, "key=value; may be given several times")
      ->type_name("K=V")
      ->allow_extra_args(false);
  verb.add_option("--at", options.at,
                  "When it is planned, like 2026-11-24T14:00:00+03:00; now by "
                  "default")
      ->type_name("TIME");
  verb.add_option("--expires-at", options.expires_at, "From when on it is of no use")
      ->type_name("TIME");
}

}  // namespace tact::cli
