#include "engine/policy_archive.h"

namespace tact {
namespace {

// All that may wait, and some that were active.
constexpr std::size_t compiled_kept_max = 128;

}  // namespace

Change PolicyArchive::kept(const std::string& hash, const PolicyBundle& bundle) {
  return {{Table::policy_source, hash}, encode_bundle(bundle)};
}

Result<std::optional<PolicyBundle>> PolicyArchive::sources(const std::string& hash) const {
  const Key key{Table::policy_source, hash};
  const auto found = store_.load({&key, 1});
  if (!found) return found.error();
  if (!found->front()) return std::optional<PolicyBundle>{};
  auto bundle = parse_bundle(*found->front());
  if (!bundle) return std::move(bundle).error();
  return std::optional(*std::move(bundle));
}

std::shared_ptr<const Policy> PolicyArchive::compiled_before(const std::string& hash) const {
  const std::lock_guard lock(mutex_);
  for (auto policy = last_.begin(); policy != last_.end(); ++policy) {
    if ((*policy)->hash != hash) continue;
    last_.splice(last_.begin(), last_, policy);
    return last_.front();
  }
  return nullptr;
}

Result<std::shared_ptr<const Policy>> PolicyArchive::find(const std::string& hash) const {
  if (auto known = compiled_before(hash)) return known;
  const auto bundle = sources(hash);
  if (!bundle) return bundle.error();
  if (!*bundle) return Error{"no policy with the hash `" + hash + "` is kept here"};
  if (zones_ == nullptr) return Error{"no time zones are loaded to compile a policy with"};
  const Compiled compiled = compile_bundle(**bundle, zones_, std::nullopt);
  if (compiled.policy == nullptr) {
    return Error{"the kept policy does not compile any more:\n" +
                 render_diagnostics(compiled.diagnostics)};
  }
  if (compiled.policy->hash != hash) {
    return Error{"the policy that is kept under the hash `" + hash + "` is another one"};
  }
  const std::lock_guard lock(mutex_);
  last_.push_front(compiled.policy);
  if (last_.size() > compiled_kept_max) last_.pop_back();
  return compiled.policy;
}

}  // namespace tact
