// The golden files: tests/golden/policy/*.yaml are policies, tests/golden/suite/*.yaml files of
// tests. What is said of each is in the .txt beside it. A file whose name begins with `_` is only
// included by others.
#pragma once

#include <string>
#include <vector>

#include "core/grammar/grammar.h"
#include "core/yaml/diagnostic.h"

namespace tact {

struct GoldenFile {
  std::string path;  // from tests/golden/ on, without ".yaml"
  std::string name;  // as diagnostics call it, so that the baseline holds on every machine
  std::string text;
  const MapGrammar* grammar = nullptr;  // of its outermost mapping
  std::vector<Diagnostic> diagnostics;
  bool is_read = false;  // whether there is a policy, or a suite
};

// All of them, by path. Read once.
const std::vector<GoldenFile>& golden_files();

}  // namespace tact
