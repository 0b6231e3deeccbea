#include "core/policy/load.h"

#include <algorithm>
#include <utility>

#include "core/hash/encoding.h"
#include "core/hash/sha256.h"
#include "core/yaml/map_reader.h"
#include "core/yaml/values.h"

namespace tact {
namespace {

constexpr std::size_t files_max = 256;
constexpr std::size_t file_bytes_max = 4 << 20;
constexpr std::size_t includes_deep_max = 32;

class Loader {
 public:
  Loader(PolicyFiles& files, Diagnostics& diagnostics) : files_(files), diagnostics_(diagnostics) {}

  LoadedFiles load(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    add(path, slash == std::string::npos ? path : path.substr(slash + 1), nullptr);
    return std::move(loaded_);
  }

 private:
  // `from` is the include that names the file; null for the outermost.
  void add(const std::string& path, const std::string& name, const Word* from) {
    Result<std::string> bytes = files_.read(path);
    if (bytes.ok() && bytes.value().size() > file_bytes_max) bytes = Error{"it is over 4 MiB"};
    const std::size_t index = loaded_.files.size();
    loaded_.files.push_back({name, bytes.ok() ? *bytes : std::string(), nullptr, std::nullopt});
    LoadedFile& file = loaded_.files.back();
    file.source = std::make_unique<const SourceText>(path, file.bytes, index);
    if (!bytes.ok()) {
      diagnostics_.error(from == nullptr ? file.source->whole() : from->spot,
                         "cannot read " + quoted_input(path) + ": " + bytes.error().message);
      loaded_.complete = false;
      return;
    }
    file.root = parse_yaml(*file.source, diagnostics_);
    if (file.root && !expect_map(*file.root, "a policy file", diagnostics_,
                                 "begin it with `tact: 1`, without a dash before it"))
      file.root.reset();
    if (!file.root) {
      loaded_.complete = false;
      return;
    }
    path_.push_back(normal_path(path));
    add_includes(index);
    path_.pop_back();
  }

  void add_includes(std::size_t index) {
    // The tree keeps its place: only the vector of files grows, and moves whole files.
    const LoadedFile& includer = loaded_.files[index];
    const std::string path = includer.source->path();
    const std::string name = includer.name;
    std::vector<Word> includes;
    for (const YamlEntry& entry : includer.root->entries) {
      if (entry.key != "include" || entry.value.kind == YamlNode::Kind::null) continue;
      includes = read_words(entry.value, "include", diagnostics_, EmptyList::allowed);
    }
    for (const Word& include : includes) {
      if (include.text.starts_with('/') || include.text.find('\\') != std::string::npos) {
        diagnostics_.error(include.spot, "an include is a path relative to this file, with `/`");
        loaded_.complete = false;
        continue;
      }
      add_include(index, resolve_path(path, include.text), resolve_path(name, include.text),
                  include);
    }
  }

  void add_include(std::size_t includer, const std::string& path, const std::string& name,
                   const Word& include) {
    if (std::find(path_.begin(), path_.end(), path) != path_.end()) {
      diagnostics_.error(include.spot, quoted_input(path) + " includes itself: " + circle(path));
      return;
    }
    const auto is_it = [&](const LoadedFile& file) {
      return normal_path(file.source->path()) == path;
    };
    const auto known = std::find_if(loaded_.files.begin(), loaded_.files.end(), is_it);
    const auto place = static_cast<std::size_t>(known - loaded_.files.begin());
    loaded_.files[includer].includes.push_back(place);
    if (known != loaded_.files.end()) return;
    if (loaded_.files.size() >= files_max || path_.size() >= includes_deep_max) {
      diagnostics_.error(include.spot, "too many files");
      loaded_.complete = false;
      loaded_.files[includer].includes.pop_back();
      return;
    }
    add(path, name, &include);
  }

  std::string circle(const std::string& path) const {
    std::string text;
    const auto begin = std::find(path_.begin(), path_.end(), path);
    for (auto step = begin; step != path_.end(); ++step) text += quoted_input(*step) + " → ";
    return text + quoted_input(path);
  }

  PolicyFiles& files_;
  Diagnostics& diagnostics_;
  LoadedFiles loaded_;
  std::vector<std::string> path_;  // the files that are being read, the outermost first
};

}  // namespace

Inclusion::Inclusion(const std::vector<LoadedFile>& files) {
  for (std::size_t file = 0; file < files.size(); ++file) {
    std::vector<bool> brought(files.size(), false);
    add(files, file, brought);
    brought_.push_back(std::move(brought));
  }
}

void Inclusion::add(const std::vector<LoadedFile>& files, std::size_t file,
                    std::vector<bool>& brought) {
  if (brought[file]) return;
  brought[file] = true;
  for (const std::size_t included : files[file].includes) add(files, included, brought);
}

LoadedFiles load_files(const std::string& path, PolicyFiles& files, Diagnostics& diagnostics) {
  return Loader(files, diagnostics).load(path);
}

std::string hash_files(const std::vector<LoadedFile>& files) {
  Sha256 hasher;
  hasher.reset();
  for (const LoadedFile& file : files) {
    hasher.update(file.name);
    hasher.update("\n" + std::to_string(file.bytes.size()) + "\n");
    hasher.update(file.bytes);
  }
  return to_hex(hasher.finish());
}

}  // namespace tact
