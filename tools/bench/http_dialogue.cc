#include "bench/http_dialogue.h"

#include <algorithm>
#include <utility>

#include "bench/load_generator.h"

namespace tact::bench {
namespace {

constexpr std::size_t piece_bytes = std::size_t{64} << 10;

std::string message(std::string_view path, std::string_view type, std::string_view body) {
  std::string text = "POST ";
  text += path;
  text += " HTTP/1.1\r\nHost: localhost\r\nContent-Type: ";
  text += type;
  text += "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  text += body;
  return text;
}

// Keeps one answer's body.
class Get final : public Dialogue {
 public:
  explicit Get(std::string_view path) : path_(path) {}

  void write(Steady::time_point /*now*/, std::string& out) override {
    if (is_sent_) return;
    is_sent_ = true;
    out += "GET " + path_ + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }
  Status read(Steady::time_point /*now*/, std::string_view bytes) override {
    if (is_done()) return Error{"more than one answer"};
    const auto taken = reader_.take(bytes);
    if (!taken) return taken.error();
    return Done{};
  }
  bool is_done() const override { return reader_.is_complete(); }
  HttpReader& reader() { return reader_; }

 private:
  const std::string path_;
  bool is_sent_ = false;
  HttpReader reader_;
};

}  // namespace

std::string single_message(std::string_view body) {
  return message("/v1/decisions", "application/json", body);
}

Result<std::size_t> HttpSingles::take(std::string_view bytes) {
  std::size_t ended = 0;
  while (!bytes.empty()) {
    const auto taken = reader_.take(bytes);
    if (!taken) return taken.error();
    bytes.remove_prefix(*taken);
    if (!reader_.is_complete()) continue;
    load().count(reader_.body());
    reader_.begin_next();
    ++ended;
  }
  return ended;
}

HttpBatch::HttpBatch(std::string body, Load& load)
    : message_(message("/v1/decisions/batch", "application/x-ndjson", body)), load_(load) {}

void HttpBatch::write(Steady::time_point /*now*/, std::string& out) {
  const std::size_t size = std::min(piece_bytes, message_.size() - sent_);
  out.append(message_, sent_, size);
  sent_ += size;
}

Status HttpBatch::read(Steady::time_point /*now*/, std::string_view bytes) {
  while (!bytes.empty()) {
    if (reader_.is_complete()) return Error{"more than one answer to a batch"};
    const auto taken = reader_.take(bytes);
    if (!taken) return taken.error();
    bytes.remove_prefix(*taken);
  }
  count_lines();
  return Done{};
}

void HttpBatch::count_lines() {
  std::string& body = reader_.body();
  std::size_t begin = 0;
  for (std::size_t end = body.find('\n'); end != std::string::npos; end = body.find('\n', begin)) {
    load_.count(std::string_view(body).substr(begin, end - begin));
    begin = end + 1;
  }
  body.erase(0, begin);
  if (reader_.is_complete() && !body.empty()) load_.count(std::exchange(body, ""));
}

Result<std::string> http_get(std::uint16_t port, std::string_view path) {
  auto generator = LoadGenerator::connect(port, 1);
  if (!generator) return std::move(generator).error();
  auto made = std::make_unique<Get>(path);
  HttpReader& reader = made->reader();
  std::vector<std::unique_ptr<Dialogue>> dialogues;
  dialogues.push_back(std::move(made));
  const auto took = (*generator)->run(dialogues, std::chrono::seconds(10));
  if (!took) return took.error();
  if (reader.status() == 200) return std::move(reader.body());
  return Error{std::string(path) + " was answered by " + std::to_string(reader.status())};
}

}  // namespace tact::bench
