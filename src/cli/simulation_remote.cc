#include <atomic>
#include <chrono>
#include <thread>

#include "cli/exit_code.h"
#include "cli/json_view.h"
#include "cli/progress.h"
#include "cli/remote.h"
#include "cli/simulation_source.h"
#include "core/json/writer.h"
#include "core/policy/bundle.h"

namespace tact::cli {
namespace {

constexpr std::string_view resource = "/v1/policies/simulate";
constexpr std::chrono::milliseconds look_every{200};
// A ledger of a hundred million entries takes this long.
constexpr std::chrono::hours patience{2};

std::string body_of_wish(const Compiled& policy, const SimulationWish& wish) {
  std::string body;
  JsonWriter json(body, KeyOrder::as_written);
  json.begin_object();
  write_bundle(bundle_of(policy), json);
  if (wish.from) json.string("from", format_instant(*wish.from));
  if (wish.to) json.string("to", format_instant(*wish.to));
  json.integer("examples", static_cast<std::int64_t>(wish.examples));
  json.end_object();
  return body;
}

std::uint64_t number_at(JsonValue object, std::string_view key) {
  const auto value = member(object, key);
  const bool is_number = value && value->is(JsonKind::integer);
  return is_number ? static_cast<std::uint64_t>(value->integer()) : 0;
}

// Shows how far it is until it `is_done`.
void watch(Client& client, const std::atomic<bool>& is_done, const Shell& shell) {
  Progress progress(shell, "simulating", "entries");
  JsonParser parser;
  while (!is_done) {
    const auto answer = client.get(std::string(resource), "application/json");
    if (!answer || !answer->is_fine()) return;  // The one who asks says what is wrong.
    const auto seen = parser.parse(answer->body);
    if (seen.ok()) {
      const std::uint64_t done = number_at(*seen, "entries_done");
      progress.show({done, number_at(*seen, "entries"), done});
    }
    for (auto waited = look_every; waited.count() > 0 && !is_done; waited -= look_every / 10) {
      std::this_thread::sleep_for(look_every / 10);
    }
  }
}

}  // namespace

std::optional<std::string> simulate_at(const Compiled& policy, const SimulationWish& wish,
                                       const std::string& server, const Shell& shell, int& code) {
  auto asking = make_client(server, shell);
  auto watching = make_client(server, shell);
  if (!asking || !watching) {
    code = exit_usage;
    return std::nullopt;
  }
  asking->set_patience(patience);
  std::optional<Result<HttpAnswer>> answer;
  std::atomic<bool> is_done{false};
  std::thread asker([&] {
    answer = asking->post(std::string(resource), "application/json", body_of_wish(policy, wish));
    is_done = true;
  });
  if (shell.err_is_terminal) watch(*watching, is_done, shell);
  asker.join();
  auto body = body_of(*std::move(answer), shell);
  if (!body) code = exit_trouble;
  return body;
}

}  // namespace tact::cli
