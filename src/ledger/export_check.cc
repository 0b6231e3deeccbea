#include "ledger/export_check.h"

#include <algorithm>
#include <bit>

#include "core/merkle/tree_hash.h"
#include "core/note/signing.h"

namespace tact {
namespace {

Damage broken_checkpoint(const std::string& why) {
  return {EvidencePart::checkpoint, DamageKind::altered, std::nullopt, 0, "the checkpoint " + why};
}

// A line again, read from the beginning; "" where it cannot be.
std::string line_of(LineSource& source, std::size_t number) {
  if (!source.rewind()) return {};
  for (std::size_t i = 0;; ++i) {
    const auto line = source.next();
    if (!line || !*line) return {};
    if (i == number) return std::string((**line).text);
  }
}

// Hashes one after another, read along with the entries that they are of.
class HashWalk {
 public:
  explicit HashWalk(LineSource* source) : source_(source) {}

  // That of an entry behind those that were asked for before.
  Result<Hash256> at(std::uint64_t entry) {
    if (source_ == nullptr) return token_of_dropped();
    if (next_ == 0) {
      if (auto status = source_->rewind(); !status) return status.error();
    }
    for (;;) {
      const auto line = source_->next();
      if (!line) return line.error();
      if (!*line) return token_of_dropped();
      if (next_++ == entry) return token_of_hash(hasher_, (**line).text);
    }
  }

 private:
  LineSource* const source_;
  Sha256 hasher_;
  std::uint64_t next_ = 0;
};

Result<FoundLines> read_lines(LineSource& source, LineToken token) {
  if (auto status = source.rewind(); !status) return status.error();
  Sha256 hasher;
  FoundLines lines;
  lines.token = token;
  for (;;) {
    const auto line = source.next();
    if (!line) return line.error();
    if (!*line) break;
    lines.tokens.push_back(token(hasher, (**line).text));
    if (token == token_of_entry) {
      lines.numbers.push_back(stated_number((**line).text));
      lines.has_dropped = lines.has_dropped || (**line).text.empty();
    }
    lines.is_ended = (**line).is_ended;
  }
  lines.text = [&source](std::size_t number) { return line_of(source, number); };
  return lines;
}

class Check {
 public:
  explicit Check(const LogCopy& copy) : copy_(copy), wanted_(copy.checkpoint) {}

  Result<ExportReport> run() {
    auto damage = find();
    if (!damage) return damage.error();
    return ExportReport{*std::move(damage), dropped_.found()};
  }

 private:
  Result<std::optional<Damage>> find() {
    if (auto status = read_hashes(); !status) return status.error();
    if (copy_.first > 0 && !is_covered_) {
      return found(Damage{EvidencePart::hashes, DamageKind::altered, 0, last_entry(),
                          "entries before " + std::to_string(copy_.first) +
                              " are not in the file, and its hashes do not fit the checkpoint"});
    }
    if (auto status = read_entries(); !status) return status.error();
    if (!is_whole_) return name_in_entries();
    if (copy_.hashes != nullptr && !is_covered_) return name_in_hashes();
    auto dropped = name_in_dropped();
    if (!dropped || *dropped) return dropped;
    return compare_with_older();
  }

  static Result<std::optional<Damage>> found(Damage damage) {
    return std::optional(std::move(damage));
  }
  static Result<std::optional<Damage>> found(Result<Damage> damage) {
    if (!damage) return damage.error();
    return std::optional(*std::move(damage));
  }

  std::uint64_t last_entry() const { return wanted_.size == 0 ? 0 : wanted_.size - 1; }

  bool is_wanted(const Frontier& tree, bool is_ended) {
    return is_ended && tree.size() == wanted_.size && tree.root(hasher_) == wanted_.root;
  }

  Status read_hashes() {
    if (copy_.hashes == nullptr) return Done{};
    if (auto status = copy_.hashes->rewind(); !status) return status;
    Frontier tree;
    bool is_ended = true;
    for (;;) {
      const auto line = copy_.hashes->next();
      if (!line) return line.error();
      if (!*line) break;
      tree.append(hasher_, token_of_hash(hasher_, (**line).text));
      if (tree.size() == copy_.first) before_ = tree;
      is_ended = (**line).is_ended;
    }
    is_covered_ = is_wanted(tree, is_ended) && copy_.first <= wanted_.size;
    return Done{};
  }

  Status read_entries() {
    if (auto status = copy_.entries->rewind(); !status) return status;
    Frontier tree = before_;
    HashWalk hashes(is_covered_ ? copy_.hashes : nullptr);
    bool is_ended = true;
    for (;;) {
      look_at_prefix(tree);
      const auto line = copy_.entries->next();
      if (!line) return line.error();
      if (!*line) break;
      const std::string_view text = (**line).text;
      dropped_.look_at(tree.size(), text);
      const auto leaf = text.empty() ? hashes.at(tree.size()) : leaf_hash(hasher_, text);
      if (!leaf) return leaf.error();
      tree.append(hasher_, *leaf);
      is_ended = (**line).is_ended;
      if (copy_.progress) copy_.progress(tree.size() - copy_.first);
    }
    is_whole_ = is_wanted(tree, is_ended);
    return Done{};
  }

  void look_at_prefix(const Frontier& tree) {
    const auto& since = copy_.since;
    if (!since || since->size == 0 || tree.size() != since->size) return;
    is_prefix_ = tree.root(hasher_) == since->root;
  }

  Result<std::optional<Damage>> name_in_entries() {
    auto lines = read_lines(*copy_.entries, token_of_entry);
    if (!lines) return lines.error();
    if (is_covered_) {
      const auto truth = read_lines(*copy_.hashes, token_of_hash);
      if (!truth) return truth.error();
      return found(find_by_hashes(EvidencePart::entries, *lines,
                                  std::span(truth->tokens).subspan(copy_.first), copy_.first));
    }
    if (copy_.dropped == DroppedCount::at_most) {
      if (auto status = put_in_dropped(*lines); !status) return status.error();
    }
    Damage damage{EvidencePart::hashes, DamageKind::altered, 0, last_entry(),
                  "some lines are empty: whether their entries were dropped or removed only hashes "
                  "that fit the checkpoint can tell: export again, or ask for FILE.hashes"};
    if (!lines->has_dropped) {
      damage = find_by_numbers(*lines, wanted_.size, is_prefix_ ? copy_.since->size : 0);
      narrow(lines->tokens, damage);
    }
    if (copy_.hashes != nullptr) {
      damage.why += "; " + copy_.hashes_name + " does not fit the checkpoint and was not used";
    }
    return found(std::move(damage));
  }

  // A store has the hashes of dropped entries apart from those of its last entries. They are taken
  // as they are: should one of them be wrong, the damage lies within their subtree all the same.
  Status put_in_dropped(FoundLines& lines) {
    HashWalk hashes(copy_.hashes);
    for (std::size_t i = 0; i < lines.tokens.size() && lines.has_dropped; ++i) {
      if (lines.tokens[i] != token_of_dropped()) continue;
      const auto hash = hashes.at(i);
      if (!hash) return hash.error();
      lines.tokens[i] = *hash;
      lines.numbers[i] = i;
    }
    lines.has_dropped = false;
    return Done{};
  }

  Result<std::optional<Damage>> name_in_dropped() {
    const Dropped& dropped = dropped_.found();
    if (dropped.has_uncovered() && copy_.newer_marks) {
      const auto marks = copy_.newer_marks();
      if (!marks) return marks.error();
      for (const RetentionMark& mark : *marks) dropped_.add(mark);
    }
    if (!dropped.has_uncovered()) {
      const bool is_whole = copy_.first == 0;
      return of_wrong_count(dropped, is_whole ? copy_.dropped : DroppedCount::at_most);
    }
    if (auto status = copy_.entries->rewind(); !status) return status.error();
    std::optional<std::uint64_t> first;
    std::uint64_t count = 0;
    for (std::uint64_t seq = copy_.first;; ++seq) {
      const auto line = copy_.entries->next();
      if (!line) return line.error();
      if (!*line) break;
      if (!(**line).text.empty() || seq < dropped.covered()) continue;
      first = first.value_or(seq);
      ++count;
    }
    return found(of_uncovered(count, first.value_or(dropped.last), dropped.last));
  }

  // Where the roots of the tree's complete subtrees are known: to the first that differs.
  void narrow(const std::vector<Hash256>& leaves, Damage& damage) {
    const auto& edge = copy_.edge;
    if (!edge || damage.kind != DamageKind::altered || *damage.first == damage.last) return;
    if (leaves.size() != edge->size() || edge->root(hasher_) != wanted_.root) return;
    std::size_t begin = 0;
    for (const Hash256& root : edge->subtrees()) {
      const std::size_t width = std::bit_floor(leaves.size() - begin);
      Frontier found;
      for (std::size_t i = begin; i < begin + width; ++i) found.append(hasher_, leaves[i]);
      if (found.root(hasher_) != root) {
        damage.first = begin;
        damage.last = begin + width - 1;
        damage.why = "entries were altered, somewhere from " + std::to_string(begin) + " to " +
                     std::to_string(damage.last);
        return;
      }
      begin += width;
    }
  }

  Result<std::optional<Damage>> name_in_hashes() {
    const auto truth = read_lines(*copy_.entries, token_of_entry);
    if (!truth) return truth.error();
    const auto lines = read_lines(*copy_.hashes, token_of_hash);
    if (!lines) return lines.error();
    Damage damage = find_by_hashes(EvidencePart::hashes, *lines, truth->tokens, 0);
    damage.why = "the entries are whole, " + copy_.hashes_name + " is not: of it, " + damage.why;
    return found(std::move(damage));
  }

  Result<std::optional<Damage>> compare_with_older() const {
    const auto& since = copy_.since;
    if (!since || since->size == 0 || is_prefix_) return std::optional<Damage>();
    if (since->size > wanted_.size) {
      return found(Damage{EvidencePart::entries, DamageKind::cut_off, wanted_.size, wanted_.size,
                          "the older checkpoint is of " + std::to_string(since->size) +
                              " entries, this one of " + std::to_string(wanted_.size) + " only"});
    }
    return found(Damage{EvidencePart::entries, DamageKind::altered, 0, since->size - 1,
                        "the first " + std::to_string(since->size) +
                            " entries are not those that the older checkpoint signs"});
  }

  const LogCopy& copy_;
  const Checkpoint& wanted_;
  Sha256 hasher_;
  DroppedLines dropped_;
  Frontier before_;          // of the entries before copy_.first
  bool is_covered_ = false;  // the hashes, by the checkpoint's root
  bool is_whole_ = false;
  bool is_prefix_ = false;  // the older checkpoint is of the first entries
};

}  // namespace

Result<Checkpoint, Damage> read_signed_checkpoint(std::string_view note,
                                                  std::span<const VerifierKey> keys) {
  const auto parsed = parse_note(note);
  if (!parsed) return broken_checkpoint("cannot be read: " + parsed.error().message);
  const auto signatures = verify_note(*parsed, keys);
  if (!signatures) return broken_checkpoint("is not believed: " + signatures.error().message);
  auto checkpoint = parse_checkpoint(parsed->text);
  if (!checkpoint) return broken_checkpoint("cannot be read: " + checkpoint.error().message);
  const bool is_logs =
      std::any_of(signatures->begin(), signatures->end(), [&](const Verified& one) {
        return keys[one.key].type == KeyType::ed25519 && keys[one.key].name == checkpoint->origin;
      });
  if (!is_logs) return broken_checkpoint("is not signed with a key of its log's name");
  return *std::move(checkpoint);
}

Result<ExportReport> check_export(const LogCopy& copy) { return Check(copy).run(); }

}  // namespace tact
