#include "tact/entry.h"

#include <algorithm>
#include <array>

#include <simdjson.h>

#include "core/entry/entry_reader.h"
#include "core/entry/entry_writer.h"
#include "core/entry/layout.h"

namespace tact {
namespace {

// One struct of body to each name, in the order of the variant.
constexpr std::array<std::string_view, std::variant_size_v<decltype(Entry::body)>> type_names = {
    "decision", "outcome",    "consent", "listing",  "list",     "customer",
    "activity", "contact",    "hold",    "proposal", "approval", "policy",
    "start",    "obligation", "key",     "access",   "erasure",  "retention"};

// The type is needed before the fields that stand ahead of it. After it come "until" and
// "version" only, whose text has no unescaped quote, so the last such bytes are the entry's own.
std::string_view find_type(std::string_view line) {
  constexpr std::string_view key = ",\"type\":\"";
  const std::size_t at = line.rfind(key);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = line.substr(at + key.size());
  return rest.substr(0, rest.find('"'));
}

template <std::size_t index = 0>
bool emplace_body(std::size_t wanted, Entry& entry) {
  if constexpr (index < type_names.size()) {
    if (wanted != index) return emplace_body<index + 1>(wanted, entry);
    entry.body.template emplace<index>();
    return true;
  } else {
    return false;
  }
}

bool make_body(std::string_view type, Entry& entry) {
  const auto* const name = std::find(type_names.begin(), type_names.end(), type);
  return emplace_body(static_cast<std::size_t>(name - type_names.begin()), entry);
}

template <class Io, class AnyEntry>
void lay_out_entry(Io& io, AnyEntry& entry) {
  io.begin();
  std::visit([&io, &entry](auto& body) { lay_out(io, entry, body); }, entry.body);
  io.end();
}

Error not_canonical(std::size_t position) {
  return {"not a ledger entry as this program writes it: byte " + std::to_string(position) +
          " differs; use the version of Tact that wrote it, or check the ledger with "
          "`tact log verify`"};
}

}  // namespace

std::string_view entry_type(const Entry& entry) { return type_names[entry.body.index()]; }

void encode_entry(const Entry& entry, std::string& out) {
  EntryWriter writer(out);
  lay_out_entry(writer, entry);
}

Result<Entry> parse_entry(std::string_view line) {
  if (!simdjson::validate_utf8(line.data(), line.size())) {
    return Error{"not a ledger entry: it is not valid UTF-8"};
  }
  Entry entry;
  if (!make_body(find_type(line), entry)) {
    return Error{"not a ledger entry of a type that this program knows"};
  }
  EntryReader reader(line);
  lay_out_entry(reader, entry);
  if (!reader.finished()) return not_canonical(reader.position());
  return entry;
}

}  // namespace tact
