// tact policy schema: what an editor needs in order to complete and explain.
#include <memory>

#include "cli/verb.h"
#include "core/grammar/schema.h"

namespace tact::cli {

void add_policy_schema(CLI::App& parent, const Shell& shell, int& code) {
  auto is_of_tests = std::make_shared<bool>(false);
  CLI::App* verb =
      add_verb(parent, "schema",
               {"Print the JSON Schema of policies, by which editors complete, explain and warn.",
                "  tact policy schema > policy.schema.json\n"
                "  tact policy schema --tests > policy_test.schema.json",
                "  0  printed\n"
                "  2  bad arguments"});
  verb->add_flag("--tests", *is_of_tests, "The schema of files of tests instead");
  verb->callback([is_of_tests, &shell, &code] {
    shell.print(*is_of_tests ? test_schema() : policy_schema());
    code = exit_fine;
  });
}

}  // namespace tact::cli
