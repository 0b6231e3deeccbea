#include "cli/verb.h"

#include <utility>

namespace tact::cli {
namespace {

class ExampleFirst : public CLI::Formatter {
 public:
  explicit ExampleFirst(std::string example) : example_(std::move(example)) {}

  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override {
    std::string help = CLI::Formatter::make_help(app, std::move(name), mode);
    if (mode == CLI::AppFormatMode::Sub || example_.empty()) return help;
    return "Example:\n" + example_ + "\n\n" + help;
  }

 private:
  const std::string example_;
};

}  // namespace

CLI::App* add_verb(CLI::App& parent, const std::string& name, VerbHelp help) {
  CLI::App* verb = parent.add_subcommand(name, std::move(help.summary));
  auto formatter = std::make_shared<ExampleFirst>(std::move(help.example));
  formatter->column_width(34);
  verb->formatter(std::move(formatter));
  verb->footer("Exit codes:\n" + help.exit_codes);
  return verb;
}

}  // namespace tact::cli
