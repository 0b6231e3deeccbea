#include "daemon/witness_loader.h"

#include <spdlog/spdlog.h>

#include "files/disk_files.h"

namespace tact {

Result<std::vector<VerifierKey>> WitnessLoader::read() const {
  DiskFiles files;
  const auto text = files.read(path_);
  if (!text) return Error{"--witnesses: `" + path_ + "`: " + text.error().message};
  auto keys = parse_witnesses(*text);
  if (!keys) return Error{"--witnesses: `" + path_ + "`: " + keys.error().message};
  return keys;
}

Status WitnessLoader::start() {
  if (path_.empty()) return Done{};
  auto keys = read();
  if (!keys) return keys.error();
  list_.replace(*std::move(keys));
  return Done{};
}

void WitnessLoader::reload() {
  if (path_.empty()) return;
  auto keys = read();
  if (!keys) {
    spdlog::error("{}; the witnesses from before stay", keys.error().message);
    return;
  }
  if (*keys == *list_.keys()) return;
  spdlog::info("the witnesses were taken up: {}", keys->size());
  list_.replace(*std::move(keys));
}

}  // namespace tact
