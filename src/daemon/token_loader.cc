#include "daemon/token_loader.h"

#include <filesystem>

#include <spdlog/spdlog.h>

#include "guard/token_disk.h"

namespace tact {
namespace {

std::string in_words(std::size_t tokens) {
  return std::to_string(tokens) + (tokens == 1 ? " token" : " tokens");
}

}  // namespace

Status TokenLoader::start() {
  if (path_.empty()) return Done{};
  auto tokens = read_token_file(path_);
  if (!tokens) return Error{"--tokens: " + tokens.error().message};
  tokens_ = *std::move(tokens);
  guard_ = std::make_unique<Guard>(tokens_);
  return Done{};
}

void TokenLoader::reload() {
  if (guard_ == nullptr) return;
  auto tokens = read_token_file(path_);
  if (!tokens) {
    spdlog::error("{}; the {} from before stay", tokens.error().message, in_words(tokens_.size()));
    return;
  }
  if (*tokens == tokens_) return;
  tokens_ = *std::move(tokens);
  guard_->replace(tokens_);
  spdlog::info("the token file was taken up: {}", in_words(tokens_.size()));
}

// A link has two: its own, and that of the file that it leads to.
std::map<std::string, std::string> TokenLoader::places() const {
  std::map<std::string, std::string> places;
  std::error_code failure;
  const std::filesystem::path named(path_);
  const std::filesystem::path real = std::filesystem::weakly_canonical(named, failure);
  for (const std::filesystem::path& path : {named, failure ? named : real}) {
    const std::string folder = path.parent_path().string();
    places.emplace(folder.empty() ? "." : folder, path.filename().string());
  }
  return places;
}

}  // namespace tact
