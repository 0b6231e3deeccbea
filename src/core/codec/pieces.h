// What the layouts of several values share. Io is ByteWriter or ByteReader throughout.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "tact/records.h"

namespace tact {

template <class Io, class List, class Each>
void lay_out_list(Io& io, List& list, std::size_t bytes_min, Each each) {
  if constexpr (Io::reads) {
    list.resize(io.count(bytes_min));
  } else {
    io.number(list.size());
  }
  for (auto& element : list) each(element);
}

template <class Io, class Optional, class Inside>
void lay_out_optional(Io& io, Optional& value, Inside inside) {
  std::uint8_t present = value.has_value() ? 1 : 0;
  io.byte(present);
  if constexpr (Io::reads) {
    if (present > 1) return io.fail();
    if (present == 1) value.emplace();
  }
  if (present == 1) inside(*value);
}

template <class Io, class Enum>
void lay_out_enum(Io& io, Enum& value, std::remove_const_t<Enum> last) {
  auto number = static_cast<std::uint8_t>(value);
  io.byte(number);
  if constexpr (Io::reads) {
    if (number > static_cast<std::uint8_t>(last)) return io.fail();
    value = static_cast<Enum>(number);
  }
}

// A text whose flag said that it is there.
template <class Io, class Text>
void lay_out_flagged(Io& io, bool flag, Text& text) {
  if (!flag) return;
  io.text(text);
  if constexpr (Io::reads) {
    if (text.empty()) io.fail();
  }
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Labels>& labels) {
  lay_out_list(io, labels, 2, [&io](auto& label) {
    io.text(label.first);
    io.text(label.second);
  });
}

template <class Io, class Truth>
void lay_out_truth(Io& io, Truth& truth) {
  std::uint8_t value = truth ? 1 : 0;
  io.byte(value);
  if constexpr (Io::reads) {
    if (value > 1) return io.fail();
    truth = value == 1;
  }
}

}  // namespace tact
