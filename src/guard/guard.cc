#include "guard/guard.h"

#include <mutex>
#include <utility>

#include "tact/check.h"

#include "core/hash/sha256.h"

namespace tact {
namespace {

// Schemes are written in any case (RFC 9110).
bool is_bearer(std::string_view scheme) {
  constexpr std::string_view expected = "bearer";
  if (scheme.size() != expected.size()) return false;
  for (std::size_t i = 0; i < scheme.size(); ++i) {
    if ((scheme[i] | 0x20) != expected[i]) return false;
  }
  return true;
}

}  // namespace

std::variant<PresentedToken, Refusal> read_authorization(std::string_view field, Sha256& sha256) {
  if (field.empty()) return Refusal::missing;
  const std::size_t blank = field.find(' ');
  if (blank == std::string_view::npos || !is_bearer(field.substr(0, blank))) {
    return Refusal::malformed;
  }
  field.remove_prefix(std::min(field.find_first_not_of(' ', blank), field.size()));
  auto presented = parse_token(field, sha256);
  if (!presented) return Refusal::malformed;
  return *std::move(presented);
}

void Guard::replace(const std::vector<Token>& tokens) {
  std::map<std::string, Known, std::less<>> known;
  const std::unique_lock lock(mutex_);
  for (const Token& token : tokens) {
    std::optional<Hash256> proved;
    const auto before = known_.find(token.id);
    // The same secret: its name, roles and end may have changed.
    if (before != known_.end() && before->second.token.hash == token.hash) {
      proved = before->second.proved;
    }
    known.emplace(token.id, Known{token, proved});
  }
  known_.swap(known);
}

std::size_t Guard::size() const {
  const std::shared_lock lock(mutex_);
  return known_.size();
}

Finding Guard::look(const PresentedToken& presented, Instant now) const {
  const std::shared_lock lock(mutex_);
  return look_locked(presented, now);
}

Finding Guard::look_locked(const PresentedToken& presented, Instant now) const {
  const auto found = known_.find(presented.id);
  if (found == known_.end()) return Refusal::unknown;
  const auto& [token, proved] = found->second;
  if (presented.check() != token.check) return Refusal::unknown;
  if (!proved) return Unproved{};
  if (!are_equal(*proved, presented.digest)) return Refusal::unknown;
  // Only who has the secret learns that it has expired.
  if (token.expires && *token.expires <= now) return Refusal::expired;
  return Caller{token.name, token.roles};
}

Finding Guard::prove(const PresentedToken& presented, Instant now) {
  SecretHash hash;
  {
    const std::shared_lock lock(mutex_);
    Finding finding = look_locked(presented, now);
    if (!std::holds_alternative<Unproved>(finding)) return finding;
    hash = known_.find(presented.id)->second.token.hash;
  }
  if (!is_secret_of(hash, presented.secret)) return Refusal::unknown;
  const std::unique_lock lock(mutex_);
  const auto found = known_.find(presented.id);
  // The tokens may have been replaced in the meantime.
  if (found == known_.end() || found->second.token.hash != hash) return Refusal::unknown;
  found->second.proved = presented.digest;
  return look_locked(presented, now);
}

}  // namespace tact
