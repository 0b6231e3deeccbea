#include "engine/entry_length.h"

#include <string>
#include <vector>

namespace tact {
namespace {

// For what every entry has besides: seq, at, by, subject, type.
constexpr std::size_t body_bytes_max = entry_bytes_max - 512;
// With no more than this there is nothing to measure, however much the labels take: encoding each
// decision twice would cost the deciding thread dearly.
constexpr std::size_t texts_harmless = 2'048;  // bytes
constexpr std::size_t reasons_harmless = 16;
// ,"text":"" goes with a text.
constexpr std::size_t bytes_around = 10;

std::size_t texts_in(const std::vector<Reason>& reasons) {
  std::size_t bytes = 0;
  for (const Reason& reason : reasons) bytes += reason.text.size();
  return bytes;
}

bool is_harmless(const Decision& decision) {
  return decision.reasons.size() + decision.shadow.size() <= reasons_harmless &&
         texts_in(decision.reasons) + texts_in(decision.shadow) <= texts_harmless;
}

std::size_t length_of(const DecisionEntry& decision) {
  std::string line;
  encode_entry({{}, decision.planned_at, {}, {}, decision}, line);
  return line.size();
}

// Until `length`, or what it is at most by then, fits.
void leave_out_texts(std::vector<Reason>& reasons, std::size_t& length) {
  for (auto reason = reasons.rbegin(); reason != reasons.rend(); ++reason) {
    if (length <= body_bytes_max) return;
    if (reason->text.empty()) continue;
    length -= reason->text.size() + bytes_around;  // Escapes took even more.
    reason->text.clear();
  }
}

}  // namespace

Fit fit(DecisionEntry& decision) {
  if (is_harmless(decision.decision)) return Fit::whole;
  std::size_t length = length_of(decision);
  if (length <= body_bytes_max) return Fit::whole;
  leave_out_texts(decision.decision.shadow, length);
  leave_out_texts(decision.decision.reasons, length);
  return length_of(decision) <= body_bytes_max ? Fit::shortened : Fit::too_long;
}

}  // namespace tact
