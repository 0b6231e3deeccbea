// --lang (or --language), of verbs that tell things in sentences.
#pragma once

#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "cli/shell.h"
#include "core/prose/language.h"

namespace tact::cli {

// `code` gets the language that was named; it outlives `verb`.
void add_language_option(
    CLI::App& verb, std::string& code,
    std::string_view help = "The language to tell it in; otherwise that of LANG, or English");

// The one named, or that of the environment.
const prose::Language& chosen_language(const std::string& code, const Shell& shell);

}  // namespace tact::cli
