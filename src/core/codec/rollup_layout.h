// What follows what in the bytes of rollups. FORMAT.md says the same in words.
#pragma once

#include "core/codec/pieces.h"
#include "core/state/rollup.h"

namespace tact {

template <class Io>
void lay_out(Io& io, typename Io::template Of<StatsCount>& count) {
  for (auto& number : count.outcomes) io.number(number);
  for (auto& number : count.would) io.number(number);
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Rollup>& rollup) {
  lay_out_list(io, rollup.values, 7, [&io](auto& one) {
    io.plain_text(one.value);  // No two are equal: there is nothing to find in the slots.
    lay_out(io, one.count);
  });
  lay_out(io, rollup.rest);
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<RollupHead>& head) {
  io.seq(head.next);
  if constexpr (Io::reads) {
    std::uint64_t number = 0;
    io.number(number);
    head.hour = static_cast<std::int64_t>(number);
  } else {
    io.number(static_cast<std::uint64_t>(head.hour));  // Never before 1970.
  }
}

}  // namespace tact
