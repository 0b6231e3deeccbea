// What lists that are given page by page have in common: their forms, and the way to the next page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/call.h"

namespace tact::http {

enum class ListForm : std::uint8_t { json, ndjson, csv };

inline constexpr const char* csv_type = "text/csv; charset=utf-8; header=present";

// The first of ours that the client names; JSON where it takes anything; empty where none will do.
std::optional<ListForm> choose_form(std::string_view accept);

// `limit`, from 1 to 1000; what is wrong with it is the answer.
std::optional<Response> read_limit(const Call& call, std::size_t& limit);

// 400: `after` is none.
Response bad_cursor();

// The target of the next page, but for the value of its `after`.
std::string next_link(const std::string& target);

// Says in the response's head where the next page begins.
void add_next(const std::string& link, const std::string& cursor, Response& response);

}  // namespace tact::http
