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
  std::optional<YamlNode> root;            // a map; absent where the file is not readable as one
  std::vector<std::size_t> includes = {};  // the files that it names, by their place
};

struct LoadedFiles {
  // The outermost first, each before those that it includes, which follow in the order of its list.
  std::vector<LoadedFile> files;
  // Whether every file could be read. If not, what seems unknown may be defined in a missing one.
  bool complete = true;
};

// Which files come along with which: each brings itself and all that it includes, however far.
class Inclusion {
 public:
  explicit Inclusion(const std::vector<LoadedFile>& files);

  // By their places among the files.
  bool brings(std::size_t file, std::size_t other) const { return brought_[file][other]; }

 private:
  void add(const std::vector<LoadedFile>& files, std::size_t file, std::vector<bool>& brought);

  std::vector<std::vector<bool>> brought_;
};

LoadedFiles load_files(const std::string& path, PolicyFiles& files, Diagnostics& diagnostics);

// Over each file's name, length and bytes, in order: 64 hexadecimal digits.
std::string hash_files(const std::vector<LoadedFile>& files);

}  // namespace tact
