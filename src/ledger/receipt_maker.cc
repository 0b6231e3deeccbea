#include "ledger/receipt_maker.h"

#include <utility>

#include "tact/check.h"

#include "core/note/note.h"
#include "ledger/hash_tree.h"

namespace tact {

Result<Receipt> make_receipt(const Store& store, Seq seq, std::string checkpoint) {
  const auto note = parse_note(checkpoint);
  if (!note) return note.error();
  const auto committed = parse_checkpoint(note->text);
  if (!committed) return committed.error();
  TACT_CHECK(seq.value < committed->size);
  HashTree tree(store);
  auto path = tree.inclusion(seq, committed->size);
  if (!path) return path.error();
  auto lines = store.entries(seq, 1);
  if (!lines) return lines.error();
  TACT_CHECK(lines->size() == 1);
  // It may have been since the caller saw it.
  if (is_dropped(lines->front())) {
    return Error{"entry " + std::to_string(seq.value) + " was dropped by retention"};
  }
  return Receipt{std::move(lines->front()), seq.value, *std::move(path), std::move(checkpoint)};
}

}  // namespace tact
