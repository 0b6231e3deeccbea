// --help that begins with an example.
#pragma once

#include <string>
#include <utility>

#include <CLI/CLI.hpp>

namespace tact {

class ExampleFirst : public CLI::Formatter {
 public:
  explicit ExampleFirst(std::string example) : example_(std::move(example)) {}

  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override {
    return "Example:\n  " + example_ + "\n\n" +
           CLI::Formatter::make_help(app, std::move(name), mode);
  }

 private:
  const std::string example_;
};

}  // namespace tact
