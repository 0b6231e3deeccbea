// A policy's files: the one that is named and all that it includes, each once.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/policy/policy_files.h"
#include "core/yaml/tree.h"

namespace tact {

struct LoadedFile {
  std::string name;  // its path from the outermost file's folder, as it was first included
  std::string bytes;
  std::unique_ptr<const SourceText> source;
  std::optional<YamlNode> root;  // a map; absent where the file is not readable as one
};

struct LoadedFiles {
  // The outermost first, each before those that it includes, which follow in the order of its list.
  std::vector<LoadedFile> files;
  // Whether every file could be read. If not, what seems unknown may be defined in a missing one.
  bool complete = true;
};

LoadedFiles load_files(const std::string& path, PolicyFiles& files, Diagnostics& diagnostics);

// Over each file's name, length and bytes, in order: 64 hexadecimal digits.
std::string hash_files(const std::vector<LoadedFile>& files);

}  // namespace tact
