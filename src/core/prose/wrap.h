// Breaks texts into lines. Widths are in characters, as a terminal shows one cell for each.
#pragma once

#include <string>
#include <string_view>

namespace tact::prose {

std::size_t cells_of(std::string_view text);

// `text` with line ends for its blanks where a line would be longer than `width`; each line but the
// first begins with `indent` blanks, and the first is taken to begin after `used` columns. A word
// that is too long for a line has one of its own.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent, std::size_t used);

}  // namespace tact::prose
