#include "files/unchanged.h"

#include <algorithm>

namespace tact {

bool are_unchanged(const Compiled& compiled, PolicyFiles& files) {
  return std::all_of(compiled.files.begin(), compiled.files.end(), [&](const PolicyFile& file) {
    const auto text = files.read(file.path);
    return text.ok() && *text == file.text;
  });
}

}  // namespace tact
