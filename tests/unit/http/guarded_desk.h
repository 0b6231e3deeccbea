// A desk that asks for tokens, and one token for each role.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "support/http_desk.h"
#include "support/tokens.h"

namespace tact::test {

inline constexpr const char* ask =
    R"({"customer":"a","channel":"sms","purpose":"marketing/promotion"})";

// A token for each role, named as the role, and a desk that knows them.
class GuardedDesk {
 public:
  HttpDesk& desk() { return desk_; }
  Guard& guard() { return guard_; }
  const NewToken& token(Role role) const { return tokens_[static_cast<std::size_t>(role)]; }

  std::string fields(const std::string& token, const std::string& type = "application/json") const {
    return "Content-Type: " + type + "\r\nAuthorization: Bearer " + token + "\r\n";
  }
  std::string fields(Role role) const { return fields(token(role).text); }
  Answer call(Role role, const std::string& method, const std::string& target,
              const std::string& body = "") {
    const bool is_note = target == "/v1/log/cosignatures";
    return desk_.call(method, target, body,
                      fields(token(role).text, is_note ? "text/plain" : "application/json"));
  }
  Answer call(const std::string& token, const std::string& target) {
    return desk_.call("GET", target, "", fields(token));
  }

 private:
  static std::vector<NewToken> make_tokens() {
    std::vector<NewToken> tokens;
    for (std::size_t i = 0; i < role_names().size(); ++i) {
      tokens.push_back(token_of(std::string(role_names()[i]), static_cast<Role>(i),
                                static_cast<std::uint8_t>(i + 1)));
    }
    return tokens;
  }
  // With which policies can be compiled.
  static EngineOptions with_zones() {
    EngineOptions options;
    options.zones = istanbul_zones();
    return options;
  }
  std::vector<Token> known() const {
    std::vector<Token> known;
    for (const NewToken& token : tokens_) known.push_back(token.token);
    return known;
  }

  const std::vector<NewToken> tokens_ = make_tokens();
  Guard guard_{known()};
  HttpDesk desk_{guard_, with_zones()};
};

}  // namespace tact::test
