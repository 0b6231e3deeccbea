// Receipts: proof that the log holds a decision.
#include "http/accessed.h"
#include "http/decisions.h"
#include "http/notes.h"
#include "http/problem.h"
#include "http/resources.h"
#include "ledger/receipt_maker.h"

namespace tact::http {
namespace {

Response not_found(const std::string& id) {
  return problem(404, "there is no decision `" + id + '`');
}

Response unreadable() { return problem(500, "the ledger cannot be read"); }

Result<Entry, Response> find_decision(const Store& store, Seq seq) {
  const std::string id = std::to_string(seq.value);
  if (seq >= store.size()) return not_found(id);
  const auto lines = store.entries(seq, 1);
  if (!lines) return unreadable();
  if (lines->empty()) return not_found(id);
  if (is_dropped(lines->front())) return dropped_by_retention(seq);
  auto entry = parse_entry(lines->front());
  if (!entry) return unreadable();
  if (!std::holds_alternative<DecisionEntry>(entry->body)) return not_found(id);
  return *std::move(entry);
}

// The newest that witnesses have signed, where it covers the decision.
Result<std::string, Response> witnessed_checkpoint(const Api& api, Seq seq) {
  auto note = newest_cosigned(api.store, *api.witnesses.keys());
  if (!note) return unreadable();
  if (!*note) return no_witness();
  const auto parsed = parse_note(**note);
  const auto checkpoint = parsed ? parse_checkpoint(parsed->text) : parsed.error();
  if (!checkpoint) return unreadable();
  if (checkpoint->size <= seq.value) {
    return problem(404, "no witness has signed a checkpoint with decision `" +
                            std::to_string(seq.value) + "` yet");
  }
  return **std::move(note);
}

Response give_receipt(Api& api, Seq seq, bool witnessed, Accessed reading) {
  const auto decision = find_decision(api.store, seq);
  if (!decision) return decision.error();
  std::string note;
  if (witnessed) {
    auto found = witnessed_checkpoint(api, seq);
    if (!found) return found.error();
    note = *std::move(found);
  } else {
    auto fresh = api.signer.checkpoint(seq.value + 1);
    if (!fresh) return cannot_sign(api, fresh.error());
    note = *std::move(fresh);
  }
  const auto receipt = make_receipt(api.store, seq, std::move(note));
  if (!receipt) return unreadable();
  Response response = text_response(format_receipt(*receipt));
  response.headers.emplace_back(
      "Content-Disposition",
      "attachment; filename=\"decision-" + std::to_string(seq.value) + ".tlog-proof\"");
  reading.subject = decision->subject;
  reading.entry.returned = 1;
  response.accessed = std::move(reading);
  return response;
}

}  // namespace

Action get_decision_proof(Api& api, Desk&, Call call) {
  const auto seq = parse_seq_text(call.names.front());
  if (!seq) return not_found(call.names.front());
  const auto witnessed = read_flag(call, "witnessed");
  if (!witnessed) return witnessed.error();
  return ReadCall{
      [&api, seq = *seq, witnessed = *witnessed, reading = reading_of("receipt", call)] {
        return give_receipt(api, seq, witnessed, reading);
      }};
}

}  // namespace tact::http
