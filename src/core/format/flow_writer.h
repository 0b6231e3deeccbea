// Writes what stands in brackets.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/format/layout.h"

namespace tact {

// One line of the file to be.
struct WrittenLine {
  std::string text;  // without its end
  Trail trail;       // not in `text` yet
};

// Appends to the last of `lines`, and further ones. Lines inside brackets are indented from `base`,
// those of a scalar that goes on by `scalar`.
void write_flow(const std::vector<FlowToken>& tokens, std::size_t base, std::size_t scalar,
                std::vector<WrittenLine>& lines);

// In characters, where it is all on one line and has no comment in it.
std::optional<std::size_t> flow_width(const std::vector<FlowToken>& tokens);

// A list or map in brackets as one in block style; empty where it cannot be written so.
std::optional<LayoutNode> as_block(const std::vector<FlowToken>& tokens);

}  // namespace tact
