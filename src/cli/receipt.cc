#include "cli/receipt.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <vector>

#include "cli/exit_code.h"
#include "cli/json_view.h"
#include "cli/remote.h"
#include "ledger/receipt.h"

namespace tact::cli {
namespace {

// All that the log has signed with, the present one first.
std::optional<std::vector<VerifierKey>> fetch_keys(Client& client, const Shell& shell) {
  const auto body = body_of(client.get("/v1/log/key", "application/json"), shell);
  if (!body) return std::nullopt;
  JsonParser parser;
  const auto answer = parser.parse(*body);
  if (!answer) return std::vector<VerifierKey>();
  std::vector<VerifierKey> keys;
  const auto add = [&](const std::string& text) {
    if (auto key = parse_verifier_key(text)) keys.push_back(*std::move(key));
  };
  add(words_at(*answer, "key"));
  for (const JsonValue one : items_at(*answer, "keys")) add(words_at(one, "key"));
  return keys;
}

bool write_file(const std::string& path, const std::string& text, const Shell& shell) {
  errno = 0;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (file) return true;
  shell.complain("cannot write `" + path +
                 "`: " + (errno != 0 ? std::strerror(errno) : "it cannot be written"));
  return false;
}

std::string who_signed(const Received& received, const std::vector<VerifierKey>& keys) {
  return format_verifier_key(keys[received.signatures.front().key]);
}

}  // namespace

int save_receipt(Client& client, const std::string& decision, const std::string& path,
                 bool witnessed, const Shell& shell) {
  const auto body = body_of(client.get("/v1/decisions/" + url_encoded(decision) + "/proof" +
                                           (witnessed ? "?witnessed=true" : ""),
                                       "text/plain"),
                            shell);
  if (!body) return exit_trouble;
  const auto keys = fetch_keys(client, shell);
  if (!keys) return exit_trouble;
  const auto receipt = parse_receipt(*body);
  const auto received =
      receipt ? check_receipt(*receipt, *keys) : Result<Received>(receipt.error());
  if (!received) {
    shell.complain("the daemon's receipt does not hold: " + received.error().message);
    return exit_trouble;
  }
  if (std::to_string(received->entry.seq.value) != decision) {
    shell.complain("the daemon's receipt is of entry " + std::to_string(received->entry.seq.value) +
                   ", not of " + decision);
    return exit_trouble;
  }
  if (!write_file(path, *body, shell)) return exit_trouble;
  const std::string said = "receipt in `" + path + "`: entry " + decision + " of the " +
                           grouped(received->checkpoint.size) + " of " +
                           received->checkpoint.origin + "\nsigned by " +
                           who_signed(*received, *keys) + '\n';
  std::fputs(said.c_str(), shell.err);
  return exit_fine;
}

}  // namespace tact::cli
