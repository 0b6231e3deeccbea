// Who a workload asks for, and what it tells of the past.
#include "bench/workload.h"

#include <set>

#include <catch2/catch.hpp>

#include "bench/past_contacts.h"

namespace tact::bench {
namespace {

constexpr Instant monday =
    Instant(std::chrono::sys_days(std::chrono::year(2026) / 1 / 5).time_since_epoch());

const Request& request_in(const Command& command) { return std::get<Ask>(command.what).request; }

}  // namespace

TEST_CASE("of a workload's customers some alone can be asked for", "[bench]") {
  Workload workload({1, 1'000, 0, monday});
  workload.ask_among(100, 10);
  std::set<std::size_t> asked;
  for (int i = 0; i < 500; ++i) asked.insert(workload.next_pick().customer);
  CHECK(asked.size() == 10);
  CHECK(*asked.begin() == 100);
  CHECK(*asked.rbegin() == 109);
  workload.ask_among(0, 1'000);
  CHECK(workload.next_pick().at > monday);
}

TEST_CASE("a visit names all that is known of a customer", "[bench]") {
  const Workload workload({1, 1'000, 0, monday});
  std::vector<std::string> lines;
  workload.append_visit(7, lines);
  const std::vector<Command> visit = parse_commands(lines);
  REQUIRE(visit.size() == 2);
  for (const Command& command : visit) {
    CHECK(request_in(command).person.customer == customer_id(7));
    CHECK(request_in(command).request_id.empty());
  }
  CHECK(request_in(visit[0]).person.address == "c00000007@example.com");
  CHECK(request_in(visit[1]).person.address == "+905300000007");
}

TEST_CASE("each customer was contacted once, in order", "[bench]") {
  Workload workload({1, 50, 0, monday});
  const std::vector<Command> contacts = contact_with_each(workload, monday);
  REQUIRE(contacts.size() == 50);
  for (std::size_t customer = 0; customer < contacts.size(); ++customer) {
    const Record& record = std::get<Tell>(contacts[customer].what).record;
    const auto& contact = std::get<ContactRecord>(record.body);
    CHECK(contact.person.customer == customer_id(customer));
    CHECK(contact.request_id.empty());
    CHECK(record.at == monday + 7 * std::chrono::milliseconds(customer));
  }
}

}  // namespace tact::bench
