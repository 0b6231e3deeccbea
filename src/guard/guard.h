// Tells who calls from the token they show.
//
// The slow hash of a token's secret is computed once: after that the SHA-256 of the whole token is
// remembered, one for each token at most. A token of an unknown id, of a wrong form, or whose check
// does not fit is refused at once, so that only who has a real token (or one of 65,536 guesses at
// one whose id they know) costs a hash.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "guard/token.h"

namespace tact {

struct Caller {
  std::string name;
  Roles roles;
};

// Why nobody is let in.
enum class Refusal : std::uint8_t {
  missing,    // no token was shown
  malformed,  // what was shown is no token: misspelt or cut off
  unknown,    // never given out, revoked, or of another secret: which, nobody is told
  expired,
};

// Only the slow hash can tell: see Guard::prove().
struct Unproved {};

using Finding = std::variant<Caller, Refusal, Unproved>;

// What an Authorization field shows: `Bearer tact_…`.
std::variant<PresentedToken, Refusal> read_authorization(std::string_view field, Sha256& sha256);

// Threads: any.
class Guard {
 public:
  explicit Guard(const std::vector<Token>& tokens) { replace(tokens); }

  // From now on these are the tokens. What was proved of those that stay is kept.
  void replace(const std::vector<Token>& tokens);

  // At once.
  Finding look(const PresentedToken& presented, Instant now) const;
  // Computes the slow hash if it must, so not on a thread that others wait for. Never Unproved.
  // Throws as hash_secret() does.
  Finding prove(const PresentedToken& presented, Instant now);

  std::size_t size() const;

 private:
  struct Known {
    Token token;
    std::optional<Hash256> proved;  // of the token's whole text
  };

  Finding look_locked(const PresentedToken& presented, Instant now) const;

  mutable std::shared_mutex mutex_;
  std::map<std::string, Known, std::less<>> known_;  // By id. Guarded by mutex_.
};

}  // namespace tact
