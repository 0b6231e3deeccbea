#include "cli/table.h"

#include <catch2/catch.hpp>

namespace tact::cli {

TEST_CASE("columns are as wide as their widest cell, in characters", "[table]") {
  const Shell shell;
  Table table(2);
  table.add({{"a"}, {"", Ink::bad}, {"x"}});
  table.add({{"Ayşe"}, {""}, {"y"}});
  table.add({{"b"}});
  CHECK(table.render(shell) == "  a     x\n  Ayşe  y\n  b\n");
}

TEST_CASE("there is colour only where it is wanted", "[table]") {
  Shell shell;
  CHECK(shell.paint(Ink::bad, "deny") == "deny");
  shell.colour = true;
  CHECK(shell.paint(Ink::bad, "deny") == "\x1b[31mdeny\x1b[0m");
  Table table;
  table.add({{"deny", Ink::bad}, {"x"}});
  table.add({{"allowed", Ink::plain}, {"y"}});
  CHECK(table.render(shell) == "\x1b[31mdeny\x1b[0m     x\nallowed  y\n");
}

}  // namespace tact::cli
