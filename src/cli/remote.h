// What every verb that speaks to a daemon has in common.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "cli/client.h"
#include "cli/shell.h"
#include "core/json/reader.h"

namespace tact::cli {

// The exit codes that all of them share, for --help.
inline constexpr const char* remote_exit_codes =
    "  0  done\n"
    "  1  the daemon cannot be reached, or refused\n"
    "  2  bad arguments";

// --server, with the environment's as its default.
void add_server_option(CLI::App& verb, std::string& server, const Shell& shell);

// Empty where the address is none: then that was said, and the exit code is exit_usage.
std::optional<Client> make_client(const std::string& server, const Shell& shell);

// A good answer's body, or nothing: then what is wrong was said, and the exit code is exit_trouble.
std::optional<std::string> body_of(Result<HttpAnswer> answer, const Shell& shell);

// How an answer that is one JSON object is shown.
struct AnswerView {
  bool as_json = false;   // as it came
  std::string_view sign;  // a member that only such an answer has
  std::string_view what;  // what it is not without that: "no customer"
  std::function<std::string(JsonValue)> render;
};

// What is shown and what is wrong with it is said; the exit code.
int show_answer(const std::optional<std::string>& body, const AnswerView& view, const Shell& shell);

}  // namespace tact::cli
