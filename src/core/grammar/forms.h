// Short names for what the declarations are written in.
#pragma once

#include "core/grammar/grammar.h"

namespace tact::forms {

inline constexpr bool required = true;
inline constexpr bool optional = false;

constexpr ValueGrammar one(Form form) { return {.form = form}; }
constexpr ValueGrammar some(Form form) { return {.form = form, .several = Several::one_or_more}; }
constexpr ValueGrammar any_number(Form form) {
  return {.form = form, .several = Several::any_number};
}
constexpr ValueGrammar whole(int least, int most) {
  return {.form = Form::whole, .least = least, .most = most};
}
constexpr ValueGrammar comparison(int most) {
  return {.form = Form::comparison, .several = Several::one_or_more, .most = most};
}
constexpr ValueGrammar choice(NamesOf names, Several several = Several::no) {
  return {.form = Form::choice, .several = several, .names = names};
}
constexpr ValueGrammar shared_fields(NamesOf names) {
  return {.form = Form::shared_field, .several = Several::any_number, .names = names};
}
constexpr ValueGrammar mapping(const MapGrammar& map, Several several = Several::no) {
  return {.form = Form::mapping, .several = several, .map = &map};
}
constexpr ValueGrammar full_mapping(const MapGrammar& map) {
  return {.form = Form::mapping, .least = 1, .map = &map};
}
constexpr ValueGrammar or_mapping(ValueGrammar value, const MapGrammar& map) {
  value.map = &map;
  return value;
}
constexpr ValueGrammar named(const ValueGrammar& each, Form name_form = Form::text) {
  return {.form = Form::named, .each = &each, .name_form = name_form};
}

}  // namespace tact::forms
