#include "cli/log_filters.h"

namespace tact::cli {

std::vector<std::pair<std::string_view, std::string>> LogFilters::pairs() const {
  return {{"customer", customer}, {"address", address},
          {"campaign", campaign}, {"brand", brand},
          {"channel", channel},   {"purpose", purpose},
          {"outcome", outcome},   {"rule", rule},
          {"from", from},         {"to", to}};
}

void add_log_filters(CLI::App& verb, LogFilters& filters) {
  verb.add_option("--customer", filters.customer, "About this customer");
  verb.add_option("--address", filters.address, "About this address");
  verb.add_option("--campaign", filters.campaign, "Of this campaign");
  verb.add_option("--brand", filters.brand, "Of this brand");
  verb.add_option("--channel", filters.channel, "On this channel");
  verb.add_option("--purpose", filters.purpose, "For this purpose or one below it");
  verb.add_option("--outcome", filters.outcome, "Decisions: allow, defer or deny")
      ->check(CLI::IsMember({"allow", "defer", "deny"}));
  verb.add_option("--rule", filters.rule, "Decisions that this rule refused; an obligation");
  verb.add_option("--from", filters.from, "At or after this time")->type_name("TIME");
  verb.add_option("--to", filters.to, "Before this time")->type_name("TIME");
}

}  // namespace tact::cli
