#include "daemon/key_verbs.h"

#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "core/merkle/checkpoint.h"
#include "daemon/example_first.h"
#include "daemon/log_keeper.h"
#include "guard/log_key_file.h"

namespace tact {
namespace {

constexpr int could_not = 1;
constexpr int bad_arguments = 2;

constexpr const char* description =
    R"(Example:
  tactd key show --log-key /etc/tact/log-key
  tactd key rotate --log-key /etc/tact/log-key && systemctl reload tactd

The key that signs the ledger's checkpoints. tactd makes one at its first start, in the data
directory as keys/log-key, or where --log-key says. Its public part is what auditors verify with:
NAME+ID+KEY, as C2SP signed-note has it. FILE.signed, beside it, is what was signed last: the two
belong together.
Exit codes: 0 done, 1 the file could not be read or written, 2 bad arguments.
)";

struct Words {
  std::string file;
  std::string origin = "localhost/tact";
};

int complain(int code, const std::string& message) {
  std::fprintf(stderr, "tactd: %s\n", message.c_str());
  return code;
}

int print(const SecretKey& key) {
  std::printf("%s\n", format_verifier_key(key.signer().verifier()).c_str());
  return std::fflush(stdout) == 0 ? 0 : complain(could_not, "standard output cannot be written");
}

int make(const Words& words, Randomness& randomness) {
  const auto there = read_log_keys(words.file);
  if (!there) return complain(could_not, there.error().message);
  if (there->has_value()) {
    return complain(could_not, "there is a key at `" + words.file +
                                   "` already; to replace it: tactd key rotate --log-key " +
                                   words.file);
  }
  const LogKeys keys{make_log_key(words.origin, randomness), std::nullopt};
  if (auto status = write_log_keys(words.file, keys); !status) {
    return complain(could_not, status.error().message);
  }
  return print(keys.key);
}

int rotate(const Words& words, Randomness& randomness) {
  const auto old = read_log_keys(words.file);
  if (!old) return complain(could_not, old.error().message);
  if (!old->has_value()) return complain(could_not, "there is no key at `" + words.file + '`');
  if ((*old)->previous) {
    return complain(could_not,
                    "tactd has not taken up the last new key yet: start it, or send it SIGHUP");
  }
  const LogKeys keys{make_log_key((*old)->key.name, randomness), (*old)->key};
  if (auto status = write_log_keys(words.file, keys); !status) {
    return complain(could_not, status.error().message);
  }
  std::fprintf(stderr,
               "a new key is in `%s`; tactd signs with it once it is started, or gets "
               "SIGHUP\n",
               words.file.c_str());
  return print(keys.key);
}

int show(const Words& words) {
  const auto keys = read_log_keys(words.file);
  if (!keys) return complain(could_not, keys.error().message);
  if (!keys->has_value()) return complain(could_not, "there is no key at `" + words.file + '`');
  return print((*keys)->key);
}

CLI::App* declare(CLI::App& app, const char* verb, const char* sentence, Words& words) {
  CLI::App* const sub = app.add_subcommand(verb, sentence);
  sub->formatter(std::make_shared<ExampleFirst>("tactd key " + std::string(verb) +
                                                " --log-key /etc/tact/log-key"));
  sub->footer("Exit codes: 0 done, 1 the file could not be read or written, 2 bad arguments.");
  sub->add_option("--log-key", words.file, "The key's file")->type_name("FILE")->required();
  return sub;
}

std::string wrong_with_origin(const std::string& origin) {
  return is_valid_origin(origin) ? "" : "must be printable ASCII without space and `+`";
}

}  // namespace

bool is_key_verb(int argc, const char* const* argv) {
  return argc > 1 && std::string_view(argv[1]) == "key";
}

int run_key_verb(int argc, const char* const* argv, Randomness& randomness) {
  CLI::App app(description, "tactd key");
  app.require_subcommand(1);
  Words words;
  CLI::App* const making =
      declare(app, "new", "Makes a key before the first start, or in place of a lost one", words);
  making->add_option("--origin", words.origin, "The ledger's name, as tactd is told it")
      ->type_name("NAME")
      ->check(wrong_with_origin)
      ->capture_default_str();
  CLI::App* const rotating = declare(
      app, "rotate", "Makes a new key; the one before it vouches for it, and then goes", words);
  declare(app, "show", "Prints the public key", words);
  try {
    app.parse(argc - 1, argv + 1);
  } catch (const CLI::ParseError& error) {
    const bool is_fine = error.get_exit_code() == 0;  // --help
    app.exit(error, std::cout, std::cerr);
    return is_fine ? 0 : bad_arguments;
  }
  if (making->parsed()) return make(words, randomness);
  return rotating->parsed() ? rotate(words, randomness) : show(words);
}

}  // namespace tact
