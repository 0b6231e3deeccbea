#include "ledger/receipt.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "core/hash/encoding.h"
#include "core/merkle/tree_hash.h"
#include "support/log_keys.h"

namespace tact {
namespace {

using Catch::Contains;
using test::key_of;

const NoteSigner witness = key_of(9, "witness.example/w", KeyType::cosignature);

std::string entry_line(std::uint64_t seq) {
  return R"({"at":"2026-11-24T12:00:00.000Z","by":"t","list":"dnc","seq":)" + std::to_string(seq) +
         R"(,"type":"list"})";
}

// A ledger of so many entries, and receipts of them.
class Ledger {
 public:
  explicit Ledger(std::uint64_t size) {
    for (std::uint64_t seq = 0; seq < size; ++seq) {
      leaves_.push_back(leaf_hash(hasher_, entry_line(seq)));
    }
  }

  Receipt receipt(std::uint64_t seq, bool witnessed = false) {
    const auto node = [this](TreeNode at) {
      const std::uint64_t width = std::uint64_t{1} << at.level;
      return Result<Hash256>(root(at.index * width, width));
    };
    const std::string text =
        format_checkpoint({"localhost/tact", leaves_.size(), root(0, leaves_.size())});
    Note note{text, {key_of(1).sign(text)}};
    if (witnessed) note.signatures.push_back(witness.cosign(text, 1'790'000'000));
    return {entry_line(seq), seq, *inclusion_proof(hasher_, seq, leaves_.size(), node),
            format_note(note)};
  }

 private:
  // RFC 6962's definition, to the letter.
  Hash256 root(std::uint64_t begin, std::uint64_t size) {
    if (size == 1) return leaves_[begin];
    std::uint64_t left = 1;
    while (left * 2 < size) left *= 2;
    const Hash256 first = root(begin, left);
    return node_hash(hasher_, first, root(begin + left, size - left));
  }

  Sha256 hasher_;
  std::vector<Hash256> leaves_;
};

const std::vector<VerifierKey> log_keys = {key_of(1).verifier(), witness.verifier()};

std::string fault(const Receipt& receipt, const std::vector<VerifierKey>& keys = log_keys) {
  const auto received = check_receipt(receipt, keys);
  return received ? "" : received.error().message;
}

TEST_CASE("every entry of ledgers of every size gets a receipt that holds", "[ledger]") {
  for (std::uint64_t size = 1; size <= 40; ++size) {
    Ledger ledger(size);
    for (std::uint64_t seq = 0; seq < size; ++seq) {
      const Receipt receipt = ledger.receipt(seq);
      const auto read = parse_receipt(format_receipt(receipt));
      REQUIRE(read.ok());
      REQUIRE(*read == receipt);
      const auto received = check_receipt(*read, log_keys);
      if (!received) FAIL(received.error().message);
      CHECK(received->entry.seq.value == seq);
      CHECK(received->checkpoint.size == size);
    }
  }
}

TEST_CASE("a receipt is C2SP's tlog-proof", "[ledger]") {
  const Receipt receipt = Ledger(3).receipt(2);
  REQUIRE(receipt.path.size() == 1);
  CHECK(format_receipt(receipt) == "c2sp.org/tlog-proof@v1\nextra " + to_base64(entry_line(2)) +
                                       "\nindex 2\n" + to_base64(bytes_of(receipt.path[0])) +
                                       "\n\n" + receipt.checkpoint);
}

TEST_CASE("no byte of a receipt can be changed", "[ledger]") {
  const std::string text = format_receipt(Ledger(6).receipt(4, true));
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const char other : {'0', 'A', '\n', static_cast<char>(text[at] ^ 1)}) {
      if (text[at] == other) continue;
      std::string changed = text;
      changed[at] = other;
      const auto read = parse_receipt(changed);
      INFO(changed);
      // Of the signatures' lines one that names another key is passed over, not refused: then it
      // is no longer the witness's, and the log's is still asked for.
      const auto received = read ? check_receipt(*read, log_keys) : Result<Received>(read.error());
      if (received) CHECK(received->signatures.size() == 1);
      if (received) CHECK(at > text.rfind("— witness"));
    }
  }
  for (std::size_t size = 0; size < text.size(); ++size) {
    const auto read = parse_receipt(text.substr(0, size));
    if (read) CHECK(text.substr(size).starts_with("— witness"));
  }
}

TEST_CASE("a receipt of one entry does not prove another", "[ledger]") {
  Ledger ledger(7);
  Receipt receipt = ledger.receipt(3);
  receipt.entry = entry_line(4);
  CHECK_THAT(fault(receipt), Contains("altered"));
  receipt = ledger.receipt(3);
  receipt.index = 2;
  CHECK_THAT(fault(receipt), Contains("altered"));
  receipt.index = 7;
  CHECK_THAT(fault(receipt), Contains("not among the 7"));
  receipt = ledger.receipt(3);
  receipt.path.pop_back();
  CHECK_THAT(fault(receipt), Contains("altered"));
}

TEST_CASE("only the log's own key makes a receipt good", "[ledger]") {
  const Receipt receipt = Ledger(7).receipt(3, true);
  CHECK(fault(receipt).empty());
  CHECK_THAT(fault(receipt, {key_of(2).verifier()}), Contains("none of its signatures"));
  CHECK_THAT(fault(receipt, {witness.verifier()}), Contains("`localhost/tact`"));
  // The log's secret under another name is another log's.
  CHECK_THAT(fault(receipt, {key_of(1, "localhost/other").verifier()}), Contains("none"));
  const auto received = check_receipt(receipt, log_keys);
  REQUIRE(received.ok());
  CHECK(received->signatures.size() == 2);
  CHECK(received->signatures[1].seconds == 1'790'000'000);
}

}  // namespace
}  // namespace tact
