#include "cli/evidence_sources.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <sys/stat.h>

#include "core/hash/encoding.h"
#include "core/merkle/tile.h"

namespace tact::cli {
namespace {

constexpr std::uint64_t page_entries_max = 1'000;  // what a daemon gives at most at once
constexpr std::size_t hash_bytes = 32;

Result<std::string> body_of_good(Result<HttpAnswer> answer) {
  if (!answer) return answer.error();
  if (!answer->is_fine()) return Error{problem_text(*answer)};
  return std::move(answer->body);
}

}  // namespace

Result<std::unique_ptr<FileLines>> FileLines::open(const std::string& path) {
  std::FILE* const file = std::fopen(path.c_str(), "rb");
  struct stat status {};
  if (file == nullptr) return Error{"cannot read `" + path + "`: " + std::strerror(errno)};
  std::unique_ptr<FileLines> lines(new FileLines(path, file));
  if (::fstat(::fileno(file), &status) == 0 && !S_ISREG(status.st_mode)) {
    return Error{"cannot read `" + path + "`: it is not a regular file, which can be read twice"};
  }
  return lines;
}

FileLines::~FileLines() {
  std::fclose(file_);
  std::free(line_);
}

Status FileLines::rewind() {
  std::clearerr(file_);
  if (::fseeko(file_, 0, SEEK_SET) == 0) return Done{};
  return Error{"cannot read `" + path_ + "`: " + std::strerror(errno)};
}

Result<std::optional<LineSource::Line>> FileLines::next() {
  errno = 0;
  const ssize_t got = ::getline(&line_, &room_, file_);
  if (got < 0) {
    if (std::feof(file_) != 0 && std::ferror(file_) == 0) return std::optional<Line>();
    return Error{"cannot read `" + path_ + "`: " + std::strerror(errno)};
  }
  const std::string_view text(line_, static_cast<std::size_t>(got));
  const bool is_ended = text.ends_with('\n');
  return std::optional(Line{text.substr(0, text.size() - (is_ended ? 1 : 0)), is_ended});
}

Status RemoteEntries::rewind() {
  next_ = first_;
  page_.clear();
  at_ = 0;
  return Done{};
}

Status RemoteEntries::fetch() {
  const std::uint64_t limit = std::min(page_entries_max, end_ - next_);
  std::string after = next_ > 0 ? std::to_string(next_ - 1) : "";
  // A page of dropped ones alone is empty, and says where the next one begins.
  do {
    std::string target = "/v1/log?order=asc&limit=" + std::to_string(limit);
    if (!after.empty()) target += "&after=" + after;
    auto answer = client_.get(target, "application/x-ndjson");
    if (answer) after = answer->next_cursor;
    auto body = body_of_good(std::move(answer));
    if (!body) return body.error();
    page_ = *std::move(body);
  } while (page_.empty() && !after.empty());
  at_ = 0;
  return Done{};
}

// Whether the page goes on behind the next entry. A line that is followed by a lesser number was
// rather given a false one.
bool RemoteEntries::leaves_out_next(std::string_view text, std::string_view rest) const {
  const auto number = stated_number(text);
  if (!number || *number <= next_) return false;
  const auto following = stated_number(rest.substr(0, rest.find('\n')));
  return !following || *following > *number;
}

Result<std::optional<LineSource::Line>> RemoteEntries::next() {
  if (next_ == end_) return std::optional<Line>();
  if (at_ == page_.size()) {
    if (auto status = fetch(); !status) return status.error();
    if (page_.empty()) return std::optional<Line>();
  }
  const std::size_t end = page_.find('\n', at_);
  if (end == page_.npos) return Error{"the server's page of the log ends within a line"};
  const std::string_view text = std::string_view(page_).substr(at_, end - at_);
  const bool is_left_out = leaves_out_next(text, std::string_view(page_).substr(end + 1));
  ++next_;
  if (is_left_out) return std::optional(Line{"", true});
  at_ = end + 1;
  return std::optional(Line{text, true});
}

bool RemoteHashes::are_there() {
  if (size_ == 0) return true;
  next_ = size_ - 1;
  const bool is_there = fetch().ok();
  return rewind().ok() && is_there;
}

Status RemoteHashes::rewind() {
  next_ = 0;
  tile_.clear();
  return Done{};
}

Status RemoteHashes::fetch() {
  const std::uint64_t index = next_ / tile_width;
  const std::uint64_t width = std::min(tile_width, size_ - index * tile_width);
  const std::string path = format_tile_path({0, index, width});
  auto body = body_of_good(client_.get("/v1/log/tile/" + path, "application/octet-stream"));
  if (!body) return body.error();
  if (body->size() != width * hash_bytes) {
    return Error{"the server's tile `" + path + "` is not of " + std::to_string(width) + " hashes"};
  }
  tile_ = *std::move(body);
  return Done{};
}

Result<Hash256> RemoteHashes::at(std::uint64_t entry) {
  if (tile_.empty() || next_ / tile_width != entry / tile_width) {
    next_ = entry;
    if (auto status = fetch(); !status) return status.error();
  }
  Hash256 hash;
  std::copy_n(tile_.begin() + static_cast<std::ptrdiff_t>(entry % tile_width * hash_bytes),
              hash_bytes, hash.begin());
  return hash;
}

Result<std::optional<LineSource::Line>> RemoteHashes::next() {
  if (next_ == size_) return std::optional<Line>();
  const std::size_t at = next_ % tile_width;
  if (at == 0 || tile_.empty()) {
    if (auto status = fetch(); !status) return status.error();
  }
  line_ = to_hex(std::string_view(tile_).substr(at * hash_bytes, hash_bytes));
  ++next_;
  return std::optional(Line{line_, true});
}

Result<std::vector<RetentionMark>> fetch_retention_marks(Client& client, std::uint64_t first) {
  std::vector<RetentionMark> marks;
  std::string after = first > 0 ? std::to_string(first - 1) : "";
  do {
    std::string target =
        "/v1/log?type=retention&order=asc&limit=" + std::to_string(page_entries_max);
    if (!after.empty()) target += "&after=" + after;
    auto answer = client.get(target, "application/x-ndjson");
    after = answer ? answer->next_cursor : "";
    const auto body = body_of_good(std::move(answer));
    if (!body) return body.error();
    TextLines lines(*body);
    for (auto line = lines.next(); line && *line; line = lines.next()) {
      if (const auto mark = read_retention_mark((**line).text)) marks.push_back(*mark);
    }
  } while (!after.empty());
  return marks;
}

}  // namespace tact::cli
