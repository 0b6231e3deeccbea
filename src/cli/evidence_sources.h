// Where evidence comes from: files, and a daemon that is asked page by page.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "cli/client.h"
#include "core/hash/sha256.h"
#include "ledger/dropped_lines.h"
#include "ledger/line_source.h"

namespace tact::cli {

// Of a file that can be read again from its beginning. Memory: its longest line.
class FileLines final : public LineSource {
 public:
  static Result<std::unique_ptr<FileLines>> open(const std::string& path);
  ~FileLines() override;

  Status rewind() override;
  Result<std::optional<Line>> next() override;

 private:
  FileLines(std::string path, std::FILE* file) : path_(std::move(path)), file_(file) {}

  const std::string path_;
  std::FILE* const file_;
  char* line_ = nullptr;  // getline's
  std::size_t room_ = 0;
};

// Entries of a daemon's log, from `first` on, before `end`; an empty line for each that its pages
// leave out, since it was dropped, or is gone. `client` must outlive it.
class RemoteEntries final : public LineSource {
 public:
  RemoteEntries(Client& client, std::uint64_t first, std::uint64_t end)
      : client_(client), first_(first), end_(end), next_(first) {}

  Status rewind() override;
  Result<std::optional<Line>> next() override;

 private:
  Status fetch();
  bool leaves_out_next(std::string_view text, std::string_view rest) const;

  Client& client_;
  const std::uint64_t first_;
  const std::uint64_t end_;
  std::uint64_t next_;  // entry
  std::string page_;
  std::size_t at_ = 0;  // in the page
};

// The hashes of the first `size` entries, one a line, from a daemon's tiles.
class RemoteHashes final : public LineSource {
 public:
  RemoteHashes(Client& client, std::uint64_t size) : client_(client), size_(size) {}

  // Whether the daemon has the last one; then it has all.
  bool are_there();

  // That of one entry, wherever. The next line is not defined after it.
  Result<Hash256> at(std::uint64_t entry);

  Status rewind() override;
  Result<std::optional<Line>> next() override;

 private:
  Status fetch();

  Client& client_;
  const std::uint64_t size_;
  std::uint64_t next_ = 0;
  std::string tile_;  // that of `next_`, its hashes' bytes; "" not fetched
  std::string line_;
};

// What a daemon's retention entries from `first` on say.
Result<std::vector<RetentionMark>> fetch_retention_marks(Client& client, std::uint64_t first);

}  // namespace tact::cli
