#include "bench/past_contacts.h"

#include <string>
#include <utility>

namespace tact::bench {

std::vector<Command> contact_with_each(Workload& workload, Instant at) {
  constexpr std::chrono::milliseconds later{7};
  std::vector<std::string> lines;
  lines.reserve(workload.customers());
  for (std::size_t customer = 0; customer < workload.customers(); ++customer) {
    const auto nth = static_cast<std::int64_t>(customer);
    lines.push_back(workload.request_of({0, customer, at + later * nth}));
  }
  std::vector<Command> commands = parse_commands(lines);
  for (Command& command : commands) {
    Request& request = std::get<Ask>(command.what).request;
    ContactRecord contact{"", std::move(request.person), std::move(request.fields)};
    command.what = Tell{Record{request.at, std::move(contact)}};
  }
  return commands;
}

}  // namespace tact::bench
