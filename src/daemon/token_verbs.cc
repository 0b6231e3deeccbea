#include "daemon/token_verbs.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <iostream>
#include <memory>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "core/json/writer.h"
#include "core/names/hex.h"
#include "core/suggest/suggest.h"
#include "daemon/example_first.h"
#include "guard/private_file.h"
#include "guard/token_disk.h"

namespace tact {
namespace {

constexpr int could_not = 1;
constexpr int bad_arguments = 2;

constexpr const char* description =
    R"(Example:
  tactd token add crm --roles sender --tokens /etc/tact/tokens
  tactd token add ayse --roles officer,auditor --expires 2027-01-01 --tokens /etc/tact/tokens
  tactd token list --tokens /etc/tact/tokens
  tactd token revoke crm --tokens /etc/tact/tokens

Who may ask tactd: of each token only a hash is kept, in a file that tactd reads with --tokens and
takes up again whenever it is saved. Roles: sender (asks, tells outcomes), writer (tells records),
officer (policies and holds), auditor (reads the log and customers), admin (all).
Exit codes: 0 done, 1 the file could not be read or written, 2 bad arguments.
)";

struct Words {
  std::string file;
  std::string name;
  std::string roles;
  std::string expires;
  bool json = false;
};

int complain(int code, const std::string& message) {
  std::fprintf(stderr, "tactd: %s\n", message.c_str());
  return code;
}

std::vector<Token>::iterator find_by_name(std::vector<Token>& tokens, const std::string& name) {
  return std::find_if(tokens.begin(), tokens.end(),
                      [&](const Token& token) { return token.name == name; });
}

// A day, from its beginning in UTC, or an instant.
std::optional<Instant> parse_end(const std::string& text) {
  if (const auto date = parse_date(text)) return Instant(date->time_since_epoch());
  return parse_instant(text);
}

// An id that no other token has: with 48 bits that is the first, all but always.
TokenSeed fresh_seed(const std::vector<Token>& tokens, Randomness& randomness) {
  for (;;) {
    TokenSeed seed;
    randomness.fill(seed.id);
    randomness.fill(seed.secret);
    randomness.fill(seed.salt);
    std::string id;
    append_hex(seed.id, id);
    const bool is_taken = std::any_of(tokens.begin(), tokens.end(),
                                      [&](const Token& token) { return token.id == id; });
    if (!is_taken) return seed;
  }
}

int add(const Words& words, const Clock& clock, Randomness& randomness) {
  if (const std::string wrong = wrong_with_token_name(words.name); !wrong.empty()) {
    return complain(bad_arguments, "NAME " + wrong);
  }
  const auto roles = parse_roles(words.roles);
  if (!roles) return complain(bad_arguments, "--roles " + roles.error().message);
  std::optional<Instant> expires;
  if (!words.expires.empty()) {
    expires = parse_end(words.expires);
    if (!expires) {
      return complain(bad_arguments, "--expires `" + words.expires +
                                         "` is neither a day, such as 2027-01-01, nor a time, such "
                                         "as 2027-01-01T09:00:00+03:00");
    }
    if (*expires <= clock.now()) {
      return complain(bad_arguments, "--expires `" + words.expires + "` is past already");
    }
  }
  if (const Status made = make_private_folder(words.file); !made) {
    return complain(could_not, made.error().message);
  }
  std::string text;
  const Status status = change_token_file(words.file, [&](std::vector<Token>& tokens) -> Status {
    if (find_by_name(tokens, words.name) != tokens.end()) {
      return Error{"there is a token `" + words.name +
                   "` already; use another name, or revoke it first"};
    }
    NewToken made =
        make_token(words.name, *roles, clock.now(), expires, fresh_seed(tokens, randomness));
    text = std::move(made.text);
    tokens.push_back(std::move(made.token));
    return Done{};
  });
  if (!status) return complain(could_not, status.error().message);
  std::printf("%s\n", text.c_str());
  if (std::fflush(stdout) != 0) {
    return complain(could_not, "standard output cannot be written; revoke `" + words.name + '`');
  }
  std::fprintf(stderr, "the token of `%s`, shown this once: only its hash is kept\n",
               words.name.c_str());
  return 0;
}

int revoke(const Words& words) {
  if (looks_like_token(words.name)) {
    return complain(bad_arguments, "NAME " + wrong_with_token_name(words.name));
  }
  const Status status = change_token_file(words.file, [&](std::vector<Token>& tokens) -> Status {
    const auto found = find_by_name(tokens, words.name);
    if (found != tokens.end()) {
      tokens.erase(found);
      return Done{};
    }
    std::vector<std::string_view> names;
    for (const Token& token : tokens) names.push_back(token.name);
    return Error{"there is no token `" + words.name + '`' + did_you_mean(words.name, names)};
  });
  if (!status) return complain(could_not, status.error().message);
  std::fprintf(stderr, "`%s` is revoked\n", words.name.c_str());
  return 0;
}

std::string as_json(const std::vector<Token>& tokens, Instant now) {
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_array();
  for (const Token& token : tokens) {
    json.begin_object();
    json.string("name", token.name);
    json.key("roles");
    json.begin_array();
    for (std::size_t i = 0; i < role_names().size(); ++i) {
      if (token.roles.has(static_cast<Role>(i))) json.string(role_names()[i]);
    }
    json.end_array();
    json.string("created", format_instant(token.created));
    if (token.expires) json.string("expires", format_instant(*token.expires));
    json.boolean("expired", token.expires && *token.expires <= now);
    json.end_object();
  }
  json.end_array();
  return out + '\n';
}

std::string as_table(const std::vector<Token>& tokens, Instant now) {
  using Row = std::array<std::string, 4>;
  std::vector<Row> rows = {{"name", "roles", "created", "expires"}};
  for (const Token& token : tokens) {
    std::string expires = token.expires ? format_instant(*token.expires) : "never";
    if (token.expires && *token.expires <= now) expires += " (expired)";
    rows.push_back({token.name, format_roles(token.roles), format_instant(token.created), expires});
  }
  const std::size_t last = rows.front().size() - 1;
  std::array<std::size_t, 4> widths{};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string out;
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < last; ++i) {
      out += row[i] + std::string(widths[i] - row[i].size() + 2, ' ');
    }
    out += row[last] + '\n';
  }
  return out;
}

int list(const Words& words, const Clock& clock) {
  const auto tokens = read_token_file(words.file);
  if (!tokens) return complain(could_not, tokens.error().message);
  const std::string text =
      words.json ? as_json(*tokens, clock.now()) : as_table(*tokens, clock.now());
  std::fwrite(text.data(), 1, text.size(), stdout);
  return std::fflush(stdout) == 0 ? 0 : complain(could_not, "standard output cannot be written");
}

CLI::App* declare(CLI::App& app, const char* verb, const char* sentence, const char* example,
                  Words& words) {
  CLI::App* const sub = app.add_subcommand(verb, sentence);
  sub->formatter(std::make_shared<ExampleFirst>(example));
  sub->footer("Exit codes: 0 done, 1 the file could not be read or written, 2 bad arguments.");
  sub->add_option("--tokens", words.file, "The token file")->type_name("FILE")->required();
  return sub;
}

}  // namespace

bool is_token_verb(int argc, const char* const* argv) {
  return argc > 1 && std::string_view(argv[1]) == "token";
}

int run_token_verb(int argc, const char* const* argv, const Clock& clock, Randomness& randomness) {
  CLI::App app(description, "tactd token");
  app.require_subcommand(1);
  Words words;
  CLI::App* const adding = declare(app, "add", "Makes a token and prints it, once",
                                   "tactd token add crm --roles sender --tokens tokens", words);
  adding->add_option("NAME", words.name, "In whose name entries are made in the log")->required();
  adding->add_option("--roles", words.roles, "What it may; several with commas")
      ->type_name("ROLES")
      ->required();
  adding->add_option("--expires", words.expires, "From when on it is refused; never by default")
      ->type_name("DAY|TIME");
  CLI::App* const listing = declare(app, "list", "Shows whose tokens there are",
                                    "tactd token list --tokens tokens", words);
  listing->add_flag("--json", words.json, "For machines");
  CLI::App* const revoking = declare(app, "revoke", "Refuses a token from now on",
                                     "tactd token revoke crm --tokens tokens", words);
  revoking->add_option("NAME", words.name, "Its name")->required();
  try {
    app.parse(argc - 1, argv + 1);
  } catch (const CLI::ParseError& error) {
    const bool is_fine = error.get_exit_code() == 0;  // --help
    app.exit(error, std::cout, std::cerr);
    return is_fine ? 0 : bad_arguments;
  }
  if (adding->parsed()) return add(words, clock, randomness);
  return listing->parsed() ? list(words, clock) : revoke(words);
}

}  // namespace tact
