#include <cstdlib>
#include <memory>
#include <string_view>

#include "cli/exit_code.h"
#include "cli/input_file.h"
#include "cli/lines.h"
#include "cli/progress.h"
#include "cli/simulation_source.h"
#include "rehearsal/simulation.h"

namespace tact::cli {
namespace {

// Lines of any length: an entry has its reasons besides what the request said.
class EntryLines {
 public:
  explicit EntryLines(std::FILE* file) : file_(file) {}
  EntryLines(const EntryLines&) = delete;
  EntryLines& operator=(const EntryLines&) = delete;
  ~EntryLines() { std::free(line_); }

  // Without its end; empty at the end of the file. Good until the next one.
  std::optional<std::string_view> next() {
    const auto size = ::getline(&line_, &room_, file_);
    if (size < 0) return std::nullopt;
    ++number_;
    bytes_ += static_cast<std::uint64_t>(size);
    std::string_view line(line_, static_cast<std::size_t>(size));
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  std::uint64_t number() const { return number_; }
  std::uint64_t bytes() const { return bytes_; }

 private:
  std::FILE* const file_;
  char* line_ = nullptr;
  std::size_t room_ = 0;
  std::uint64_t number_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace

std::optional<std::string> simulate_log(const Compiled& policy, const SimulationWish& wish,
                                        const std::string& log, const Shell& shell, int& code) {
  const InputFile file = open_input(log, shell);
  if (file == nullptr) {
    code = exit_usage;
    return std::nullopt;
  }
  const auto wrong = [&](std::uint64_t line, const std::string& what) {
    shell.complain("line " + std::to_string(line) + " of `" + log + "`: " + what);
    code = exit_trouble;
    return std::nullopt;
  };
  SimulationOptions options;
  options.from = wish.from;
  options.to = wish.to;
  options.examples_max = wish.examples;
  // Never destroyed: the process ends with this verb. Static, so that leak checkers see it.
  static Simulation* kept_to_the_end = nullptr;
  kept_to_the_end = new Simulation(policy.policy, std::move(options));
  Simulation& simulation = *kept_to_the_end;
  const std::uint64_t size = regular_size(file.get()).value_or(0);
  Progress progress(shell, "simulating", "entries");
  EntryLines lines(file.get());
  while (const auto line = lines.next()) {
    if (line->empty()) continue;
    auto entry = parse_entry(*line);
    if (!entry) return wrong(lines.number(), entry.error().message);
    const auto goes_on = simulation.take(*std::move(entry));
    if (!goes_on) return wrong(lines.number(), goes_on.error().message);
    if (!*goes_on) break;
    progress.update({lines.bytes(), size, lines.number()});
  }
  progress.clear();
  if (std::ferror(file.get()) != 0) return wrong(lines.number() + 1, "the file cannot be read");
  std::string out;
  write_simulation(simulation.finish(), out);
  return out;
}

}  // namespace tact::cli
