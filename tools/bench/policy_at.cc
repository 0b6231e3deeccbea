#include "bench/policy_at.h"

#include <optional>
#include <utility>

#include "core/policy/compile.h"
#include "files/disk_files.h"
#include "zones/system_zones.h"

namespace tact::bench {

Result<std::shared_ptr<const Policy>> policy_at(const std::string& path,
                                                std::shared_ptr<const ZoneBook> zones) {
  DiskFiles files;
  const Compiled compiled =
      compile_policy(policy_file_at(path), files, std::move(zones), std::nullopt);
  if (compiled.policy == nullptr) return Error{path + " does not compile; run `tact policy check`"};
  return compiled.policy;
}

Result<std::shared_ptr<const Policy>> policy_at(const std::string& path) {
  auto book = load_system_zones();
  if (!book) return std::move(book).error();
  return policy_at(path, std::make_shared<const ZoneBook>(*std::move(book)));
}

}  // namespace tact::bench
