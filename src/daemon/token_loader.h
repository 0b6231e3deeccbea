// From the token file to the guard: all of the file, or the old tokens stay.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tact/result.h"

#include "guard/guard.h"

namespace tact {

// Threads: one at a time.
class TokenLoader {
 public:
  // `path` is what --tokens says; "": nobody is asked for a token, and there is no guard.
  explicit TokenLoader(std::string path) : path_(std::move(path)) {}

  // Before anything is served.
  Status start();
  // Takes up the file as it is now. Where it is broken, unsafe or gone the tokens stay as they
  // were.
  void reload();

  // Null where nobody is asked.
  Guard* guard() const { return guard_.get(); }
  // What to watch: folders, and the file's name in each. REQUIRES: there is a guard.
  std::map<std::string, std::string> places() const;

 private:
  const std::string path_;
  std::vector<Token> tokens_;  // as read last
  std::unique_ptr<Guard> guard_;
};

}  // namespace tact
