#include "core/policy/policy_files.h"

#include <vector>

namespace tact {

std::string normal_path(std::string_view path) {
  const bool is_absolute = path.starts_with('/');
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    if (part.empty() || part == ".") continue;
    if (part == ".." && !parts.empty() && parts.back() != "..") {
      parts.pop_back();
    } else if (part != ".." || !is_absolute) {
      parts.push_back(part);
    }
  }
  std::string normal = is_absolute ? "/" : "";
  for (const std::string_view part : parts) {
    if (!normal.empty() && normal.back() != '/') normal += '/';
    normal += part;
  }
  return normal;
}

std::string resolve_path(std::string_view from, std::string_view relative) {
  const std::size_t slash = from.rfind('/');
  std::string path(slash == std::string_view::npos ? "" : from.substr(0, slash + 1));
  path += relative;
  return normal_path(path);
}

}  // namespace tact
