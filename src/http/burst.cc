#include "http/burst.h"

#include <iterator>
#include <utility>

#include <boost/asio/post.hpp>

#include "tact/check.h"

#include "http/problem.h"
#include "http/session.h"
#include "http/worker.h"

namespace tact::http {
namespace {

// More do not make a group of the engine's any cheaper, and wait for each other.
constexpr std::size_t burst_commands_max = 256;

// What goes wrong with one answer must not cost the others theirs.
void answer_one(const Worker& worker, const Asked& asked, std::span<Reply> replies) {
  try {
    asked.session->answer(asked.pending, asked.answer(replies));
  } catch (const std::exception& error) {
    worker.shared.complain(error.what());
    asked.session->close();
  }
}

// A connection's answers stand together, so that they leave in one write.
template <class Answer>
void answer_each(const Burst& burst, const Answer& answer) {
  for (std::size_t i = 0; i < burst.asked.size(); ++i) {
    const Asked& asked = burst.asked[i];
    answer(asked);
    const bool is_followed =
        i + 1 < burst.asked.size() && burst.asked[i + 1].session == asked.session;
    if (!is_followed) asked.session->flush();
  }
}

void answer_all(const Worker& worker, const Burst& burst, std::span<Reply> replies) {
  answer_each(burst, [&](const Asked& asked) {
    answer_one(worker, asked, replies.first(asked.commands));
    replies = replies.subspan(asked.commands);
  });
}

}  // namespace

void ask_engine(const std::shared_ptr<Worker>& worker, const std::shared_ptr<Session>& session,
                const Pending& pending, EngineCall call) {
  TACT_CHECK(!call.commands.empty());
  Burst& burst = worker->burst;
  const bool is_first = burst.asked.empty();
  burst.asked.push_back({session, pending, call.commands.size(), std::move(call.answer)});
  std::move(call.commands.begin(), call.commands.end(), std::back_inserter(burst.commands));
  if (burst.commands.size() >= burst_commands_max) {
    submit_burst(worker);
  } else if (is_first) {
    // Comes after all that the system has said is ready.
    asio::post(worker->context, [worker] { submit_burst(worker); });
  }
}

void submit_burst(const std::shared_ptr<Worker>& worker) {
  if (worker->burst.asked.empty()) return;
  auto burst = std::make_shared<Burst>(std::exchange(worker->burst, {}));
  std::vector<Command> commands = std::exchange(burst->commands, {});
  // Handed on as a whole, so that no connection ends on the engine's thread. The server's own hold
  // on the worker outlives the engine.
  auto done = [worker = worker, burst](std::vector<Reply> replies) mutable {
    asio::io_context& context = worker->context;
    asio::post(context,
               [worker = std::move(worker), burst = std::move(burst),
                replies = std::move(replies)]() mutable { answer_all(*worker, *burst, replies); });
  };
  const bool taken = worker->shared.api.engine.submit(std::move(commands), std::move(done));
  if (taken) return;
  answer_each(*burst,
              [](const Asked& asked) { asked.session->answer(asked.pending, over_capacity()); });
}

}  // namespace tact::http
