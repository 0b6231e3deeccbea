#include "core/policy/compile.h"

#include <algorithm>
#include <utility>

#include "tact/check.h"

#include "core/analysis/analyse.h"
#include "core/decide/rule_index.h"
#include "core/grammar/policy_grammar.h"
#include "core/policy/load.h"
#include "core/policy/reader_calendars.h"
#include "core/policy/reader_obligations.h"
#include "core/policy/reader_rules.h"
#include "core/policy/reader_vocabulary.h"
#include "core/policy/scope.h"
#include "core/yaml/map_reader.h"

namespace tact {
namespace {

// Reads names first, from all files, and then the rules that use them.
class Compiler {
 public:
  Compiler(LoadedFiles loaded, std::shared_ptr<const ZoneBook> zones,
           std::optional<LocalDate> today, Diagnostics& diagnostics)
      : loaded_(std::move(loaded)),
        zones_(std::move(zones)),
        countries_(countries_of(*zones_)),
        today_(today),
        diagnostics_(diagnostics) {}

  void run() {
    for (const LoadedFile& file : loaded_.files) {
      if (file.root) read_names(*file.root, file.name, &file == loaded_.files.data());
    }
    policy_.calendars = calendars_.finish(diagnostics_);
    check_whole();
    read_all_rules();
    if (diagnostics_.errors() == 0) warn();
  }

  // REQUIRES: run() found no error.
  std::shared_ptr<const Policy> finish() {
    policy_.hash = hash_files(loaded_.files);
    policy_.zones = zones_;
    for (RuleDraft& draft : rules_) policy_.rules.push_back(std::move(draft.rule));
    index_rules(policy_);
    return std::make_shared<const Policy>(std::move(policy_));
  }

  const std::vector<LoadedFile>& files() const { return loaded_.files; }

 private:
  void read_names(const YamlNode& root, const std::string& file_name, bool is_outermost) {
    const NamesScope scope{diagnostics_, *zones_, countries_};
    MapReader file(root, grammar::policy_file, diagnostics_);
    if (file.has("tests") && file.has("cases")) {
      diagnostics_.error(file.key_spot("tests"), "this is a file of tests, not a policy",
                         "run it with `tact policy test`");
      return;
    }
    read_language(file, diagnostics_);
    const std::string own_name = read_title(file, is_outermost, policy_, diagnostics_);
    read_provenance(file, own_name.empty() ? file_name : own_name, today_, policy_, diagnostics_);
    file.take("include");  // Read while loading.
    if (const YamlNode* node = file.take("defaults")) {
      const Defaults defaults = read_defaults(*node, scope);
      if (is_outermost) policy_.defaults = defaults;
    }
    if (const YamlNode* node = file.take("vocabulary")) {
      read_vocabulary(*node, policy_.vocabulary, purpose_spots_, diagnostics_);
      for (const YamlEntry& entry : node->entries) {
        if (entry.key == "channels") channel_lists_.push_back(&entry.value);
      }
    }
    if (const YamlNode* node = file.take("regions")) {
      read_regions(*node, policy_, number_spots_, scope);
    }
    if (const YamlNode* node = file.take("calendars")) calendars_.read(*node, diagnostics_);
    if (const YamlNode* node = file.take("rules")) rule_lists_.push_back(node);
    if (const YamlNode* node = file.take("obligations")) obligation_lists_.push_back(node);
    has_rules_ = has_rules_ || file.has("rules");
    file.finish();
  }

  // What only the files together must have.
  void check_whole() {
    const LoadedFile& outermost = loaded_.files.front();
    if (!loaded_.complete || !outermost.root || diagnostics_.errors() > 0) return;
    const Spot& spot = outermost.root->spot;
    if (!has_rules_) {
      diagnostics_.error(spot, "the policy has no `rules`: everything would be allowed",
                         "add them, or `rules: []` where that is meant");
    }
    if (policy_.vocabulary.channels.empty() || policy_.vocabulary.purposes.empty()) {
      diagnostics_.error(spot, "the policy has no vocabulary: every request would be refused",
                         "add `vocabulary: { channels: […], purposes: […] }`");
    }
  }

  void read_all_rules() {
    const PolicyScope scope{diagnostics_,       *zones_,           countries_,
                            policy_.vocabulary, policy_.calendars, loaded_.complete};
    for (const YamlNode* rules : rule_lists_) read_rules(*rules, scope, rules_);
    for (const YamlNode* list : obligation_lists_) {
      read_obligations(*list, scope, rules_, policy_.obligations);
    }
  }

  void warn() {
    analyse({policy_, rules_, Inclusion(loaded_.files), calendars_, channel_spots(), purpose_spots_,
             today_},
            diagnostics_);
  }

  // Where each channel of the vocabulary first stands. REQUIRES: there are no errors.
  std::vector<std::pair<std::string, Spot>> channel_spots() const {
    std::vector<std::pair<std::string, Spot>> spots;
    for (const YamlNode* node : channel_lists_) {
      for (const YamlNode* item : items_of(*node)) {
        const auto is_same = [&](const auto& one) { return one.first == item->text; };
        if (std::none_of(spots.begin(), spots.end(), is_same)) {
          spots.emplace_back(item->text, item->spot);
        }
      }
    }
    return spots;
  }

  const LoadedFiles loaded_;
  const std::shared_ptr<const ZoneBook> zones_;
  const std::vector<std::string> countries_;
  const std::optional<LocalDate> today_;
  Diagnostics& diagnostics_;
  Policy policy_;
  CalendarDrafts calendars_;
  std::vector<std::pair<std::string, Spot>> purpose_spots_;
  std::map<std::string, Spot, std::less<>> number_spots_;
  std::vector<const YamlNode*> channel_lists_;
  std::vector<const YamlNode*> rule_lists_;
  std::vector<const YamlNode*> obligation_lists_;
  bool has_rules_ = false;
  std::vector<RuleDraft> rules_;
};

}  // namespace

Compiled compile_policy(std::string path, PolicyFiles& files, std::shared_ptr<const ZoneBook> zones,
                        std::optional<LocalDate> today) {
  TACT_CHECK(zones != nullptr);
  Diagnostics diagnostics;
  LoadedFiles loaded = load_files(path, files, diagnostics);
  Compiler compiler(std::move(loaded), std::move(zones), today, diagnostics);
  compiler.run();

  Compiled compiled;
  for (const LoadedFile& file : compiler.files()) {
    compiled.files.push_back({file.source->path(), file.name, file.bytes});
  }
  const bool is_fine = diagnostics.errors() == 0;
  compiled.diagnostics = diagnostics.take_sorted();
  if (is_fine) compiled.policy = compiler.finish();
  return compiled;
}

}  // namespace tact
