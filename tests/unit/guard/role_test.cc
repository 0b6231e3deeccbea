#include "guard/role.h"

#include <catch2/catch.hpp>

namespace tact {
namespace {

TEST_CASE("roles are written by name, with commas between", "[guard]") {
  CHECK(format_roles(Roles()).empty());
  CHECK(format_roles(Roles(Role::auditor) | Role::sender) == "sender,auditor");
  for (const std::string_view name : role_names()) {
    REQUIRE(parse_role(name).has_value());
    CHECK(name_of(*parse_role(name)) == name);
  }
  CHECK(*parse_roles("auditor,sender") == (Roles(Role::sender) | Role::auditor));
}

TEST_CASE("what is no list of roles is refused, and not repeated", "[guard]") {
  for (const char* text : {"", ",", "sender,", "Sender", "sender sender", "tact_0123"}) {
    INFO(text);
    const auto roles = parse_roles(text);
    REQUIRE_FALSE(roles.ok());
    CHECK(roles.error().message.find("tact_") == std::string::npos);
  }
  CHECK_THAT(parse_roles("ofcier").error().message, Catch::Contains("did you mean `officer`?"));
  CHECK(parse_roles("sender,sender").error().message == "names a role twice");
}

TEST_CASE("one of several roles is enough, none is none, and admin may all", "[guard]") {
  const Roles officers = Roles(Role::officer) | Role::auditor;
  CHECK(Roles(Role::auditor).may(officers));
  CHECK((Roles(Role::sender) | Role::officer).may(officers));
  CHECK_FALSE(Roles(Role::sender).may(officers));
  CHECK_FALSE(Roles().may(officers));
  CHECK(Roles(Role::admin).may(officers));
  // What nobody may, nobody may but an admin.
  CHECK_FALSE(officers.may(Roles()));
}

}  // namespace
}  // namespace tact
